"""What becomes of applications, and of the work on them, when a person is erased."""

from uuid import UUID

from django.db.models import Q

from compagnon.core.encryption.opening import shred_scope
from compagnon.core.privacy import on_erasure
from compagnon.recruitment.models import (
    Application,
    Comment,
    Decision,
    Declaration,
    InformationRequest,
    Interest,
    RequestReply,
    SavedView,
    scope_of,
)


def erase(person_id: UUID, _address: str) -> None:
    """Empty and withdraw a person's applications: rows stay under random ids, for runs and proposals name them.

    Drafts go altogether: nobody but their applicant ever knew of them.
    """
    _erase_from_desk(person_id)
    Declaration.objects.filter(application__person=person_id).delete()
    Application.objects.filter(person=person_id, state=Application.State.DRAFT).delete()
    Application.objects.filter(person=person_id).update(
        answers={}, fingerprint="", declared_count=0, source=""
    )
    open_states = (
        Application.State.SUBMITTED,
        Application.State.ASKED,
        Application.State.APPROVED,
        Application.State.WAITING,
        Application.State.MATCHED,
    )
    Application.objects.filter(person=person_id, state__in=open_states).update(
        state=Application.State.WITHDRAWN
    )


def _erase_from_desk(person_id: UUID) -> None:
    """Erase what the group wrote about a person's applications, and what the person wrote about others'.

    That somebody decided, when and how stays, under a random id; their reasons do not.
    """
    about = list(
        Application.objects.filter(person=person_id).select_related("joining_point__cycle__scheme")
    )
    Comment.objects.filter(Q(application__in=about) | Q(author_id=person_id)).delete()
    Interest.objects.filter(Q(application__in=about) | Q(person=person_id)).delete()
    Decision.objects.filter(Q(application__in=about) | Q(author_id=person_id)).update(reason=b"")
    RequestReply.objects.filter(request__application__in=about).delete()
    InformationRequest.objects.filter(application__in=about).delete()
    InformationRequest.objects.filter(author_id=person_id).update(sentence=b"")
    for application in about:
        for kind in ("review", "decision"):
            shred_scope(scope_of(application, kind))
    Application.objects.filter(assigned_to=person_id).update(assigned_to=None)
    SavedView.objects.filter(person=person_id).delete()


on_erasure(erase)
