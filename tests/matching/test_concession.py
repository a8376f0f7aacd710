"""Somebody who is left out is asked whether they would accept the smallest change; their answer serves the next match."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.changes.concession import answer_concession, ask_concession
from compagnon.matching.models import Concession, Proposal, Run
from compagnon.matching.queries.concession import get_concession
from compagnon.matching.rules.concessions import QUESTIONS
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.privacy.changes import erase_person
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from compagnon.schemes.matching_defaults import RULES
from tests.cast import World, actor_of
from tests.matching.applying import apply, make_application
from tests.matching.hand import pairs_of
from tests.matching.pages import address, at
from tests.matching.reading import read
from tests.matching.room import computed_run
from tests.matching.test_facts import propose

pytestmark = pytest.mark.django_db

Two = tuple[Application, Application]


@pytest.fixture
def apart(world: World) -> Two:
    """Two who would be a pair, if one of them met the other way, too."""
    return (
        make_application(world.joining_point, world.amal, "mentor", modes=["online"]),
        make_application(world.joining_point, world.bela, "mentee", modes=["face_to_face"]),
    )


@pytest.fixture
def run(world: World, apart: Two) -> Run:
    run = computed_run(world)
    assert pairs_of(run) == set()
    return run


def ask(world: World, apart: Two) -> Concession:
    rows = Application.objects.select_related("person", "joining_point__cycle__scheme")
    mentor, mentee = (rows.get(pk=one.pk) for one in apart)
    return ask_concession(by=actor_of(world.chris), application=mentee, other=mentor)


def answer(concession: Concession, *, is_accepted: bool) -> None:
    rows = Concession.objects.select_related("application__person")
    answer_concession(
        by=holder_of_link(concession.pk),
        concession=rows.get(pk=concession.pk),
        is_accepted=is_accepted,
    )


def test_every_rule_that_may_be_let_go_has_its_question() -> None:
    asked = {rule.key for rule in RULES if rule.is_waivable} - {"without_agreement"}  # of providers
    assert asked == QUESTIONS.keys()


@pytest.mark.requirement("ALL-51")
def test_one_click_asks_one_button_answers_and_the_answer_serves_the_next_match(
    chris: Client, world: World, run: Run, apart: Two
) -> None:
    page = chris.get(at(run, "run_left_out")).content.decode()
    asking = re.findall(r'action="(/applications/[0-9a-f]+/would-they/[0-9a-f]+/)"', page)
    assert len(asking) == 2
    theirs = next(path for path in asking if path.startswith(f"/applications/{apart[1].id.hex}/"))
    assert chris.post(theirs, {"run": run.id.hex})["Location"] == at(run, "run_left_out")
    assert "Asked, no answer yet" in read(chris, at(run, "run_left_out"))

    deliver_due()
    (letter,) = mail.outbox
    assert letter.to == [world.bela.email]
    text = str(letter.body)
    assert "Would you also meet in the other way: online, or face to face?" in text
    assert "Amal" not in text
    link = re.findall(r"https?://[^/]+(/concessions/\S+/)", text)[0]
    reader = Client()
    here = reader.get(link)["Location"]
    assert "Would you also meet in the other way" in read(reader, here)
    done = reader.post(f"{here}accept/", follow=True).content.decode()
    assert "You said: yes, I would" in done
    assert "Yes, I would" not in done.replace("You said: yes, I would", "")

    assert "Would accept it" in read(chris, at(run, "run_left_out"))
    by_hand = address(world, f"by-hand/{apart[0].id.hex}/{apart[1].id.hex}/")
    form = chris.get(by_hand).context["form"]
    assert form["reason"].value() == "Bela was asked, and would accept it."
    chris.post(by_hand, {"reason": form["reason"].value()})
    assert pairs_of(computed_run(world)) == {("Amal", "Bela")}


def test_a_no_is_a_no_and_one_may_change_ones_mind(
    chris: Client, client: Client, world: World, run: Run, apart: Two
) -> None:
    concession = ask(world, apart)
    here = f"/concessions/{concession.id.hex}/"
    client.force_login(world.bela)
    assert "I would rather not" in client.post(f"{here}decline/", follow=True).content.decode()
    client.post(f"{here}decline/")
    client.force_login(world.chris)
    assert "Would rather not" in read(client, at(run, "run_left_out"))
    answer(concession, is_accepted=True)
    client.force_login(world.bela)
    assert "You said: yes, I would" in read(client, here)

    Application.objects.filter(pk=apart[1].pk).update(state="matched")
    assert "This question is settled by now." in read(client, here)
    assert "settled by now" in client.post(f"{here}decline/", follow=True).content.decode()
    with pytest.raises(Refused, match="settled by now"):
        answer(concession, is_accepted=False)


def test_the_link_is_nobody_elses(client: Client, world: World, run: Run, apart: Two) -> None:
    concession = ask(world, apart)
    here = f"/concessions/{concession.id.hex}/"

    read(Client(), here, status=404)
    read(Client(), f"{here}made-up/", status=404)
    for person in (world.dana, world.amal, world.chris):
        client.force_login(person)
        read(client, here, status=404)
        assert client.post(f"{here}accept/").status_code == 404
        with pytest.raises(NotAllowed):
            answer_concession(by=actor_of(person), concession=concession, is_accepted=True)
    # Whoever can write a row, but has no key, says yes for nobody.
    Concession.objects.update(state="accepted")
    concession.refresh_from_db()
    assert get_concession(viewer=holder_of_link(concession.pk), concession=concession) is None
    client.force_login(world.bela)
    read(client, here, status=404)
    client.force_login(world.chris)
    assert "Asked, no answer yet" in read(client, at(run, "run_left_out"))


def test_nobody_is_asked_what_makes_no_sense(
    chris: Client, world: World, run: Run, apart: Two
) -> None:
    ask(world, apart)
    with pytest.raises(Refused, match="asked already"):
        ask(world, apart)
    with pytest.raises(Refused, match="nothing any more about which they could be asked"):
        ask(world, (apart[0], apply(world, "Zed", "mentee")))
    managed = apply(world, "Yan", "mentee", managers="Amal")
    with pytest.raises(Refused, match="nothing any more about which they could be asked"):
        ask(world, (apart[0], managed))
    yan = f"/applications/{managed.id.hex}/would-they/{apart[0].id.hex}/"
    back = {"run": run.id.hex}
    said = chris.post(yan, back, follow=True).content.decode()
    assert "nothing any more about which" in said
    assert chris.post(yan.replace(apart[0].id.hex, "0" * 32), back).status_code == 404
    assert chris.post(yan, {"run": "0" * 32}).status_code == 404
    declare_interest(by=actor_of(world.chris), application=apart[0])
    with pytest.raises(NotAllowed):
        ask(world, apart)
    page = chris.get(at(run, "run_left_out")).content.decode()
    assert "would-they" not in page
    assert Concession.objects.count() == 1


def test_a_letter_about_what_is_settled_is_not_sent(world: World, run: Run, apart: Two) -> None:
    concession = ask(world, apart)
    answer(concession, is_accepted=False)

    deliver_due()

    assert mail.outbox == []
    assert Message.objects.filter(kind="matching/concession_asked").count() == 1


def test_a_mentor_without_a_mentee_is_asked_too(world: World, run: Run, apart: Two) -> None:
    rows = Application.objects.select_related("person", "joining_point__cycle__scheme")
    mentor, mentee = (rows.get(pk=one.pk) for one in apart)

    concession = ask_concession(by=actor_of(world.chris), application=mentor, other=mentee)

    assert (concession.application.person, concession.rule) == (world.amal, "no_shared_mode")


def test_what_was_asked_goes_with_either_of_the_two(world: World, run: Run, apart: Two) -> None:
    ask(world, apart)
    propose(*apart, Proposal.State.DECLINED)

    erase_person(by=SYSTEM, email=world.amal.email)

    assert not Concession.objects.exists()


def test_who_is_left_out_costs_as_many_queries_for_three_as_for_one(
    chris: Client, world: World, run: Run, apart: Two
) -> None:
    counts = []
    for names in ((), ("Yan", "Zed")):
        for name in names:
            apply(world, name, "mentee", modes=["face_to_face"])
        later = computed_run(world)
        chris.get(at(later, "run_left_out"))
        with CaptureQueriesContext(connection) as found:
            chris.get(at(later, "run_left_out"))
        counts.append(len(found))

    assert counts == [counts[0]] * 2
