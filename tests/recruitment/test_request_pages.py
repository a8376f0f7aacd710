"""Asking an applicant for more information: which questions, the letter, the answers, and who is told."""

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.privacy import Erasure, privacy_map
from compagnon.notifications.changes import choose_news
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import ReminderChoice
from compagnon.privacy.changes import erase_person
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application, InformationRequest, RequestReply
from compagnon.recruitment.notices import about_answered, about_asked
from compagnon.recruitment.queries.history import count_happenings
from compagnon.recruitment.queries.request import get_asked_of_you, list_askable, open_request
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.recruitment.applying import CLOSES_ON, begin, fill, fresh, open_january, send
from tests.recruitment.desk import seen_on
from tests.recruitment.files import AMAL, bring_in
from tests.recruitment.pages import application_of, at, read

pytestmark = pytest.mark.django_db
News = ReminderChoice.News
SENTENCE = "Which school is it, and in which region?"


@pytest.fixture
def sent(world: World) -> Application:
    """Dana's, as a mentee."""
    return send(world, fill(begin(open_january(world), world.dana)))


@pytest.fixture
def asked(world: World, sent: Application) -> Application:
    """Dana was asked for her region and her school."""
    ask(world, sent, "institution", "region")
    return fresh(sent.id)


def ask(world: World, application: Application, *questions: str) -> InformationRequest:
    """Let Chris ask."""
    return changes.ask_for_information(
        by=actor_of(world.chris),
        application=application,
        questions=questions,
        sentence=SENTENCE,
        seen=count_happenings(application),
    )


def letters() -> list[str]:
    """Send what is due, and return what everybody reads."""
    mail.outbox.clear()
    deliver_due()
    return [f"{one.to[0]}: {one.subject}\n{one.body}" for one in mail.outbox]


def test_a_coordinator_chooses_questions_and_the_applicant_gets_a_letter(
    as_chris: Client, world: World, sent: Application
) -> None:
    letters()
    page = read(as_chris, at(sent, "ask/"))
    assert "Ysgol y Bryn" in page

    answer = as_chris.post(
        at(sent, "ask/?state=submitted"),
        {"seen": seen_on(page), "questions": ["region", "institution"], "sentence": SENTENCE},
    )

    assert answer.headers["Location"] == at(sent, "?state=submitted")
    [letter] = letters()
    assert letter.startswith(f"dana@example.org: {world.scheme.name}: a question about your")
    assert SENTENCE in letter
    assert at(sent, "asked/") in letter
    desk = read(as_chris, at(sent))
    assert "More information asked" in desk
    assert SENTENCE in desk
    assert "Not answered" in desk


def test_my_applications_say_that_something_is_to_be_done_now(
    client: Client, world: World, asked: Application
) -> None:
    client.force_login(world.dana)
    for address in ("/my-applications/", at(asked)):
        page = read(client, address)
        assert "The Coordination Group would like to know a little more from you." in page
        assert f'href="{at(asked, "asked/")}"' in page


def test_what_is_to_be_done_stands_first_among_ones_applications(
    client: Client, world: World, asked: Application, clock_stands_still: Traveller
) -> None:
    clock_stands_still.shift(60)
    send(world, fill(begin(open_january(world, 4), world.dana)))
    client.force_login(world.dana)

    page = read(client, "/my-applications/")

    assert page.index("a little more from you") < page.index("Your application has arrived.")


def test_the_applicant_answers_just_that_and_whoever_asked_is_told(
    client: Client, world: World, asked: Application, clock_stands_still: Traveller
) -> None:
    """After the joining point has closed, too."""
    letters()
    clock_stands_still.move_to(CLOSES_ON.replace(day=20).isoformat() + "T09:00:00+00:00")
    client.force_login(world.dana)
    page = read(client, at(asked, "asked/"))
    assert SENTENCE in page
    assert 'name="institution"' in page
    assert 'name="sector"' not in page

    answer = client.post(
        at(asked, "asked/"),
        {"seen": seen_of(page), "institution": "Ysgol y Môr", "region": "london"},
        follow=True,
    )

    assert "Thank you. Your answers have been sent." in answer.content.decode()
    again = fresh(asked.id)
    assert (again.state, again.answers["institution"]) == ("submitted", "Ysgol y Môr")
    assert again.answers["sector"] == asked.answers["sector"]
    [letter] = letters()
    assert letter.startswith("chris@example.org:")
    assert "Dana has answered what you asked" in letter
    client.force_login(world.chris)
    assert "Answered" in read(client, at(asked))


