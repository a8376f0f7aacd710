"""Profiles that their owners chose to show, suggestions of a coordinator, and requests from one applicant to another."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel, Sealed
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


class Profile(PublicModel):
    """That somebody shows a profile to those who look for a partner; withdrawing it deletes the row.

    It holds no words: `parts` are the keys of the answers that its owner saw before agreeing. Only these are shown, as
    they stand in the application.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="+")
    parts = models.JSONField()
    shown_at = models.DateTimeField()


class Suggestion(PublicModel):
    """That a coordinator means to suggest somebody to a learner, and why; the learner knows once it is released.

    `reasons`: what each criterion added, as the engine says it; `warnings`: which rules warned of the two, likewise.
    """

    learner = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    suggested = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveIntegerField()
    reasons = models.JSONField()
    warnings = models.JSONField(default=list)
    prepared_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "suggested"], name="nobody_is_suggested_twice"
            ),
            models.CheckConstraint(
                condition=~Q(learner=F("suggested")), name="nobody_is_suggested_to_themself"
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="a_named_person_released_it",
            ),
        ]

    @property
    def joining_point(self) -> JoiningPoint:
        """Where the two applied."""
        return self.learner.joining_point


class Request(PublicModel, Confidential, Sealed):
    """That a learner asks somebody, in a few words, to work with them. Sealed: a row alone is nobody's wish.

    A peer may ask two, to be three (`third`); `agreed` is who of them has said yes while the other one has not. The words are between the two; the Coordination Group knows that one asked the other, and when.
    """

    class State(models.TextChoices):
        """Waiting; yes, the partnership is open; no, without a reason; taken back; over without an answer."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        TAKEN_BACK = "taken_back"
        LAPSED = "lapsed"

    SEALED: ClassVar[tuple[str, ...]] = (
        "id",
        "asker_id",
        "asked_id",
        "third_id",
        "agreed_id",
        "state",
    )

    asker = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    third = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", null=True)
    agreed = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    words = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asker"],
                condition=Q(state="waiting"),
                name="a_learner_asks_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="nobody_asks_themself"),
            models.CheckConstraint(
                condition=Q(third=None) | (~Q(third=F("asker")) & ~Q(third=F("asked"))),
                name="three_peers_are_three",
            ),
        ]
        indexes = [
            models.Index(fields=["asked", "state", "asked_at", "id"], name="requests_to_somebody"),
            models.Index(
                fields=["answer_by"], condition=Q(state="waiting"), name="requests_that_wait"
            ),
        ]

    def scope(self) -> Scope:
        organisation_id = self.asker.joining_point.cycle.scheme.organisation_id
        return Scope("request", UUID(str(self.pk)), organisation_id)

    @property
    def people(self) -> tuple[Application, ...]:
        """Everybody whom it is about, the asker first."""
        three = (self.asker, self.asked, self.third)
        return tuple(one for one in three if one is not None)

    def asked_as(self, person_id: UUID | None) -> Application | None:
        """Return the application as which somebody was asked; None for whoever was not."""
        asked = (one for one in self.people[1:] if one.person_id == person_id)
        return next(asked, None) if person_id else None

    def is_overdue(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.answer_by < today
