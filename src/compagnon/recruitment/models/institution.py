"""The workplaces that a coordinator named."""

from django.db import models

from compagnon.core.models import PublicModel
from compagnon.schemes.models import Organisation


class Institution(PublicModel):
    """A school, college or other workplace that a coordinator named, or put together with another.

    Most places are only typed, and have no row. `key` as `rules.institutions` makes it of what is typed.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_institution_a_key")
        ]
