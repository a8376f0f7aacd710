from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.goal import Goal
from compagnon.partnerships.models.partnership import Member


class GoalLink(PublicModel, Confidential):
    """What or who helps with a goal: something of the scheme's list, an event, a specialist's input (NF-19).

    `detail`: where a resource is found besides its link, or whom a specialist is. What is on the list is copied, since
    which of it somebody works with says something about their goal.
    """

    class Kind(models.TextChoices):
        """What it is: to read or to watch, to go to, or somebody to ask."""

        RESOURCE = "resource", _("Resource")
        EVENT = "event", _("Event")
        SPECIALIST = "specialist", _("Specialist input")

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="links")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    linked_at = models.DateTimeField()
    happens_on = models.DateField(null=True)
    title = EncryptedText()
    detail = EncryptedText()
    url = EncryptedText()

    def scope(self) -> Scope:
        return self.goal.partnership.scope()
