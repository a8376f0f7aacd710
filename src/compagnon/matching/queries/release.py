from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.matching.letters import KINDS
from compagnon.matching.models import Answer, Run
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import Recipient
from compagnon.notifications.rendering import preview
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others


@dataclass(frozen=True)
class LetterView:
    """A letter as its reader would get it."""

    to: str
    language: str
    subject: str
    text: str


@dataclass(frozen=True)
class LettersView:
    """The two letters of one pair of a run, and where it stands among the pairs."""

    letters: tuple[LetterView, ...]
    position: int
    pair_count: int
    is_own: bool


def get_letters(*, viewer: Actor, run: Run, position: int, answer_by: date) -> LettersView | None:
    """Return the letters that a release would send to the pair at a position, in each reader's language.

    None for whoever may not preview, and past the last pair. A coordinator's own pair stays hidden from her.
    """
    pairs = list((run.result or {}).get("pairs", ()))
    if not decide(viewer, "matching.preview_letters", run).allowed or not 1 <= position <= len(
        pairs
    ):
        return None
    pair = pairs[position - 1]
    sides = {Answer.Side.MENTOR: pair["mentor_id"], Answer.Side.MENTEE: pair["mentee_id"]}
    rows = Application.objects.select_related("person").in_bulk(
        [UUID(hex=key) for key in sides.values()]
    )
    applications = {side: rows[UUID(hex=key)] for side, key in sides.items()}
    is_own = any(is_left_to_others(viewer, row) for row in applications.values())
    letters = (
        ()
        if is_own
        else tuple(_letter(side, run, applications, answer_by) for side in applications)
    )
    return LettersView(letters, position, len(pairs), is_own)


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
