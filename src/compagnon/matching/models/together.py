from uuid import UUID

from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


class PeopleTogether(PublicModel):
    """People whom matches put together, two or more, as the Coordination Group speaks of them, whichever match it is.

    `fingerprint`: the same for the same people in any order, and for no others.
    """

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)


class OneTogether(PublicModel):
    """One of people whom matches put together."""

    together = models.ForeignKey(PeopleTogether, on_delete=models.PROTECT, related_name="people")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["together", "application"], name="together_once")
        ]


class PairComment(PublicModel, Confidential):
    """What somebody of the Coordination Group noted about people put together, a pair or more, for the others of the group."""

    together = models.ForeignKey(PeopleTogether, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = EncryptedText()

    class Meta:
        indexes = [
            models.Index(fields=["together", "written_at", "id"], name="comments_together_in_order")
        ]

    def scope(self) -> Scope:
        organisation_id = self.together.joining_point.cycle.scheme.organisation_id
        return Scope("pair_comment", UUID(str(self.pk)), organisation_id)


class Vote(PublicModel):
    """What one member of the group thinks of people put together, where the scheme wants votes. It decides nothing by itself."""

    together = models.ForeignKey(PeopleTogether, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["together", "person"], name="one_vote_together_and_person"
            )
        ]
