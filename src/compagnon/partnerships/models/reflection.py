from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel, Sealed
from compagnon.partnerships.models.partnership import Member, Partnership


class Reflection(PublicModel, Confidential):
    """An entry of a member's private journal. It belongs to the person: the partnership's keys do not open it."""

    class Moment(models.TextChoices):
        """When it was written: before a meeting, after one, or in between."""

        BEFORE = "before", _("Before a meeting")
        AFTER = "after", _("After a meeting")
        BETWEEN = "between", _("In between")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reflections")
    moment = models.CharField(max_length=10, choices=Moment.choices)
    written_at = models.DateTimeField()
    text = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["member", "-written_at"], name="journal_of_a_member")]

    def scope(self) -> Scope:
        """Return the author's own scope."""
        return Scope("person", UUID(str(self.member.person_id)), self.partnership.organisation_id)


class SharedReflection(PublicModel, Sealed):
    """That an author lets the others of the partnership read one entry. Sealed: a row alone opens nothing."""

    SEALED: ClassVar[tuple[str, ...]] = ("id", "reflection_id", "partnership_id")

    reflection = models.OneToOneField(Reflection, on_delete=models.PROTECT, related_name="shared")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    shared_at = models.DateTimeField()
