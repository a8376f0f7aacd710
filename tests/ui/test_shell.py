"""The frame around every page: who is shown which way to go."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from compagnon.core import policy
from compagnon.core.actors import Actor
from compagnon.core.policy import permit, predicate
from compagnon.ui import navigation
from compagnon.ui.context import shell
from compagnon.ui.navigation import Area, Language
from compagnon.ui.responses import respond
from tests.cast import make_person
from tests.ui.markup import same


@predicate("Never.")
def is_nobody(_actor: Actor, _target: Any) -> bool:
    return False


@predicate("Always.")
def is_anybody(_actor: Actor, _target: Any) -> bool:
    return True


@pytest.fixture(autouse=True)
def _own_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without the entries of the packages, and with three permissions."""
    monkeypatch.setattr(navigation, "_entries", [])
    monkeypatch.setattr(navigation, "_mastheads", [])
    monkeypatch.setattr(policy, "_table", dict(policy.permissions()))
    permit({"test.open": is_anybody, "test.shut": is_nobody})


def register_all() -> None:
    navigation.register(label="Later", url_name="ui:gallery", permission="test.open", order=9)
    navigation.register(label="Shut", url_name="set_language", permission="test.shut")
    navigation.register(label="Mine", url_name="ui:gallery", area=Area.ACCOUNT, order=1)
    navigation.register(
        label="Leave", url_name="set_language", area=Area.ACCOUNT, order=2, is_change=True
    )
    navigation.register(label="Sign in", url_name="set_language", area=Area.VISITOR)
    navigation.register(label="Help", url_name="ui:gallery", area=Area.FOOT)
    navigation.register_masthead(lambda _actor: "")
    navigation.register_masthead(lambda _actor: "Association & Co")


def piece(html: str, start: str, end: str) -> str:
    begun = html[html.index(start) :]
    return begun[: begun.index(end) + len(end)]


def test_a_visitor_is_shown_the_way_in_and_the_foot(client: Client) -> None:
    register_all()

    html = client.get("/ui/").content.decode()

    assert '<a href="/language/">Sign in</a>' in html
    assert '<nav class="contents"' not in html
    assert "Mine" not in html
    assert same(piece(html, '<div class="foot">', "</ul>") + "</div>") == same(
        '<div class="foot"><ul><li><a href="/ui/" aria-current="page">Help</a></li></ul></div>'
    )
    assert '<span class="brand-house">Association &amp; Co</span>' in html


@pytest.mark.django_db
def test_a_person_is_shown_what_the_policy_opens(client: Client) -> None:
    register_all()
    client.force_login(make_person("Amal"))

    html = client.get("/ui/").content.decode()

    assert same(piece(piece(html, '<nav class="contents"', "</nav>"), "<ul>", "</ul>")) == same(
        '<ul><li><a href="/ui/" aria-current="page">Later</a></li></ul>'
    )
    assert "Sign in" not in piece(html, "<header>", "</header>")
    assert "Shut" not in piece(html, "<header>", "</header>")


@pytest.mark.django_db
def test_a_person_finds_their_own_menu_and_a_change_in_it_is_a_button(client: Client) -> None:
    register_all()
    client.force_login(make_person("Amal"))

    menu = piece(client.get("/ui/").content.decode(), '<ul class="fold-list">', "</ul>")
    token = menu.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert same(menu) == same(
        '<ul class="fold-list"><li><a href="/ui/" aria-current="page">Mine</a></li>'
        '<li><form method="post" action="/language/">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        '<button type="submit">Leave</button></form></li></ul>'
    )


def test_a_way_is_registered_once_in_an_area() -> None:
    register_all()

    with pytest.raises(ValueError, match="Registered twice: ui:gallery"):
        navigation.register(label="Again", url_name="ui:gallery")


def test_an_organisation_may_go_unnamed(client: Client) -> None:
    assert "brand-house" not in client.get("/ui/").content.decode()


@pytest.mark.parametrize(
    ("path", "is_current"), [("/ui/", True), ("/ui/more/", True), ("/", False), ("/u/", False)]
)
def test_an_entry_is_current_on_its_page_and_below(path: str, *, is_current: bool) -> None:
    navigation.register(label="Help", url_name="ui:gallery", area=Area.FOOT)

    assert [link.is_current for link in navigation.links(asked(path), Area.FOOT)] == [is_current]


def asked(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def test_languages_are_named_by_themselves() -> None:
    with translation.override("cy"):
        assert navigation.languages()[:3] == [
            Language("en", "English", is_current=False),
            Language("cy", "Cymraeg", is_current=True),
            Language("fr", "français", is_current=False),
        ]


def test_choosing_a_language_comes_back_to_the_page(client: Client) -> None:
    html = client.get("/ui/?running=0").content.decode()
    chooser = piece(html, '<form class="fold-list"', "</form>")

    assert 'action="/language/"' in chooser
    assert '<input type="hidden" name="next" value="/ui/?running=0">' in chooser
    assert chooser.count('name="language"') == 5
    assert chooser.count('aria-current="true"') == 1
    assert "Français" in chooser


@pytest.mark.urls("compagnon.ui.urls")
def test_without_a_page_for_it_no_language_is_offered(client: Client) -> None:
    assert "fold-list" not in client.get("/ui/").content.decode()


def test_after_a_form_one_comes_back_to_where_the_form_says(client: Client) -> None:
    html = client.post("/ui/").content.decode()

    assert '<input type="hidden" name="next" value="">' in html


def test_the_shell_is_looked_up_only_when_it_is_drawn() -> None:
    calls: list[Actor] = []
    navigation.register_masthead(lambda actor: str(calls.append(actor) or "House"))

    context = shell(asked("/"))

    assert calls == []
    assert context["shell"].house == "House"  # type: ignore[attr-defined]  # a lazy Shell
    assert len(calls) == 1


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_is_read_in_the_direction_of_its_language(language: str, direction: str) -> None:
    with translation.override(language):
        html = respond(asked("/"), "404.html").content.decode()

    assert same(piece(html, "<html", ">") + "</html>") == same(
        f'<html lang="{language}" dir="{direction}"></html>'
    )
