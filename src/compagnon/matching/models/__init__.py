"""Runs of the engine and what became of their proposals, one module a noun."""

from compagnon.matching.models.answer import Answer, Proposal
from compagnon.matching.models.circle import Circle, Seat
from compagnon.matching.models.concession import Concession
from compagnon.matching.models.decision_log import LoggedDecision, LoggedWord
from compagnon.matching.models.pair_rule import PairRule
from compagnon.matching.models.past_pair import PastPair
from compagnon.matching.models.provider_agreement import ProviderAgreement
from compagnon.matching.models.release import PlannedRelease, Release
from compagnon.matching.models.run import Run
from compagnon.matching.models.together import (
    OneTogether,
    PairComment,
    PeopleTogether,
    Vote,
)
from compagnon.matching.models.waiver import Waiver

__all__ = [
    "Answer",
    "Circle",
    "Concession",
    "LoggedDecision",
    "LoggedWord",
    "OneTogether",
    "PairComment",
    "PairRule",
    "PastPair",
    "PeopleTogether",
    "PlannedRelease",
    "Proposal",
    "ProviderAgreement",
    "Release",
    "Run",
    "Seat",
    "Vote",
    "Waiver",
]
