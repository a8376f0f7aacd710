from pathlib import Path

import pytest
from pytest_django import Settings

from compagnon.core import installation


def test_the_public_address_and_its_host(settings: Settings) -> None:
    settings.COMPAGNON_ORIGIN = "https://mentoring.example.org:8443"

    assert installation.origin() == "https://mentoring.example.org:8443"
    assert installation.host() == "mentoring.example.org"


def test_the_data_folder(settings: Settings, tmp_path: Path) -> None:
    settings.COMPAGNON_DATA = str(tmp_path)

    assert installation.data_folder() == tmp_path


@pytest.mark.parametrize("is_demo", [True, False])
def test_whether_it_is_the_demo(settings: Settings, is_demo: bool) -> None:
    settings.COMPAGNON_DEMO = is_demo

    assert installation.is_demo() is is_demo


def test_the_senders_bare_address(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Mentoring <mentoring@example.org>"

    assert installation.sender() == "mentoring@example.org"
