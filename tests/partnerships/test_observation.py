from typing import Any

import pytest
from django.db import connection
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.observation import (
    ObservationOvertaken,
    agree_observation,
    answer_strategy,
    cancel_observation,
    discuss_observation,
    plan_observation,
    record_observation,
    revise_observation,
)
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import Agreement, Observation, Partnership, Strategy
from compagnon.partnerships.queries.observation import get_observation, list_observations
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.partnerships.rules import ObservationWords, Written
from compagnon.privacy.changes import erase_person
from tests.cast import World, actor_of
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db
WORDS = ObservationWords("Who speaks first", "Four of thirty spoke", "I answer too soon")


def plan(observer: Any, observed: Any, partnership: Partnership) -> Observation:
    """A plan to observe, with its focus."""
    member = partnership.members.get(person=observed)
    return plan_observation(
        by=actor_of(observer),
        partnership=partnership,
        observed=member,
        focus=WORDS.focus,
        happens_on=None,
    )


def talked_over(observer: Any, observed: Any, partnership: Partnership) -> Observation:
    """An observation that was seen and talked over, with two things to try."""
    observation = plan(observer, observed, partnership)
    by = actor_of(observer)
    seen = Written(ObservationWords(WORDS.focus, WORDS.seen), None)
    record_observation(by=by, observation=observation, written=seen, based_on=1)
    talked = Written(WORDS, None, ("Count to five", "Pairs first"))
    return discuss_observation(by=by, observation=observation, written=talked, based_on=2)


def observation_url(observation: Observation, rest: str = "") -> str:
    return f"/observations/{observation.id.hex}/{rest}"


@pytest.mark.requirement("LSIS-12")
@pytest.mark.requirement("LSIS-14")
@pytest.mark.requirement("CORE-24")
@pytest.mark.requirement("LSIS-36")
@pytest.mark.requirement("LSIS-52")
@pytest.mark.parametrize("observer", ["amal", "bela"])
def test_either_observes_the_other_and_both_read_everything(
    world: World, partnership: Partnership, observer: str
) -> None:
    seer, seen = (world.amal, world.bela) if observer == "amal" else (world.bela, world.amal)
    observation = talked_over(seer, seen, partnership)

    for reader in (world.amal, world.bela):
        shown = get_observation(viewer=actor_of(reader), observation=observation)
        assert (shown.words, shown.is_viewers, shown.state) == (WORDS, reader == seer, "discussed")
        assert [one.text for one in shown.strategies] == ["Count to five", "Pairs first"]
    assert set(Message.objects.values_list("kind", "address")) == {
        ("partnerships/observation_news", seen.email)
    }


@pytest.mark.requirement("ALL-15")
def test_an_observation_leaves_no_word_in_the_database_and_opens_for_nobody_else(
    world: World, partnership: Partnership
) -> None:
    observation = talked_over(world.amal, world.bela, partnership)
    with connection.cursor() as cursor:
        cursor.execute("SELECT focus, seen, dialogue FROM partnerships_observation")
        stored = b"".join(bytes(value) for value in cursor.fetchone())

    assert [word for word in (b"speaks", b"thirty", b"answer") if word in stored] == []
    for stranger in (world.chris, world.dana):
        with pytest.raises(Closed):
            get_observation(viewer=actor_of(stranger), observation=observation)


@pytest.mark.requirement("LSIS-10")
@pytest.mark.requirement("LSIS-53")
@pytest.mark.requirement("LSIS-54")
def test_the_next_observation_asks_what_was_tried_of_the_last_one(
    world: World, partnership: Partnership
) -> None:
    first = talked_over(world.amal, world.bela, partnership)
    tried, untried = first.strategies.order_by("position")
    answer = {"by": actor_of(world.bela), "strategy": tried}
    answer_strategy(**answer, is_tried=False, how_it_went="No time", based_on=0)
    answer_strategy(**answer, is_tried=True, how_it_went="Eight spoke", based_on=1)
    with pytest.raises(ObservationOvertaken):
        answer_strategy(**answer, is_tried=False, how_it_went="Late", based_on=1)

    plans = (
        plan(world.bela, world.amal, partnership),
        plan(world.amal, world.bela, partnership),
        first,
    )
    other_way, after, before = (
        get_observation(viewer=actor_of(world.amal), observation=one) for one in plans
    )

    assert [one.id for one in after.to_try] == [untried.id]
    assert (other_way.to_try, before.to_try) == ((), ())
    assert [one.how_it_went for one in before.strategies] == ["Eight spoke", ""]


