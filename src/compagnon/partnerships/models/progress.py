from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership
from compagnon.schemes.models import Scheme


class Progress(PublicModel):
    """Where a partnership stands, for its coordinators: a stage and since when. It can hold no word of content.

    Follows from the rest, and is written anew whenever something happens and on the day when it changes by itself.
    `asks_on`: from which day on the members are asked whether they go on, if nothing is heard of them until then.
    """

    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, related_name="progress"
    )
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    stage = models.CharField(max_length=20)
    since_on = models.DateField()
    changes_on = models.DateField(null=True)
    begins_on = models.DateField(null=True)
    resumed_on = models.DateField(null=True)
    asks_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["scheme", "stage", "since_on", "id"], name="who_is_stuck_in_a_scheme"
            ),
            models.Index(fields=["changes_on"], name="progress_changes_by_itself"),
            models.Index(fields=["stage", "begins_on"], name="progress_to_be_reminded_of"),
            models.Index(fields=["asks_on"], name="progress_to_be_asked"),
        ]


class CoordinatorLetter(PublicModel):
    """A letter of the Coordination Group to members of a partnership, in a coordinator's own words.

    `member`: to whom; None: to all of them. An ordinary letter, not one of the pair's own words.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    written_at = models.DateTimeField()
    text = models.TextField()
