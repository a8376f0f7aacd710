from django.db import models

from compagnon.core.models import PublicModel
from compagnon.schemes.models import Scheme


class PastPair(PublicModel):
    """Two people who were proposed to each other and it came to nothing, or whose partnership ended.

    Never proposed again in this scheme, in any later year, after their applications are gone too. Whoever has the
    database alone cannot tell who they are: keyed hashes of random ids, the lower first.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+")
    key_id = models.CharField(max_length=12)
    one = models.CharField(max_length=32)
    other = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "one", "other"], name="one_row_a_past_pair")
        ]
        indexes = [models.Index(fields=["other"], name="past_pairs_by_the_other")]
