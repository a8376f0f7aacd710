"""What a branch invites to. It holds nothing about whoever comes."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import PublicModel
from compagnon.schemes.models import Branch

LONGEST_TITLE: Final = 200
LONGEST_PLACE: Final = 300
LONGEST_ABOUT: Final = 2000


class Gathering(PublicModel):
    """An occasion that a branch hosts in person for those who take part in the programme (ALL-87).

    Nobody need come, and nobody says whether they do. `sequence` grows with every change: calendars want it, and
    nobody writes over what they have not seen.
    """

    class Kind(models.TextChoices):
        """What ALL-87 lets a branch host."""

        NETWORKING = "networking", _("Meet others")
        REFLECTION = "reflection", _("Reflect together")

    class State(models.TextChoices):
        """Going to be held, or held; or called off."""

        PLANNED = "planned"
        CANCELLED = "cancelled"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    title = models.CharField(max_length=LONGEST_TITLE)
    starts_at = models.DateTimeField()
    length_minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=LONGEST_PLACE)
    about = models.TextField(blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["branch", "starts_at"], name="gatherings_by_start")]

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.length_minutes)

    @property
    def is_over(self) -> bool:
        """Whether its end has passed."""
        return clock.now() >= self.ends_at

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.state == self.State.CANCELLED
