from django.db import models

from compagnon.core.models import PublicModel
from compagnon.partnerships.models.partnership import Member


class CheckIn(PublicModel):
    """That a member is asked whether the partnership works for them, and when next; never what they answered.

    `asks_on`: from which day on the question stands open; None once nothing is left to ask. It goes when the
    partnership ends.
    """

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="check_in")
    asks_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asks_on"], name="check_ins_to_be_asked")]
