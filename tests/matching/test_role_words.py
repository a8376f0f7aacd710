"""A coaching scheme reads of coaches and coachees, wherever its coordinators and its people look (LSIS-88, NF-01)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from compagnon.matching.queries.pairs import list_pair_rows
from compagnon.notifications.models import Message
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.outbox import open_letter
from tests.cast import World, actor_of
from tests.matching.applying import apply
from tests.matching.pages import at
from tests.matching.released import answer_of, make_room, released
from tests.matching.room import computed_run

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("LSIS-88")]
VIEWS = (
    *("run", "run_left_out", "run_fairness", "run_pictures", "run_near_ties"),
    *("run_report", "run_report_names", "run_changes", "letters"),
)
ROOM = ("room", "criteria", "pair_rules", "answer_list")
OF_MENTORING = re.compile(r"\b[Mm]ent(?:or|ee)s?\b")


def said_on(client: Client, address: str) -> str:
    page = client.get(address, follow=True)
    assert page.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def coaching(world: World) -> World:
    Scheme.objects.update(kind="coaching", template="coaching")
    world.scheme.refresh_from_db()
    world.joining_point.cycle.scheme = world.scheme
    return world


def test_no_page_of_a_coaching_match_speaks_of_mentors(chris: Client, coaching: World) -> None:
    for name, role in (("Amal A", "mentor"), ("Efa", "mentor"), ("Bo", "mentee"), ("Cy", "mentee")):
        apply(coaching, name, role)
    alone = apply(coaching, "Di", "mentee", modes=["face_to_face"])
    point = {"joining_point_id": coaching.joining_point.id}
    empty = said_on(chris, reverse("matching:room", kwargs=point))
    computed_run(coaching)
    apply(coaching, "Ed", "mentee")
    run = computed_run(coaching)
    pages = {view: said_on(chris, at(run, view)) for view in VIEWS} | {
        view: said_on(chris, reverse(f"matching:{view}", kwargs=point)) for view in ROOM
    }
    pages["suggestions"] = said_on(
        chris, reverse("matching:suggestions", kwargs={"application_id": alone.id})
    )

    assert {view: OF_MENTORING.findall(page) for view, page in pages.items()} == {
        view: [] for view in pages
    }
    assert OF_MENTORING.findall(empty) == []
    assert "Coachees: placed" in pages["run"]
    assert "Coachee: without a partner" in pages["run_left_out"]
    assert "Coach: who would suit" in pages["suggestions"]
    heading = list_pair_rows(viewer=actor_of(coaching.chris), run=run)[0]
    assert heading[:4] == ("Coach", "Coach: Region", "Coach: Sector", "Coachee")


def test_two_who_are_proposed_to_each_other_read_as_what_each_takes_part(
    client: Client, coaching: World
) -> None:
    room = make_room(coaching)
    proposal = released(room)
    letters = {
        message.kind: open_letter(viewer=actor_of(coaching.chris), message=message).mail
        for message in Message.objects.filter(address__in=["amal@example.org", "bela@example.org"])
    }
    client.force_login(coaching.bela)

    page, _charter = said_on(client, f"/answers/{answer_of(proposal, 'mentee').id.hex}/").split(
        "You sign it by saying yes."
    )

    assert "Would you like to work with Amal? " in page
    assert "Coach Amal Coachee You" in page
    mentee, mentor = letters["matching/proposal_mentee"], letters["matching/proposal_mentor"]
    assert mentee is not None
    assert mentor is not None
    assert "propose that Amal (Coach) and you (Coachee) work together." in mentee.text
    assert "propose that Bela (Coachee) and you (Coach) work together." in mentor.text
    for said in (page, mentee.text, mentor.text, mentee.subject, mentor.subject):
        assert OF_MENTORING.findall(said) == []
