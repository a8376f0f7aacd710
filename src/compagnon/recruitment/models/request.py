"""What the Coordination Group asked an applicant besides, and the reply."""

from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.recruitment.models.application import Application, scope_of


class InformationRequest(PublicModel, Confidential):
    """That the Coordination Group asked an applicant about some of their answers, with a sentence of its own."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="requests")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    questions = models.JSONField()
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    sentence = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["application", "asked_at", "id"], name="requests_in_order")]

    def scope(self) -> Scope:
        return scope_of(self.application, "decision")


class RequestReply(PublicModel, Confidential):
    """What an applicant said to a request in words of their own, and the answers that were asked before and after.

    `before` and `after` hold answers as an application does; whom somebody declared is never among them.
    """

    request = models.OneToOneField(
        InformationRequest, on_delete=models.PROTECT, related_name="reply"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    text = EncryptedText()

    def scope(self) -> Scope:
        return self.request.scope()
