"""What the group wrote about people put together does not outlive them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from compagnon.core.encryption.opening import shred_scope
from compagnon.matching.models import PairComment, Waiver
from compagnon.matching.queries.together import together_with


def empty_words(applications: Collection[UUID], *, author_id: UUID | None = None) -> None:
    """Destroy what the group wrote about some, or one of it wrote, and its keys; that a rule was let go, and when, stays."""
    by = Q(author_id=author_id)
    about = Q(mentor__in=applications) | Q(mentee__in=applications)
    comments = PairComment.objects.filter(Q(together__in=together_with(applications)) | by)
    waivers = Waiver.objects.filter(about | by)
    written: list[PairComment | Waiver] = [
        *comments.select_related("together__joining_point__cycle__scheme"),
        *waivers.select_related("mentor__joining_point__cycle__scheme"),
    ]
    for row in written:
        shred_scope(row.scope())
    comments.delete()
    waivers.update(reason=b"")
