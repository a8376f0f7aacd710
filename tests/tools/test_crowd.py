"""The invented people of the demo."""

from tools.demo.chance import Dice
from tools.demo.crowd import crowd


def test_there_are_names_for_more_people_than_there_are_names() -> None:
    taken: set[str] = set()

    people = list(crowd(Dice(1), 2_500, mentors=900, both=100, taken=taken))

    assert len(people) == len({one.name for one in people}) == len(taken) == 2_500
    assert max(one.name.count("-") for one in people) >= 1
