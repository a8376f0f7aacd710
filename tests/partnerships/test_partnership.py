from datetime import date

import pytest
import time_machine

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.ids import new_public_id
from compagnon.core.models import EventRow
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.partnership import (
    Joining,
    leave_partnership,
    open_partnership,
    pause_partnership,
    resume_partnership,
)
from compagnon.partnerships.models import Agreement, Member, Partnership
from compagnon.partnerships.policy import memberships_of, visible_partnerships
from compagnon.partnerships.queries.partnership import (
    NextStep,
    get_partnership,
    list_members,
    list_partnerships,
)
from compagnon.partnerships.rules import is_unusual_length, months_on, usual_end, usual_review
from compagnon.schemes.models import JoiningPoint, Scheme
from tests.cast import NOW, World, actor_of
from tests.partnerships.conftest import TERMS

pytestmark = pytest.mark.django_db


def open_for(world: World, proposal_id: object = None) -> Partnership:
    return open_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=proposal_id or new_public_id(),  # type: ignore[arg-type]  # an id, or one made here
        mentor=Joining(world.amal.pk, {"sector": "academy"}),
        mentee=Joining(world.bela.pk, {}),
        starts_on=date(2026, 9, 28),
    )


@pytest.mark.requirement("ALL-23")
@pytest.mark.requirement("ALL-34")
def test_open_partnership_joins_one_mentor_and_one_mentee_for_eight_months(world: World) -> None:
    partnership = open_for(world)

    assert sorted(partnership.members.values_list("role", "person__name")) == [
        ("mentee", "Bela"),
        ("mentor", "Amal"),
    ]
    assert (partnership.state, partnership.planned_end_on) == ("open", date(2027, 5, 28))


def test_open_partnership_opens_one_for_a_proposal_however_often_it_is_asked(world: World) -> None:
    proposal_id = new_public_id()

    assert open_for(world, proposal_id) == open_for(world, proposal_id)
    assert EventRow.objects.filter(name="PartnershipOpened").count() == 1


@pytest.mark.requirement("ALL-35")
@pytest.mark.parametrize("who", ["amal", "chris"])
def test_open_partnership_is_in_nobodys_hands(world: World, who: str) -> None:
    with pytest.raises(NotAllowed, match="follows by itself"):
        open_partnership(
            by=actor_of(getattr(world, who)),
            joining_point=world.joining_point,
            proposal_id=new_public_id(),
            mentor=Joining(world.amal.pk, {}),
            mentee=Joining(world.bela.pk, {}),
            starts_on=date(2026, 9, 28),
        )


@pytest.mark.requirement("ALL-89")
def test_either_member_pauses_resumes_and_leaves_without_a_reason(
    world: World, partnership: Partnership
) -> None:
    states = []
    for change, person in (
        (pause_partnership, world.bela),
        (resume_partnership, world.amal),
        (leave_partnership, world.bela),
    ):
        change(by=actor_of(person), partnership=partnership)
        states.append(Partnership.objects.get().state)

    assert states == ["paused", "open", "ended"]
    assert Partnership.objects.get().ended_at == NOW
    assert [row.data for row in EventRow.objects.filter(name="PartnershipLeft")] == [
        {"partnership_id": partnership.id.hex}
    ]


def test_an_ended_partnership_stays_ended(world: World, partnership: Partnership) -> None:
    leave_partnership(by=actor_of(world.bela), partnership=partnership)

    with pytest.raises(NotAllowed, match="has ended"):
        resume_partnership(by=actor_of(world.amal), partnership=partnership)


def test_two_who_pause_at_once_pause_once(world: World, partnership: Partnership) -> None:
    twin = Partnership.objects.get()
    pause_partnership(by=actor_of(world.amal), partnership=partnership)

    with pytest.raises(Refused, match="Somebody was quicker"):
        pause_partnership(by=actor_of(world.bela), partnership=twin)


@pytest.mark.parametrize("who", ["chris", "dana"])
def test_a_partnership_is_not_there_for_anybody_else(
    world: World, partnership: Partnership, who: str
) -> None:
    stranger = actor_of(getattr(world, who))

    assert list(visible_partnerships(stranger)) == []
    with pytest.raises(Closed):
        get_partnership(viewer=stranger, partnership=partnership)
    with pytest.raises(NotAllowed):
        leave_partnership(by=stranger, partnership=partnership)


def test_nobody_in_particular_has_no_memberships() -> None:
    assert memberships_of(SYSTEM) == {}


def next_step(world: World, partnership: Partnership) -> NextStep:
    """Return what comes next on the pair's own page, which is what the list of partnerships says too."""
    frame = get_partnership(viewer=actor_of(world.bela), partnership=partnership)
    line = list_partnerships(viewer=actor_of(world.bela))[0]
    assert (line.next_step, line.next_title) == (frame.next_step, frame.next_title)
    assert line.meets_at == (frame.next_meeting_at if line.next_step == NextStep.MEET else None)
    return frame.next_step


