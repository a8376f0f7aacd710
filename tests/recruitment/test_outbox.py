"""The outbox of a scheme: what a coordinator sees of it, and letters that wait until they are released."""

from datetime import timedelta
from threading import Thread
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from compagnon.core import sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.recruitment import changes
from compagnon.recruitment.changes.review import declare_interest
from compagnon.recruitment.letters import letters_left
from compagnon.recruitment.models import Application, Decision
from compagnon.schemes import leaving
from compagnon.schemes.changes.outbox import hold_letters, release_letters, withdraw_letter
from compagnon.schemes.models import Appointment, Scheme
from compagnon.schemes.queries.outbox import LetterState, list_outbox, open_letter, why_hidden
from compagnon.schemes.reminders import held_letters
from tests.cast import World, actor_of, appoint
from tests.recruitment.applying import begin, fill, fresh, open_january, send
from tests.recruitment.pages import at, read
from tests.recruitment.test_desk_pages import decide, seen_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(world: World) -> Application:
    application = send(world, fill(begin(open_january(world), world.dana)))
    deliver_due()
    mail.outbox.clear()
    return application


def hold(world: World, *, holds: bool = True) -> Scheme:
    world.scheme = hold_letters(by=actor_of(world.chris), scheme=world.scheme, holds_letters=holds)
    return world.scheme


def decided(world: World, application: Application, outcome: str = "waiting") -> Message:
    """Decide about an application with a letter, and return the letter."""
    decide(actor_of(world.chris), fresh(application.id), outcome, is_told=True)
    last = Decision.objects.filter(application=application).latest("number")
    return Message.objects.get(context__decision_id=last.id.hex)


def counts(world: World) -> dict[str, int]:
    found = list_outbox(viewer=actor_of(world.chris), scheme=world.scheme).counts
    return {state.value: count for state, count in found.items() if count}


def outbox(world: World, rest: str = "") -> str:
    return f"/schemes/{world.scheme.id.hex}/outbox/{rest}"


def letter_at(message: Message, rest: str = "") -> str:
    return f"/outbox/{message.id.hex}/{rest}"


def test_a_decisions_letter_waits_until_it_is_released_and_leaves_once(
    world: World, sent: Application
) -> None:
    hold(world)
    decided(world, sent)
    deliver_due()
    assert mail.outbox == []
    assert counts(world) == {"held": 1, "sent": 1}

    chris = actor_of(world.chris)
    released = [release_letters(by=chris, scheme=world.scheme) for _twice in range(2)]
    deliver_due()
    deliver_due()

    assert released == [1, 0]
    assert [one.to for one in mail.outbox] == [["dana@example.org"]]
    assert counts(world) == {"sent": 2}
    names = list(EventRow.objects.order_by("id").values_list("name", flat=True))
    assert names.count("LettersReleased") == 1


def test_other_letters_are_not_held(world: World, sent: Application) -> None:
    hold(world)
    send(world, fill(begin(sent.joining_point, world.amal)))
    deliver_due()

    assert [one.to for one in mail.outbox] == [["amal@example.org"]]


def test_some_are_released_and_the_others_wait(world: World, sent: Application) -> None:
    hold(world)
    first = decided(world, sent)
    second = decided(world, send(world, fill(begin(sent.joining_point, world.amal))))
    deliver_due()
    mail.outbox.clear()

    count = release_letters(
        by=actor_of(world.chris), scheme=world.scheme, message_ids=[second.id, UUID(int=4)]
    )
    deliver_due()

    assert count == 1
    assert [one.to for one in mail.outbox] == [["amal@example.org"]]
    first.refresh_from_db()
    assert first.held_for == world.scheme.id


def test_a_later_decision_leaves_only_its_own_letter_when_both_are_released(
    world: World, sent: Application
) -> None:
    hold(world)
    decided(world, sent)
    decided(world, sent, "approved")
    release_letters(by=actor_of(world.chris), scheme=world.scheme)
    deliver_due()

    [letter] = mail.outbox
    assert "approved" in letter.body
    assert counts(world) == {"sent": 2, "lapsed": 1}


def test_a_letter_that_is_withdrawn_is_never_sent(world: World, sent: Application) -> None:
    hold(world)
    letter = decided(world, sent)
    chris = actor_of(world.chris)

    withdraw_letter(by=chris, message=letter)
    with pytest.raises(Refused, match="does not wait any more"):
        withdraw_letter(by=chris, message=letter)
    assert release_letters(by=chris, scheme=world.scheme) == 0
    deliver_due()

    assert mail.outbox == []
    assert counts(world) == {"sent": 1, "withdrawn": 1}
    assert fresh(sent.id).state == "waiting"


