from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership


class Observation(PublicModel, Confidential):
    """One member watches another teach or work, and both talk about it. The observer writes; nothing is graded.

    `length_minutes`: watching and the talk after it together, where somebody said so (LSIS-79).
    """

    class State(models.TextChoices):
        """Planned, seen, talked over; or called off before it took place."""

        PLANNED = "planned", _("Planned")
        SEEN = "seen", _("Seen")
        DISCUSSED = "discussed", _("Talked over")
        CANCELLED = "cancelled", _("Called off")

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="observations"
    )
    observer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    observed = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    planned_at = models.DateTimeField()
    happens_on = models.DateField(null=True)
    agreed_at = models.DateTimeField(null=True)
    length_minutes = models.PositiveSmallIntegerField(null=True)
    focus = EncryptedText()
    seen = EncryptedText()
    dialogue = EncryptedText()

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "planned_at"], name="observations_of_a_pair")
        ]

    def scope(self) -> Scope:
        return self.partnership.scope()


class Strategy(PublicModel, Confidential):
    """Something practical that the observer suggests to try before the next observation."""

    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="strategies"
    )
    position = models.PositiveSmallIntegerField()
    text = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "position"], name="strategy_positions_differ"
            )
        ]

    def scope(self) -> Scope:
        return self.observation.partnership.scope()


class Trial(PublicModel, Confidential):
    """Whether the observed member tried a strategy, and how it went, in their own words."""

    strategy = models.OneToOneField(Strategy, on_delete=models.PROTECT, related_name="trial")
    is_tried = models.BooleanField()
    told_at = models.DateTimeField()
    how_it_went = EncryptedText()

    def scope(self) -> Scope:
        return self.strategy.observation.partnership.scope()
