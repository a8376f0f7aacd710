from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel
from compagnon.matching.models.run import Run


class Release(PublicModel):
    """That a coordinator released pairs of a run, all or some: the moment their letters may leave.

    `proposed_by`: who had proposed it, where a second person confirms.
    `on_silence`: what becomes of a proposal that somebody has not answered when the day is over.
    """

    class OnSilence(models.TextChoices):
        """A coordinator decides; or the proposal is taken back by itself."""

        ASK = "ask"
        TAKE_BACK = "take_back"

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="releases")
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    released_at = models.DateTimeField()
    answer_by = models.DateField()
    on_silence = models.CharField(max_length=10, choices=OnSilence.choices, default=OnSilence.ASK)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class PlannedRelease(PublicModel):
    """A release that one coordinator proposed and another one has not confirmed yet; a run has one at most.

    It keeps what was looked at: the pairs, as ids of applications, and a mark of their letters.
    """

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answer_by = models.DateField()
    on_silence = models.CharField(max_length=10, choices=Release.OnSilence.choices)
    pairs = models.JSONField()
    letters_digest = models.CharField(max_length=64)