def test_holding_ends_when_nothing_waits_any_more(world: World, sent: Application) -> None:
    hold(world)
    hold(world)
    decided(world, sent)

    with pytest.raises(Refused, match="Some letters still wait"):
        hold(world, holds=False)
    release_letters(by=actor_of(world.chris), scheme=world.scheme)
    assert hold(world, holds=False).holds_letters is False

    names = list(EventRow.objects.values_list("name", flat=True))
    assert names.count("HoldingChosen") == 2


def test_nobody_reads_on_their_page_what_they_were_not_told_yet(
    client: Client, world: World, sent: Application
) -> None:
    hold(world)
    decided(world, sent, "declined")
    client.force_login(world.dana)
    for address in (at(sent), "/my-applications/"):
        page = read(client, address)
        assert "Your application has arrived." in page
        assert "could not take" not in page

    release_letters(by=actor_of(world.chris), scheme=world.scheme)

    for address in (at(sent), "/my-applications/"):
        assert "could not take this application up." in read(client, address)


def test_the_outbox_is_for_the_coordinators_of_the_scheme(world: World, sent: Application) -> None:
    hold(world)
    letter = decided(world, sent)
    appoint(world.amal, Appointment.Role.ADMINISTRATOR, world.scheme)
    for who in (world.dana, world.amal):
        actor, scheme = actor_of(who), world.scheme
        for use in (
            lambda: list_outbox(viewer=actor, scheme=scheme),  # noqa: B023 -- called at once
            lambda: open_letter(viewer=actor, message=letter),  # noqa: B023 -- as above
            lambda: hold_letters(by=actor, scheme=scheme, holds_letters=False),  # noqa: B023 -- as above
            lambda: release_letters(by=actor, scheme=scheme),  # noqa: B023 -- as above
            lambda: withdraw_letter(by=actor, message=letter),  # noqa: B023 -- as above
        ):
            with pytest.raises(NotAllowed):
                use()
    assert counts(world) == {"held": 1, "sent": 1}


def test_a_letter_that_is_left_to_others_is_hidden_and_says_why(
    as_chris: Client, world: World, sent: Application
) -> None:
    hold(world)
    letter = decided(world, sent)
    declare_interest(by=actor_of(world.chris), application=sent)

    page = read(as_chris, letter_at(letter))

    assert "You declared an interest in this application." in page
    assert "waiting list." not in page
    assert "Withdraw it" not in page
    with pytest.raises(Refused, match="You declared an interest"):
        withdraw_letter(by=actor_of(world.chris), message=letter)


def held_of_every_kind(world: World, sent: Application) -> tuple[Message, Message]:
    """Hold a letter that Chris leaves to others, his own, one like any other, and one about what is gone."""
    hold(world)
    near = decided(world, sent)
    declare_interest(by=actor_of(world.chris), application=sent)
    own = send(world, fill(begin(sent.joining_point, world.chris)))
    decide(SYSTEM, own, "declined", is_told=True)
    decided(world, send(world, fill(begin(sent.joining_point, world.amal))))
    gone = decided(world, send(world, fill(begin(sent.joining_point, world.bela))))
    gone.context = {"decision_id": UUID(int=3).hex, "application_id": UUID(int=3).hex}
    sealing.put(gone)
    gone.save()
    deliver_due()
    mail.outbox.clear()
    return near, gone


