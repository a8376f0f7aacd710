from django.db import models
from django.db.models import Q

from compagnon.core.models import PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership


class TimesProposal(PublicModel):
    """Several times that a member proposes for the next meeting; open until one is chosen, or others are proposed."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="times_proposals"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    proposed_at = models.DateTimeField()
    length_minutes = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(closed_at__isnull=True),
                name="one_open_proposal_of_times",
            )
        ]


class ProposedTime(PublicModel):
    """One of the times that are proposed."""

    proposal = models.ForeignKey(TimesProposal, on_delete=models.PROTECT, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "starts_at"], name="a_time_is_proposed_once"
            )
        ]


class TimeAcceptance(PublicModel):
    """That a proposed time suits a member; of two, that settles it, of more, once it suits all."""

    time = models.ForeignKey(ProposedTime, on_delete=models.PROTECT, related_name="acceptances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["time", "member"], name="accepts_once")]
