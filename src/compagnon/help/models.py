"""Questions to the Coordination Group of a scheme, and their answers: whoever asks, and the group, read them."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.schemes.models import Scheme


class Question(PublicModel, Confidential):
    """What somebody asks the Coordination Group, tracked to an answer (ALL-84).

    Whoever cannot sign in is nobody (`person` is empty): they give a name, an address for the answer, and what it is
    about, and the answer goes there by mail in their `language`. Nobody has proved that the address is theirs.
    """

    class State(models.TextChoices):
        """Nobody has it yet; one of the group has; it is answered."""

        OPEN = "open"
        TAKEN = "taken"
        ANSWERED = "answered"

    class About(models.TextChoices):
        """What somebody who cannot sign in writes about."""

        SIGN_IN = "sign_in", _("I cannot sign in")
        MAIL = "mail", _("I get no mail from you")
        APPLYING = "applying", _("Applying")
        TAKING_PART = "taking_part", _("Taking part")
        OTHER = "other", _("Something else")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=20, choices=About.choices, blank=True)
    language = models.CharField(max_length=5, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    text = EncryptedText()
    visitor_name = EncryptedText()
    visitor_address = EncryptedText()

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "state", "asked_at"], name="questions_of_a_scheme"),
            models.Index(fields=["person", "asked_at"], name="questions_of_a_person"),
        ]

    @property
    def is_visitors(self) -> bool:
        """Whether somebody without an account asked."""
        return self.person_id is None

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