def test_all_that_is_released_is_what_a_coordinator_may_read_or_what_is_gone(
    as_chris: Client, world: World, sent: Application
) -> None:
    near, gone = held_of_every_kind(world, sent)
    left = (
        "2 letters wait for a colleague: they are to you, or about applications that you leave to"
    )

    page = read(as_chris, outbox(world, "?state=held"))
    assert "2 letters wait until you release them" in page
    assert left in page
    assert page.count('type="checkbox"') == 2
    assert page.count("Left to others") == 1
    assert list(held_letters(actor_of(world.chris), world.scheme)) == [
        "2 letters wait until you release them"
    ]
    assert "It waits for you" in read(as_chris, letter_at(gone))
    assert "It waits for you" not in read(as_chris, letter_at(near))
    as_chris.post(outbox(world, "release/"), {"chosen": near.id.hex})
    as_chris.post(outbox(world, "release/"), {"everything": "yes"})
    page = read(as_chris, outbox(world))
    deliver_due()

    assert "2 letters are on their way." in page
    assert left in page
    alone = "Nobody else of the Coordination Group can decide this"
    assert alone in page
    assert alone in read(as_chris, letter_at(near))
    assert [one.to for one in mail.outbox] == [["amal@example.org"]]
    assert counts(world) == {"held": 1, "sent": 4, "lapsed": 1}
    assert Message.objects.filter(held_for=world.scheme.id).count() == 2
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    assert release_letters(by=actor_of(world.dana), scheme=world.scheme) == 1
    assert alone not in read(as_chris, outbox(world))


def test_ones_own_letters_are_not_in_ones_outbox(world: World, sent: Application) -> None:
    own = send(world, fill(begin(sent.joining_point, world.chris)))
    hold(world)
    decide(SYSTEM, own, "declined", is_told=True)

    assert counts(world) == {"sent": 1}
    own_letter = Message.objects.get(held_for=world.scheme.id)
    assert why_hidden(actor_of(world.chris), own_letter) != ""
    with pytest.raises(ValueError, match="Registered twice: recruitment"):
        leaving.register("recruitment", letters_left)


@pytest.mark.parametrize("kind", ["recruitment/draft_waiting", "no/such_letter"])
def test_what_no_coordinator_may_read_is_hidden(world: World, sent: Application, kind: str) -> None:
    letter = decided(world, sent)
    letter.kind = kind

    opened = open_letter(viewer=actor_of(world.chris), message=letter)

    assert (opened.mail, opened.hidden) == (None, "This letter is its reader's alone.")


def test_a_letter_about_what_is_gone_is_hidden(world: World, sent: Application) -> None:
    letter = decided(world, sent)
    letter.context = {"application_id": UUID(int=3).hex}

    assert why_hidden(actor_of(world.chris), letter) == "What it is about is not there any more."


def test_an_opened_letter_reads_as_it_would_be_written_now(
    as_chris: Client, world: World, sent: Application
) -> None:
    type(world.dana).objects.filter(pk=world.dana.pk).update(language="cy")
    hold(world)
    letter = decided(world, sent, "approved")

    page = read(as_chris, letter_at(letter))
    assert "In the language of its reader: Cymraeg" in page
    assert "Annwyl Dana" in page
    assert f"/applications/{sent.id.hex}/" not in page.split('class="letter"')[1]
    assert as_chris.post(outbox(world, "release/"), {"chosen": letter.id.hex}).status_code == 303
    deliver_due()

    page = read(as_chris, letter_at(letter))
    assert "this is how it would be written today" in page
    changes.withdraw_application(by=actor_of(world.dana), application=fresh(sent.id))
    assert "There is nothing to read" in read(as_chris, letter_at(letter))


def test_the_page_holds_releases_and_withdraws(
    as_chris: Client, world: World, sent: Application
) -> None:
    assert "On its way" in read(as_chris, outbox(world))
    as_chris.post(outbox(world, "hold/"), {"holds": "yes"})
    assert "letters about decisions wait here until you release them." in read(
        as_chris, outbox(world)
    )

    seen = seen_on(read(as_chris, at(sent, "wait/")))
    as_chris.post(at(sent, "wait/"), {"seen": seen, "reason": "Soon."})
    page = read(as_chris, outbox(world, "?state=held"))
    assert "1 letter waits until you release it" in page
    letter = Message.objects.get(held_for=world.scheme.id)
    assert f'value="{letter.id.hex}"' in page

    as_chris.post(outbox(world, "hold/"), {"holds": "no"})
    assert "Some letters still wait." in read(as_chris, outbox(world))
    as_chris.post(outbox(world, "release/"), {"chosen": ["nonsense", UUID(int=1).hex]})
    assert "No letter was released" in read(as_chris, outbox(world))
    as_chris.post(letter_at(letter, "withdraw/"))
    assert "Withdrawn. The letter is not sent" in read(as_chris, letter_at(letter))
    as_chris.post(letter_at(letter, "withdraw/"))
    assert "This letter does not wait any more." in read(as_chris, letter_at(letter))

    decided(world, sent, "approved")
    as_chris.post(outbox(world, "release/"), {"everything": "yes"})
    assert "1 letter is on its way." in read(as_chris, outbox(world))
    as_chris.post(outbox(world, "hold/"), {"holds": "no"})
    assert "Letters about decisions go out at once." in read(as_chris, outbox(world))


