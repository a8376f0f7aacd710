"""The documents of a partnership: filled in for its members, blank for whoever asks."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from compagnon.accounts.throttle import throttle_network
from compagnon.core.clock import moved_to
from compagnon.core.encryption.opening import Closed
from compagnon.core.models import EventRow
from compagnon.documents.blocks import Document, Table
from compagnon.documents.writing import to_pdf
from compagnon.partnerships.changes.meeting import record_meeting
from compagnon.partnerships.models import ActionItem, Agreement, Goal, Partnership
from compagnon.partnerships.papers.agreement import Sides
from compagnon.partnerships.papers.agreement import agreement as agreement_paper
from compagnon.partnerships.papers.kinds import Paper
from compagnon.partnerships.queries.agreement import get_agreement
from compagnon.partnerships.queries.paper import get_paper
from compagnon.schemes.models import Scheme
from compagnon.ui import downloads
from tests.cast import NOW, World, actor_of
from tests.downloads import slides_of, words_of
from tests.partnerships.test_copy import everything
from tests.partnerships.test_views import as_person, page, url

pytestmark = pytest.mark.django_db
WRITTEN = [kind for kind in Paper if kind is not Paper.SLIDES]
KEPT = "I spoke too much"  # in Amal's journal


def paper_of(client: Client, address: str) -> list[str]:
    """Return what a word processor shows of a document."""
    return words_of(client.post(address, {"format": "docx"}))


@pytest.mark.requirement("LSIS-81")
@pytest.mark.requirement("LSIS-82")
def test_a_member_takes_contract_log_and_plan_away_filled_in(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    as_person(client, world.bela)
    unmet = paper_of(client, url(partnership, "papers/log/"))
    assert "What | Who | By when | State" in unmet
    everything(world, partnership)
    ActionItem.objects.filter(position=0).update(due_on=date(2026, 10, 1))
    Goal.objects.update(target_on=date(2026, 12, 1))
    listed = page(client, url(partnership, "papers/"))
    assert "kept nowhere" in listed

    contract, log, plan = (
        "\n".join(paper_of(client, url(partnership, f"papers/{kind}/")))
        for kind in ("agreement", "log", "plan")
    )

    for words in ("Courage in the corridor", "Keeps the kettle on", "Amal\t14 September 2026"):
        assert words in contract
    for words in ("Ask the head | Bela | 1 October 2026 | ", "Count chairs", "The seating plan"):
        assert words in log
    for words in ("Dare · Bela", "Begin small", "1 December 2026", "At work"):
        assert words in plan
    assert KEPT not in contract + log + plan
    taken = EventRow.objects.filter(name="PaperExported", actor_id=world.bela.pk)
    assert [row.data["paper"] for row in taken.order_by("id")] == [
        "log",
        "agreement",
        "log",
        "plan",
    ]
    assert client.post(url(partnership, "papers/introduction/")).status_code == 404
    assert client.post(url(partnership, "papers/plan/"), {"format": "pdf"}).content[:4] == b"%PDF"


def test_peers_take_on_one_thing_and_a_meeting_may_leave_nothing_to_do(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    meeting = record_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        held_on=date(2026, 9, 1),
        length_minutes=40,
        attended=[partnership.members.get(person=world.bela)],
        action_points=[],
        next_items="",
    )
    written = get_agreement(viewer=actor_of(world.bela), partnership=partnership)
    assert meeting.length_minutes == 40
    assert written is not None
    shared = replace(written, terms=replace(written.terms, mentee_responsibilities=""))

    told, *_signed = agreement_paper(world.scheme, Sides("Peer", "Peer", True), shared, "")
    (document,) = (
        get_paper(viewer=actor_of(world.bela), partnership=partnership, paper=Paper.LOG),
    )

    assert isinstance(told, Table)
    assert ("What each of us takes on", "Keeps the kettle on") in told.rows
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_the_documents_of_a_partnership_are_for_its_members(
    client: Client, world: World, partnership: Partnership
) -> None:
    for stranger in (world.chris, world.dana):
        as_person(client, stranger)
        assert client.post(url(partnership, "papers/log/")).status_code == 404
        with pytest.raises(Closed):
            get_paper(viewer=actor_of(stranger), partnership=partnership, paper=Paper.LOG)
    assert not EventRow.objects.filter(name="PaperExported").exists()
    as_person(client, world.amal)
    assert "Signature and date" in paper_of(client, url(partnership, "papers/agreement/"))


def slides(client: Client, scheme: Scheme) -> list[list[str]]:
    return slides_of(client.get(f"/schemes/{scheme.id.hex}/papers/slides/"))


def blank(client: Client, scheme: Scheme, kind: str) -> str:
    address = f"/schemes/{scheme.id.hex}/papers/{kind}/"
    return "\n".join(words_of(client.get(address, {"format": "docx"})))


@pytest.mark.requirement("LSIS-81")
@pytest.mark.requirement("ALL-60")
def test_anybody_takes_the_blank_forms_of_a_scheme_away_in_its_own_words(
    client: Client, world: World
) -> None:
    Scheme.objects.update(
        settings={"role_words": {"en": {"mentor": "Guide"}}, "cadences": ["fortnightly"]},
        focus_areas=["leadership"],
    )
    offered = page(client, f"/schemes/{world.scheme.id.hex}/papers/")
    assert "Words of your own" not in offered

    contract, log, plan, introduction = (blank(client, world.scheme, kind) for kind in WRITTEN)

    for words in ("Guide: what they take on", "☐ Once a fortnight", "Signature and date"):
        assert words in contract
    assert "Once a month" not in contract
    assert "☐ Finding goals" in log
    assert "What and who can help" in plan
    assert "My advice rests on practice or research" in introduction
    assert blank(client, world.scheme, "log") == log


@pytest.mark.requirement("LSIS-86")
@pytest.mark.requirement("LSIS-85")
def test_what_takes_up_the_points_of_lsis_says_so_and_nothing_else_does(
    client: Client, world: World
) -> None:
    source = "© Learning and Skills Improvement Service 2011"

    named = [kind for kind in WRITTEN if source in blank(client, world.scheme, kind)]

    assert named == [Paper.INTRODUCTION]
    assert source in slides(client, world.scheme)[-1][1]


def test_peers_have_no_sides_on_paper_either(client: Client, world: World) -> None:
    Scheme.objects.update(template="peer_coaching", kind="peer_coaching")

    contract, introduction = (
        blank(client, world.scheme, kind) for kind in (Paper.AGREEMENT, Paper.INTRODUCTION)
    )

    assert "What each of us takes on" in contract
    assert "what they take on" not in contract
    assert introduction.count("I let a silence stand.") == 1


@pytest.mark.requirement("LSIS-83")
def test_a_schemes_own_words_stand_in_its_documents(client: Client, world: World) -> None:
    as_person(client, world.chris)
    own = f"/schemes/{world.scheme.id.hex}/"
    assert "Words of your own" in page(client, f"{own}papers/")
    assert "Blank forms" in page(client, own)

    wrong = client.post(f"{own}paper-words/", {"en-before": "x" * 2001})
    sent = client.post(f"{own}paper-words/", {"en-before": "Ask Efa", "de-after": "Bis bald"})

    assert (wrong.status_code, sent.status_code) == (422, 303)
    assert "Ask Efa" in page(client, f"{own}paper-words/")
    log = blank(client, world.scheme, "log")
    assert "Ask Efa" in log
    assert "Bis bald" not in log
    client.post("/language/", {"language": "de"})
    assert blank(client, world.scheme, "log").endswith("Bis bald")


def test_before_its_charter_stands_a_scheme_offers_no_documents(
    client: Client, world: World
) -> None:
    world.charter.delete()

    assert client.get(f"/schemes/{world.scheme.id.hex}/papers/").status_code == 404
    assert client.get(f"/schemes/{world.scheme.id.hex}/papers/log/").status_code == 404


@pytest.mark.requirement("LSIS-81")
@pytest.mark.requirement("LSIS-83")
def test_slides_introduce_a_scheme_in_its_own_words_and_in_the_readers_language(
    client: Client, world: World, settings: Settings
) -> None:
    settings.COMPAGNON_CONTACT = "host@example.org"
    Scheme.objects.update(
        summary="Two teachers talk.",
        settings={"paper_words": {"en": {"before": "We are twelve.", "after": "Ask Efa."}}},
    )
    assert "Slides (PPTX)" in page(client, f"/schemes/{world.scheme.id.hex}/papers/")

    told = slides(client, world.scheme)

    assert told[0] == [
        world.scheme.name,
        "Introduction\nAssociation for Language Learning\nSeptember 2026",
    ]
    assert [title for title, _text in told[1:]] == [
        "Who we are",
        "What this is",
        "This is not appraisal",
        "What taking part asks of you",
        "What happens when",
        "The limits of confidentiality",
        "The limits of confidentiality (2)",
        "What can be difficult, and what helps then",
        "Free to say no, to pause and to leave",
        "Whom to ask",
        "Source",
    ]
    text = dict(told)
    assert text["Who we are"].startswith("Two teachers talk.\nWe are twelve.\n")
    assert text["Whom to ask"].endswith("host@example.org\nAsk Efa.")
    client.post("/language/", {"language": "de"})
    assert slides(client, world.scheme)[1][0] == "Wer wir sind"


def test_a_scheme_without_words_of_its_own_has_slides_as_well(client: Client, world: World) -> None:
    Scheme.objects.update(summary="")

    text = dict(slides(client, world.scheme))

    assert text["Who we are"].startswith("How often you meet: ")
    assert text["Whom to ask"].startswith("Each other, first.\nThe Coordination Group: ")


def test_a_blank_form_is_made_once_and_again_when_its_words_change(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def written(document: Document) -> bytes:
        made.append(document.title)
        return to_pdf(document)

    monkeypatch.setitem(downloads.KEPT_FORMATS, "pdf", ("application/pdf", written))
    own = f"/schemes/{world.scheme.id.hex}/papers/plan/?format=pdf"

    first = client.get(own)
    second = client.get(own)
    known = client.get(own, headers={"If-None-Match": first.headers["ETag"]})
    with moved_to(NOW + timedelta(days=3)):
        later = client.get(own)
    Scheme.objects.update(settings={"paper_words": {"en": {"before": "Ask Efa"}}})
    other = client.get(own, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.content[:4], second.content, later.content) == (b"%PDF", *[first.content] * 2)
    assert (known.status_code, known.content, other.status_code) == (304, b"", 200)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert other.headers["ETag"] != first.headers["ETag"]
    assert made == ["Development plan"] * 2


def test_a_browser_that_holds_a_session_keeps_no_copy_of_a_blank_form(
    client: Client, world: World
) -> None:
    as_person(client, world.bela)

    answer = client.get(f"/schemes/{world.scheme.id.hex}/papers/plan/")

    assert answer.headers["Cache-Control"] == "no-store"


def test_making_blank_forms_is_limited_and_what_is_kept_is_not(
    client: Client, world: World
) -> None:
    own = f"/schemes/{world.scheme.id.hex}/papers/"
    for _number in range(59):
        throttle_network(RequestFactory().get(own), action="make_blank_paper")

    codes = [
        client.get(f"{own}{kind}/?format=pdf").status_code
        for kind in ("plan", "plan", "log", "plan")
    ]

    assert codes == [200, 200, 429, 200]


def test_the_page_of_blank_forms_leads_back_to_where_one_came_from(
    client: Client, world: World, partnership: Partnership
) -> None:
    own = f"/schemes/{world.scheme.id.hex}/papers/"
    member = f"?partnership={partnership.id.hex}"

    def back(address: str) -> str:
        found = re.search(r'class="back" href="([^"]+)"', page(client, address))
        assert found
        return found[1]

    assert back(own + member) == f"/schemes/{world.scheme.id.hex}/charter/"
    as_person(client, world.chris)
    assert back(own + member) == f"/schemes/{world.scheme.id.hex}/"
    as_person(client, world.bela)
    assert f'href="{own}{member}"' in page(client, url(partnership, "papers/"))
    assert back(own + member) == url(partnership, "papers/")
    assert back(own) == f"/schemes/{world.scheme.id.hex}/charter/"
