from django.db import models
from django.db.models import F, Q

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel
from compagnon.recruitment.models import Institution
from compagnon.schemes.models import Organisation


class ProviderAgreement(PublicModel):
    """That two workplaces lend each other mentors (LSIS-27), either way round.

    From a day on, until a day if one is named, and no longer than until somebody ends it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    one = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(one=F("other")), name="a_provider_agrees_with_another"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="an_agreement_ends_after_it_starts",
            ),
        ]
