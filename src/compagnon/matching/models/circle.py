from typing import ClassVar

from django.db import models
from django.db.models import Q

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel, Sealed
from compagnon.matching.models.release import Release
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


class Circle(PublicModel):
    """People proposed together: peers of a pool, or one who facilitates and several learners (NF-18, ALL-41).

    A named human released it (ALL-50).
    `least`: of so many people at least who say yes it opens. `reasons`: what makes any two suit, as the engine says it.
    """

    class State(models.TextChoices):
        """Waiting for answers; opened as a partnership; too few said yes; taken back; over, all free again."""

        RELEASED = "released"
        OPENED = "opened"
        DECLINED = "declined"
        TAKEN_BACK = "taken_back"
        CLOSED = "closed"

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="circles")
    least = models.PositiveSmallIntegerField()
    score = models.PositiveIntegerField()
    reasons = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RELEASED)


class Seat(PublicModel, Sealed):
    """One person's place in a circle, and what they answered. Sealed: nobody says yes for another by writing a row.

    The letter's link is a seal over this row's id, kept nowhere. `is_taken`: it takes the person up, so that nobody sits
    in two circles at a time, whatever happens at the same moment; not any more once they said no, or the circle is over.
    """

    class Role(models.TextChoices):
        """As what they were proposed: peers are all alike; in a circle one facilitates, the others learn."""

        PEER = "peer"
        FACILITATOR = "facilitator"
        LEARNER = "learner"

    class State(models.TextChoices):
        """Not answered yet, accepted (charter signed), declined."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    SEALED: ClassVar[tuple[str, ...]] = (
        "id",
        "circle_id",
        "application_id",
        "person_id",
        "role",
        "state",
    )

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="seats")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    role = models.CharField(max_length=12, choices=Role.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answered_at = models.DateTimeField(null=True)
    is_taken = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "application"], name="one_seat_a_circle"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_taken=True),
                name="nobody_sits_in_two_circles",
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(role="facilitator"),
                name="one_facilitates_a_circle",
            ),
        ]