def test_the_next_step_follows_the_pair_from_contract_to_meeting(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    steps = [next_step(world, partnership)]
    mine = write_agreement(
        by=actor_of(world.bela), partnership=partnership, terms=TERMS, based_on=0
    )
    steps.append(next_step(world, partnership))
    theirs = write_agreement(
        by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=1
    )
    steps.append(next_step(world, partnership))
    sign_agreement(by=actor_of(world.bela), agreement=theirs)
    steps.append(next_step(world, partnership))
    arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW.replace(day=20),
        length_minutes=30,
    )
    steps.append(next_step(world, partnership))
    clock_stands_still.move_to(NOW.replace(day=20, minute=29))
    steps.append(next_step(world, partnership))
    clock_stands_still.move_to(NOW.replace(day=20, minute=30))
    steps.append(next_step(world, partnership))
    pause_partnership(by=actor_of(world.amal), partnership=partnership)
    partnership.refresh_from_db()
    steps.append(next_step(world, partnership))
    leave_partnership(by=actor_of(world.amal), partnership=partnership)
    partnership.refresh_from_db()
    steps.append(next_step(world, partnership))

    assert mine.version == 1
    assert steps == [
        NextStep.WRITE_AGREEMENT,
        NextStep.WAIT_FOR_SIGNATURE,
        NextStep.SIGN_AGREEMENT,
        NextStep.ARRANGE_MEETING,
        NextStep.MEET,
        NextStep.MEET,
        NextStep.RECORD_MEETING,
        NextStep.RESUME,
        NextStep.NOTHING,
    ]


def test_get_partnership_shows_the_partner_and_what_they_share(world: World) -> None:
    partnership = open_for(world)

    view = get_partnership(viewer=actor_of(world.bela), partnership=partnership)

    assert (view.partner.name, view.partner.role, view.partner.shared) == (
        "Amal",
        "mentor",
        {"sector": "academy"},
    )
    assert (view.role, view.next_meeting_at) == ("mentee", None)


def test_list_partnerships_names_the_partner(world: World, partnership: Partnership) -> None:
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    open_for(world)

    lines = list_partnerships(viewer=actor_of(world.amal))

    assert sorted((one.partner_name, str(one.state_label), one.state_tone) for one in lines) == [
        ("Bela", "Ended", "plain"),
        ("Bela", "Open", "good"),
    ]
    assert list_partnerships(viewer=actor_of(world.dana)) == []


@pytest.mark.requirement("NF-37")
def test_one_person_helps_in_one_scheme_and_learns_in_another_at_once(
    world: World, partnership: Partnership
) -> None:
    coaching = Scheme.objects.create(
        organisation=world.organisation, name="Coaching", kind="coaching", template="coaching"
    )
    cycle = world.joining_point.cycle
    cycle.pk, cycle.scheme = new_public_id(), coaching
    cycle.save(force_insert=True)
    point = JoiningPoint.objects.create(
        cycle=cycle, month=9, closes_on=date(2026, 9, 11), starts_on=date(2026, 9, 28)
    )
    open_partnership(
        by=SYSTEM,
        joining_point=point,
        proposal_id=new_public_id(),
        mentor=Joining(world.chris.pk, {}),
        mentee=Joining(world.amal.pk, {}),
        starts_on=date(2026, 9, 28),
    )

    viewer = actor_of(world.amal)
    views = [get_partnership(viewer=viewer, partnership=row) for row in Partnership.objects.all()]

    assert {(view.scheme_name, view.role, view.words.mentee) for view in views} == {
        (world.scheme.name, "mentor", "Mentee"),
        ("Coaching", "mentee", "Coachee"),
    }


def test_list_members_names_the_mentor_first(world: World, partnership: Partnership) -> None:
    members = list_members(viewer=actor_of(world.bela), partnership=partnership)

    assert [member.person.name for member in members] == ["Amal", "Bela"]


@pytest.mark.parametrize(
    ("ends_on", "unusual"),
    [
        (date(2027, 3, 14), False),
        (date(2027, 3, 13), True),
        (date(2027, 6, 14), False),
        (date(2027, 6, 15), True),
    ],
)
def test_six_to_nine_months_are_usual(ends_on: date, unusual: bool) -> None:
    assert is_unusual_length(date(2026, 9, 14), ends_on) is unusual


def test_a_month_without_that_day_ends_earlier() -> None:
    assert months_on(date(2026, 10, 31), 4) == date(2027, 2, 28)


def test_the_usual_review_is_half_way_to_the_usual_end() -> None:
    begins = date(2026, 9, 14)

    assert (usual_review(begins), usual_end(begins)) == (date(2027, 1, 14), date(2027, 5, 14))


def test_no_agreement_is_needed_to_have_members(world: World, partnership: Partnership) -> None:
    assert Agreement.objects.count() == 0
    assert Member.objects.count() == 2
