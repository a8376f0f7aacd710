"""Releases that wait for a second person: who proposed them, and whether they still hold."""

import hashlib
import hmac
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.encryption import master
from compagnon.core.policy import Decision, decide
from compagnon.matching.circle_letters import CIRCLE
from compagnon.matching.letters import KINDS
from compagnon.matching.models import PlannedRelease, Release, Run
from compagnon.matching.queries.releasing import Releasable
from compagnon.matching.rules.releasing import PairIds, Standing
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint, LetterWords

ON_SILENCE: Final[dict[str, StrOrPromise]] = {
    Release.OnSilence.ASK: _("What is not answered is left to the group."),
    Release.OnSilence.TAKE_BACK: _("What is not answered is taken back the day after."),
}


@dataclass(frozen=True)
class Waiting:
    """A release that waits, in brief: for the room and the run's page."""

    run_id: UUID
    proposed_by: str
    proposed_at: datetime
    kind: str = Run.Kind.PAIRS

    @property
    def letters_url(self) -> str:
        """Where its letters are looked at."""
        name = "letters" if self.kind == Run.Kind.PAIRS else "group_letters"
        return path_to(f"matching:{name}", run_id=self.run_id)


@dataclass(frozen=True)
class PlannedView:
    """A release that waits, as the letters' page shows it. `problem`: why it cannot be confirmed as it stands."""

    id: UUID
    proposed_by: str
    proposed_at: datetime
    pairs: tuple[PairIds, ...]
    answer_by: date
    on_silence: StrOrPromise
    problem: StrOrPromise
    may_confirm: Decision
    may_withdraw: Decision

    @property
    def pair_count(self) -> int:
        """How many pairs it would release."""
        return len(self.pairs)


def get_waiting(joining_point: JoiningPoint) -> Waiting | None:
    """Return the release that waits at a joining point; one query, and it asks nobody whether they may know."""
    row = (
        PlannedRelease.objects.filter(run__joining_point=joining_point)
        .order_by("-proposed_at")
        .values_list("run_id", "proposed_by__name", "proposed_at", "run__kind")
        .first()
    )
    return Waiting(*row) if row else None


def get_planned(viewer: Actor, run: Run, releasable: Releasable) -> PlannedView | None:
    """Return the release of a run that waits, for those that have asked whether their viewer may know."""
    planned = PlannedRelease.objects.filter(run=run).select_related("proposed_by", "run").first()
    if planned is None:
        return None
    return PlannedView(
        id=planned.id,
        proposed_by=planned.proposed_by.name,
        proposed_at=planned.proposed_at,
        pairs=pairs_of(planned),
        answer_by=planned.answer_by,
        on_silence=ON_SILENCE[planned.on_silence],
        problem=problem_of(planned, releasable),
        may_confirm=decide(viewer, "matching.confirm_release", run),
        may_withdraw=decide(viewer, "matching.withdraw_release", run),
    )


def pairs_of(planned: PlannedRelease) -> tuple[PairIds, ...]:
    """Return the pairs that were looked at."""
    return tuple((mentor, mentee) for mentor, mentee in planned.pairs)


def problem_of(planned: PlannedRelease, releasable: Releasable) -> StrOrPromise:
    """Say why a proposed release cannot be confirmed as it stands; empty where it holds."""
    pairs = pairs_of(planned)
    standings = set(releasable.among(pairs).values())
    if standings - {Standing.READY, Standing.OURS} or planned.letters_digest != letters_digest(
        planned.run, pairs
    ):
        return _("A pair or a letter has changed since. Withdraw it, and propose it again.")
    if planned.answer_by <= clock.today():
        return _("The day for answers has come. Withdraw it, and propose it again.")
    if Standing.OURS in standings:
        return _(
            "Your own pair is in it, or one in which you declared an interest. Another member of the group confirms it."
        )
    return ""


def letters_digest(run: Run, pairs: Collection[tuple[str, ...]]) -> str:
    """Return a mark of the letters of these pairs or groups: who reads them, in what language, in which words; two queries."""
    scheme = run.joining_point.cycle.scheme
    people = Application.objects.filter(id__in={key for pair in pairs for key in pair})
    words = LetterWords.objects.filter(scheme=scheme, kind__in={*KINDS.values(), CIRCLE})
    said = {
        "pairs": sorted(pairs),
        "people": sorted(
            (key.hex, name, language)
            for key, name, language in people.values_list("id", "person__name", "person__language")
        ),
        "scheme": scheme.name,
        "words": sorted(words.values_list("kind", "language", "version")),
    }
    text = json.dumps(said, ensure_ascii=False).encode()
    return hmac.digest(master.current().derive("release letters"), text, hashlib.sha256).hex()
