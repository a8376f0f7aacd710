import pytest
from pytest_django import Settings

from compagnon.notifications import menu
from compagnon.ui import navigation


@pytest.mark.parametrize(
    ("is_demo", "names"),
    [
        (False, ["notifications:preferences", "notifications:own_calendar"]),
        (
            True,
            ["notifications:preferences", "notifications:own_calendar", "notifications:mail_list"],
        ),
    ],
)
def test_the_mail_viewer_is_in_the_demos_menu_only(
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    is_demo: bool,
    names: list[str],
) -> None:
    monkeypatch.setattr(navigation, "_entries", [])
    settings.COMPAGNON_DEMO = is_demo

    menu.register()

    assert [entry.url_name for entry in navigation._entries] == names
