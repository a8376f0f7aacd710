"""Two people release a match: what one proposed, another one confirms, and nothing else."""

from typing import Any

import pytest
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.planned_release import (
    confirm_release,
    propose_release,
    withdraw_release,
)
from compagnon.matching.changes.release import release_run
from compagnon.matching.changes.run import start_run
from compagnon.matching.models import PairRule, PlannedRelease, Proposal, Release
from compagnon.matching.queries.news import news
from compagnon.matching.queries.releasing import get_releasable
from compagnon.notifications.models import Message
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment, LetterWords, Scheme
from compagnon.schemes.template import TEMPLATES, settings_of
from tests.cast import NOW, World, actor_of, appoint, make_person
from tests.matching.pages import at
from tests.matching.reading import read, words
from tests.matching.released import ANSWER_BY, Room, make_application, make_room, make_run, pair_of

pytestmark = pytest.mark.django_db
WAITS = "A release waits for a second person"
CHANGED = "A pair or a letter has changed since"


@pytest.fixture
def room(world: World) -> Room:
    """Chris and Dana coordinate a scheme in which two people release."""
    world.scheme.settings = {"needs_second_person": True}
    world.scheme.save()
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    return make_room(world)


def proposed(room: Room, **asked: Any) -> PlannedRelease:
    return propose_release(
        by=actor_of(room.world.chris), run=room.run, answer_by=ANSWER_BY, **asked
    )


def confirmed(room: Room, planned: PlannedRelease, by: Person | None = None) -> Release:
    return confirm_release(by=actor_of(by or room.world.dana), run=room.run, planned_id=planned.id)


def events() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


@pytest.mark.parametrize("template", TEMPLATES)
def test_one_person_releases_unless_a_scheme_chooses_otherwise(template: str) -> None:
    assert not settings_of(Scheme(template=template)).needs_second_person


@pytest.mark.requirement("ALL-50")
def test_what_one_proposed_another_one_confirms(room: Room) -> None:
    planned = proposed(room, on_silence=Release.OnSilence.TAKE_BACK)
    assert (Proposal.objects.count(), Message.objects.count()) == (0, 0)

    release = confirmed(room, planned)

    assert (release.proposed_by, release.released_by) == (room.world.chris, room.world.dana)
    assert (release.answer_by, release.on_silence) == (ANSWER_BY, "take_back")
    assert (Proposal.objects.count(), Message.objects.count()) == (2, 4)
    assert not PlannedRelease.objects.exists()
    assert events() == ["ReleaseProposed", "ProposalReleased", "ProposalReleased", "RunReleased"]


def test_nobody_releases_alone_and_nobody_confirms_their_own(room: Room) -> None:
    by = actor_of(room.world.chris)
    with pytest.raises(NotAllowed, match="two people release"):
        release_run(by=by, run=room.run, answer_by=ANSWER_BY)
    planned = proposed(room)

    with pytest.raises(NotAllowed, match="You proposed this release yourself"):
        confirmed(room, planned, by=room.world.chris)
    with pytest.raises(NotAllowed, match="Only the Coordination Group"):
        confirmed(room, planned, by=room.world.amal)
    with pytest.raises(Refused, match="A named person"):
        confirm_release(by=SYSTEM, run=room.run, planned_id=planned.id)
    assert Proposal.objects.count() == 0


def test_where_one_person_releases_nothing_is_proposed_and_a_release_gives_up_what_waits(
    room: Room,
) -> None:
    proposed(room)
    Scheme.objects.update(settings={})
    room.run.joining_point.cycle.scheme.refresh_from_db()

    with pytest.raises(NotAllowed, match="one person releases"):
        proposed(room)
    release_run(by=actor_of(room.world.chris), run=room.run, answer_by=ANSWER_BY)

    assert not PlannedRelease.objects.exists()
    assert "ReleaseWithdrawn" in events()


def test_one_release_waits_at_a_time_and_what_was_looked_at_is_what_is_proposed(
    room: Room,
) -> None:
    with pytest.raises(Refused, match="has changed since you looked"):
        proposed(room, seen="what was there yesterday")
    proposed(room, seen=get_releasable(actor_of(room.world.chris), room.run).digest)

    with pytest.raises(Refused, match="waits already"):
        proposed(room)
    assert PlannedRelease.objects.count() == 1


def test_only_what_was_proposed_is_released_whatever_else_is_ready(room: Room) -> None:
    confirmed(room, proposed(room, only=room.gwen.id))

    assert [one.mentee for one in Proposal.objects.all()] == [room.gwen]


def hold(room: Room) -> None:
    PairRule.objects.create(
        joining_point=room.world.joining_point,
        mentor=room.efa,
        mentee=room.gwen,
        kind=PairRule.Kind.HOLD,
        decided_by=room.world.dana,
        decided_at=NOW,
    )


def withdraw(room: Room) -> None:
    Application.objects.filter(pk=room.gwen.pk).update(state=Application.State.WITHDRAWN)


def rename(room: Room) -> None:
    Person.objects.filter(pk=room.gwen.person_id).update(name="Gwenllian")


def translate(room: Room) -> None:
    Person.objects.filter(pk=room.gwen.person_id).update(language="cy")


def reword(room: Room) -> None:
    LetterWords.objects.create(
        scheme=room.world.scheme,
        kind="matching/proposal_mentee",
        language="en",
        version=1,
        body="Hello",
        written_at=NOW,
    )


