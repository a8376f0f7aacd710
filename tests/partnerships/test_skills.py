"""Each skill that the National Framework names is a sentence of its own, which whoever has the role may answer."""

import pytest

from compagnon.partnerships.forms.self_assessment import SelfAssessmentForm
from compagnon.partnerships.models import Member
from compagnon.partnerships.rules import Answered, Level
from compagnon.partnerships.skills import skilled_role
from compagnon.schemes.models import Scheme

LISTENING = {
    *("silence", "attention", "own_words", "what_is_said", "questions", "beliefs"),
    *("awareness", "own_plans", "asking"),
}


def answerable(role: str, kind: str) -> set[str]:
    """Return what a member in this role is asked, listening aside, and may answer."""
    whose = skilled_role(role, kind)
    keys = [key for key in SelfAssessmentForm(role=whose).fields if key not in {"work_on", "note"}]
    form = SelfAssessmentForm(dict.fromkeys(keys, Level.USUALLY.value), role=whose)
    assert form.is_valid()
    assert form.answered() == Answered(dict.fromkeys(keys, Level.USUALLY), "")
    assert len({str(form.fields[key].label) for key in keys}) == len(keys)
    return set(keys) - LISTENING


@pytest.mark.requirement("NF-40", "NF-41", "NF-42", "NF-43", "NF-44", "NF-45", "NF-46", "NF-47")
@pytest.mark.requirement("NF-48", "NF-49")
def test_a_mentor_is_asked_about_each_skill_of_a_mentor() -> None:
    assert answerable(Member.Role.MENTOR, Scheme.Kind.MENTORING) == {
        "expertise",  # NF-40
        "evidence",  # NF-41
        "programme",  # NF-42
        "observing",  # NF-43
        "feedback",  # NF-44
        "trust",  # NF-45
        "frameworks",  # NF-46
        "brokering",  # NF-47
        "independence",  # NF-48
    }
    assert "beliefs" in SelfAssessmentForm(role="mentor").fields  # NF-49


@pytest.mark.requirement("NF-51", "NF-52", "NF-53", "NF-54", "NF-55", "NF-56", "NF-57")
def test_a_coach_is_asked_about_each_skill_of_a_coach() -> None:
    assert answerable(Member.Role.MENTOR, Scheme.Kind.COACHING) == {
        "expertise",  # NF-51
        "evidence",  # NF-52
        "programme",  # NF-53
        "observing",  # NF-54
        "information",  # NF-55
        "trust",  # NF-56
        "independence",  # NF-57
    }


@pytest.mark.requirement("NF-59", "NF-60", "NF-61", "NF-62", "NF-63")
def test_a_peer_is_asked_about_each_skill_of_peers() -> None:
    assert answerable(Member.Role.PEER, Scheme.Kind.PEER_COACHING) == {
        "specialists",  # NF-59
        "observing",  # NF-60
        "reciprocity",  # NF-61
        "equals",  # NF-62
        "valuing",  # NF-63
    }


@pytest.mark.requirement("NF-65", "NF-66", "NF-67", "NF-68", "NF-69")
def test_a_mentee_is_asked_about_each_skill_of_a_mentee() -> None:
    assert answerable(Member.Role.MENTEE, Scheme.Kind.MENTORING) == {
        "modelled",  # NF-65
        "responding",  # NF-66
        "programme",  # NF-67
        "observing",  # NF-68
        "honesty",  # NF-69
    }


@pytest.mark.requirement("NF-70", "NF-71", "NF-72", "NF-73")
def test_a_coachee_is_asked_about_each_skill_of_a_coachee() -> None:
    assert answerable(Member.Role.MENTEE, Scheme.Kind.COACHING) == {
        "specialists",  # NF-70
        "dialogue",  # NF-71
        "needs",  # NF-72
        "observing",  # NF-73
    }
