from typing import Any
from uuid import UUID

from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel, Work
from compagnon.schemes.models import JoiningPoint


class Run(PublicModel, Work):
    """One run of the engine over a joining point's approved applications: its settings, and its result for ever.

    The result holds the random ids of applications; erasing a person leaves the id only. Its `summary` stands
    beside it too, because lists need no more. `problem` says why there is no result: one of the engine's reasons
    (key and values), so that it is read in any language and holds no name.
    """

    class Kind(models.TextChoices):
        """Who is put together: one who offers and one who asks; peers of one pool; or circles that somebody facilitates."""

        PAIRS = "pairs"
        PEERS = "peers"
        CIRCLES = "circles"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAIRS)
    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT, related_name="runs")
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    settings = models.JSONField()
    engine_version = models.CharField(max_length=20)
    inputs_fingerprint = models.CharField(max_length=64, blank=True)
    progress_percent = models.PositiveSmallIntegerField(default=0)
    summary = models.JSONField(null=True)
    result = models.JSONField(null=True)
    problem = models.JSONField(null=True)

    def contributions(self, mentor_id: UUID, mentee_id: UUID) -> list[dict[str, Any]]:
        """Return what each criterion added to the score of one of the run's pairs."""
        for pair in (self.result or {}).get("pairs", ()):
            if (pair["mentor_id"], pair["mentee_id"]) == (mentor_id.hex, mentee_id.hex):
                return list(pair["contributions"])
        return []
