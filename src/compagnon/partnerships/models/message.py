from django.db import models

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership


class PartnerMessage(PublicModel, Confidential):
    """What a member writes to the others between meetings, so that nobody has to give an address away."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="messages")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    written_at = models.DateTimeField()
    text = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["partnership", "-written_at"], name="messages_of_a_pair")]

    def scope(self) -> Scope:
        return self.partnership.scope()


class UnreadMessage(PublicModel):
    """That a member has yet to read a message; the row goes when they do, and with it when they read it."""

    message = models.ForeignKey(PartnerMessage, on_delete=models.CASCADE, related_name="unread")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "message"], name="unread_once_by_a_member")
        ]
