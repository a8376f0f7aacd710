from django.db import models

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.meeting import Meeting
from compagnon.partnerships.models.partnership import Member


class VideoLink(PublicModel, Confidential):
    """Where on the net a meeting takes place. Encrypted: whoever has the address can come in."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="video_link")
    url = EncryptedText()

    def scope(self) -> Scope:
        return self.meeting.partnership.scope()


class MinutesDraft(PublicModel, Confidential):
    """What a member notes during a meeting, for the minutes; theirs alone until they record them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="drafts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    actions = EncryptedText()
    next_items = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_draft_a_member")
        ]

    def scope(self) -> Scope:
        return self.meeting.partnership.scope()
