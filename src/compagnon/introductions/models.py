"""Introductory meetings and who is invited to them. Most of the invited have no account: who they are is encrypted."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.schemes.models import JoiningPoint


class Introduction(PublicModel):
    """A meeting before a joining point, in which people learn what a mentor does before they sign up (LSIS-38).

    `topics` is empty where the shipped six points stand. `sequence` grows with every change: calendars want it, and
    nobody writes over what they have not seen.
    """

    class State(models.TextChoices):
        """Going to be held, or held; or called off."""

        PLANNED = "planned"
        CANCELLED = "cancelled"

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    length_minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=300)
    seat_count = models.PositiveSmallIntegerField(null=True)
    topics = models.JSONField(default=list)
    language = models.CharField(max_length=5)
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seat_count=None) | Q(seat_count__gte=1),
                name="an_introduction_has_a_seat",
            )
        ]
        indexes = [models.Index(fields=["starts_at"], name="introductions_by_start")]

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.length_minutes)


class Invitation(PublicModel, Confidential):
    """That somebody is invited, what they answered, and whether they came.

    Name and address are the invited person's own: they stand under a key of this invitation alone, so that
    forgetting one person destroys theirs and nobody else's.
    """

    class State(models.TextChoices):
        """Invited; coming; not coming; taken back by whoever invited."""

        INVITED = "invited"
        COMING = "coming"
        NOT_COMING = "not_coming"
        WITHDRAWN = "withdrawn"

    introduction = models.ForeignKey(
        Introduction, on_delete=models.PROTECT, related_name="invitations"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.INVITED)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    has_come = models.BooleanField(null=True)
    asked_at = models.DateTimeField(null=True)
    name = EncryptedText()
    address = EncryptedText()

    class Meta:
        indexes = [
            models.Index(fields=["introduction", "invited_at", "id"], name="invitations_in_order")
        ]

    def scope(self) -> Scope:
        organisation_id = self.introduction.joining_point.cycle.scheme.organisation_id
        return Scope("invitation", UUID(str(self.pk)), organisation_id)
