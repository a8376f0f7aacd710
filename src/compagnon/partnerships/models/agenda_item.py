from django.db import models
from django.db.models import Q

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.meeting import Meeting
from compagnon.partnerships.models.partnership import Member, Partnership


class AgendaItem(PublicModel, Confidential):
    """A question, a dilemma or anything else that a member brings to the next meeting (ALL-76).

    It stands on the agenda until a meeting is recorded at which it came up; that meeting is then named here.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="agenda_items"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="agenda_items"
    )
    added_at = models.DateTimeField()
    text = EncryptedText()

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership"],
                condition=Q(meeting__isnull=True),
                name="agenda_of_a_partnership",
            )
        ]

    @property
    def is_waiting(self) -> bool:
        """Whether it has not come up yet."""
        return self.meeting_id is None

    def scope(self) -> Scope:
        return self.partnership.scope()
