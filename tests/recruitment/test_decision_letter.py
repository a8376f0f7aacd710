"""Letters about decisions: what they say before and after they are sent, and what My applications says."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.wording import Words
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application, Decision
from compagnon.recruitment.notices import about_decision
from compagnon.recruitment.policy import own_decision_grants
from compagnon.recruitment.queries.decision_letter import preview_letters
from compagnon.recruitment.rules.ruling import Ruling, usual_reason
from compagnon.schemes.changes.letter import write_letter
from compagnon.schemes.models import Scheme
from tests.cast import NOW, World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send
from tests.recruitment.desk import decide, seen_on
from tests.recruitment.forms import MENTOR_TYPES
from tests.recruitment.pages import at, read

pytestmark = pytest.mark.django_db
OUTCOMES = {"approve/": "approved", "wait/": "waiting", "decline/": "declined"}
REASON = "We look for a colleague near you."


@pytest.fixture
def sent(world: World) -> Application:
    """Dana's, as a mentee, with Amal waiting before her."""
    point = open_january(world)
    earlier = send(world, fill(begin(point, world.amal)))
    Application.objects.filter(pk=earlier.pk).update(waiting_since=NOW - timedelta(days=1))
    changes.put_on_waiting_list(by=SYSTEM, application=earlier)
    application = send(world, fill(begin(point, world.dana)))
    letters()
    return application


def letters() -> list[str]:
    """Send what is due, and return what everybody reads."""
    mail.outbox.clear()
    deliver_due()
    return [f"{one.to[0]}: {one.subject}\n{one.body}" for one in mail.outbox]


@pytest.mark.parametrize(
    ("rest", "typed", "said"),
    [
        ("approve/", {}, "you take part as: Mentee."),
        ("wait/", {"reason": REASON}, f"You are number 2 of 2 on the waiting list.\n\n{REASON}"),
        (
            "decline/",
            {"reason": REASON},
            f"could not take up your application this time.\n\n{REASON}",
        ),
    ],
)
def test_a_letter_is_previewed_as_it_is_sent(
    as_chris: Client,
    world: World,
    sent: Application,
    rest: str,
    typed: dict[str, str],
    said: str,
) -> None:
    seen = seen_on(read(as_chris, at(sent, rest)))

    shown = as_chris.post(at(sent, rest), {**typed, "seen": seen, "show": "yes"})
    assert shown.status_code == 200
    assert fresh(sent.id).state == "submitted"
    [preview] = preview_letters(
        viewer=actor_of(world.chris),
        applications=[fresh(sent.id)],
        outcome=OUTCOMES[rest],
        ruling=Ruling(reason=typed.get("reason", "")),
    )
    as_chris.post(at(sent, rest), {**typed, "seen": seen})

    [letter] = letters()
    assert " ".join(said.split()) in " ".join(letter.split())
    assert letter == f"dana@example.org: {preview.subject}\n{preview.text}"
    assert " ".join(said.splitlines()[0].split()) in " ".join(shown.content.decode().split())


def test_the_page_shows_the_usual_letter_first(as_chris: Client, sent: Application) -> None:
    page = read(as_chris, at(sent, "wait/"))

    assert page.count(usual_reason("waiting")) == 2  # to be edited, and in the letter
    assert "In the language of its reader: English" in page
    assert "Put on the waiting list and send the letter" in page


@pytest.mark.parametrize(
    ("rest", "label"),
    [
        ("approve/", "Approve, and hold the letter"),
        ("wait/", "Put on the waiting list, and hold the letter"),
        ("decline/", "Decline, and hold the letter"),
    ],
)
def test_a_button_says_that_the_letter_is_held(
    as_chris: Client, world: World, sent: Application, rest: str, label: str
) -> None:
    Scheme.objects.filter(id=world.scheme.id).update(holds_letters=True)

    page = read(as_chris, at(sent, rest))

    assert label in page
    assert "send the letter" not in page


