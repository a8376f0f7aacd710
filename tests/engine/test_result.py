import json
from typing import Any

import pytest
from hypothesis import given, settings

from compagnon.engine import Person, Problem, ProblemError, Result, Shared, solve
from tests.engine.instances import BOTH_IDS, pinned_problems


@settings(max_examples=20)
@given(pinned_problems(mentor_ids=BOTH_IDS))
def test_a_result_can_be_written_and_read_back(problem: Problem) -> None:
    result = solve(problem)

    assert Result.from_dict(result.to_dict()) == result
    assert Result.from_dict(json.loads(result.to_json())) == result


def test_a_result_is_written_in_one_way() -> None:
    result = solve(Problem(mentees=(), mentors=()))

    assert result.to_json() == (
        b'{"costs":[],"equity":[],"format":1,"notes":[{"key":"note.no_mentees","params":{}},'
        b'{"key":"note.no_mentors","params":{}}],"pairs":[],"shortages":[],'
        b'"summary":{"eligible_pairs":0,"median":null,"mentees":0,"mentees_placed":0,"mentors":0,'
        b'"mentors_placed":0,"pairs":0,"pinned":0,"places":0,"proved":{"equity":true,'
        b'"gap":0,"placed":true,"total":true,"worst":true},"total":0,"worst":null},"unplaced":[]}'
    )


def test_ids_and_answers_of_any_alphabet_are_written_as_they_are() -> None:
    person = Person("لینا", {"languages": {"اردو"}})
    problem = Problem(
        mentees=(person,),
        mentors=(Person("Siân", {"languages": {"اردو"}}),),
        criteria=(Shared("languages", 1, "languages"),),
    )

    assert "اردو" in solve(problem).to_json().decode()


def written() -> dict[str, Any]:
    problem = Problem(mentees=(Person("bela"),), mentors=(Person("amal"),))
    data: dict[str, Any] = json.loads(solve(problem).to_json())
    return data


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.update(format=2),
        lambda data: data.pop("format"),
        lambda data: data.pop("pairs"),
        lambda data: data.update(pairs=3),
        lambda data: data["pairs"][0].update(score="high"),
        lambda data: data["pairs"][0].update(contributions=[3]),
        lambda data: data["pairs"][0]["contributions"][0]["reason"].update(params=[]),
        lambda data: data["summary"].update(worst="low"),
        lambda data: data.update(summary=None),
    ],
)
def test_what_is_no_result_is_refused(damage: Any) -> None:
    data = written()
    damage(data)

    with pytest.raises(ProblemError) as refused:
        Result.from_dict(data)

    assert str(refused.value) == "This is not a result that this version can read."


def test_what_a_later_version_adds_is_passed_over() -> None:
    data = written()

    assert Result.from_dict({**data, "later": 1}) == Result.from_dict(data)


def test_what_an_earlier_version_did_not_write_is_not_missed() -> None:
    data = written()
    result = Result.from_dict(data)
    del data["costs"]
    del data["summary"]["proved"]["gap"]

    assert Result.from_dict(data) == result
