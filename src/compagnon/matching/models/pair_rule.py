from django.db import models
from django.db.models import F, Q

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


class PairRule(PublicModel):
    """A coordinator's word on one pair of a joining point: together, never, or not before we have talked about it."""

    class Kind(models.TextChoices):
        """Pinned or forbidden in all later runs; or held: runs may pair them, but no letter leaves."""

        PIN = "pin"
        FORBID = "forbid"
        HOLD = "hold"

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT)
    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentor", "mentee"], name="one_word_a_pair"),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="nobody_mentors_themself"
            ),
        ]
