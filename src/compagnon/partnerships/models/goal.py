from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership


class Goal(PublicModel, Confidential):
    """What a member wants to learn or change: their own goal in the development plan, read by the others."""

    class State(models.TextChoices):
        """Worked on, resting until its owner takes it up again, or reached."""

        ACTIVE = "active", _("At work")
        PAUSED = "paused", _("Resting")
        REACHED = "reached", _("Reached")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="goals")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    set_at = models.DateTimeField()
    target_on = models.DateField(null=True)
    title = EncryptedText()
    why = EncryptedText()
    where_now = EncryptedText()
    approaches = EncryptedText()
    resources = EncryptedText()
    evidence = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["partnership", "set_at"], name="goals_of_a_partnership")]

    def scope(self) -> Scope:
        return self.partnership.scope()


class GoalNote(PublicModel, Confidential):
    """A note on a goal: how it goes, by its owner; a thought on it, by somebody else of the partnership."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="notes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    written_at = models.DateTimeField()
    text = EncryptedText()

    def scope(self) -> Scope:
        return self.goal.partnership.scope()
