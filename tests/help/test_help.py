from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import DataKey
from compagnon.help import queries
from compagnon.help.changes import answer_question, ask_question, take_question
from compagnon.help.models import Question, Reply
from compagnon.help.notices import ANSWERED
from compagnon.help.queries import get_question, list_questions
from compagnon.help.tasks import _forget_old
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.partnerships.models import Partnership
from compagnon.privacy.changes import erase_person
from compagnon.schemes.models import Appointment, Cycle, JoiningPoint, Scheme
from compagnon.schemes.news import news_in
from tests.cast import NOW, World, actor_of, appoint, make_partnership, make_person, make_world
from tests.partnerships.test_views import as_person, page
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def partnership(world: World) -> Partnership:
    return make_partnership(world)


def ask(world: World, person: Person, text: str = "May we meet online?") -> Question:
    return ask_question(by=actor_of(person), scheme=world.scheme, text=text)


@pytest.fixture
def question(world: World, partnership: Partnership) -> Question:
    """What Bela asked."""
    return ask(world, world.bela)


def address(question: Question, rest: str = "") -> str:
    return f"/questions/{question.id.hex}/{rest}"


def listed(world: World, rest: str = "") -> str:
    return f"/schemes/{world.scheme.id.hex}/questions/{rest}"


def answered(world: World, question: Question, text: str = "Yes, as you like") -> None:
    answer_question(by=actor_of(world.chris), question=question, text=text)


@pytest.mark.requirement("ALL-84")
def test_a_question_is_read_by_whoever_asked_and_the_group_alone(
    world: World, question: Question
) -> None:
    for reader in (world.bela, world.chris):
        shown = get_question(viewer=actor_of(reader), question=question)
        assert (shown.text, str(shown.state_label)) == ("May we meet online?", "Not answered yet")
    for other in (world.amal, world.dana):
        with pytest.raises(Closed):
            get_question(viewer=actor_of(other), question=question)
    with pytest.raises(NotAllowed, match="take part in or have applied to"):
        ask(world, world.dana)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM help_question")
        assert b"online" not in bytes(cursor.fetchone()[0])


@pytest.mark.requirement("ALL-84")
def test_a_question_is_tracked_to_one_answer_which_a_letter_tells_of(
    world: World, question: Question
) -> None:
    eve = make_person("Eve")
    appoint(eve, Appointment.Role.COORDINATOR, world.scheme)
    chris = actor_of(world.chris)
    assert news_in(chris, world.scheme) == ["1 question waits for an answer"]
    take_question(by=chris, question=question)
    with pytest.raises(Refused):
        take_question(by=actor_of(eve), question=question)
    assert news_in(chris, world.scheme) == ["1 question waits for an answer"]
    answered(world, question)
    with pytest.raises(Refused):
        answered(world, question, "No")

    assert news_in(chris, world.scheme) == []
    shown = get_question(viewer=actor_of(world.bela), question=question)
    assert (shown.answer, shown.answered_by, shown.taken_by) == (
        "Yes, as you like",
        "Chris",
        "Chris",
    )
    assert Message.objects.get().address == "bela@example.org"
    reader = Recipient(person_id=world.bela.id, address=world.bela.email, language="en")
    letter = preview(ANSWERED, {"question_id": question.id}, reader)
    assert letter is not None
    assert address(question) in letter.text
    assert "as you like" not in letter.text + letter.html + letter.subject
    stranger = Recipient(person_id=world.dana.id, address=world.dana.email, language="en")
    assert preview(ANSWERED, {"question_id": question.id}, stranger) is None


def test_erasing_whoever_asked_deletes_it_and_whoever_answered_leaves_the_question(
    world: World, question: Question
) -> None:
    answered(world, question)
    erase_person(by=SYSTEM, email=world.chris.email)
    question.refresh_from_db()
    shown = get_question(viewer=actor_of(world.bela), question=question)
    assert (shown.text, shown.answer) == ("May we meet online?", "")
    erase_person(by=SYSTEM, email=world.bela.email)

    assert (Question.objects.count(), Reply.objects.count()) == (0, 0)
    assert not DataKey.objects.filter(scope_kind="question").exists()


def test_answered_questions_are_deleted_after_180_days_and_open_ones_wait(
    world: World, question: Question
) -> None:
    ask(world, world.amal)
    answered(world, question)
    assert _forget_old() == 0
    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        assert _forget_old() == 1

    assert [one.person_id for one in Question.objects.all()] == [world.amal.id]


