"""What happens in matching; ids, dates and numbers only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RunStarted(Event):
    """A coordinator asked for a run."""

    run_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class RunFinished(Event):
    """The engine has answered."""

    run_id: UUID
    joining_point_id: UUID
    pair_count: int


@dataclass(frozen=True, kw_only=True)
class RunFailed(Event):
    """There is no result; the run says why."""

    run_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairPinned(Event):
    """A coordinator decided that two people belong together."""

    pair_rule_id: UUID
    mentor_application_id: UUID
    mentee_application_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairForbidden(Event):
    """A coordinator decided that two people are not paired."""

    pair_rule_id: UUID
    mentor_application_id: UUID
    mentee_application_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairHeld(Event):
    """A coordinator decided that two people get no letters yet."""

    pair_rule_id: UUID
    mentor_application_id: UUID
    mentee_application_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairRuleLifted(Event):
    """A coordinator took a decision about a pair back."""

    pair_rule_id: UUID
    mentor_application_id: UUID
    mentee_application_id: UUID


@dataclass(frozen=True, kw_only=True)
class RunReleased(Event):
    """A named human released pairs of a run, all or some (ALL-50)."""

    release_id: UUID
    run_id: UUID
    proposal_count: int
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class ProposalReleased(Event):
    """One pair was proposed to both."""

    proposal_id: UUID
    release_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalAccepted(Event):
    """One side said yes and signed the charter."""

    answer_id: UUID
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalDeclined(Event):
    """One side said no; no reason is asked (ALL-89)."""

    answer_id: UUID
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalTakenBack(Event):
    """A coordinator took a proposal back, or its day passed without an answer: both are free again."""

    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalOpened(Event):
    """Both said yes: the partnership is open."""

    proposal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalClosed(Event):
    """The partnership is over: left by one of the two, or one was erased. Whoever is there is free again."""

    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairsExported(Event):
    """A coordinator took the pairs of a run away as a file."""

    run_id: UUID
    pair_count: int
