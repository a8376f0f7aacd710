"""Branches, regions and forums: data that is edited, a briefing before any right, a link of their own."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message
from compagnon.schemes import sharing
from compagnon.schemes.changes.appointment import appoint_person, end_appointment
from compagnon.schemes.changes.branch import appoint_branch_lead, change_branch
from compagnon.schemes.changes.scheme import found_organisation, open_branch
from compagnon.schemes.models import Appointment, Branch, Organisation, Scheme
from compagnon.schemes.queries.branch import list_branches
from compagnon.schemes.queries.share import get_share_kit, list_promotions
from tests.cast import World, actor_of, appoint, make_world

pytestmark = pytest.mark.django_db

BRIEFED = date(2026, 9, 1)


@pytest.fixture
def world() -> World:
    world = make_world()
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    return world


@pytest.fixture
def branch(world: World) -> Branch:
    return open_branch(
        by=SYSTEM, organisation=world.organisation, name="ALL London", briefed_on=BRIEFED
    )


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What a package above counts, by mark; a test fills it in."""
    counts: dict[str, int] = {}
    monkeypatch.setattr(sharing, "_counters", [])
    sharing.register("recruitment", lambda _viewer, _scheme: counts)
    return counts


def lead(world: World, branch: Branch, email: str = "robin@example.org") -> Appointment:
    return appoint_branch_lead(
        by=actor_of(world.dana),
        branch=branch,
        email=email,
        name="Robin",
        approved_on=BRIEFED,
        approved_by="Management Board",
    )


def event_names() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


@pytest.mark.requirement("ALL-25")
def test_a_coordinator_names_and_corrects_branches(world: World) -> None:
    chris = actor_of(world.chris)
    forum = open_branch(
        by=chris, organisation=world.organisation, name=" ITET ", kind=Branch.Kind.FORUM
    )

    for _twice in range(2):
        change_branch(
            by=chris, branch=forum, name="ITET Forum", kind=Branch.Kind.FORUM, briefed_on=BRIEFED
        )

    found = Branch.objects.get()
    assert (found.name, found.kind, found.briefed_on) == ("ITET Forum", "forum", BRIEFED)
    assert event_names() == ["BranchOpened", "BranchChanged"]