def test_without_the_key_file_nobody_asks_and_notes_stand_for_words(
    world: World, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(master, "are_missing", lambda: True)

    with pytest.raises(NotAllowed, match="key file"):
        ask(world, world.bela)
    shown = get_question(viewer=actor_of(world.bela), question=question)
    assert shown.text == "Closed while the key file is missing"


def test_the_pages_of_whoever_asks(client: Client, world: World, settings: Settings) -> None:
    shown = page(client, "/help/")
    assert ("Sign in and ask" in shown, "Someone may be at risk?" in shown) == (True, True)
    settings.COMPAGNON_CONTACT = "host@example.org"
    assert "host@example.org" in page(client, "/help/")
    as_person(client, world.bela)
    assert "Ask the Coordination Group" not in page(client, "/help/")
    nowhere = client.post("/help/ask/", {"text": "Where am I?"})
    make_partnership(world)
    assert "Ask the Coordination Group" in page(client, "/help/")
    empty = client.post("/help/ask/", {"text": ""})
    client.post("/help/ask/", {"text": "May we meet online?"})

    assert (nowhere.status_code, empty.status_code) == (422, 422)
    assert "Not answered yet" in page(client, "/help/")
    question = Question.objects.get()
    assert "Send the answer" not in page(client, address(question))
    assert client.post(address(question, "answer/"), {"text": "Yes"}).status_code == 403


def test_whoever_takes_part_in_two_schemes_says_which_group_they_ask(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.bela)
    assert 'name="scheme"' not in page(client, "/help/")
    other = Scheme.objects.create(
        organisation=world.organisation, name="Circles", state=Scheme.State.OPEN, focus_areas=[]
    )
    cycle = Cycle.objects.create(
        scheme=other, name="2026/27", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31)
    )
    point = JoiningPoint.objects.create(
        cycle=cycle, month=9, closes_on=date(2026, 9, 11), starts_on=date(2026, 9, 28)
    )
    make_partnership(replace(world, joining_point=point))
    assert "Circles" in page(client, "/help/")

    client.post("/help/ask/", {"text": "Who are you?", "scheme": other.id.hex})

    assert Question.objects.get().scheme_id == other.id


def test_the_pages_of_the_group(client: Client, world: World, question: Question) -> None:
    as_person(client, world.chris)
    assert "Look at the questions" in page(client, f"/schemes/{world.scheme.id.hex}/")
    assert "May we meet online?" in page(client, listed(world))
    assert "None is answered yet" in page(client, listed(world, "?show=answered"))
    assert "I take this on" in page(client, address(question))
    client.post(address(question, "take/"))
    client.post(address(question, "take/"))
    assert "Somebody is at it" in page(client, listed(world))
    empty = client.post(address(question, "answer/"), {"text": ""})
    client.post(address(question, "answer/"), {"text": "Yes, as you like"})
    late = client.post(address(question, "answer/"), {"text": "No, never"})

    assert (empty.status_code, late.status_code) == (422, 422)
    assert "No, never" in late.content.decode()
    assert "No question waits" in page(client, listed(world))
    assert "May we meet online?" in page(client, listed(world, "?show=answered"))
    as_person(client, world.bela)
    assert "Yes, as you like" in page(client, address(question))
    assert client.get(listed(world)).status_code == 404


def test_more_questions_stand_on_a_further_page(
    client: Client, world: World, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    other = ask(world, world.amal)
    chris = actor_of(world.chris)

    for is_answered in (False, True):
        once = {"viewer": chris, "scheme": world.scheme, "is_answered": is_answered}
        first = list_questions(**once)
        rest = list_questions(**once, after=first.more_after)
        assert {one.id for one in (*first.shown, *rest.shown)} == {question.id, other.id}
        assert rest.more_after is None
        for one in (question, other):
            if not is_answered:
                answered(world, one)
    as_person(client, world.chris)
    assert first.more_after is not None
    key = first.more_after.hex
    assert f"show=answered&amp;after={key}" in page(client, listed(world, "?show=answered"))
    assert "show=answered&amp;" in page(client, listed(world, f"?show=answered&after={key}"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_as_many_queries_for_one_question_as_for_three(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for _number in range(count):
        ask(world, world.bela)
    counts = {}
    for person, where in ((world.bela, "/help/"), (world.chris, listed(world))):
        as_person(client, person)
        counts[where] = len(asked(client, where))

    assert list(counts.values()) == [8, 7]