def test_whoever_decides_is_told_that_the_letter_waits(
    as_chris: Client, world: World, sent: Application
) -> None:
    hold(world)
    seen = seen_on(read(as_chris, at(sent, "wait/")))
    as_chris.post(at(sent, "wait/"), {"seen": seen, "reason": "Soon."})

    assert "Decided. The letter waits in the outbox until it is released." in read(
        as_chris, at(sent)
    )


def plan(world: World, number: int) -> None:
    """Plan the receipts of so many more applications."""
    row = Application.objects.get(person=world.dana)
    for minute in range(number):
        Message.objects.create(
            kind="recruitment/application_received",
            recipient=world.dana,
            address="dana@example.org",
            language="en",
            context={"application_id": row.id.hex},
            key=f"more {minute}",
            planned_at=row.submitted_at - timedelta(minutes=minute // 2),
            scheme_id=world.scheme.id,
            work_state=Message.State.DEAD,
            outcome=Message.Outcome.GAVE_UP,
        )


def test_the_list_goes_on_after_a_letter_and_leaves_none_out(
    as_chris: Client, world: World, sent: Application
) -> None:
    plan(world, 60)
    chris, seen, after = actor_of(world.chris), [], ""
    while True:
        page = list_outbox(viewer=chris, scheme=world.scheme, state="failed", after=after)
        seen += [line.id for line in page.lines]
        after = page.after
        if not after:
            break
    assert (len(seen), len(set(seen))) == (60, 60)
    assert page.counts[LetterState.FAILED] == 60

    shown = read(as_chris, outbox(world, "?state=failed&kind=recruitment/application_received"))
    assert "state=failed&amp;kind=recruitment/application_received&amp;after=" in shown
    later = read(as_chris, outbox(world, f"?after={seen[30].hex}&state=no"))
    assert "Not delivered" in later
    assert "No letter here" in read(as_chris, outbox(world, "?kind=matching/proposal_mentor"))
    assert list_outbox(viewer=chris, scheme=world.scheme, after=UUID(int=5).hex).lines != ()


@pytest.mark.parametrize("count", [0, 2])
def test_the_list_takes_the_same_queries_however_many_letters_there_are(
    as_chris: Client, world: World, sent: Application, count: int
) -> None:
    plan(world, count)
    with CaptureQueriesContext(connection) as captured:
        page = read(as_chris, outbox(world))

    assert page.count('href="/outbox/') == count + 1
    assert len(captured) == 10


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_applications_take_one_query_more_where_letters_are_held(
    client: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    hold(world)
    for month in range(1, count + 1):
        application = send(world, fill(begin(open_january(world, month), world.dana)))
        decide(actor_of(world.chris), application, "approved", is_told=True)
    client.force_login(world.dana)

    with django_assert_num_queries(5):
        client.get("/my-applications/")


@pytest.mark.django_db(transaction=True)
def test_two_who_release_and_withdraw_at_once_do_one_of_both(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))
    hold(world)
    letter = decided(world, sent)
    done: list[str] = []

    def release() -> None:
        if release_letters(by=actor_of(world.chris), scheme=world.scheme):
            done.append("released")
        connection.close()

    def withdraw() -> None:
        try:
            withdraw_letter(by=actor_of(world.chris), message=letter)
            done.append("withdrawn")
        except Refused:
            pass
        connection.close()

    threads = [Thread(target=one) for one in (release, withdraw, release)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 1
    letter.refresh_from_db()
    assert (letter.held_for, letter.outcome == "withdrawn") == (None, done == ["withdrawn"])


def test_whoever_decides_about_several_is_told_that_the_letters_wait(
    as_chris: Client, world: World, sent: Application
) -> None:
    hold(world)
    address = f"/joining-points/{sent.joining_point.id.hex}/applications/together/"
    asked = {"action": "approved", "chosen": [sent.id.hex]}
    page = as_chris.post(address, asked).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]

    as_chris.post(address, {**asked, "seen": seen, "confirm": "yes"})

    said = "1 application is decided. The letter waits in the outbox until it is released."
    assert said in read(as_chris, f"/schemes/{world.scheme.id.hex}/")