@pytest.mark.parametrize(
    ("name", "briefed_on", "sentence"),
    [
        (" ", None, "needs a name"),
        ("ALL London", None, "one of that name already"),
        ("ALL Wales", date(2026, 9, 15), "lies in the past"),
    ],
)
def test_a_branch_is_refused(
    world: World, branch: Branch, name: str, briefed_on: date | None, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        open_branch(
            by=actor_of(world.chris),
            organisation=world.organisation,
            name=name,
            briefed_on=briefed_on,
        )
    other = open_branch(by=SYSTEM, organisation=world.organisation, name="ALL Kent")
    with pytest.raises(Refused, match=sentence):
        change_branch(
            by=actor_of(world.chris),
            branch=other,
            name=name,
            kind=Branch.Kind.BRANCH,
            briefed_on=briefed_on,
        )


def test_branches_are_for_those_who_serve_the_organisation(world: World, branch: Branch) -> None:
    elsewhere = found_organisation(by=SYSTEM, name="Elsewhere")

    with pytest.raises(NotAllowed, match="coordinate or administer the organisation"):
        open_branch(by=actor_of(world.chris), organisation=elsewhere, name="X")
    with pytest.raises(NotAllowed, match="coordinate or administer the organisation"):
        change_branch(
            by=actor_of(world.amal),
            branch=branch,
            name="X",
            kind=Branch.Kind.BRANCH,
            briefed_on=None,
        )
    assert list_branches(viewer=actor_of(world.amal)) == []


@pytest.mark.requirement("ALL-85")
def test_nobody_leads_a_branch_before_its_briefing(world: World) -> None:
    unbriefed = open_branch(by=SYSTEM, organisation=world.organisation, name="ALL Wales")

    with pytest.raises(Refused, match="has its briefing") as refusal:
        lead(world, unbriefed)

    assert refusal.value.field == "branch"
    (shown,) = list_branches(viewer=actor_of(world.dana))
    assert shown.branches[0].may_appoint == (False, "Record the briefing first.")


@pytest.mark.requirement("ALL-85")
def test_a_lead_has_rights_while_the_branch_is_briefed(world: World, branch: Branch) -> None:
    appointment = lead(world, branch)

    assert [kit.scheme for kit in promotions(appointment)] == [world.scheme]
    Branch.objects.update(briefed_on=None)
    assert promotions(appointment) == []


def promotions(appointment: Appointment) -> Any:
    return list_promotions(viewer=actor_of(appointment.person), language="en")


def test_a_briefing_stays_on_record_while_somebody_leads(world: World, branch: Branch) -> None:
    appointment = lead(world, branch)
    unsaid = {"name": branch.name, "kind": Branch.Kind.BRANCH, "briefed_on": None}

    with pytest.raises(Refused, match="stays on record"):
        change_branch(by=actor_of(world.dana), branch=branch, **unsaid)
    end_appointment(by=actor_of(world.dana), appointment=appointment)
    change_branch(by=actor_of(world.dana), branch=branch, **unsaid)

    assert Branch.objects.get().briefed_on is None


def test_a_lead_is_appointed_by_an_administrator_and_told(world: World, branch: Branch) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator"):
        appoint_branch_lead(
            by=actor_of(world.chris),
            branch=branch,
            email="sam@example.org",
            name="Sam",
            approved_on=BRIEFED,
            approved_by="Chris",
        )

    lead(world, branch)

    letter = Message.objects.get()
    assert (letter.kind, letter.address) == ("schemes/person_appointed", "robin@example.org")


def test_a_lead_that_was_slipped_in_is_not_shown(world: World, branch: Branch) -> None:
    lead(world, branch)
    Appointment.objects.filter(branch=branch).update(seal=b"")

    (shown,) = list_branches(viewer=actor_of(world.dana))

    assert shown.branches[0].leads == ()


@pytest.mark.parametrize("count", [1, 3])
def test_list_branches_takes_three_queries(world: World, count: int) -> None:
    for number in range(count):
        one = open_branch(
            by=SYSTEM, organisation=world.organisation, name=f"B{number}", briefed_on=BRIEFED
        )
        lead(world, one)
    viewer = actor_of(world.dana)
    list_branches(viewer=viewer)

    with CaptureQueriesContext(connection) as queries:
        (shown,) = list_branches(viewer=viewer)

    assert [[lead.name for lead in one.leads] for one in shown.branches] == [["Robin"]] * count
    assert len(queries) == 3


# --- share kit ----------------------------------------------------------------------------------


@pytest.mark.requirement("ALL-42")
def test_the_share_kit_has_a_link_for_each_channel_and_each_briefed_branch(
    world: World, branch: Branch, counted: dict[str, int]
) -> None:
    open_branch(by=SYSTEM, organisation=world.organisation, name="Not briefed")
    counted.update({"website": 7, f"branch-{branch.id.hex}": 2})

    kit = get_share_kit(viewer=actor_of(world.chris), scheme=world.scheme, language="en")

    base = f"http://localhost:8000/join/{world.scheme.id.hex}/?from="
    assert [(str(one.title), one.link, one.count) for one in kit.channels] == [
        ("Website", f"{base}website", 7),
        ("Newsletter", f"{base}newsletter", 0),
        ("Social media", f"{base}social-media", 0),
        ("Conference", f"{base}conference", 0),
    ]
    assert [(one.title, one.link, one.count) for one in kit.branches] == [
        ("ALL London", f"{base}branch-{branch.id.hex}", 2)
    ]
    assert all("<svg" in one.picture for one in (*kit.channels, *kit.branches))


def test_the_words_of_the_share_kit_name_the_closing_day_in_the_language_asked_for(
    world: World,
) -> None:
    world.joining_point.starts_on = world.joining_point.closes_on = date(2026, 9, 30)
    world.joining_point.save()
    chris = actor_of(world.chris)

    english = get_share_kit(viewer=chris, scheme=world.scheme, language="en").channels[0]
    german = get_share_kit(viewer=chris, scheme=world.scheme, language="de").channels[0]

    assert english.short_text == (
        f"{world.scheme.name}: apply until 30 September 2026. {english.link}"
    )
    assert "30. September 2026" in german.text
    assert german.link in german.text


def test_without_a_joining_point_to_come_no_day_is_named(world: World) -> None:
    kit = get_share_kit(viewer=actor_of(world.chris), scheme=world.scheme, language="en")

    assert kit.channels[0].short_text.startswith(f"{world.scheme.name}: take part. http")
    assert "looks forward to hearing from you" in kit.channels[0].text
    assert kit.channels[0].count == 0


@pytest.mark.requirement("ALL-86")
@pytest.mark.parametrize(("count", "told"), [(0, (0, False)), (4, (None, True)), (5, (5, False))])
def test_a_branch_is_not_told_a_small_number(
    world: World, branch: Branch, counted: dict[str, int], count: int, told: tuple[int | None, bool]
) -> None:
    counted[f"branch-{branch.id.hex}"] = count
    appointment = lead(world, branch)

    (kit,) = promotions(appointment)

    assert kit.channels == ()
    assert [(one.title, one.count, one.is_few) for one in kit.branches] == [("ALL London", *told)]


@pytest.mark.requirement("ALL-86")
def test_a_branch_promotes_the_open_schemes_of_its_organisation_only(
    world: World, branch: Branch
) -> None:
    appointment = lead(world, branch)
    elsewhere = Organisation.objects.create(name="Elsewhere")
    for name, state, organisation in (
        ("A beginning", "setting_up", world.organisation),
        ("Closed", "closed", world.organisation),
        ("Not ours", "open", elsewhere),
        ("Another", "open", world.organisation),
    ):
        Scheme.objects.create(
            organisation=organisation, name=name, kind="coaching", summary="-", state=state
        )

    kits = promotions(appointment)

    assert [kit.scheme.name for kit in kits] == [world.scheme.name, "Another"]
    assert kits[1].branches[0].short_text.startswith("Another: take part.")


def test_who_counts_is_registered_once(counted: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="Registered twice: recruitment"):
        sharing.register("recruitment", lambda _viewer, _scheme: {})


# --- pages --------------------------------------------------------------------------------------


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_branches_are_kept_on_their_pages(client: Client, world: World) -> None:
    client.force_login(world.dana)
    assert "None yet" in page_of(client, "/branches/")
    new = f"/organisations/{world.organisation.id.hex}/branches/new/"
    assert "What is it?" in page_of(client, new)

    response = client.post(new, {"name": "ALL Wales", "kind": "region"})
    assert (response.status_code, response.headers["Location"]) == (303, "/branches/")
    page = page_of(client, "/branches/")
    assert "Not briefed yet" in page
    assert "Add a lead" not in page
    twice = client.post(new, {"name": "ALL Wales", "kind": "region"})
    assert "There is one of that name already." in twice.content.decode()

    branch = Branch.objects.get()
    edit, add = f"/branches/{branch.id.hex}/edit/", f"/branches/{branch.id.hex}/lead/"
    group = {
        "name": "Robin",
        "email": "robin@example.org",
        "approved_by": "Board",
        "approved_on": "2026-09-01",
    }
    early = client.post(add, group)
    assert early.status_code == 422
    assert "has its briefing by the Coordination Group" in early.content.decode()
    wales = {"name": "ALL Wales", "kind": "region", "briefed_on": "2026-09-01"}
    assert 'value="ALL Wales"' in page_of(client, edit)
    assert client.post(edit, wales).status_code == 303
    future = client.post(edit, {**wales, "briefed_on": "2026-09-15"})
    assert "A briefing lies in the past." in future.content.decode()
    assert "no applications and no names" in page_of(client, add)
    assert client.post(add, group).status_code == 303
    assert "Robin" in page_of(client, "/branches/")


def test_a_coordinator_keeps_branches_and_appoints_nobody(
    client: Client, world: World, branch: Branch
) -> None:
    client.force_login(world.chris)

    assert "ALL London" in page_of(client, "/branches/")
    assert "Add a lead" not in page_of(client, "/branches/")
    page_of(client, f"/branches/{branch.id.hex}/lead/", 403)


@pytest.mark.requirement("ALL-42")
def test_the_share_kit_page_shows_links_words_and_pictures(
    client: Client, world: World, branch: Branch, counted: dict[str, int]
) -> None:
    counted["newsletter"] = 12
    client.force_login(world.chris)
    address = f"/schemes/{world.scheme.id.hex}/share/"

    page = page_of(client, address)

    assert f"/join/{world.scheme.id.hex}/?from=newsletter" in page
    assert "Applications by this link: 12" in page
    assert page.count("<svg role=") == 5
    assert "ALL London" in page
    assert "The links lead somewhere" not in page
    assert "Werbemappe" not in page
    assert 'lang="de"' in page_of(client, f"{address}?language=de")
    Scheme.objects.update(state="closed")
    Branch.objects.update(briefed_on=None)
    page = page_of(client, f"{address}?language=klingon")
    assert "The links lead somewhere once the scheme is open." in page
    assert "None has had its briefing yet." in page


@pytest.mark.requirement("ALL-86")
def test_a_lead_comes_to_a_page_of_their_own(
    client: Client, world: World, branch: Branch, counted: dict[str, int]
) -> None:
    counted[f"branch-{branch.id.hex}"] = 3
    appointment = lead(world, branch)
    client.force_login(appointment.person)

    page = page_of(client, "/promote/")

    assert f"?from=branch-{branch.id.hex}" in page
    assert "Fewer than five people came by this link." in page
    assert 'href="/promote/"' in page
    assert 'href="/schemes/"' not in page
    Scheme.objects.update(state="closed")
    assert "No programme takes applications now" in page_of(client, "/promote/")


def test_promoting_is_for_leads(client: Client, world: World) -> None:
    client.force_login(world.chris)

    assert "Only those who lead a branch" in page_of(client, "/promote/", 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_share_kit_page_takes_seven_queries(client: Client, world: World, count: int) -> None:
    for number in range(count):
        open_branch(
            by=SYSTEM, organisation=world.organisation, name=f"B{number}", briefed_on=BRIEFED
        )
    client.force_login(world.chris)
    address = f"/schemes/{world.scheme.id.hex}/share/"
    page_of(client, address)

    with CaptureQueriesContext(connection) as queries:
        page_of(client, address)

    assert len(queries) == 7


def test_a_role_of_another_branch_is_not_given_by_hand(world: World, branch: Branch) -> None:
    other = found_organisation(by=SYSTEM, name="Elsewhere")

    with pytest.raises(Refused, match="another organisation"):
        appoint_person(
            by=SYSTEM,
            organisation=other,
            person=world.amal,
            role=Appointment.Role.BRANCH_LEAD,
            approved_on=BRIEFED,
            approved_by="Board",
            branch=branch,
        )
