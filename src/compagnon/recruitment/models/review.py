"""What the Coordination Group notes, declares and decides."""

from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.recruitment.models.application import Application, scope_of
from compagnon.schemes.models import JoiningPoint


class Comment(PublicModel, Confidential):
    """What somebody of the Coordination Group noted about an application, for the others of the group."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()
    text = EncryptedText()

    class Meta:
        indexes = [
            models.Index(fields=["application", "written_at", "id"], name="comments_in_order")
        ]

    def scope(self) -> Scope:
        return scope_of(self.application, "review")


class Interest(PublicModel):
    """That a coordinator stands too near to an applicant to decide: the application is hidden from them."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="an_interest_is_declared_once"
            )
        ]


class Decision(PublicModel, Confidential):
    """One decision about an application, as it was made: written once and changed by nobody.

    They are numbered from 1, so that one that was taken away would be missed.
    Its author is whoever decided (`decided_by`: None, the system). The reason is what the applicant reads.
    """

    class Outcome(models.TextChoices):
        """What was decided."""

        APPROVED = "approved"
        WAITING = "waiting"
        DECLINED = "declined"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    decided_at = models.DateTimeField()
    as_mentor = models.BooleanField()
    as_mentee = models.BooleanField()
    criteria = models.JSONField(default=list)
    is_told = models.BooleanField()
    reason = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="decisions_in_order")
        ]

    def scope(self) -> Scope:
        return scope_of(self.application, "decision")


class SavedView(PublicModel):
    """What somebody of the Coordination Group narrowed the queue to, under a name: their own, or for all the group.

    It counts for every joining point of the scheme; `joining_point` is where it was saved.
    """

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    name = models.CharField(max_length=60)
    is_shared = models.BooleanField(default=False)
    wanted = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joining_point", "person", "name"], name="one_view_of_a_name"
            )
        ]
