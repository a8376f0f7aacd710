"""Two who chose each other: the same doors, the same places, whatever happens at the same moment."""

from collections import Counter

import pytest

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.chosen import open_chosen_pair
from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import Answer, Proposal
from compagnon.matching.queries.answer_list import list_answers
from compagnon.matching.queries.facts import get_taken
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import Member, Partnership
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of, make_person, make_world
from tests.matching.released import ANSWER_BY, make_application, make_run, pair_of
from tests.matching.test_races import THREADS, at_once


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def coach(world: World) -> Application:
    return make_application(world, world.amal, mentor=True, region="wales", institution="Secret")


@pytest.fixture
def learner(world: World) -> Application:
    return make_application(world, world.bela, region="london")


@pytest.mark.django_db
class TestOpening:
    @pytest.mark.requirement("NF-02")
    def test_a_learner_who_asked_for_two_chooses_two_and_no_third(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        world.scheme.settings = {"most_mentors": 2}
        world.scheme.save()
        learner.answers = {"mentors_wanted": 3}
        learner.save()
        others = [
            make_application(world, make_person(name), mentor=True) for name in ("Efa", "Gwen")
        ]

        first = open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)
        with pytest.raises(Refused, match="cannot be paired"):
            open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)
        second = open_chosen_pair(by=SYSTEM, mentor=others[0], mentee=learner)
        with pytest.raises(Refused, match="has been found"):
            open_chosen_pair(by=SYSTEM, mentor=others[1], mentee=learner)

        assert (first.mentee_place, second.mentee_place) == (1, 2)

    def test_open_chosen_pair_opens_a_partnership_with_the_shared_parts(
        self, coach: Application, learner: Application
    ) -> None:
        proposal = open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)

        partnership = Partnership.objects.get(proposal_id=proposal.id)
        members = {one.role: (one.person_id, one.shared) for one in partnership.members.all()}
        assert members == {
            Member.Role.MENTOR: (coach.person_id, {"region": "wales"}),
            Member.Role.MENTEE: (learner.person_id, {"region": "london"}),
        }
        assert proposal.state == Proposal.State.OPENED
        assert EventRow.objects.filter(name="PairChosen").count() == 1
        states = Application.objects.values_list("state", flat=True)
        assert set(states) == {Application.State.MATCHED}

    def test_open_chosen_pair_takes_the_place_that_a_match_would_see(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)

        taken = get_taken(world.joining_point)
        assert (taken.places, taken.mentees) == ({coach.id: 1}, {learner.id})

    def test_a_chosen_pair_stands_on_no_page_of_answers(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)

        page = list_answers(viewer=actor_of(world.chris), joining_point=world.joining_point)
        assert (tuple(page.rows), Answer.objects.count()) == ((), 0)

    def test_leaving_gives_the_places_back_and_the_two_are_not_paired_again(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        proposal = open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)
        partnership = Partnership.objects.get(proposal_id=proposal.id)

        leave_partnership(by=actor_of(world.bela), partnership=partnership)

        proposal.refresh_from_db()
        assert proposal.state == Proposal.State.CLOSED
        with pytest.raises(Refused, match="These two cannot be paired"):
            open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)


@pytest.mark.django_db
class TestRefusing:
    def test_open_chosen_pair_is_refused_to_people(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        with pytest.raises(NotAllowed):
            open_chosen_pair(by=actor_of(world.chris), mentor=coach, mentee=learner)

    def test_open_chosen_pair_is_refused_without_a_place(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)
        other = make_application(world, world.dana)

        with pytest.raises(Refused, match="There is no place left"):
            open_chosen_pair(by=SYSTEM, mentor=coach, mentee=other)

    def test_open_chosen_pair_is_refused_to_a_learner_who_is_proposed_elsewhere(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        other = make_application(world, make_person("Efa"), mentor=True)
        run = make_run(world, [pair_of(other, learner)])
        release_run(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)

        with pytest.raises(Refused, match="Somebody else has been found"):
            open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)

    def test_open_chosen_pair_is_refused_once_one_left(
        self, coach: Application, learner: Application
    ) -> None:
        Application.objects.filter(pk=coach.pk).update(state=Application.State.WITHDRAWN)

        with pytest.raises(Refused, match="does not take part any more"):
            open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)

    def test_open_chosen_pair_is_refused_for_two_set_apart(
        self, world: World, coach: Application, learner: Application
    ) -> None:
        forbid_pair(
            by=actor_of(world.chris),
            joining_point=world.joining_point,
            mentor=coach,
            mentee=learner,
        )

        with pytest.raises(Refused, match="These two cannot be paired"):
            open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)

    def test_open_chosen_pair_is_refused_for_two_learners(
        self, world: World, learner: Application
    ) -> None:
        other = make_application(world, world.dana)

        with pytest.raises(Refused, match="These two cannot be paired"):
            open_chosen_pair(by=SYSTEM, mentor=other, mentee=learner)


@pytest.mark.django_db(transaction=True)
def test_fifty_learners_at_once_get_no_more_coaches_than_there_are_places(world: World) -> None:
    """Fifty pairs are opened at the same moment: five coaches with two places, ten learners, each chosen five times."""
    coaches = [
        make_application(world, make_person(f"Coach{one}"), mentor=True, capacity=2)
        for one in range(5)
    ]
    learners = [make_application(world, make_person(f"Learner{one}")) for one in range(10)]

    done = at_once(
        [
            lambda number=number: open_chosen_pair(  # type: ignore[misc]  # bound to its number
                by=SYSTEM, mentor=coaches[number % 5], mentee=learners[number // 5]
            )
            for number in range(THREADS)
        ]
    )

    opened = list(Proposal.objects.values_list("mentor_id", "mentee_id"))
    assert max(Counter(mentor for mentor, _mentee in opened).values()) == 2
    assert len({mentee for _mentor, mentee in opened}) == len(opened) == done.count("done")
    assert len(opened) == 10
    assert Partnership.objects.count() == len(opened)
