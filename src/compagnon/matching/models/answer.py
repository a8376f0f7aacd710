from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel, Sealed
from compagnon.matching.models.release import Release
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.settings import MOST_MENTORS


class Proposal(PublicModel):
    """One released pair, waiting for both answers. A named human released it (ALL-50).

    Where two people chose each other (NF-16) there is no release: such a proposal begins as opened, has no letters and
    no answers, and stands on no page of answers. It counts wherever places are counted.
    """

    class State(models.TextChoices):
        """Waiting for answers; opened as a partnership; declined without a reason; taken back; over, both free again."""

        RELEASED = "released"
        OPENED = "opened"
        DECLINED = "declined"
        TAKEN_BACK = "taken_back"
        CLOSED = "closed"

    release: "models.ForeignKey[Release | None, Release]" = models.ForeignKey(  # type: ignore[misc]  # whoever reads it asks of proposals that were released
        Release, on_delete=models.PROTECT, related_name="proposals", null=True
    )
    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    # Peers who chose each other have no sides: they stand in these two, and a third one beside them (NF-18).
    is_mutual = models.BooleanField(default=False)
    # Which of a learner's places it takes: one by one, so that the database itself refuses to fill one twice (NF-02).
    mentee_place = models.PositiveSmallIntegerField(default=1)
    third = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", null=True)
    score = models.PositiveIntegerField()
    reasons = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RELEASED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(third=None) | Q(is_mutual=True), name="only_peers_are_three"
            ),
            models.UniqueConstraint(
                fields=["release", "mentor", "mentee"], name="one_proposal_a_pair"
            ),
            models.UniqueConstraint(
                fields=["mentee", "mentee_place"],
                condition=Q(state__in=["released", "opened"]),
                name="a_place_of_a_mentee_is_taken_once",
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(state__in=["released", "opened"]),
                name="two_are_proposed_to_each_other_once",
            ),
            models.CheckConstraint(
                condition=Q(mentee_place__gte=1, mentee_place__lte=MOST_MENTORS),
                name="a_mentee_has_so_many_places",
            ),
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="no_proposal_to_oneself"),
            models.CheckConstraint(
                condition=Q(release__isnull=False) | Q(state__in=["opened", "closed"]),
                name="what_waits_for_answers_was_released",
            ),
        ]

    @property
    def joining_point(self) -> JoiningPoint:
        """Where the two applied."""
        return self.mentor.joining_point

    @property
    def people(self) -> tuple[Application, ...]:
        """Everybody whom it is about: two, or three peers."""
        three = (self.mentor, self.mentee, self.third)
        return tuple(one for one in three if one is not None)


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
