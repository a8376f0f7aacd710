"""What a scheme points its people to."""

from typing import Final

from django.db import models

from compagnon.core.models import PublicModel
from compagnon.schemes.models import Scheme

LONGEST_TITLE: Final = 200
LONGEST_URL: Final = 500


class Resource(PublicModel):
    """Something worth knowing of: what it is for, and where it is found, by a link or in words (ALL-71, ALL-72).

    Without `roles` it is for everybody, without `focus_areas` for any subject. `language`: which one it is in, if that
    matters. People who take part see it once somebody has checked it; what ships waits for that.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    purpose = models.TextField()
    url = models.CharField(max_length=LONGEST_URL, blank=True)
    where = models.CharField(max_length=LONGEST_URL, blank=True)
    language = models.CharField(max_length=5, blank=True)
    roles = models.JSONField(default=list)
    focus_areas = models.JSONField(default=list)
    is_checked = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["scheme", "position"], name="resources_in_order")]
