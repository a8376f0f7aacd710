from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership


class Meeting(PublicModel):
    """A meeting that was arranged or took place: when, how long, its status. A coordinator may see this much."""

    class State(models.TextChoices):
        """Arranged for a time; then held, cancelled before it, or missed."""

        ARRANGED = "arranged", _("Arranged")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")
        MISSED = "missed", _("Did not take place")

    class Place(models.TextChoices):
        """Where people meet: usually where the learner works, or a quiet room (CORE-23); and ALL-36 to ALL-38."""

        WORKPLACE = "workplace", _("Where the learner works")
        QUIET_ROOM = "quiet_room", _("In a quiet room, where nobody listens")
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        PHONE = "phone", _("By phone")
        BRANCH_EVENT = "branch_event", _("Beside a branch event")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=10, choices=State.choices)
    held_on = models.DateField()
    starts_at = models.DateTimeField(null=True)
    length_minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, choices=Place.choices, blank=True)
    invitation_sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state="arranged"), name="one_meeting_ahead"
            ),
            models.CheckConstraint(
                condition=Q(length_minutes__gte=5, length_minutes__lte=480),
                name="meeting_length_is_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(state="arranged") | Q(starts_at__isnull=False),
                name="an_arranged_meeting_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "-held_on", "-id"], name="meetings_of_a_partnership"
            )
        ]


class Attendance(PublicModel):
    """That a member attended a meeting (ALL-79)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attends_once")]


class Minutes(PublicModel, Confidential):
    """What the pair wants to keep of a meeting beside its action points: items for next time (ALL-70).

    `activities`: what kinds of work it was, as keys of a list; encrypted, since it says what two people did.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT)
    next_items = EncryptedText()
    activities = EncryptedText()

    def scope(self) -> Scope:
        return self.meeting.partnership.scope()


class ActionItem(PublicModel, Confidential):
    """Something a member said they would do; it stands on the next agenda until it is done or dropped.

    Without a day of its own it is for the next meeting.
    """

    class State(models.TextChoices):
        """Open until its owner says it is done, or lets it go."""

        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="action_items")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    due_on = models.DateField(null=True)
    text = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_action_a_line")
        ]

    def scope(self) -> Scope:
        return self.meeting.partnership.scope()
