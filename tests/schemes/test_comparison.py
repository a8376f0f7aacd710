"""What the comparison of the three kinds says, statement by statement of the National Framework."""

from html import unescape

import pytest
from django.test import Client

from compagnon.schemes.comparison import COMPARISON, KINDS, MENTORING_FOR
from compagnon.schemes.models import Appointment, Scheme
from tests.cast import appoint, make_world

MENTORING, COACHING, PEER_COACHING = (
    Scheme.Kind.MENTORING,
    Scheme.Kind.COACHING,
    Scheme.Kind.PEER_COACHING,
)


def said(question: str, kind: Scheme.Kind) -> str:
    """What the comparison answers to a question for a kind."""
    row = next(row for row in COMPARISON if row.question == question)
    answers = {
        words.kind: str(answer) for words, (_title, answer) in zip(KINDS, row.answers, strict=True)
    }
    return answers[kind]


def chosen_if(kind: Scheme.Kind) -> str:
    return str(next(words.choose_if for words in KINDS if words.kind == kind))


@pytest.mark.requirement("NF-08")
def test_coaching_looks_again_at_established_practice_for_three_reasons() -> None:
    assert said("Why", COACHING) == (
        "To look again at practice that is established, because of what learners need, what the school wants, or a"
        " new idea."
    )


@pytest.mark.requirement("NF-10")
@pytest.mark.requirement("NF-13")
@pytest.mark.requirement("NF-75")
def test_who_comes_together_and_who_chooses_whom() -> None:
    mentor, mentee = said("Who", MENTORING).split("; and ")
    assert (
        mentor
        == "A respected, experienced colleague who knows the role and the setting, chosen for it"
    )
    assert mentee == "somebody at a new or demanding stage."
    assert said("Who", COACHING).endswith("often chosen by the one who learns.")
    assert said("Who", PEER_COACHING).startswith("Two who choose each other;")


@pytest.mark.requirement("NF-28")
@pytest.mark.requirement("NF-76")
def test_what_practice_is_in_focus() -> None:
    assert "begins something new or hard" in chosen_if(MENTORING)
    assert "one side of their practice" in chosen_if(COACHING)
    assert said("What", PEER_COACHING).startswith(
        "Both sets of goals, questions in both directions"
    )


@pytest.mark.requirement("NF-24")
@pytest.mark.requirement("NF-77")
@pytest.mark.requirement("NF-79")
def test_only_a_mentor_directs_and_cares_for_the_whole_development() -> None:
    mentoring, coaching, peers = (
        said("What", kind) for kind in (MENTORING, COACHING, PEER_COACHING)
    )
    assert "advice and, where it is needed, direction" in mentoring
    assert "information, not direction" in coaching
    assert "direction;" not in peers.replace("in both directions", "")
    assert "tells by asking" in said("Skills", PEER_COACHING)
    assert "cares for the whole development and can be reached" in mentoring
    assert "care" not in coaching + peers


@pytest.mark.requirement("NF-30")
@pytest.mark.requirement("NF-31")
@pytest.mark.requirement("NF-32")
def test_where_they_meet() -> None:
    assert said("Where", MENTORING) == (
        "At the workplace and in quiet rooms; also in other people's classrooms, to watch and learn."
    )
    assert (
        said("Where", COACHING)
        == "Where the learner works, to see their practice and what they try."
    )


@pytest.mark.requirement("NF-33")
@pytest.mark.requirement("NF-34")
def test_when_each_is_the_right_one() -> None:
    assert said("When", MENTORING) == (
        "At the start of a career, at a change of role, or when something is seriously hard."
    )
    assert said("When", COACHING) == "At any stage, once somebody is established."


@pytest.mark.requirement("NF-78")
def test_who_has_the_lead() -> None:
    assert "hands over the lead over time" in said("Skills", MENTORING)
    assert "Leaves the lead with the learner from the beginning" in said("Skills", COACHING)
    assert "Sets rank aside" in said("Skills", PEER_COACHING)


@pytest.mark.requirement("NF-80")
def test_only_peer_coaching_is_free_and_mutual_with_an_expert_from_outside() -> None:
    peers = said("Why", PEER_COACHING) + said("Who", PEER_COACHING)
    others = "".join(
        said(row.question, kind) for row in COMPARISON for kind in (MENTORING, COACHING)
    )
    for words in ("by free choice", "both learn", "An expert from outside"):
        assert words in peers
        assert words not in others


@pytest.mark.requirement("NF-15")
def test_a_coach_leaves_the_learning_to_a_colleague_who_is_established() -> None:
    assert "Somebody established wants to work on one side of their practice" in chosen_if(COACHING)
    assert chosen_if(COACHING).endswith("and leads the way.")
    assert said("What", COACHING).startswith(
        "The learner's own goals, questions, trying things out"
    )


@pytest.mark.django_db
@pytest.mark.requirement("CORE-03")
@pytest.mark.requirement("CORE-04")
@pytest.mark.requirement("CORE-05")
@pytest.mark.requirement("CORE-06")
@pytest.mark.requirement("NF-03")
@pytest.mark.requirement("NF-04")
@pytest.mark.requirement("NF-06")
def test_the_three_purposes_of_mentoring_are_told_apart_where_a_scheme_is_chosen(
    client: Client,
) -> None:
    world = make_world()
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    client.force_login(world.dana)
    page = unescape(client.get("/schemes/new/").content.decode())

    for purpose, words in (
        ("Induction", ("a new school", "for somebody new to the profession, into the profession")),
        (
            "Progression",
            ("what it asks", "rights, responsibilities and values", "teaching or lead"),
        ),
        ("Challenge", ("holds back one's own progress, or that of one's pupils",)),
    ):
        told = str({str(label): text for label, text in MENTORING_FOR}[purpose])
        assert told in page
        assert [word for word in words if word not in told] == []