@pytest.mark.parametrize("outcome", ["waiting", "declined"])
def test_my_applications_give_the_reason_that_was_written(
    client: Client, world: World, sent: Application, outcome: str
) -> None:
    decide(actor_of(world.chris), sent, "approved", reason="For now")
    decide(actor_of(world.chris), fresh(sent.id), outcome, reason=REASON)
    client.force_login(world.dana)

    for address in (at(sent), "/my-applications/"):
        page = read(client, address)
        assert REASON in page
        assert usual_reason(outcome) not in page


def test_the_usual_reason_is_read_in_the_applicants_language(
    as_chris: Client, world: World, sent: Application
) -> None:
    type(world.dana).objects.filter(pk=world.dana.pk).update(language="cy")
    seen = seen_on(read(as_chris, at(sent, "wait/")))

    as_chris.post(at(sent, "wait/"), {"seen": seen, "reason": usual_reason("waiting")})

    [letter] = letters()
    with translation.override("cy"):
        assert usual_reason("waiting") in letter.replace("\n", " ")


def test_a_later_decision_leaves_only_its_own_letter(world: World, sent: Application) -> None:
    chris = actor_of(world.chris)
    decide(chris, sent, "waiting", reason=REASON, is_told=True)
    decide(chris, fresh(sent.id), "approved", is_told=True)

    [letter] = letters()

    assert "As soon as there is a partner for you" in letter
    facts = Facts(
        {
            "decision_id": Decision.objects.get(outcome="approved", application=sent).id.hex,
            "application_id": sent.id.hex,
        }
    )
    assert about_decision(facts, Recipient(world.amal.id, "amal@example.org", "en")) is None
    changes.withdraw_application(by=actor_of(world.dana), application=fresh(sent.id))
    assert about_decision(facts, Recipient(world.dana.id, "dana@example.org", "en")) is None


def test_a_decision_that_tells_nobody_sends_no_letter(world: World, sent: Application) -> None:
    changes.approve_application(by=actor_of(world.chris), application=sent)

    assert letters() == []


def test_letters_are_previewed_for_those_who_may_decide(world: World, sent: Application) -> None:
    found = preview_letters(
        viewer=actor_of(world.dana), applications=[sent], outcome="approved", ruling=Ruling()
    )

    assert found == []


def test_reasons_open_to_their_own_reader(world: World, sent: Application) -> None:
    dana = actor_of(world.dana)
    assert own_decision_grants(dana, []) == {}
    with pytest.raises(Closed):
        own_decision_grants(actor_of(world.amal), [sent])
    type(world.dana).objects.filter(pk=world.dana.pk).update(email="dana@elsewhere.example")
    with pytest.raises(Closed):
        own_decision_grants(actor_of(world.dana), [sent])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_reasons_there_are(
    client: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for month in range(1, count + 1):
        application = send(world, fill(begin(open_january(world, month), world.dana), MENTOR_TYPES))
        decide(actor_of(world.chris), application, "waiting", reason=REASON)
    client.force_login(world.dana)

    with django_assert_num_queries(8):
        client.get("/my-applications/")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_preview_is_in_the_schemes_own_words_where_it_has_some(
    world: World, sent: Application, language: str
) -> None:
    type(world.dana).objects.filter(pk=world.dana.pk).update(language=language)
    write_letter(
        by=SYSTEM,
        scheme=world.scheme,
        kind="recruitment/application_approved",
        language="en",
        words=Words("{scheme}: welcome", "Welcome, {name}, as {roles}."),
        based_on=0,
    )

    previews = preview_letters(
        viewer=actor_of(world.chris),
        applications=[fresh(sent.id), fresh(sent.id)],
        outcome="approved",
        ruling=Ruling(),
    )

    is_own = language == "en"
    assert [one.text.startswith("Welcome, Dana, as Mentee.") for one in previews] == [is_own] * 2
    assert {one.subject == f"{world.scheme.name}: welcome" for one in previews} == {is_own}
