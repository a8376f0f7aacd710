"""Several applications decided at once: chosen, previewed with every letter, confirmed once."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application, Decision
from compagnon.recruitment.queries import together
from compagnon.recruitment.queries.together import choose
from compagnon.recruitment.rules.ruling import Ruling
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint, make_person
from tests.recruitment.files import AMAL, BELA, HUW, bring_in
from tests.recruitment.pages import application_of, names, point, read

pytestmark = pytest.mark.django_db
NAMES = ("Amal Haddad", "Bela Kovács", "Huw Prys")
REASON = "We look for more colleagues near you."


@pytest.fixture
def three(world: World) -> World:
    bring_in(world, AMAL, BELA, HUW)
    return world


def ids(*names: str) -> list[str]:
    """Return how the queue names some applications."""
    return [application_of(name).id.hex for name in names]


def send(client: Client, world: World, rest: str = "", **sent: Any) -> tuple[int, str]:
    """Send a form of the queue or of the preview."""
    answer = client.post(point(world, f"applications/together/{rest}"), sent)
    return answer.status_code, answer.content.decode()


def hidden(page: str) -> dict[str, Any]:
    """Return what a preview sends again when it is confirmed."""
    chosen = re.findall(r'name="chosen" value="(\w+)"', page)
    values = dict(re.findall(r'name="(action|seen)" value="(\w+)"', page))
    return {"chosen": chosen, **values, "confirm": "yes"}


def states() -> list[str]:
    return [application_of(name).state for name in NAMES]


def letters() -> dict[str, str]:
    """Send what is due, and return who reads what."""
    mail.outbox.clear()
    deliver_due()
    return {one.to[0]: str(one.body) for one in mail.outbox}


def test_the_queue_offers_to_choose(as_chris: Client, three: World) -> None:
    page = read(as_chris, point(three, "applications/?role=mentor"))

    assert page.count('name="chosen"') == 2
    assert 'aria-label="Choose Huw Prys"' in page
    assert "Everybody in this list, on all pages" in page
    assert 'applications/together/?role=mentor"' in page


@pytest.mark.parametrize(
    ("action", "state", "said"),
    [
        ("approved", "approved", "you take part as: Mentor."),
        ("waiting", "waiting", REASON),
        ("declined", "declined", REASON),
    ],
)
def test_what_was_chosen_is_previewed_with_every_letter_and_confirmed_once(
    as_chris: Client, three: World, action: str, state: str, said: str
) -> None:
    status, page = send(as_chris, three, chosen=ids("Amal Haddad", "Huw Prys"), action=action)
    assert status == 200
    assert "2 applications" in page
    assert (page.count("Dear "), Message.objects.count()) == (2, 0)
    assert "Bela" not in page

    typed = {} if action == "approved" else {"reason": REASON}
    _status, page = send(as_chris, three, **{**hidden(page), **typed, "confirm": []})
    again = {**hidden(page), **typed}
    status, _page = send(as_chris, three, **again)

    assert (status, states()) == (303, [state, "submitted", state])
    read_by = letters()
    assert read_by.keys() == {"amal@school.example", "huw@school.example"}
    assert said in read_by["amal@school.example"]
    # Sent once more, nothing more is decided and no letter goes out.
    assert send(as_chris, three, **again)[0] == 409
    assert (Decision.objects.count(), letters()) == (2, {})


def test_the_preview_shows_the_letters_as_they_are_typed(as_chris: Client, three: World) -> None:
    _status, page = send(as_chris, three, chosen=ids(*NAMES), action="waiting")
    assert "You are number 1 of 1" in page  # the only mentor alone
    assert "You are number 2 of 2" in page

    shown = {**hidden(page), "reason": REASON, "show": "yes"}
    del shown["confirm"]
    status, page = send(as_chris, three, **shown)

    assert status == 200
    assert page.count(REASON) == 4
    assert states() == ["submitted"] * 3


@pytest.mark.requirement("LSIS-73")
def test_criteria_are_recorded_for_the_mentors_among_them(as_chris: Client, three: World) -> None:
    _status, page = send(as_chris, three, chosen=ids(*NAMES), action="approved")

    send(as_chris, three, **{**hidden(page), "criteria": ["credible"]})

    met = Decision.objects.values_list("application__person__name", "criteria")
    assert dict(met) == {"Amal Haddad": ["credible"], "Bela Kovács": [], "Huw Prys": ["credible"]}


def test_all_of_a_list_is_chosen_by_one_tick(as_chris: Client, three: World) -> None:
    changes.decline_application(by=SYSTEM, application=application_of("Amal Haddad"))

    _status, page = send(as_chris, three, "?state=submitted", everybody="on", action="approved")
    status, _page = send(as_chris, three, "?state=submitted", **hidden(page))

    assert (status, states()) == (303, ["declined", "approved", "approved"])


def test_whoever_it_is_not_possible_for_is_left_out_and_said(
    as_chris: Client, three: World
) -> None:
    changes.approve_application(by=SYSTEM, application=application_of("Amal Haddad"))
    changes.declare_interest(by=actor_of(three.chris), application=application_of("Huw Prys"))

    _status, page = send(as_chris, three, chosen=ids(*NAMES), action="approved")

    assert "1 application" in page
    assert "Where this application stands, it is not possible." in page
    assert "You declared an interest in this application" in page
    assert hidden(page)["chosen"] == ids("Bela Kovács")


def test_nobody_is_left_to_confirm_where_all_are_left_out(as_chris: Client, three: World) -> None:
    changes.approve_application(by=SYSTEM, application=application_of("Amal Haddad"))

    _status, page = send(as_chris, three, chosen=ids("Amal Haddad"), action="approved")

    assert "Confirm for" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"action": "declined"}, "Tick at least one application in the list, or everybody."),
        ({"action": "declined", "chosen": ["nonsense"]}, "Tick at least one application"),
        ({"action": "promoted", "everybody": "on"}, "is not one of the available choices"),
        ({"action": "", "everybody": "on"}, "Choose what to do."),
    ],
)
def test_without_a_choice_the_queue_comes_back_with_what_was_chosen(
    as_chris: Client, three: World, sent: dict[str, Any], said: str
) -> None:
    status, page = send(as_chris, three, "?role=mentor", **sent)

    assert status == 422
    assert said in page
    assert names(page) == ["Amal Haddad", "Huw Prys"]
    chosen = re.findall(r'<option value="(\w*)"[^>]*selected>', page)
    assert ("declined" in chosen) == (sent["action"] == "declined")


def test_who_was_ticked_stays_ticked(as_chris: Client, three: World) -> None:
    status, page = send(as_chris, three, chosen=ids("Huw Prys"), action="")

    assert status == 422
    assert re.findall(r'value="(\w+)"\s+checked', page) == ids("Huw Prys")


def test_nothing_is_chosen_to_begin_with(as_chris: Client, three: World) -> None:
    page = read(as_chris, point(three, "applications/"))

    assert re.findall(r"<option[^>]*selected>", page)[-1] == '<option value="" selected>'
    assert not re.findall(r'value="\w+"\s+checked', page)


def test_the_preview_says_how_each_stands_and_what_was_decided_before(
    as_chris: Client, three: World
) -> None:
    amal = application_of("Amal Haddad")
    changes.put_on_waiting_list(by=SYSTEM, application=amal)
    changes.decline_application(by=SYSTEM, application=amal)

    _status, page = send(as_chris, three, chosen=ids(*NAMES), action="waiting")

    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    plain = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]
    assert plain[1:] == [
        "Amal Haddad Mentor Declined Waiting, 14 September 2026 Declined, 14 September 2026",
        "Bela Kovács Mentee To be decided \N{EN DASH}",
        "Huw Prys Mentor, Mentee To be decided \N{EN DASH}",
    ]


def test_what_has_changed_meanwhile_is_looked_at_again(as_chris: Client, three: World) -> None:
    _status, page = send(as_chris, three, chosen=ids(*NAMES), action="waiting")
    changes.confirm_membership(by=SYSTEM, application=application_of("Huw Prys"))

    status, page = send(as_chris, three, **{**hidden(page), "reason": REASON})

    assert status == 409
    assert "Something has happened to some of these since you looked." in page
    assert REASON in page
    assert states() == ["submitted"] * 3
    assert send(as_chris, three, **{**hidden(page), "reason": REASON})[0] == 303


def test_what_makes_no_sense_stays_on_the_page(as_chris: Client, three: World) -> None:
    _status, page = send(as_chris, three, chosen=ids(*NAMES), action="waiting")

    status, _page = send(as_chris, three, **{**hidden(page), "reason": "x" * 2001})

    assert (status, states()) == (422, ["submitted"] * 3)


@pytest.mark.parametrize("to_somebody", [True, False])
def test_several_are_assigned_together(as_chris: Client, three: World, to_somebody: bool) -> None:
    colleague = make_person("Ceri")
    appoint(colleague, Appointment.Role.COORDINATOR, three.scheme)
    _status, page = send(as_chris, three, chosen=ids("Amal Haddad", "Huw Prys"), action="assign")
    assert "Dear " not in page
    assert "Huw Prys" in page

    status, _page = send(
        as_chris, three, **{**hidden(page), "assigned_to": colleague.id.hex if to_somebody else ""}
    )

    assert status == 303
    assigned = Application.objects.filter(assigned_to=colleague)
    assert assigned.count() == (2 if to_somebody else 0)


def test_what_a_colleague_took_meanwhile_is_not_assigned_over_it(
    as_chris: Client, three: World
) -> None:
    colleague = make_person("Ceri")
    appoint(colleague, Appointment.Role.COORDINATOR, three.scheme)
    amal = application_of("Amal Haddad")
    _status, page = send(as_chris, three, chosen=ids("Amal Haddad", "Huw Prys"), action="assign")
    changes.assign_application(by=actor_of(colleague), application=amal, person_id=colleague.id)

    sent = {**hidden(page), "assigned_to": three.chris.id.hex}
    status, _page = send(as_chris, three, **sent)

    assert status == 409
    assert application_of("Amal Haddad").assigned_to == colleague
    assert application_of("Huw Prys").assigned_to is None


def test_nobody_is_given_several_of_whom_one_is_too_near(as_chris: Client, three: World) -> None:
    colleague = make_person("Ceri")
    appoint(colleague, Appointment.Role.COORDINATOR, three.scheme)
    changes.declare_interest(by=actor_of(colleague), application=application_of("Huw Prys"))
    _status, page = send(as_chris, three, chosen=ids("Amal Haddad", "Huw Prys"), action="assign")

    sent = {**hidden(page), "assigned_to": colleague.id.hex}
    status, page = send(as_chris, three, **sent)

    assert status == 409
    assert "Choose somebody else of the Coordination Group for the application of Huw Prys" in page
    assert not Application.objects.filter(assigned_to=colleague).exists()


def test_only_so_many_go_at_once(
    as_chris: Client, three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "AT_ONCE", 2)

    _status, page = send(as_chris, three, everybody="on", action="approved")

    assert hidden(page)["chosen"] == ids("Amal Haddad", "Bela Kovács")
    assert "1 more comes after them" in page


def test_those_who_cannot_be_decided_take_no_place_among_so_many(
    as_chris: Client, three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "AT_ONCE", 1)
    changes.approve_application(by=SYSTEM, application=application_of("Amal Haddad"))
    changes.declare_interest(by=actor_of(three.chris), application=application_of("Bela Kovács"))

    _status, page = send(as_chris, three, everybody="on", action="approved")
    assert hidden(page)["chosen"] == ids("Huw Prys")
    assert "Left out" not in page
    assert "after them" not in page
    send(as_chris, three, **hidden(page))

    assert states() == ["approved", "submitted", "approved"]
    _status, page = send(as_chris, three, everybody="on", action="assign")
    assert hidden(page)["chosen"] == ids("Amal Haddad")
    assert "1 more comes after them" in page


def test_deciding_together_is_for_the_group(three: World) -> None:
    dana = actor_of(three.dana)

    with pytest.raises(NotAllowed):
        changes.decide_together(
            by=dana,
            joining_point=three.joining_point,
            application_ids=[],
            outcome="approved",
            ruling=Ruling(),
            seen="",
        )
    with pytest.raises(NotAllowed):
        changes.assign_together(
            by=dana, joining_point=three.joining_point, application_ids=[], person_id=None, seen=""
        )


def test_nothing_is_decided_where_one_of_them_is_ones_own(three: World) -> None:
    rows = [application_of(name) for name in NAMES]
    appoint(rows[2].person, Appointment.Role.COORDINATOR, three.scheme)
    own = actor_of(rows[2].person)
    seen = choose(
        viewer=actor_of(three.chris), joining_point=three.joining_point, action="approved"
    ).seen

    with pytest.raises(NotAllowed, match="your own application"):
        changes.decide_together(
            by=own,
            joining_point=three.joining_point,
            application_ids=[row.id for row in rows],
            outcome="approved",
            ruling=Ruling(),
            seen=seen,
        )
    with pytest.raises(Overtaken):
        changes.assign_together(
            by=own,
            joining_point=three.joining_point,
            application_ids=[rows[0].id],
            person_id=None,
            seen=seen,
        )

    assert states() == ["submitted"] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_the_same_queries_however_many_are_chosen(
    as_chris: Client, three: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    chosen = ids(*NAMES[:count])

    with django_assert_num_queries(11):
        send(as_chris, three, chosen=chosen, action="waiting")
