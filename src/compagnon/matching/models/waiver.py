from uuid import UUID

from django.db import models
from django.db.models import Q

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.matching.models.decision_log import LoggedDecision
from compagnon.recruitment.models import Application


class Waiver(PublicModel, Confidential):
    """That a rule is let go for one pair, on purpose, and why in words for the group.

    By a coordinator, or, where people choose and the rule only warns, by whoever was asked and says yes. It holds until `ended_by`, the decision that took it back, or that took back the pin it came with.
    """

    decision = models.ForeignKey(LoggedDecision, on_delete=models.PROTECT, related_name="waivers")
    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        LoggedDecision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "mentee", "rule"],
                condition=Q(ended_by=None),
                name="a_rule_is_let_go_once_a_pair",
            )
        ]

    def scope(self) -> Scope:
        organisation_id = self.mentor.joining_point.cycle.scheme.organisation_id
        return Scope("waiver", UUID(str(self.pk)), organisation_id)
