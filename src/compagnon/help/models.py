"""Questions to the Coordination Group of a scheme, and their answers: whoever asks, and the group, read them."""

from uuid import UUID

from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.schemes.models import Scheme


class Question(PublicModel, Confidential):
    """What somebody asks the Coordination Group, tracked to an answer (ALL-84)."""

    class State(models.TextChoices):
        """Nobody has it yet; one of the group has; it is answered."""

        OPEN = "open"
        TAKEN = "taken"
        ANSWERED = "answered"

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    text = EncryptedText()

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "state", "asked_at"], name="questions_of_a_scheme"),
            models.Index(fields=["person", "asked_at"], name="questions_of_a_person"),
        ]

    def scope(self) -> Scope:
        return Scope("question", UUID(str(self.pk)), self.scheme.organisation_id)


class Reply(PublicModel, Confidential):
    """What the group answers; it stands under the key of whoever wrote it."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="reply")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = EncryptedText()

    def scope(self) -> Scope:
        return self.question.scope()