def test_the_observer_alone_writes_and_the_observed_alone_agrees_and_tries(
    world: World, partnership: Partnership
) -> None:
    observation = talked_over(world.amal, world.bela, partnership)
    strategy = Strategy.objects.filter(observation=observation).first()
    bela, amal = actor_of(world.bela), actor_of(world.amal)
    with pytest.raises(NotAllowed, match="whoever observes"):
        revise_observation(
            by=bela, observation=observation, written=Written(WORDS, None), based_on=3
        )
    with pytest.raises(NotAllowed, match="is observed"):
        agree_observation(by=amal, observation=observation, based_on=3)
    with pytest.raises(NotAllowed, match="is observed"):
        answer_strategy(by=amal, strategy=strategy, is_tried=True, how_it_went="", based_on=0)
    with pytest.raises(Closed):
        plan(world.amal, world.amal, partnership)


def test_a_focus_worded_anew_asks_for_agreement_again(
    world: World, partnership: Partnership
) -> None:
    observation = plan(world.amal, world.bela, partnership)
    bela, amal = actor_of(world.bela), actor_of(world.amal)
    agree_observation(by=bela, observation=observation, based_on=1)
    agree_observation(by=bela, observation=observation, based_on=1)
    assert get_observation(viewer=amal, observation=observation).is_agreed
    other = Written(ObservationWords("Who is silent"), None)

    revise_observation(by=amal, observation=observation, written=other, based_on=1)

    assert not get_observation(viewer=amal, observation=observation).is_agreed
    with pytest.raises(ObservationOvertaken):
        agree_observation(by=bela, observation=observation, based_on=1)


def test_what_somebody_erased_wrote_is_gone_and_what_the_partner_tried_stays(
    world: World, partnership: Partnership
) -> None:
    observation = talked_over(world.amal, world.bela, partnership)
    strategy = Strategy.objects.get(observation=observation, position=0)
    answer_strategy(
        by=actor_of(world.bela), strategy=strategy, is_tried=False, how_it_went="Soon", based_on=0
    )
    plan(world.amal, world.bela, partnership)

    erase_person(by=SYSTEM, email=world.amal.email)

    planned, others = sorted(
        list_observations(viewer=actor_of(world.bela), partnership=partnership),
        key=lambda one: len(one.strategies),
    )
    assert (planned.words.focus, others.words.seen, planned.to_try) == ("", "", ())
    assert [(one.text, one.how_it_went) for one in others.strategies] == [("", "Soon"), ("", "")]


def test_an_observation_is_told_in_the_timeline_but_not_who_tried_what(
    world: World, partnership: Partnership
) -> None:
    talked_over(world.amal, world.bela, partnership)

    told = get_timeline(viewer=actor_of(world.bela), partnership=partnership)

    assert {(str(entry.label), entry.who, entry.words) for entry in told[:3]} == {
        ("An observation was planned", "Amal", WORDS.focus),
        ("An observation took place", "Amal", WORDS.focus),
        ("An observation was talked over", "Amal", WORDS.focus),
    }