@pytest.mark.parametrize("news", [News.DAILY, News.NONE])
def test_whoever_asked_is_not_told_at_once_where_they_do_not_wish_it(
    client: Client, world: World, asked: Application, news: News
) -> None:
    choose_news(by=actor_of(world.chris), person_id=world.chris.id, news=news)
    letters()
    client.force_login(world.dana)
    page = read(client, at(asked, "asked/"))

    client.post(
        at(asked, "asked/"),
        {"seen": seen_of(page), "institution": "Ysgol y Môr", "region": "london"},
    )

    assert fresh(asked.id).state == "submitted"
    assert letters() == []


def seen_of(page: str) -> str:
    """Return the digest of what a page of the form showed."""
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_a_missing_answer_is_told_and_nothing_typed_is_lost(
    client: Client, world: World, asked: Application
) -> None:
    client.force_login(world.dana)
    seen = seen_of(read(client, at(asked, "asked/")))

    answer = client.post(
        at(asked, "asked/"), {"seen": seen, "institution": "Ysgol y Môr", "region": ""}
    )

    assert answer.status_code == 422
    assert "Ysgol y Môr" in answer.content.decode()
    assert fresh(asked.id).answers == asked.answers
    assert fresh(asked.id).state == "asked"


def test_answers_that_were_changed_elsewhere_are_not_written_over(
    client: Client, world: World, asked: Application
) -> None:
    client.force_login(world.dana)
    typed = {"institution": "Ysgol y Môr", "region": "london"}

    answer = client.post(at(asked, "asked/"), {**typed, "seen": "something else"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "These answers were changed elsewhere" in page
    assert "Ysgol y Môr" in page
    again = client.post(at(asked, "asked/"), {**typed, "seen": seen_of(page)})
    assert again.status_code == 303


def test_whom_somebody_declares_can_be_asked_and_is_shown_to_nobody(
    client: Client, world: World, sent: Application
) -> None:
    askable = list_askable(viewer=actor_of(world.chris), application=sent)
    assert [one.values for one in askable if one.key == "declared_managers"] == [()]
    ask(world, sent, "declared_managers")
    client.force_login(world.dana)
    page = read(client, at(sent, "asked/"))
    assert "Huw Prys" in page

    more = client.post(at(sent, "asked/"), {"more": "declared_managers", "seen": seen_of(page)})
    client.post(
        at(sent, "asked/"),
        {"seen": seen_of(page), "declared_managers": ["Ann Rees", "Huw Prys"]},
    )

    assert more.status_code == 200
    assert fresh(sent.id).declared_count > sent.declared_count
    client.force_login(world.chris)
    assert "Ann Rees" not in read(client, at(sent))


def test_whoever_was_not_asked_or_has_answered_is_led_to_their_application(
    client: Client, world: World, asked: Application
) -> None:
    changes.approve_application(by=SYSTEM, application=asked)
    client.force_login(world.dana)

    assert client.get(at(asked, "asked/")).headers["Location"] == at(asked)
    late = client.post(at(asked, "asked/"), follow=True).content.decode()
    assert "Nobody waits for an answer of yours here." in late
    with pytest.raises(Refused, match="Nobody waits for an answer"):
        changes.answer_request(by=actor_of(world.dana), application=asked, sent={}, seen="")


@pytest.mark.parametrize(
    ("questions", "sentence", "said"),
    [
        ([], SENTENCE, "Choose what you would like to know"),
        (["height"], SENTENCE, "Choose what you would like to know"),
        (["region"], " ", "Say in a sentence"),
    ],
)
def test_nothing_is_asked_without_a_question_and_a_sentence(
    world: World, sent: Application, questions: list[str], sentence: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        changes.ask_for_information(
            by=actor_of(world.chris),
            application=sent,
            questions=questions,
            sentence=sentence,
            seen=count_happenings(sent),
        )

    assert fresh(sent.id).state == "submitted"


def test_a_form_that_asks_nothing_or_comes_too_late_stays_on_the_page(
    as_chris: Client, world: World, sent: Application
) -> None:
    typed = {"questions": ["region"], "sentence": SENTENCE}
    seen = seen_on(read(as_chris, at(sent, "ask/")))

    assert as_chris.post(at(sent, "ask/"), {"seen": seen, "sentence": SENTENCE}).status_code == 422
    changes.confirm_membership(by=SYSTEM, application=sent)
    late = as_chris.post(at(sent, "ask/"), {**typed, "seen": seen})
    page = late.content.decode()
    assert (late.status_code, SENTENCE in page, "Membership confirmed" in page) == (409, True, True)
    changes.approve_application(by=SYSTEM, application=sent)
    seen = seen_on(read(as_chris, at(sent, "ask/")))
    refused = as_chris.post(at(sent, "ask/"), {**typed, "seen": seen})
    assert refused.status_code == 422
    assert "not possible any more" in refused.content.decode()


def test_asking_on_what_has_changed_waits_for_a_second_look(
    world: World, sent: Application
) -> None:
    with pytest.raises(Overtaken):
        changes.ask_for_information(
            by=actor_of(world.chris),
            application=sent,
            questions=["region"],
            sentence=SENTENCE,
            seen=0,
        )


def test_asking_is_for_the_group_and_answering_for_the_applicant(
    world: World, asked: Application
) -> None:
    dana = actor_of(world.dana)

    with pytest.raises(NotAllowed):
        changes.ask_for_information(
            by=dana, application=asked, questions=["region"], sentence="?", seen=0
        )
    with pytest.raises(NotAllowed):
        changes.answer_request(by=actor_of(world.chris), application=asked, sent={}, seen="")
    with pytest.raises(Closed):
        list_askable(viewer=actor_of(world.bela), application=asked)


def test_an_application_from_a_file_can_be_asked_about(client: Client, world: World) -> None:
    bring_in(world, AMAL)
    application = application_of("Amal Haddad")
    ask(world, application, "sector")
    client.force_login(application.person)

    assert 'name="sector"' in read(client, at(application, "asked/"))


def test_the_applicant_adds_words_and_the_group_sees_what_was_asked_and_what_changed(
    client: Client, world: World, asked: Application
) -> None:
    client.force_login(world.chris)
    before = read(client, at(asked))
    assert requests_on(before)[2:4] == ["Which region are you in?", "\N{EN DASH}"]
    client.force_login(world.dana)
    page = read(client, at(asked, "asked/"))
    assert "Anything you would like to add" in page

    client.post(
        at(asked, "asked/"),
        {
            "seen": seen_of(page),
            "institution": "Ysgol y Môr",
            "region": asked.answers["region"],
            "reply": "I moved in May.",
        },
    )

    client.force_login(world.chris)
    shown = " ".join(requests_on(read(client, at(asked))))
    assert "Before: Ysgol y Bryn Now: Ysgol y Môr" in shown
    assert "Which region are you in? As it was" in shown
    assert "I moved in May." in shown
    assert b"moved" not in bytes(RequestReply.objects.get().text)


def requests_on(page: str) -> list[str]:
    """Return the words of the part about what was asked."""
    part = page.partition('id="requests"')[2].partition("</section>")[0]
    return [text.strip() for text in re.sub(r"<[^>]+>", "\n", part).splitlines() if text.strip()][
        3:
    ]


def test_an_answer_without_further_words_keeps_what_changed_all_the_same(
    world: World, asked: Application
) -> None:
    dana = actor_of(world.dana)
    found = get_asked_of_you(viewer=dana, application=asked)
    assert found is not None

    sent = {**found.typed, "institution": ["Ysgol y Môr"]}
    changes.answer_request(by=dana, application=asked, sent=sent, seen=found.seen)

    kept = RequestReply.objects.get()
    assert (bytes(kept.text), kept.author_id) == (b"", world.dana.id)
    assert (kept.before["institution"], kept.after["institution"]) == (
        "Ysgol y Bryn",
        "Ysgol y Môr",
    )
    assert "sector" not in {**kept.before, **kept.after}


def test_a_reply_that_is_too_long_stays_on_the_page(
    client: Client, world: World, asked: Application
) -> None:
    client.force_login(world.dana)
    seen = seen_of(read(client, at(asked, "asked/")))
    typed = {"institution": "Ysgol y Môr", "region": "london", "reply": "x" * 2001}

    answer = client.post(at(asked, "asked/"), {"seen": seen, **typed})

    assert answer.status_code == 422
    assert "Ysgol y Môr" in answer.content.decode()
    assert "x" * 2001 in answer.content.decode()


def test_a_question_is_taken_back_and_the_application_waits_for_a_decision_again(
    as_chris: Client, world: World, asked: Application
) -> None:
    assert "Take the question back" in read(as_chris, at(asked))

    page = as_chris.post(at(asked, "ask/withdraw/"), follow=True).content.decode()

    assert "The question is taken back." in page
    assert "Taken back" in requests_on(page)
    assert "The question was taken back" in page
    assert "Take the question back" not in page
    assert fresh(asked.id).state == "submitted"
    assert letters()[1:] == []  # the receipt; nobody is asked any more
    again = as_chris.post(at(asked, "ask/withdraw/"), follow=True).content.decode()
    assert "Nothing is asked of this applicant any more." in again


def test_a_question_is_taken_back_by_the_group_alone(world: World, asked: Application) -> None:
    with pytest.raises(NotAllowed):
        changes.withdraw_request(by=actor_of(world.dana), application=asked)


def test_the_first_page_leads_to_the_question(
    client: Client, world: World, asked: Application
) -> None:
    other = send(world, fill(begin(open_january(world, 4), world.dana)))
    ask(world, other, "region")
    client.force_login(world.dana)

    page = read(client, "/")

    assert page.count("Answer the questions") == 2
    for one in (asked, other):
        assert f'href="{at(one, "asked/")}"' in page


def test_the_form_that_asks_says_what_is_missing(as_chris: Client, sent: Application) -> None:
    page = as_chris.post(at(sent, "ask/"), {"seen": "1"}).content.decode()

    assert "Choose what you would like to know." in page
    assert "Say in a sentence what you would like to know." in page
    assert "This field is required" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_was_asked(
    client: Client,
    world: World,
    sent: Application,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    ask(world, sent, *("institution", "region", "sector")[:count])
    client.force_login(world.dana)

    with django_assert_num_queries(9):
        client.get(at(sent, "asked/"))


def test_a_letter_whose_reason_is_gone_is_not_sent(world: World, asked: Application) -> None:
    request = InformationRequest.objects.get()
    facts = Facts({"application_id": asked.id.hex, "request_id": request.id.hex})
    another = Facts({"application_id": asked.id.hex, "request_id": asked.id.hex})
    dana = Recipient(world.dana.id, "dana@example.org", "en")
    chris = Recipient(world.chris.id, "chris@example.org", "en")

    assert about_asked(facts, dana) is not None
    assert about_asked(another, dana) is None
    assert about_asked(facts, chris) is None
    assert about_answered(facts, Recipient(None, "", "en")) is None
    changes.declare_interest(by=actor_of(world.chris), application=asked)
    assert about_answered(facts, chris) is None
    changes.approve_application(by=SYSTEM, application=asked)
    assert about_asked(facts, dana) is None


def test_what_was_asked_goes_with_either_of_the_two(world: World, asked: Application) -> None:
    appoint(world.amal, Appointment.Role.COORDINATOR, world.scheme)
    erase_person(by=SYSTEM, email="chris@example.org")
    left, treated = InformationRequest.objects.get(), privacy_map()[InformationRequest]
    assert bytes(left.sentence) == b""
    assert {left.asked_by_id, left.author_id} == {world.chris.id}
    assert {treated[name].erasure for name in ("asked_by", "author_id")} == {Erasure.KEPT}
    found = get_asked_of_you(viewer=actor_of(world.dana), application=asked)
    assert found is not None
    assert found.sentence == ""

    erase_person(by=SYSTEM, email="dana@example.org")

    assert not InformationRequest.objects.exists()
    assert fresh(asked.id).state == "withdrawn"


def test_nobody_is_asked_where_no_request_is_left(sent: Application) -> None:
    sent.state = Application.State.ASKED

    assert open_request(sent) is None
