"""Circles: one who facilitates and several learners, matched, released and answered together (ALL-41, ALL-82)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import NOBODY, SYSTEM, holder_of_link
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.ids import new_public_id
from compagnon.matching import links
from compagnon.matching.changes.circle import (
    accept_seat,
    decline_seat,
    leave_circle,
    open_circle,
    take_back_circle,
)
from compagnon.matching.changes.circle_release import (
    confirm_circles,
    propose_circles,
    release_circles,
)
from compagnon.matching.changes.circle_word import forbid_together, hold_group
from compagnon.matching.changes.release import release_run
from compagnon.matching.changes.undoing import undo_decision
from compagnon.matching.models import (
    Circle,
    LoggedDecision,
    PairRule,
    PastPair,
    PlannedRelease,
    Release,
    Run,
    Seat,
)
from compagnon.matching.past import past_pairs
from compagnon.matching.queries.circle_answers import list_circle_answers
from compagnon.matching.queries.seat import get_seat
from compagnon.matching.reminders import due_reminders
from compagnon.matching.tasks import settle_unanswered_circles
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.matching.applying import make_application
from tests.matching.pages import at
from tests.matching.pool import (
    gathered,
    make_circle_room,
    names_in,
    person_of,
    released_circle,
    seat_of,
    with_circles,
)
from tests.matching.reading import read
from tests.matching.released import ANSWER_BY

pytestmark = pytest.mark.django_db
DAY_AFTER = datetime(2026, 9, 29, 9, tzinfo=UTC)


@pytest.fixture
def people(world: World) -> dict[str, Application]:
    return make_circle_room(world)


@pytest.fixture
def run(world: World, people: dict[str, Application]) -> Run:
    return gathered(world, circles=bool(people))


@pytest.fixture
def circle(world: World, run: Run) -> Circle:
    return released_circle(world, run)


@pytest.fixture
def second(world: World) -> Client:
    person = person_of(world, "Sian")
    appoint(person, Appointment.Role.COORDINATOR, world.scheme)
    client = Client()
    client.force_login(person)
    return client


def accept(world: World, circle: Circle, *names: str) -> None:
    for name in names:
        seat = seat_of(circle, name)
        accept_seat(by=holder_of_link(seat.id), seat=seat, charter=world.charter)


def decline(circle: Circle, *names: str) -> None:
    for name in names:
        seat = seat_of(circle, name)
        decline_seat(by=holder_of_link(seat.id), seat=seat)


def kinds_to(name: str) -> list[str]:
    rows = Message.objects.filter(address=f"{name.lower()}@example.org")
    return sorted(kind.removeprefix("matching/") for kind in rows.values_list("kind", flat=True))


@pytest.mark.requirement("ALL-41")
def test_circles_are_off_until_the_scheme_switches_them_on(world: World) -> None:
    make_circle_room(world)
    with_circles(world, has_circles=False)
    with pytest.raises(Refused, match="has no circles"):
        gathered(world, circles=True)


@pytest.mark.requirement("ALL-41")
@pytest.mark.requirement("ALL-82")
def test_a_run_puts_learners_with_somebody_who_facilitates(run: Run) -> None:
    assert names_in(run) == [{"Amal", "Bela", "Efa", "Gwen"}]
    assert run.result is not None
    (group,) = run.result["groups"]
    assert group["ids"][0] == group["facilitator"]
    assert {one["criterion"] for one in group["common"]} >= {"languages", "availability"}


def test_the_room_shows_a_circle_with_its_reasons(chris: Client, world: World, run: Run) -> None:
    assert "Make circles" in read(chris, f"/joining-points/{world.joining_point.id.hex}/matching/")
    shown = read(chris, at(run))
    for said in (
        "Amal, Bela, Efa and Gwen",
        "(Facilitator)",
        "What speaks for them together:",
        "Languages taught · In common: French",
        "3 of 3",
    ):
        assert said in shown


def test_who_is_left_out_of_circles_reads_why(chris: Client, world: World) -> None:
    make_circle_room(world, learners=1)
    run = gathered(world, circles=True)
    shown = read(chris, at(run, "run_alone"))
    assert "A circle needs so many others: 2" in shown
    assert "Nobody was put together" in read(chris, at(run))
    assert chris.get(at(run, "group_letters")).status_code == 404


@pytest.mark.requirement("ALL-35")
@pytest.mark.requirement("ALL-41")
def test_a_circle_opens_once_everybody_has_answered_without_who_said_no(
    world: World, circle: Circle
) -> None:
    accept(world, circle, "Amal", "Bela")
    decline(circle, "Efa")
    decline(circle, "Efa")
    assert not Partnership.objects.exists()
    accept(world, circle, "Gwen")
    accept(world, circle, "Gwen")

    partnership = Partnership.objects.get()
    assert sorted(partnership.members.values_list("person__name", "role")) == [
        ("Amal", "facilitator"),
        ("Bela", "learner"),
        ("Gwen", "learner"),
    ]
    matched = Application.objects.filter(state="matched").values_list("person__name", flat=True)
    assert set(matched) == {"Amal", "Bela", "Gwen"}
    with pytest.raises(Refused, match="already open"):
        decline(circle, "Bela")
    with pytest.raises(Refused, match="does not wait"):
        take_back_circle(by=actor_of(world.chris), circle=circle)
    with pytest.raises(Refused, match="does not wait"):
        open_circle(by=actor_of(world.chris), circle=circle)


@pytest.mark.parametrize("names", [["Amal"], ["Bela", "Efa"]])
def test_without_who_facilitates_or_with_too_few_it_does_not_come_about(
    world: World, circle: Circle, names: list[str]
) -> None:
    accept(world, circle, "Gwen")
    decline(circle, *names)

    circle.refresh_from_db()
    assert circle.state == Circle.State.DECLINED
    assert not Seat.objects.filter(is_taken=True).exists()
    assert kinds_to("Gwen") == ["circle_proposed", "proposal_declined"]
    assert "proposal_declined" not in kinds_to(names[0])
    assert PastPair.objects.count() == {1: 3, 2: 5}[len(names)]
    decline(circle, "Gwen")
    with pytest.raises(Refused, match="is closed"):
        accept(world, circle, *({"Amal", "Efa"} - set(names)))


def test_once_its_day_is_over_a_coordinator_opens_it_with_those_who_said_yes(
    chris: Client, world: World, circle: Circle
) -> None:
    accept(world, circle, "Amal", "Bela")
    answers = f"/joining-points/{world.joining_point.id.hex}/answers/groups/"
    address = f"/circles/{circle.id.hex}/"
    assert "Open it with those who said yes" not in read(chris, answers)
    assert "People may still answer" in chris.post(f"{address}open/", follow=True).text
    with clock.moved_to(DAY_AFTER):
        with pytest.raises(Refused, match="Too few"):
            open_circle(by=actor_of(world.chris), circle=circle)
        accept(world, circle, "Efa")
        chris.force_login(world.chris)
        assert "Open it with those who said yes" in read(chris, answers)
        chris.post(f"{address}open/")
        assert "No answer needed any more" in read(chris, answers)

    assert Partnership.objects.get().members.count() == 3
    assert not seat_of(circle, "Gwen").is_taken


def test_a_coordinator_takes_a_circle_back_and_all_are_told(
    chris: Client, world: World, circle: Circle
) -> None:
    accept(world, circle, "Bela")
    decline(circle, "Efa")
    address = f"/circles/{circle.id.hex}/take-back/"
    assert "It cannot be undone." in read(chris, address)
    assert "Taken back." in chris.post(address, follow=True).text
    assert "does not wait" in chris.post(address, follow=True).text

    assert kinds_to("Bela") == ["circle_proposed", "proposal_declined"]
    assert kinds_to("Gwen") == ["circle_proposed", "proposal_taken_back"]
    assert kinds_to("Efa") == ["circle_proposed"]
    seat = seat_of(circle, "Bela")
    mail = preview(
        "matching/proposal_declined",
        {"seat_id": seat.id},
        Recipient(seat.person_id, "bela@example.org", "en"),
    )
    assert mail is not None
    assert "will not come about" in mail.text
    with pytest.raises(Refused, match="is closed"):
        decline(circle, "Bela")


@pytest.mark.parametrize(("said_yes", "state"), [(3, "opened"), (2, "taken_back")])
def test_silence_opens_a_circle_or_takes_it_back_where_the_release_says_so(
    world: World, run: Run, said_yes: int, state: str
) -> None:
    circle = released_circle(world, run, on_silence=Release.OnSilence.TAKE_BACK)
    accept(world, circle, *("Amal", "Bela", "Efa")[:said_yes])
    assert settle_unanswered_circles() == 0
    with clock.moved_to(DAY_AFTER):
        assert settle_unanswered_circles() == 1
    circle.refresh_from_db()
    assert circle.state == state


def test_who_has_not_answered_is_reminded_three_days_before(world: World, circle: Circle) -> None:
    accept(world, circle, "Amal", "Bela")
    due = list(due_reminders(ANSWER_BY - timedelta(days=3)))
    assert {one.address for one in due} == {"efa@example.org", "gwen@example.org"}
    assert list(due_reminders(ANSWER_BY - timedelta(days=5))) == []
    efa = seat_of(circle, "Efa")
    to = Recipient(efa.person_id, "efa@example.org", "en")
    facts = {"seat_id": efa.id}
    assert preview("matching/answer_reminder", facts, to) is not None
    with clock.moved_to(DAY_AFTER):
        assert preview("matching/answer_reminder", facts, to) is None
    accept(world, circle, "Efa")
    assert preview("matching/answer_reminder", facts, to) is None
    assert preview("matching/circle_proposed", facts, to) is None
    unknown = {"seat_id": new_public_id()}
    for kind in ("circle_proposed", "answer_reminder", "proposal_taken_back"):
        assert preview(f"matching/{kind}", unknown, to) is None


@pytest.mark.requirement("LSIS-70")
def test_the_letters_link_leads_to_the_circle_without_an_account(
    client: Client, world: World, circle: Circle
) -> None:
    bela = seat_of(circle, "Bela")
    page = f"/places/{bela.id.hex}/"
    assert client.get(page).status_code == 404
    assert client.get(f"{page}forged/").status_code == 404
    client.get(links.CIRCLES.path(bela.id))
    shown = read(client, page)
    for said in (
        "Would you like to work with Amal, Efa and Gwen?",
        "About Amal",
        "Facilitator",
        "Languages taught · In common: French",
        "If somebody says no, the others go on while 3 people are left",
    ):
        assert said in shown
    assert "Induction" not in shown
    assert client.post(f"{page}accept/", {"charter": 99}).status_code == 404
    client.post(f"{page}accept/", {"charter": 1})
    assert "We wait for the answers of Amal, Efa and Gwen" in read(client, page)
    client.post(f"{page}decline/")
    assert "You have said no" in read(client, page)
    refused = client.post(f"{page}accept/", {"charter": 1}, follow=True)
    assert "This step is not possible any more." in refused.text


def test_a_letter_says_who_facilitates(world: World, circle: Circle) -> None:
    texts = {}
    for name in ("Amal", "Bela"):
        seat = seat_of(circle, name)
        to = Recipient(seat.person_id, seat.person.email, "en")
        mail = preview("matching/circle_proposed", {"seat_id": seat.id}, to)
        assert mail is not None
        texts[name] = " ".join(mail.text.split())
    assert "Bela, Efa and Gwen and you (Facilitator) work together" in texts["Amal"]
    assert "You would facilitate the circle." in texts["Amal"]
    assert "Amal would facilitate the circle." in texts["Bela"]
    assert "Why we thought of you together" in texts["Bela"]
    decline(circle, "Amal")
    assert preview("matching/circle_proposed", {"seat_id": seat_of(circle, "Bela").id}, to) is None


def test_nobody_else_answers_and_a_row_is_no_answer(world: World, circle: Circle) -> None:
    amal = seat_of(circle, "Amal")
    with pytest.raises(NotAllowed):
        accept_seat(by=actor_of(world.dana), seat=amal, charter=world.charter)
    assert get_seat(viewer=NOBODY, seat=amal) is None
    accept(world, circle, "Amal", "Bela", "Efa")
    Seat.objects.filter(pk=seat_of(circle, "Efa").pk).update(person=world.dana)
    with pytest.raises(Refused, match="is closed"):
        accept(world, circle, "Gwen")
    assert not Partnership.objects.exists()
    forged = seat_of(circle, "Dana")
    with pytest.raises(NotAllowed):
        decline_seat(by=actor_of(world.dana), seat=forged)


def test_whoever_sits_in_a_circle_is_in_no_pair_and_no_second_circle(
    world: World, circle: Circle, people: dict[str, Application]
) -> None:
    assert names_in(gathered(world, circles=True)) == []
    pairs = gathered(world)
    assert pairs.result is not None
    assert pairs.result["pairs"] == []
    decline(circle, "Gwen")
    again = gathered(world)
    assert again.result is not None
    assert again.result["pairs"] == []  # Gwen is free, Amal has no place beside the circle
    with pytest.raises(Refused, match="found no pairs"):
        release_run(by=actor_of(world.chris), run=again, answer_by=ANSWER_BY)
    assert people


def test_a_release_is_refused_without_anybody_to_release(world: World, run: Run) -> None:
    asked = {"by": actor_of(world.chris), "run": run}
    with pytest.raises(Refused, match="at least a day"):
        release_circles(**asked, answer_by=clock.today())
    with pytest.raises(Refused, match="has changed since you looked"):
        release_circles(**asked, answer_by=ANSWER_BY, seen="other")
    with pytest.raises(Refused, match="nobody here"):
        release_circles(**asked, answer_by=ANSWER_BY, only=new_public_id())
    release_circles(**asked, answer_by=ANSWER_BY)
    with pytest.raises(Refused, match="nobody here"):
        release_circles(**asked, answer_by=ANSWER_BY)


@pytest.mark.requirement("ALL-50")
def test_where_two_people_release_another_one_confirms_the_circle(
    chris: Client, second: Client, world: World
) -> None:
    make_circle_room(world, learners=1)
    point = world.joining_point
    for name in ("Gwen", "Idris"):
        make_application(point, person_of(world, name), "mentee", institution=name)
    with_circles(world, needs_second_person=True)
    run = gathered(world, circles=True)
    letters = at(run, "group_letters")
    assert "Propose this release: 1 group" in read(chris, letters)
    sent = {
        "answer_by": ANSWER_BY.isoformat(),
        "on_silence": "ask",
        "only": run.result["groups"][0]["ids"][0],
    }  # type: ignore[index]
    chris.post(letters, sent)
    planned = PlannedRelease.objects.get()
    assert "A release waits for a second person" in read(second, at(run))
    assert "is refused" not in read(second, letters)
    assert chris.post(letters, sent).status_code == 422
    confirm = f"{letters}confirm/"
    chris.post(confirm, {"planned": planned.id.hex})
    assert not Circle.objects.exists()
    assert (
        "does not wait any more"
        in second.post(confirm, {"planned": new_public_id().hex}, follow=True).text
    )
    second.post(confirm, {"planned": planned.id.hex})
    assert Circle.objects.get().release.proposed_by == world.chris


def test_a_proposed_release_holds_only_while_nothing_has_changed(
    second: Client, world: World, run: Run
) -> None:
    with_circles(world, needs_second_person=True)
    run = Run.objects.select_related("joining_point__cycle__scheme").get(pk=run.pk)
    planned = propose_circles(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)
    letters = at(run, "group_letters")
    assert "Confirm, and send the letters of 1 group" in read(second, letters)
    with clock.moved_to(DAY_AFTER):
        later = Client()
        later.force_login(world.chris)
        assert "The day for answers has come" in read(later, letters)
    held = hold_group(
        by=actor_of(world.chris), run=run, application_id=Application.objects.all()[0].id
    )
    assert "A group or a letter has changed since" in read(second, letters)
    by = actor_of(person_of(world, "Chris"))
    with pytest.raises(Refused):
        confirm_circles(by=by, run=run, planned_id=planned.id)
    held.delete()
    second.post(f"{at(run)}letters/withdraw/", {"planned": planned.id.hex})
    assert not PlannedRelease.objects.exists()


def test_two_learners_are_set_apart_and_it_can_be_undone(world: World, run: Run) -> None:
    by = actor_of(world.chris)
    ids = {row.person.name: row.id for row in Application.objects.select_related("person")}
    two = [ids["Bela"], ids["Efa"]]
    first = forbid_together(by=by, run=run, application_id=ids["Amal"], two=two)
    assert forbid_together(by=by, run=run, application_id=ids["Amal"], two=two) == first
    assert {"Bela", "Efa"} - names_in(gathered(world, circles=True))[0]
    for wrong in ([ids["Bela"]], [ids["Bela"], new_public_id()]):
        with pytest.raises(Refused, match="Choose two people"):
            forbid_together(by=by, run=run, application_id=ids["Amal"], two=wrong)
    with pytest.raises(Refused, match="Choose two people"):
        hold_group(by=by, run=run, application_id=new_public_id())
    undo_decision(by=by, logged_decision=LoggedDecision.objects.get())
    assert not PairRule.objects.exists()


@pytest.mark.requirement("ALL-89")
def test_whoever_leaves_a_circle_is_free_and_is_not_proposed_to_those_who_go_on(
    chris: Client, world: World, circle: Circle
) -> None:
    accept(world, circle, "Amal", "Bela", "Efa", "Gwen")
    partnership = Partnership.objects.get()

    leave_partnership(by=actor_of(Person.objects.get(name="Efa")), partnership=partnership)

    circle.refresh_from_db()
    partnership.refresh_from_db()
    assert (circle.state, partnership.state) == ("opened", "open")
    taken = circle.seats.filter(is_taken=True).values_list("person__name", flat=True)
    assert set(taken) == {"Amal", "Bela", "Gwen"}
    efa = Person.objects.get(name="Efa").pk
    apart = past_pairs(
        world.scheme.pk, {row.person_id: str(row.person_id) for row in circle.seats.all()}
    )
    assert {one for one, _other in apart} - {str(efa)} == {
        str(one) for one in circle.seats.exclude(person=efa).values_list("person", flat=True)
    }
    assert all(str(efa) in pair for pair in apart)
    seats = (
        list_circle_answers(
            viewer=actor_of(world.chris), joining_point=world.joining_point, state="opened"
        )
        .rows[0]
        .seats
    )
    assert {one.said.name: str(one.said.label) for one in seats} == {
        "Amal": "Yes",
        "Bela": "Yes",
        "Efa": "Has left",
        "Gwen": "Yes",
    }

    leave_partnership(by=actor_of(world.amal), partnership=partnership)

    circle.refresh_from_db()
    assert circle.state == "closed"
    assert not Seat.objects.filter(is_taken=True).exists()


def test_nobody_but_the_system_gives_one_place_back(world: World, circle: Circle) -> None:
    with pytest.raises(NotAllowed):
        leave_circle(by=actor_of(world.chris), circle=circle, person_id=world.amal.pk)


def test_erasing_somebody_leaves_the_others_their_circle(world: World, circle: Circle) -> None:
    from compagnon.matching.privacy import erase  # noqa: PLC0415 -- registers itself when it is loaded

    accept(world, circle, "Amal", "Bela", "Efa")
    erase(seat_of(circle, "Gwen").person_id, "gwen@example.org")
    assert Partnership.objects.get().members.count() == 3


def test_the_system_alone_closes_a_circle(world: World, circle: Circle) -> None:
    from compagnon.matching.changes.circle import close_circle  # noqa: PLC0415 -- used here only

    accept(world, circle, "Amal", "Bela", "Efa", "Gwen")
    circle.refresh_from_db()
    with pytest.raises(NotAllowed):
        close_circle(by=actor_of(world.chris), circle=circle)
    close_circle(by=SYSTEM, circle=circle)
    assert PastPair.objects.count() == 6