def test_a_plan_is_made_and_agreed_on_its_pages(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    as_person(client, world.amal)
    assert "Observations" in page(client, url(partnership))
    assert "No observation yet" in page(client, url(partnership, "observations/"))
    planning = url(partnership, "observations/new/")
    assert "Nothing is graded" in page(client, planning)
    typed = {"whom": "0", "focus": "Who speaks", "based_on": "0"}

    wrong = client.post(planning, typed)
    whom = partnership.members.get(person=world.bela).id.hex
    client.post(planning, typed | {"whom": whom})

    assert (wrong.status_code, "Who speaks" in wrong.content.decode()) == (422, True)
    observation = Observation.objects.get()
    assert "focus not agreed yet" in page(client, observation_url(observation))
    as_person(client, world.bela)
    assert "I agree to this focus" in page(client, observation_url(observation))
    stale = client.post(observation_url(observation, "agree/"), {}, follow=True)
    assert "Please read it again" in stale.content.decode()
    client.post(observation_url(observation, "agree/"), {"based_on": "1"})
    assert "Planned, focus agreed" in page(client, url(partnership, "observations/"))


def test_what_was_seen_and_talked_about_is_written_and_never_overwritten(
    client: Client, world: World, partnership: Partnership
) -> None:
    observation = plan(world.amal, world.bela, partnership)
    as_person(client, world.amal)
    assert "Write what I saw" in page(client, observation_url(observation))
    assert 'name="seen"' in page(client, observation_url(observation, "seen/"))
    seen = {"happens_on": "2026-10-05", "seen": "Four spoke", "based_on": "1"}
    talked = {
        "dialogue": "Waiting",
        "length_minutes": "75",
        "strategies": "Count to five\n\n",
        "based_on": "2",
    }
    reworded = talked | {"seen": "Five spoke", "strategies": "Pairs", "based_on": "3"}

    client.post(observation_url(observation, "seen/"), seen)
    late = client.post(observation_url(observation, "seen/"), seen | {"seen": "Mine"})
    again = client.post(observation_url(observation, "seen/"), seen | {"based_on": "2"})
    offered = page(client, observation_url(observation))
    client.post(observation_url(observation, "talk/"), talked)
    client.post(observation_url(observation, "revise/"), reworded)

    shown = late.content.decode()
    assert (late.status_code, "Four spoke" in shown, "Mine" in shown) == (422, True, True)
    assert (again.status_code, "not possible" in again.content.decode()) == (422, True)
    assert "Write what we talked about" in offered
    shown = page(as_person(client, world.bela), observation_url(observation))
    found = (
        "5 October 2026",
        "75 minutes",
        "Five spoke",
        "Waiting",
        "Count to five",
        "Pairs",
        "No grades",
    )
    assert [words for words in found if words not in shown] == []


def test_what_was_tried_is_said_on_a_page_and_asked_before_the_next_one(
    client: Client, world: World, partnership: Partnership
) -> None:
    observation = talked_over(world.amal, world.bela, partnership)
    strategy = Strategy.objects.get(observation=observation, position=0)
    address = f"/strategies/{strategy.id.hex}/"
    as_person(client, world.bela)
    assert "Count to five" in page(client, address)
    tried = {"tried": "yes", "how_it_went": "Eight spoke", "based_on": "0"}

    client.post(address, tried)
    late = client.post(address, tried | {"how_it_went": "Nine"})

    shown = late.content.decode()
    assert (late.status_code, "Eight spoke" in shown, "Nine" in shown) == (422, True, True)
    for found in (address, observation_url(observation)):
        assert "Eight spoke" in page(client, found)
    following = plan(world.amal, world.bela, partnership)
    assert "Before this observation" in page(client, observation_url(following))


def test_a_plan_is_called_off_by_either_and_left_alone_after_the_end(
    client: Client, world: World, partnership: Partnership
) -> None:
    observation = plan(world.amal, world.bela, partnership)
    as_person(client, world.bela)
    client.post(observation_url(observation, "call-off/"))
    twice = client.post(observation_url(observation, "call-off/"), follow=True).content.decode()
    assert ("not possible" in twice, "Called off" in twice) == (True, True)
    observation.refresh_from_db()
    with pytest.raises(NotAllowed, match="called off"):
        agree_observation(by=actor_of(world.bela), observation=observation, based_on=1)
    with pytest.raises(NotAllowed, match="called off"):
        revise_observation(
            by=actor_of(world.amal),
            observation=observation,
            written=Written(WORDS, None),
            based_on=1,
        )
    other = plan(world.bela, world.amal, partnership)
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    other.refresh_from_db()
    with pytest.raises((NotAllowed, Refused), match="has ended"):
        cancel_observation(by=actor_of(world.bela), observation=other)
    assert "Call it off" not in page(client, observation_url(other))


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_as_many_queries_for_one_observation_as_for_three(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for _count in range(count):
        observation = talked_over(world.amal, world.bela, partnership)
    as_person(client, world.bela)

    assert len(asked(client, url(partnership, "observations/"))) == 11
    assert len(asked(client, observation_url(observation))) == 11
