"""What the group wrote about pairs does not outlive the people it is about."""

from django.db.models import Q

from compagnon.core.encryption.opening import shred_scope
from compagnon.matching.models import PairComment, Waiver


def empty_words(about: Q) -> None:
    """Destroy what the group wrote about some pairs, and its keys; that a rule was let go, and when, stays."""
    comments, waivers = PairComment.objects.filter(about), Waiver.objects.filter(about)
    scheme = "mentor__joining_point__cycle__scheme"
    written: list[PairComment | Waiver] = [
        *comments.select_related(scheme),
        *waivers.select_related(scheme),
    ]
    for row in written:
        shred_scope(row.scope())
    comments.delete()
    waivers.update(reason=b"")
