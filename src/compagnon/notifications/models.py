"""The outbox, the addresses that refused a letter, and who turned reminders off."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from compagnon.core.ids import new_public_id
from compagnon.core.models import PublicModel, Sealed, Work


class Message(PublicModel, Work, Sealed):
    """One mail, planned in the transaction of its cause. It holds no words: they are loaded at sending.

    `scheme_id`: whose coordinators may know of it in their outbox; None for what is private, and for everything that
    no scheme sends. The seal covers who it goes to, what it is about and when it was planned, so that somebody with access to the
    database cannot send another person's letter to themselves, nor one of long ago once more.
    """

    SEALED: ClassVar[tuple[str, ...]] = ("id", "recipient_id", "address", "kind", "planned_at")

    class Outcome(models.TextChoices):
        """How it ended: sent, not needed any more, or dead for a reason."""

        PENDING = "pending"
        SENT = "sent"
        LAPSED = "lapsed"
        BROKEN_SEAL = "broken_seal"
        UNKNOWN_LETTER = "unknown_letter"
        REFUSED = "refused"
        GAVE_UP = "gave_up"
        WITHDRAWN = "withdrawn"

    kind = models.CharField(max_length=120)
    recipient = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=5)
    context = models.JSONField(default=dict)
    key = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=320)
    held_for = models.UUIDField(null=True)
    scheme_id = models.UUIDField(null=True)
    secret = models.BinaryField(default=b"")
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.PENDING)
    last_error = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(work_state="waiting") | Q(secret=b""),
                name="a_secret_ends_with_its_letter",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(work_state="waiting"),
                name="messages_waiting",
            ),
            models.Index(fields=["work_state", "planned_at"], name="messages_by_state"),
            models.Index(
                fields=["held_for"], condition=Q(held_for__isnull=False), name="messages_held"
            ),
            models.Index(
                fields=["scheme_id", "planned_at"],
                condition=Q(scheme_id__isnull=False),
                name="messages_of_scheme",
            ),
        ]

    def sealed_values(self) -> dict[str, Any]:
        """Return what the seal covers: who it goes to, what it is about, when it was planned, which group may see it."""
        seen_by = {"scheme_id": self.scheme_id} if self.scheme_id else {}
        return {**super().sealed_values(), "context": self.context, **seen_by}


class AddressProblem(models.Model):
    """An address whose mail server refused a letter for good; gone as soon as it takes one."""

    address = models.EmailField(max_length=254, primary_key=True)
    code = models.PositiveSmallIntegerField()
    noticed_at = models.DateTimeField()


class CalendarFeed(models.Model):
    """That a person's calendar can be read at an address; another serial is another address. No row: nowhere."""

    person = models.OneToOneField(
        "accounts.Person", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    serial = models.UUIDField(default=new_public_id)
    opened_at = models.DateTimeField()


class ReminderChoice(models.Model):
    """Whether a person wants reminders, and news of what they coordinate. No row: they do, at once.

    Essential letters are always sent.
    """

    class News(models.TextChoices):
        """An answer at once and the rest once a day; all of it once a day; none."""

        AT_ONCE = "at_once"
        DAILY = "daily"
        NONE = "none"

    person = models.OneToOneField(
        "accounts.Person", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    wants_reminders = models.BooleanField()
    news = models.CharField(max_length=10, choices=News.choices, default=News.AT_ONCE)
    chosen_at = models.DateTimeField()
