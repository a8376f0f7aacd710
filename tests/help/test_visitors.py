"""Help for whoever cannot sign in: written on a page that anybody opens, answered by mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client

from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed
from compagnon.core.models import DataKey, EventRow
from compagnon.core.policy import visible_to
from compagnon.help.changes import (
    VisitorLetter,
    answer_question,
    ask_question,
    discard_question,
    write_as_visitor,
)
from compagnon.help.models import Question, Reply
from compagnon.help.notices import ANSWERED_BY_MAIL
from compagnon.help.queries import get_question
from compagnon.help.tasks import _forget_old
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.privacy.changes import erase_person
from compagnon.schemes.models import Scheme
from compagnon.schemes.news import news_in
from tests.cast import NOW, World, actor_of, make_partnership, make_world
from tests.partnerships.test_views import as_person, page

pytestmark = pytest.mark.django_db
VIC = VisitorLetter("Vic", "vic@school.example", "fr", "sign_in", "No code comes")
TYPED = {
    "name": "Vic",
    "email": "Vic@School.example",
    "about": "sign_in",
    "text": "No code comes",
}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def question(world: World) -> Question:
    """What Vic, whom nobody knows, asked."""
    return write_as_visitor(by=NOBODY, scheme=world.scheme, letter=VIC)


def address(question: Question, rest: str = "") -> str:
    return f"/questions/{question.id.hex}/{rest}"


@pytest.mark.requirement("ALL-84")
def test_whoever_cannot_sign_in_writes_to_the_group_and_is_answered_by_mail(
    client: Client, world: World
) -> None:
    assert "You cannot sign in? Write to us" in page(client, "/sign-in/")
    assert "What is it about?" in page(client, "/help/write/")

    empty = client.post("/help/write/", {**TYPED, "text": ""})
    sent = client.post("/help/write/", TYPED, follow=True)

    assert (empty.status_code, "Vic@School.example" in empty.content.decode()) == (422, True)
    assert "Sent. The answer comes to your address by mail." in sent.content.decode()
    question = Question.objects.get()
    assert (question.about, question.language, question.person) == ("sign_in", "en", None)
    assert news_in(actor_of(world.chris), world.scheme) == ["1 question waits for an answer"]
    as_person(client, world.chris)
    listed = page(client, f"/schemes/{world.scheme.id.hex}/questions/")
    assert ("Vic" in listed, "Without an account" in listed) == (True, True)
    shown = page(client, address(question))
    wanted = ("I cannot sign in", "vic@school.example", "No code comes", "It is mailed as you")
    assert [words for words in wanted if words not in shown] == []
    answered = client.post(address(question, "answer/"), {"text": "Try now"}, follow=True)
    assert "The answer goes to their address by mail." in answered.content.decode()
    deliver_due()
    (letter,) = mail.outbox
    assert letter.to == ["vic@school.example"]
    assert "Try now" in str(letter.body)
    assert "No code comes" not in str(letter.body)


def test_the_answer_is_written_in_the_visitors_language_and_lapses_with_the_question(
    world: World, question: Question
) -> None:
    answer_question(by=actor_of(world.chris), question=question, text="Try <now>")
    message = Message.objects.get()
    reader = Recipient(person_id=None, address=message.address, language=message.language)

    letter = preview(ANSWERED_BY_MAIL, {"question_id": question.id}, reader)

    assert letter is not None
    assert ("Try <now>" in letter.text, "Try &lt;now&gt;" in letter.html) == (True, True)
    assert "Bonjour" in letter.text
    Question.objects.all().delete()
    assert preview(ANSWERED_BY_MAIL, {"question_id": question.id}, reader) is None


def test_a_visitors_question_is_read_by_the_group_alone(world: World, question: Question) -> None:
    shown = get_question(viewer=actor_of(world.chris), question=question)

    assert (shown.asker_name, shown.asker_address) == ("Vic", "vic@school.example")
    for other in (NOBODY, actor_of(world.bela), actor_of(world.dana)):
        assert list(visible_to(other, "question")) == []
        with pytest.raises(Closed):
            get_question(viewer=other, question=question)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM help_question")
        stored = b"".join(bytes(str(value), "utf-8") for value in cursor.fetchone())
    assert [word for word in (b"Vic", b"school.example", b"code") if word in stored] == []


def test_the_page_answers_the_same_whoever_is_known(client: Client, world: World) -> None:
    answers = [
        client.post("/help/write/", {**TYPED, "email": email}, follow=True).content
        for email in (world.bela.email, "nobody@school.example")
    ]

    assert [b"Sent. The answer comes" in one for one in answers] == [True, True]
    assert Message.objects.count() == 0


def test_questions_are_throttled_by_network_and_by_address(world: World) -> None:
    def sent(email: str, network: str) -> int:
        typed = {**TYPED, "email": email}
        return Client().post("/help/write/", typed, REMOTE_ADDR=network).status_code

    by_address = [sent("vic@school.example", "192.0.2.1") for _number in range(4)]
    by_network = [sent(f"v{number}@school.example", "198.51.100.1") for number in range(21)]
    anywhere = [sent("ann@school.example", f"203.0.{number}.1") for number in range(11)]

    assert by_address == [303] * 3 + [429]
    assert by_network == [303] * 20 + [429]
    assert anywhere == [303] * 10 + [429]


def test_a_visitor_chooses_whom_to_ask_where_several_schemes_are_open(
    client: Client, world: World
) -> None:
    assert 'name="scheme"' not in page(client, "/help/")
    hidden = Scheme.objects.create(organisation=world.organisation, name="Hidden", focus_areas=[])
    other = Scheme.objects.create(
        organisation=world.organisation, name="Circles", state=Scheme.State.OPEN, focus_areas=[]
    )
    for scheme in (hidden, other):
        world.charter.pk = None
        world.charter._state.adding = True
        world.charter.id, world.charter.scheme = scheme.id, scheme
        world.charter.save()
    offered = page(client, "/help/")
    assert ("Circles" in offered, "Hidden" in offered) == (True, False)

    client.post("/help/write/", {**TYPED, "scheme": other.id.hex})

    assert Question.objects.get().scheme == other
    with pytest.raises(NotAllowed, match="takes no questions"):
        write_as_visitor(by=NOBODY, scheme=hidden, letter=VIC)


def test_without_an_open_scheme_or_without_keys_the_hosts_address_stands_alone(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(master, "are_missing", lambda: True)
        assert "What is it about?" not in page(client, "/help/")
        with pytest.raises(NotAllowed, match="key file"):
            write_as_visitor(by=NOBODY, scheme=world.scheme, letter=VIC)
    Scheme.objects.update(state=Scheme.State.CLOSED)

    assert "What is it about?" not in page(client, "/help/")
    assert client.post("/help/write/", TYPED).status_code == 422
    assert Question.objects.count() == 0


def test_whoever_is_signed_in_asks_as_themselves(client: Client, world: World) -> None:
    as_person(client, world.bela)

    answer = client.post("/help/write/", TYPED)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/help/")
    assert Question.objects.count() == 0


def test_the_group_deletes_rubbish_and_nothing_that_a_person_asked(
    client: Client, world: World, question: Question
) -> None:
    make_partnership(world)
    asked = ask_question(by=actor_of(world.bela), scheme=world.scheme, text="May we?")
    with pytest.raises(NotAllowed, match="somebody with an account"):
        discard_question(by=actor_of(world.chris), question=asked)
    as_person(client, world.chris)
    assert "Delete it" in page(client, address(question))
    assert "Delete it" not in page(client, address(asked))

    sent = client.post(address(question, "discard/"), follow=True)

    assert "Deleted." in sent.content.decode()
    assert list(Question.objects.all()) == [asked]
    assert DataKey.objects.filter(scope_kind="question").count() == 1
    assert EventRow.objects.filter(name="QuestionDiscarded").count() == 1


def test_erasing_an_address_and_time_delete_what_a_visitor_asked(
    world: World, question: Question
) -> None:
    mine = write_as_visitor(
        by=NOBODY,
        scheme=world.scheme,
        letter=VisitorLetter("Bela", world.bela.email, "en", "mail", "Where are they?"),
    )
    for one in (question, mine):
        answer_question(by=actor_of(world.chris), question=one, text="Here")

    erase_person(by=SYSTEM, email=world.bela.email)
    assert list(Question.objects.all()) == [question]
    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        assert _forget_old() == 1

    assert (Question.objects.count(), Reply.objects.count()) == (0, 0)
    assert not DataKey.objects.filter(scope_kind="question").exists()
