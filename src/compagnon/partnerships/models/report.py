from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel, Sealed
from compagnon.partnerships.models.partnership import Member, Partnership


class ProcessReport(PublicModel, Confidential):
    """What a mentor tells their own line manager: how it goes and what it brings (LSIS-56). The mentee approves it first.

    How often the two met, and for how long, is counted when it is written.
    """

    class State(models.TextChoices):
        """Being written; with the mentee; on its way to the manager; taken back from there."""

        DRAFT = "draft", _("Not sent")
        ASKED = "asked", _("To be approved")
        SENT = "sent", _("Sent to the manager")
        WITHDRAWN = "withdrawn", _("No longer open")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reports")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    begins_on = models.DateField()
    ends_on = models.DateField()
    meeting_count = models.PositiveIntegerField(default=0)
    length_minutes = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField()
    manager_name = EncryptedText()
    manager_address = EncryptedText()
    process = EncryptedText()
    impact = EncryptedText()
    support = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(state__in=["draft", "asked"]),
                name="one_report_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["partnership", "-ends_on"], name="reports_of_a_pair")]

    def scope(self) -> Scope:
        return self.partnership.scope()


class SharedReport(PublicModel, Sealed):
    """That a mentee let one version of a report go to the manager. Its id is that of the letter's link.

    Sealed, with the day from which on it can be read: a row alone opens nothing, and one that was withdrawn never again.
    """

    SEALED: ClassVar[tuple[str, ...]] = ("id", "process_report_id", "text_version", "shared_at")

    process_report = models.OneToOneField(
        ProcessReport, on_delete=models.PROTECT, related_name="shared"
    )
    text_version = models.PositiveIntegerField()
    shared_at = models.DateTimeField()
