from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from compagnon.core import environment


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in environment.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)


def test_a_variable_has_its_value_or_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.read("COMPAGNON_PROXIES") == ""
    assert environment.read_or_default("COMPAGNON_PROXIES") == "0"
    assert environment.number("COMPAGNON_PROXIES") == 0

    monkeypatch.setenv("COMPAGNON_PROXIES", "2")

    assert environment.read("COMPAGNON_PROXIES") == "2"
    assert environment.read_or_default("COMPAGNON_PROXIES") == "2"
    assert environment.number("COMPAGNON_PROXIES") == 2


def test_a_variable_that_is_not_declared_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        environment.read("COMPAGNON_SURPRISE")


@pytest.mark.parametrize("text", ["two", "-1", "1.5"])
def test_a_number_is_a_number(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("COMPAGNON_WORKERS", text)

    with pytest.raises(
        ImproperlyConfigured, match=f"^COMPAGNON_WORKERS must be a number, not '{text}'.$"
    ):
        environment.number("COMPAGNON_WORKERS")


@pytest.mark.parametrize(
    ("text", "is_on"), [("on", True), ("1", True), ("True", True), ("off", False), ("", False)]
)
def test_a_switch(monkeypatch: pytest.MonkeyPatch, text: str, is_on: bool) -> None:
    monkeypatch.setenv("COMPAGNON_DEMO", text)

    assert environment.is_on("COMPAGNON_DEMO") is is_on


def test_the_data_folder_is_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert environment.data_folder() == Path("var").resolve()

    monkeypatch.setenv("COMPAGNON_DATA", str(tmp_path))

    assert environment.data_folder() == tmp_path


def test_the_secret_comes_from_the_environment_or_from_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMPAGNON_DATA", str(tmp_path))
    assert environment.secret() == ""

    (tmp_path / "secret").write_text("of the file\n", encoding="ascii")
    assert environment.secret() == "of the file"

    monkeypatch.setenv("COMPAGNON_SECRET", "of the environment")
    assert environment.secret() == "of the environment"


def test_every_variable_says_what_it_means() -> None:
    names = [variable.name for variable in environment.VARIABLES]
    assert len(set(names)) == len(names)
    assert all(variable.meaning.endswith(".") for variable in environment.VARIABLES)
