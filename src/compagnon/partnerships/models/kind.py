from django.db import models
from django.db.models import Q

from compagnon.core.models import PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership
from compagnon.schemes.models import Scheme


class KindChange(PublicModel):
    """That one proposed to go on as coaching, or as mentoring, and when the other agreed: the history of a change of kind."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=Scheme.Kind.choices)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(agreed_at=None),
                name="one_change_of_kind_at_a_time",
            )
        ]
