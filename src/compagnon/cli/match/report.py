"""What a match leaves behind row by row: pairs, the reasons for each, and who is left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.matching.rules.wording import say, say_rule, spoken
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.vocabularies import fold

_PEOPLE: Final = ("mentor_name", "mentor_email", "mentee_name", "mentee_email")
PAIRS: Final = (*_PEOPLE, "score_percent", "reasons", "nearly_as_good")
REASONS: Final = (*_PEOPLE, "criterion", "points", "of_points", "reason")
UNPLACED: Final = ("name", "email", "applied_as", "reason", "in_the_way", "would_help")

Row = tuple[str, ...]
_One = TypeVar("_One")


class Matched(NamedTuple):
    """The people by the ids under which the engine knew them, and its answer."""

    people: Mapping[str, ApplicantRow]
    result: engine.Result


class Rows:
    """Tells of a match row by row in the language that is spoken now; what it has worded once it says again.

    `seen` is told after each row how many there were.
    """

    def __init__(
        self,
        matched: Matched,
        settings: MatchingSettings,
        seen: Callable[[int], None] | None = None,
    ) -> None:
        """Look up the names of the criteria."""
        self._people, self._result = matched
        self._settings = settings
        self._seen = seen
        self._labels = {one.key: spoken(one.english) for one in settings.criteria}
        self._said: dict[tuple[object, ...], str] = {}
        self._order = {key: (fold(one.name), one.email_key) for key, one in self._people.items()}
        self._count = 0

    def pairs(self) -> Iterator[Row]:
        """Yield a row a pair, in the order of the mentors' names."""
        for pair in self._counted(self._sorted_pairs()):
            yield (
                *self._names(pair),
                f"{pair.score / 100:.1f}",
                "; ".join(self._contribution(one) for one in pair.contributions if one.of_points),
                "; ".join(self._near_tie(tie) for tie in pair.near_ties),
            )

    def reasons(self) -> Iterator[Row]:
        """Yield a row for each criterion of each pair, in the order of the pairs; points add up to the score."""
        for pair in self._counted(self._sorted_pairs()):
            names = self._names(pair)
            for one in pair.contributions:
                label = self._labels.get(one.criterion, "")
                yield (*names, label, str(one.points), str(one.of_points), self._sentence(one))

    def unplaced(self) -> Iterator[Row]:
        """Yield a row for each person without a pair, in the order of names."""
        for one in self._counted(
            sorted(self._result.unplaced, key=lambda one: (*self._order[one.person_id], one.side))
        ):
            person = self._people[one.person_id]
            yield (
                *(person.name, person.email, one.side),
                self._say(one.reason),
                "; ".join(
                    f"{say_rule(removal.rule, self._settings)}: {removal.removed}"
                    for removal in one.removed
                    if removal.rule != engine.ONESELF
                ),
                "; ".join(map(self._relaxation, one.relaxations)),
            )

    def _sorted_pairs(self) -> Sequence[engine.Pair]:
        return sorted(
            self._result.pairs,
            key=lambda pair: (*self._order[pair.mentor_id], *self._order[pair.mentee_id]),
        )

    def _counted(self, found: Iterable[_One]) -> Iterator[_One]:
        for one in found:
            yield one
            self._count += 1
            if self._seen is not None:
                self._seen(self._count)

    def _names(self, pair: engine.Pair) -> Row:
        mentor, mentee = self._people[pair.mentor_id], self._people[pair.mentee_id]
        return mentor.name, mentor.email, mentee.name, mentee.email

    def _contribution(self, one: engine.Contribution) -> str:
        said = self._sentence(one)
        return f"{self._labels[one.criterion]}: {said}" if one.criterion else said

    def _sentence(self, one: engine.Contribution) -> str:
        return self._say(one.reason, one.criterion)

    def _near_tie(self, tie: engine.NearTie) -> str:
        return f"{self._people[tie.mentor_id].name} ({tie.difference / 100:+.1f})"

    def _relaxation(self, one: engine.Relaxation) -> str:
        said = f"{say_rule(one.rule, self._settings)}: {self._people[one.other_id].name}"
        if not one.moves:
            return said
        return _("{what} (mentees who would change mentor: {moves})").format(
            what=said, moves=one.moves
        )

    def _say(self, reason: engine.Reason, criterion: str = "") -> str:
        key = (criterion, reason.key, *reason.params.values())
        if key not in self._said:
            self._said[key] = say(
                reason.key, reason.params, criterion=criterion, settings=self._settings
            )
        return self._said[key]
