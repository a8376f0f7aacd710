"""Several mentors for one learner, one after the other, and never more than they asked for or the scheme allows."""

from collections import Counter

import pytest

from compagnon.core.actors import holder_of_link
from compagnon.core.errors import Refused
from compagnon.matching.changes.answer import accept_proposal, take_back_proposal
from compagnon.matching.changes.pair_rule import pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import Proposal, Run
from compagnon.matching.queries.facts import get_taken
from compagnon.matching.queries.pairs import list_pairs
from compagnon.matching.queries.standing import get_standings
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of, make_person, make_world
from tests.matching.applying import apply, make_application, result_of
from tests.matching.released import ANSWER_BY, answer_of, make_run, pair_of
from tests.matching.released import make_application as applied
from tests.matching.room import computed_run
from tests.matching.test_races import CAPACITY, THREADS, hammer

pytestmark = pytest.mark.requirement("NF-02")


def allow(world: World, most: int) -> None:
    world.scheme.settings = {**world.scheme.settings, "most_mentors": most}
    world.scheme.save()


def wants(application: Application, count: int) -> Application:
    application.answers = {**application.answers, "mentors_wanted": count}
    application.save()
    return application


def pairs_of(run: Run) -> set[tuple[str, str]]:
    people = {one.id.hex: one.person.name for one in Application.objects.select_related("person")}
    return {
        (people[pair["mentor_id"]], people[pair["mentee_id"]]) for pair in result_of(run)["pairs"]
    }


def release(world: World, run: Run) -> None:
    release_run(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)


def accept(world: World, proposal: Proposal) -> None:
    for side in ("mentor", "mentee"):
        answer = answer_of(proposal, side)
        accept_proposal(by=holder_of_link(answer.id), answer=answer, charter=world.charter)


@pytest.mark.django_db
class TestOneAfterTheOther:
    @pytest.fixture
    def bela(self, world: World) -> Application:
        """A learner who asks for two, where two would have her: Amal rather than Efa."""
        allow(world, 2)
        point = world.joining_point
        make_application(point, world.amal, "mentor", interests_offered=["grammar", "speaking"])
        apply(world, "Efa", "mentor", interests_offered=["grammar"])
        bela = make_application(
            point, world.bela, "mentee", interests_wanted=["grammar", "speaking"]
        )
        return wants(bela, 2)

    def test_the_next_match_finds_the_second_one_and_each_pair_is_its_own_partnership(
        self, world: World, bela: Application
    ) -> None:
        first = computed_run(world)
        release(world, first)
        second = computed_run(world)
        release(world, second)
        for proposal in Proposal.objects.all():
            accept(world, proposal)

        assert (pairs_of(first), pairs_of(second)) == ({("Amal", "Bela")}, {("Efa", "Bela")})
        assert Partnership.objects.count() == 2
        assert sorted(Proposal.objects.values_list("mentee_place", flat=True)) == [1, 2]
        assert bela.id in get_taken(world.joining_point).mentees
        assert pairs_of(computed_run(world)) == set()
        standing = get_standings([world.joining_point])[world.joining_point.id]
        assert (standing.mentees, standing.proposed) == (0, 2)

    def test_a_place_that_is_given_back_is_taken_again(
        self, world: World, bela: Application
    ) -> None:
        release(world, computed_run(world))
        release(world, computed_run(world))
        take_back_proposal(by=actor_of(world.chris), proposal=Proposal.objects.get(mentee_place=1))
        gwen = apply(world, "Gwen", "mentor")

        release(world, computed_run(world))

        again = Proposal.objects.get(mentor=gwen)
        assert (again.mentee_id, again.mentee_place) == (bela.id, 1)

    def test_whoever_has_nobody_comes_first_and_the_other_is_not_called_left_out(
        self, world: World, bela: Application
    ) -> None:
        release(world, computed_run(world))
        apply(world, "Ines", "mentee", interests_wanted=["trips"])

        run = computed_run(world)

        assert pairs_of(run) == {("Efa", "Ines")}
        result = result_of(run)
        assert bela.id.hex not in {one["person_id"] for one in result["unplaced"]}
        assert (result["summary"]["mentees"], result["summary"]["mentees_placed"]) == (1, 1)

    @pytest.mark.parametrize("asked", [3, "two", None])
    def test_where_the_scheme_allows_one_nobody_gets_two(
        self, world: World, bela: Application, asked: object
    ) -> None:
        allow(world, 1)
        bela.answers = {**bela.answers, "mentors_wanted": asked}
        bela.save()
        release(world, computed_run(world))

        assert pairs_of(computed_run(world)) == set()

    def test_a_pin_that_was_followed_keeps_nobody_from_a_second_one(
        self, world: World, bela: Application
    ) -> None:
        amal, efa = (
            Application.objects.get(person__name=name, is_mentor=True) for name in ("Amal", "Efa")
        )
        by, point = actor_of(world.chris), world.joining_point
        pin_pair(by=by, joining_point=point, mentor=amal, mentee=bela)
        release(world, computed_run(world))

        with pytest.raises(Refused, match="has been proposed to somebody"):
            pin_pair(by=by, joining_point=point, mentor=amal, mentee=bela)
        pin_pair(by=by, joining_point=point, mentor=efa, mentee=bela)
        run = computed_run(world)

        assert pairs_of(run) == {("Efa", "Bela")}
        (row,) = list_pairs(viewer=by, run=run).rows
        assert (row.is_pinned_elsewhere, row.is_open) == (False, True)
        release(world, run)
        assert Proposal.objects.count() == 2

    @pytest.mark.usefixtures("bela")
    def test_a_second_yes_is_refused_once_the_scheme_allows_one_only(self, world: World) -> None:
        release(world, computed_run(world))
        release(world, computed_run(world))
        first, second = Proposal.objects.order_by("mentee_place")
        accept(world, first)
        allow(world, 1)

        with pytest.raises(Refused, match="no place left"):
            accept(world, second)

        assert Partnership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_releases_at_once_give_no_learner_more_than_they_asked_for() -> None:
    world = make_world()
    allow(world, 2)
    mentors = [
        applied(world, make_person(f"Mentor{number}"), mentor=True, capacity=CAPACITY)
        for number in range(3)
    ]
    mentees = [
        wants(applied(world, make_person(f"Mentee{number}")), 1 + number % 2) for number in range(4)
    ]
    runs = [
        make_run(
            world, [pair_of(mentors[(place + turn) % 3], one) for place, one in enumerate(mentees)]
        )
        for turn in range(2)
    ]

    said = hammer(world, runs, mentees)

    assert len(said) == THREADS
    had = Counter(Proposal.objects.values_list("mentee_id", flat=True))
    assert all(had[one.id] <= one.answers["mentors_wanted"] for one in mentees)
    assert max(had.values()) == 2
    assert max(Counter(Proposal.objects.values_list("mentor_id", flat=True)).values()) <= CAPACITY
