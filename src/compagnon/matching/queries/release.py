from dataclasses import dataclass
from datetime import date
from typing import Final, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.matching.letters import KINDS
from compagnon.matching.models import Answer, PairRule, Run
from compagnon.matching.queries.planned_release import PlannedView, get_planned
from compagnon.matching.queries.releasing import Releasable, get_releasable
from compagnon.matching.rules.releasing import Standing, ids_of
from compagnon.matching.rules.stored import StoredResult
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import Recipient
from compagnon.notifications.rendering import preview
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others

STANDINGS: Final[dict[Standing, tuple[StrOrPromise, str]]] = {
    Standing.READY: (_("Ready to be released"), "plain"),
    Standing.RELEASED: (_("Released"), "good"),
    Standing.OURS: (_("Left to another member of the group"), "plain"),
    Standing.FORBIDDEN: (_("Forbidden since"), "bad"),
    Standing.HELD: (_("Held: no letter leaves"), "warn"),
    Standing.WARNED: (_("A rule warns of it, and nobody has accepted that yet"), "warn"),
    Standing.PINNED: (_("Pinned to somebody else since: run the match again"), "warn"),
    Standing.GONE: (
        _(
            "Not possible any more: withdrawn, left for the next joining point, or proposed elsewhere since"
        ),
        "bad",
    ),
}


@dataclass(frozen=True)
class LetterView:
    """A letter as its reader would get it."""

    to: str
    language: str
    subject: str
    text: str


@dataclass(frozen=True)
class LettersView:
    """The two letters of one pair of a run, where it stands among the pairs, and what may be released at all.

    `ids`: mentor and mentee, None where the pair stays hidden from the reader. `rule_id`: a hold to take back.
    `planned`: a release that waits for a second person; its letters name its own day for answers.
    """

    letters: tuple[LetterView, ...]
    position: int
    pair_count: int
    ids: tuple[UUID, UUID] | None
    standing: Standing
    rule_id: UUID | None
    releasable: Releasable
    planned: PlannedView | None
    is_planned: bool

    @property
    def state(self) -> tuple[StrOrPromise, str]:
        """Where this pair stands, in words and in a tone."""
        return STANDINGS[self.standing]

    @property
    def needs_a_reason(self) -> bool:
        """Whether somebody has to accept first, with a reason, that a rule warns of this pair."""
        return self.standing == Standing.WARNED

    @property
    def may_release_alone(self) -> bool:
        """Whether it makes a difference to release this pair alone."""
        return self.standing == Standing.READY and self.ready_count > 1

    @property
    def leaves_some(self) -> bool:
        """Whether a pair waits for somebody else of the group."""
        return self.releasable.count(Standing.OURS) > 0

    @property
    def ready_count(self) -> int:
        """How many pairs the reader may release now."""
        return len(self.releasable.ready)

    @property
    def others(self) -> tuple[tuple[StrOrPromise, int], ...]:
        """How many pairs are not released now, by what they wait for."""
        counts = ((one, self.releasable.count(one)) for one in Standing if one != Standing.READY)
        return tuple((STANDINGS[one][0], count) for one, count in counts if count)


def get_letters(
    *, viewer: Actor, run: Run, position: int | None, answer_by: date
) -> LettersView | None:
    """Return the letters that a release would send to the pair at a position, in each reader's language.

    Without a position, the first pair; of a release that waits, its first. None for whoever may not preview, and past
    the last pair. A coordinator's own pair stays hidden from her.
    """
    if not decide(viewer, "matching.preview_letters", run).allowed:
        return None
    releasable = get_releasable(viewer, run)
    planned = get_planned(viewer, run, releasable)
    if position is None:
        position = list(releasable.standings).index(planned.pairs[0]) + 1 if planned else 1
    if not 1 <= position <= len(releasable.standings):
        return None
    pair = cast("StoredResult", run.result)["pairs"][position - 1]
    sides = {Answer.Side.MENTOR: pair["mentor_id"], Answer.Side.MENTEE: pair["mentee_id"]}
    rows = Application.objects.select_related("person").in_bulk(
        [UUID(hex=key) for key in sides.values()]
    )
    applications = {side: rows[UUID(hex=key)] for side, key in sides.items()}
    is_hidden = any(is_left_to_others(viewer, row) for row in applications.values())
    mentor, mentee = (applications[side].id for side in sides)
    held = PairRule.objects.filter(mentor=mentor, mentee=mentee, kind=PairRule.Kind.HOLD).first()
    return LettersView(
        letters=()
        if is_hidden
        else tuple(
            _letter(side, run, applications, planned.answer_by if planned else answer_by)
            for side in applications
        ),
        position=position,
        pair_count=len(releasable.standings),
        ids=None if is_hidden else (mentor, mentee),
        standing=releasable.standings[ids_of(pair)],
        rule_id=held.id if held and not is_hidden else None,
        releasable=releasable,
        planned=planned,
        is_planned=planned is not None and ids_of(pair) in planned.pairs,
    )


def _letter(
    side: Answer.Side,
    run: Run,
    applications: dict[Answer.Side, Application],
    answer_by: date,
) -> LetterView:
    person = applications[side].person
    facts: dict[str, Fact] = {
        "run_id": run.id,
        "mentor_application_id": applications[Answer.Side.MENTOR].id,
        "mentee_application_id": applications[Answer.Side.MENTEE].id,
        "answer_by": answer_by,
    }
    mail = preview(KINDS[side], facts, Recipient(person.id, person.email, person.language))
    assert mail is not None  # noqa: S101 -- a proposal's letter is withheld only once there is a proposal
    return LetterView(person.name, person.language, mail.subject, mail.text)
