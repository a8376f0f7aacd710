"""Default deny: every URL declares the permission it asks, or why it is open to everybody."""

import re
from collections import Counter

import pytest
from django.urls import URLPattern, get_resolver, path
from pytest_django import Settings

from compagnon.core.pages import page, public
from compagnon.core.policy import kinds, permissions
from compagnon.core.routes import Route, list_routes

# With the routes that only exist where the host allows passwords.
ALL_ROUTES = "tests.accounts.urls_with_passwords"
ID = re.compile(r"<public_id:(\w+)_id>")


@pytest.fixture
def routes(settings: Settings) -> list[Route]:
    settings.ROOT_URLCONF = ALL_ROUTES
    return list_routes()


def test_every_route_declares_its_permission_or_why_it_is_public(routes: list[Route]) -> None:
    assert len(routes) > 60
    assert [
        route.pattern for route in routes if bool(route.permission) == bool(route.public_reason)
    ] == []


def test_a_public_reason_is_a_sentence(routes: list[Route]) -> None:
    reasons = {route.public_reason for route in routes if route.public_reason}

    assert [reason for reason in reasons if not re.match(r"[A-Z].{20,}\.$", reason)] == []


def test_a_route_asks_a_permission_of_the_table(routes: list[Route]) -> None:
    asked = {route.permission for route in routes if route.permission}

    assert asked - permissions().keys() == set()


def test_what_a_route_is_about_is_a_kind_whose_visible_rows_are_known(routes: list[Route]) -> None:
    asked = {route.on for route in routes if route.on}

    assert asked - kinds().keys() == set()


# Ids in addresses that `@page` does not look up, and who asks the policy instead.
LOOKED_UP_ELSEWHERE = {
    ("notifications:mail_detail", "mail"): "the demo's own letters; 404 anywhere else",
    ("notifications:mail_attachment", "mail"): "as above",
    ("schemes:charter", "scheme"): "a charter is public (ALL-10)",
    ("recruitment:join", "scheme"): "the public page of a scheme",
    ("recruitment:apply", "scheme"): "as above",
    ("recruitment:code", "scheme"): "as above",
    ("recruitment:begin", "scheme"): "as above",
    ("matching:answer", "answer"): "signed in or by a letter's link: visible_to asks for both",
    ("matching:answer_accept", "answer"): "as above",
    ("matching:answer_decline", "answer"): "as above",
    ("matching:answer_arrive", "answer"): "the token is a seal over this very id",
    ("matching:seat", "seat"): "signed in or by a letter's link: visible_to asks for both",
    ("matching:seat_accept", "seat"): "as above",
    ("matching:seat_decline", "seat"): "as above",
    ("matching:seat_arrive", "seat"): "the token is a seal over this very id",
    (
        "matching:hold_group",
        "application",
    ): "one of a group of the run; the change asks who may decide",
    ("matching:forbid_together", "application"): "as above",
    ("matching:group", "application"): "looked for among the groups of the run",
    ("matching:comment_on_group", "application"): "as above",
    ("matching:vote_on_group", "application"): "as above",
    ("partnerships:blank_papers", "scheme"): "public: it says no more than the charter",
    ("partnerships:blank_paper_export", "scheme"): "as above",
    ("partnerships:resource_goal", "resource"): "looked for on the list that members see",
    ("introductions:invitation", "invitation"): "by a letter's link, noted in the session",
    ("introductions:accept", "invitation"): "as above",
    ("introductions:decline", "invitation"): "as above",
    ("introductions:forget_me", "invitation"): "as above",
    ("introductions:calendar", "invitation"): "as above",
    ("introductions:arrive", "invitation"): "the token is a seal over this very id",
    ("partnerships:shared_report", "shared_report"): "by a letter's link, noted in the session",
    ("partnerships:shared_report_arrive", "shared_report"): "the token is a seal over this very id",
    ("matching:pair", "mentor"): "looked for among the pairs of the run",
    ("matching:pair", "mentee"): "as above",
    ("matching:swaps", "mentor"): "as above",
    ("matching:swaps", "mentee"): "as above",
    ("matching:swap", "mentor"): "as above",
    ("matching:swap", "mentee"): "as above",
    ("matching:swap", "other_mentor"): "as above",
    ("matching:swap", "other_mentee"): "as above",
    ("matching:waive", "mentor"): "looked for among the applications of the joining point",
    ("matching:waive", "mentee"): "as above",
    ("matching:comment_on_pair", "mentor"): "looked for among the pairs of the run",
    ("matching:comment_on_pair", "mentee"): "as above",
    ("matching:vote_on_pair", "mentor"): "as above",
    ("matching:vote_on_pair", "mentee"): "as above",
    ("matching:ask_concession", "other"): "looked for among the applications of the joining point",
    (
        "matching:concession",
        "concession",
    ): "signed in or by a letter's link: visible_to asks for both",
    ("matching:concession_accept", "concession"): "as above",
    ("matching:concession_decline", "concession"): "as above",
    ("matching:concession_arrive", "concession"): "the token is a seal over this very id",
    ("matching:pin_pair", "mentor"): "looked for among the applications of the run's joining point",
    ("matching:pin_pair", "mentee"): "as above",
    ("matching:hold_pair", "mentor"): "as above",
    ("matching:hold_pair", "mentee"): "as above",
    ("matching:forbid_pair", "mentor"): "as above",
    ("matching:forbid_pair", "mentee"): "as above",
}


def test_an_id_in_an_address_is_looked_up_among_what_the_viewer_may_know_of(
    routes: list[Route],
) -> None:
    others = {
        (route.name, kind)
        for route in routes
        for kind in ID.findall(route.pattern)
        if kind != route.on
    }

    assert others == LOOKED_UP_ELSEWHERE.keys()


def test_a_route_takes_the_id_it_is_about(routes: list[Route]) -> None:
    assert [r.name for r in routes if r.on and r.on not in ID.findall(r.pattern)] == []


def test_ids_in_addresses_are_random(routes: list[Route]) -> None:
    """No sequential number names a row: the one number is a place in a letter's list of files."""
    numbered = [route.name for route in routes if "<int:" in route.pattern]

    assert numbered == ["notifications:mail_attachment"]


def test_a_name_leads_to_one_address(routes: list[Route]) -> None:
    names = Counter(route.name for route in list({(r.name, r.pattern): r for r in routes}.values()))

    assert [name for name, count in names.items() if count > 1] == []


def test_an_undeclared_view_would_be_noticed(settings: Settings) -> None:
    def view(_request: object) -> None:
        """Declare nothing."""

    resolver = get_resolver()
    added: list[URLPattern] = [
        path("nothing/", view, name="nothing"),  # type: ignore[arg-type]  # never called
        path("asked/", page("schemes.view_schemes")(view), name="asked"),  # type: ignore[arg-type]  # as above
        path("open/", public(reason="It is a test.")(view), name="open"),  # type: ignore[arg-type]  # as above
    ]
    resolver.url_patterns.extend(added)
    try:
        found = {
            route.name: bool(route.permission or route.public_reason) for route in list_routes()
        }
    finally:
        del resolver.url_patterns[-len(added) :]

    assert [found[name] for name in ("nothing", "asked", "open")] == [False, True, True]
