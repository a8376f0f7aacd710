from typing import ClassVar
from uuid import UUID

from django.db import models

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel, Sealed
from compagnon.partnerships.models.partnership import Member, Partnership


class SelfAssessment(PublicModel, Confidential):
    """How a member saw their own skills on a day (NF-39). It belongs to the person, like an entry of the journal.

    `answers` holds how far they are with each skill, and what they want to work on; `role` says which skills.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="self_assessments")
    role = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    answers = EncryptedText()
    note = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["member", "made_at"], name="skills_of_a_member")]

    def scope(self) -> Scope:
        """Return the author's own scope."""
        return Scope("person", UUID(str(self.member.person_id)), self.partnership.organisation_id)


class SharedSelfAssessment(PublicModel, Sealed):
    """That an author lets the others of the partnership read one self-assessment. Sealed: a row alone opens nothing."""

    SEALED: ClassVar[tuple[str, ...]] = ("id", "self_assessment_id", "partnership_id")

    self_assessment = models.OneToOneField(
        SelfAssessment, on_delete=models.PROTECT, related_name="shared"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    shared_at = models.DateTimeField()
