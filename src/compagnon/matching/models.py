"""Runs of the engine and what became of their proposals."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel, Sealed, Work
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint, Scheme


class PairRule(PublicModel):
    """A coordinator's word on one pair of a joining point: together, never, or not before we have talked about it."""

    class Kind(models.TextChoices):
        """Pinned or forbidden in all later runs; or held: runs may pair them, but no letter leaves."""

        PIN = "pin"
        FORBID = "forbid"
        HOLD = "hold"

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT)
    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentor", "mentee"], name="one_word_a_pair"),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="nobody_mentors_themself"
            ),
        ]


class Run(PublicModel, Work):
    """One run of the engine over a joining point's approved applications: its settings, and its result for ever.

    The result holds the random ids of applications; erasing a person leaves the id only. Its `summary` stands
    beside it too, because lists need no more. `problem` says why there is no result: one of the engine's reasons
    (key and values), so that it is read in any language and holds no name.
    """

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT, related_name="runs")
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    settings = models.JSONField()
    engine_version = models.CharField(max_length=20)
    inputs_fingerprint = models.CharField(max_length=64, blank=True)
    progress_percent = models.PositiveSmallIntegerField(default=0)
    summary = models.JSONField(null=True)
    result = models.JSONField(null=True)
    problem = models.JSONField(null=True)

    def contributions(self, mentor_id: UUID, mentee_id: UUID) -> list[dict[str, Any]]:
        """Return what each criterion added to the score of one of the run's pairs."""
        for pair in (self.result or {}).get("pairs", ()):
            if (pair["mentor_id"], pair["mentee_id"]) == (mentor_id.hex, mentee_id.hex):
                return list(pair["contributions"])
        return []


class Release(PublicModel):
    """That a coordinator released pairs of a run, all or some: the moment their letters may leave.

    `on_silence`: what becomes of a proposal that somebody has not answered when the day is over.
    """

    class OnSilence(models.TextChoices):
        """A coordinator decides; or the proposal is taken back by itself."""

        ASK = "ask"
        TAKE_BACK = "take_back"

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="releases")
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    released_at = models.DateTimeField()
    answer_by = models.DateField()
    on_silence = models.CharField(max_length=10, choices=OnSilence.choices, default=OnSilence.ASK)


class Proposal(PublicModel):
    """One released pair, waiting for both answers. A named human released it (ALL-50)."""

    class State(models.TextChoices):
        """Waiting for answers; opened as a partnership; declined without a reason; taken back; over, both free again."""

        RELEASED = "released"
        OPENED = "opened"
        DECLINED = "declined"
        TAKEN_BACK = "taken_back"
        CLOSED = "closed"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="proposals")
    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveIntegerField()
    reasons = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RELEASED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "mentor", "mentee"], name="one_proposal_a_pair"
            ),
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(state__in=["released", "opened"]),
                name="a_mentee_has_one_proposal_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="no_proposal_to_oneself"),
        ]

    @property
    def joining_point(self) -> JoiningPoint:
        """Where the two applied."""
        return self.mentor.joining_point


class Answer(PublicModel, Sealed):
    """One side's answer to a proposal. Sealed with what was answered: nobody says yes for another by writing a row.

    The letter's link is a seal over this row's id, kept nowhere.
    """

    class Side(models.TextChoices):
        """Which letter this is."""

        MENTOR = "mentor"
        MENTEE = "mentee"

    class State(models.TextChoices):
        """Not answered yet, accepted (charter signed), declined."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    SEALED: ClassVar[tuple[str, ...]] = ("id", "proposal_id", "side", "person_id", "state")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    side = models.CharField(max_length=10, choices=Side.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "side"], name="one_answer_a_side")
        ]


class PastPair(PublicModel):
    """Two people who were proposed to each other and it came to nothing, or whose partnership ended.

    Never proposed again in this scheme, in any later year, after their applications are gone too. Whoever has the
    database alone cannot tell who they are: keyed hashes of random ids, the lower first.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+")
    key_id = models.CharField(max_length=12)
    one = models.CharField(max_length=32)
    other = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "one", "other"], name="one_row_a_past_pair")
        ]
        indexes = [models.Index(fields=["other"], name="past_pairs_by_the_other")]