@pytest.mark.parametrize("happens", [hold, withdraw, rename, translate, reword])
def test_a_pair_or_a_letter_that_changed_has_to_be_proposed_again(
    room: Room, client: Client, happens: Any
) -> None:
    planned = proposed(room)
    happens(room)

    with pytest.raises(Refused, match=CHANGED):
        confirmed(room, planned)
    client.force_login(room.world.dana)
    page = read(client, at(room.run, "letters"))
    assert CHANGED in page
    assert "Confirm, and send" not in page

    withdraw_release(by=actor_of(room.world.dana), run=room.run, planned_id=planned.id)
    confirmed(room, proposed(room))
    assert Proposal.objects.exists()


def test_what_does_not_touch_the_proposed_pairs_changes_nothing(room: Room) -> None:
    planned = proposed(room, only=room.bela.id)
    for happens in (hold, rename):
        happens(room)

    confirmed(room, planned)

    assert [one.mentee for one in Proposal.objects.all()] == [room.bela]


def test_a_release_whose_day_for_answers_has_come_is_proposed_again(room: Room) -> None:
    planned = proposed(room)
    PlannedRelease.objects.update(answer_by=NOW.date())

    with pytest.raises(Refused, match="The day for answers has come"):
        confirmed(room, planned)


def test_a_release_with_a_pair_of_ones_own_is_confirmed_by_a_third(room: Room) -> None:
    own = make_application(room.world, room.world.dana, mentor=True)
    room.run = make_run(room.world, [pair_of(own, room.bela)])
    third = make_person("Third")
    appoint(third, Appointment.Role.COORDINATOR, room.world.scheme)
    planned = proposed(room)

    with pytest.raises(Refused, match="Your own pair is in it"):
        confirmed(room, planned)
    confirmed(room, planned, by=third)
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("who", ["chris", "dana"])
def test_either_withdraws_it_and_then_it_cannot_be_confirmed(room: Room, who: str) -> None:
    planned, by = proposed(room), actor_of(getattr(room.world, who))

    withdraw_release(by=by, run=room.run, planned_id=planned.id)

    with pytest.raises(Refused, match="does not wait any more"):
        withdraw_release(by=by, run=room.run, planned_id=planned.id)
    proposed(room)  # another one, which is not what was looked at
    with pytest.raises(Refused, match="does not wait any more"):
        confirmed(room, planned)
    assert events() == ["ReleaseProposed", "ReleaseWithdrawn", "ReleaseProposed"]


def test_running_the_match_again_gives_up_what_waits(room: Room) -> None:
    proposed(room)

    start_run(by=actor_of(room.world.dana), joining_point=room.world.joining_point)

    assert not PlannedRelease.objects.exists()
    assert events() == ["ReleaseProposed", "ReleaseWithdrawn", "RunStarted"]


def test_the_letter_of_the_day_tells_whoever_may_confirm(room: Room) -> None:
    proposed(room)

    line = "1 release waits for a second person"
    assert line in list(news(actor_of(room.world.dana), room.world.scheme))
    assert line not in list(news(actor_of(room.world.chris), room.world.scheme))


def test_the_pages_say_what_waits_and_lead_through_it(room: Room, client: Client) -> None:
    letters, matching = (
        at(room.run, "letters"),
        f"/joining-points/{room.world.joining_point.id.hex}/matching/",
    )
    client.force_login(room.world.chris)
    assert "Propose this release: 2 pairs" in read(client, letters)
    assert WAITS not in read(client, at(room.run)) + read(client, matching)
    form = {"answer_by": "2026-09-30", "on_silence": "ask", "only": room.gwen.id.hex}
    for _ in range(2):
        done = client.post(letters, {**form, "once": "token"})
        assert (done.status_code, done["Location"]) == (303, at(room.run))
    planned = PlannedRelease.objects.get()
    own = read(client, letters)
    assert "Chris proposed on" in own
    assert "You proposed this release yourself." in own

    client.force_login(room.world.dana)
    for address in (at(room.run), matching):
        assert f"{WAITS} Chris proposed it on" in read(client, address)
    page = read(client, letters)
    assert (
        "to release 1 pair. Answers by 30 September 2026. What is not answered is left to the group."
        in page
    )
    assert "Pair 2 of 2" in page
    assert "In the proposed release" in page
    assert "30 September 2026" in page.partition("In the proposed release")[2]
    assert "In the proposed release" not in read(client, f"{letters}?pair=1")
    assert client.post(f"{letters}confirm/", {"planned": "what"}).status_code == 404
    sent = client.post(f"{letters}confirm/", {"planned": planned.id.hex}, follow=True)
    assert "The letters of 1 pair are on their way." in sent.content.decode()
    late = client.post(f"{letters}confirm/", {"planned": planned.id.hex}, follow=True)
    assert "This release does not wait any more." in late.content.decode()


def test_withdrawing_from_the_letters_page(room: Room, client: Client) -> None:
    planned, letters = proposed(room), at(room.run, "letters")
    client.force_login(room.world.dana)

    done, late = (
        client.post(f"{letters}withdraw/", {"planned": planned.id.hex}, follow=True)
        for _ in range(2)
    )

    assert "Withdrawn. Nobody was written to." in words(done.content.decode())
    assert "This release does not wait any more." in words(late.content.decode())
    assert "Propose this release: 2 pairs" in words(done.content.decode())
