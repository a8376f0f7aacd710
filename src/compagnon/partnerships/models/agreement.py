from django.db import models
from django.db.models import F, Q

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership


class Agreement(PublicModel, Confidential):
    """One version of a pair's learning contract (ALL-61 to 64); in force once both have signed it.

    How often, how and how long stand open, since reminders need them; the words are encrypted.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="agreements"
    )
    version = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    frequency = models.CharField(max_length=30)
    mode = models.CharField(max_length=30)
    length_minutes = models.PositiveSmallIntegerField()
    review_on = models.DateField()
    ends_on = models.DateField()
    focus_areas = EncryptedText()
    focus_note = EncryptedText()
    mentor_responsibilities = EncryptedText()
    mentee_responsibilities = EncryptedText()
    minutes_by = EncryptedText()
    contact = EncryptedText()
    off_limits = EncryptedText()
    challenge = EncryptedText()
    depth = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "version"], name="one_agreement_a_version"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("review_on")), name="reviewed_before_it_ends"
            ),
        ]

    def scope(self) -> Scope:
        return self.partnership.scope()


class Signature(PublicModel):
    """That a member signed one version of the learning contract, and when (LSIS-44)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "member"], name="signs_a_version_once")
        ]
