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
class RunCancelled(Event):
    """A coordinator stopped a run under way."""

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
class PartnersSwapped(Event):
    """A coordinator decided that two pairs of a run exchange partners."""

    logged_decision_id: UUID
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairCommentWritten(Event):
    """Somebody of the Coordination Group noted something about people whom a match puts together."""

    pair_comment_id: UUID
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class VoteTaken(Event):
    """Somebody of the Coordination Group said what they think of people put together, or took it back."""

    people_together_id: UUID
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class RuleWaived(Event):
    """A coordinator let a rule go for one pair, or somebody who was asked accepted its warning, and said why."""

    waiver_id: UUID
    mentor_application_id: UUID
    mentee_application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConcessionAsked(Event):
    """A coordinator asked somebody who is left out whether they would accept what would place them."""

    concession_id: UUID
    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConcessionAccepted(Event):
    """Somebody would accept it."""

    concession_id: UUID


@dataclass(frozen=True, kw_only=True)
class ConcessionDeclined(Event):
    """Somebody would rather not; no reason is asked."""

    concession_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicantLeftOver(Event):
    """A coordinator left somebody for the next joining point."""

    logged_decision_id: UUID
    application_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionUndone(Event):
    """A coordinator undid the last decision by hand, her own or another's."""

    logged_decision_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class RunReleased(Event):
    """A named human released pairs of a run, all or some (ALL-50)."""

    release_id: UUID
    run_id: UUID
    proposal_count: int
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class ReleaseProposed(Event):
    """A coordinator proposed a release that another one has to confirm."""

    planned_release_id: UUID
    run_id: UUID
    pair_count: int


@dataclass(frozen=True, kw_only=True)
class ReleaseWithdrawn(Event):
    """A proposed release was given up: withdrawn, or the match was run again."""

    planned_release_id: UUID
    run_id: UUID


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
class ProposalLeft(Event):
    """One of three peers left, and the two go on: whoever left is free again."""

    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposalClosed(Event):
    """The partnership is over: left by one of the two, or one was erased. Whoever is there is free again."""

    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairChosen(Event):
    """Two people chose each other (NF-16): the partnership is open, without a match."""

    proposal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class PairsExported(Event):
    """A coordinator took the pairs of a run away as a file."""

    run_id: UUID
    pair_count: int


@dataclass(frozen=True, kw_only=True)
class ReportExported(Event):
    """A coordinator took the report of a run away as a file, with names or without."""

    run_id: UUID
    is_named: bool


@dataclass(frozen=True, kw_only=True)
class CircleReleased(Event):
    """People were proposed to each other together: peers of a pool, or a circle (ALL-41)."""

    circle_id: UUID
    release_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatAccepted(Event):
    """One of them said yes and signed the charter."""

    seat_id: UUID
    circle_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatDeclined(Event):
    """One of them said no; no reason is asked (ALL-89). The others may go on."""

    seat_id: UUID
    circle_id: UUID


@dataclass(frozen=True, kw_only=True)
class CircleDeclined(Event):
    """So many said no, or whoever was to facilitate did, that it does not come about: the others are free again."""

    circle_id: UUID


@dataclass(frozen=True, kw_only=True)
class CircleTakenBack(Event):
    """A coordinator took it back, or its day passed with too few answers: all are free again."""

    circle_id: UUID


@dataclass(frozen=True, kw_only=True)
class CircleOpened(Event):
    """Those who are left all said yes, or its day has passed and enough did: the partnership is open."""

    circle_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeatLeft(Event):
    """Somebody left a circle that goes on without them: they are free again."""

    seat_id: UUID
    circle_id: UUID


@dataclass(frozen=True, kw_only=True)
class CircleClosed(Event):
    """The partnership is over: whoever is there is free again."""

    circle_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProviderAgreementRecorded(Event):
    """Two workplaces lend each other mentors."""

    provider_agreement_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProviderAgreementEnded(Event):
    """A coordinator ended such an agreement."""

    provider_agreement_id: UUID
    scheme_id: UUID
