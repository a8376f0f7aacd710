from uuid import UUID

from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.recruitment.models import Application


class PairComment(PublicModel, Confidential):
    """What somebody of the Coordination Group noted about a pair, whichever run proposes it, for the others of the group."""

    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = EncryptedText()

    class Meta:
        indexes = [
            models.Index(
                fields=["mentor", "mentee", "written_at", "id"], name="pair_comments_in_order"
            )
        ]

    def scope(self) -> Scope:
        organisation_id = self.mentor.joining_point.cycle.scheme.organisation_id
        return Scope("pair_comment", UUID(str(self.pk)), organisation_id)


class Vote(PublicModel):
    """What one member of the group thinks of a pair, where the scheme wants votes. It decides nothing by itself."""

    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "mentee", "person"], name="one_vote_a_pair_and_person"
            )
        ]
