from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages

from compagnon.core.actors import Actor, ActorKind
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import Decision, decide
from compagnon.schemes.charter import CharterText
from compagnon.schemes.charter.storing import from_stored
from compagnon.schemes.facts import Fact, facts_of
from compagnon.schemes.models import Charter, CharterSignature, Scheme


@dataclass(frozen=True)
class CharterView:
    """The charter as it stands, in one language, and whether the reader has signed it."""

    id: UUID
    scheme_id: UUID
    scheme_name: str
    version: int
    published_at: datetime
    language: str
    languages: tuple[str, ...]
    text: CharterText
    signed_at: datetime | None
    sign: Decision
    facts: tuple[Fact, ...]


def find_charter(*, scheme_id: UUID, version: int) -> Charter | None:
    """Return the version of a charter that a page showed, to be signed; None for one that never was. One query."""
    return Charter.objects.filter(scheme=scheme_id, version=version).first()


def get_charter(*, viewer: Actor, scheme_id: UUID, language: str) -> CharterView | None:
    """Return the charter that stands, for anybody who asks (ALL-10); None if the scheme has none.

    In the reader's language if it was written in it, else in the first one it was written in.
    """
    charter = next(iter(_latest(scheme_id).select_related("scheme")), None)
    if charter is None:
        return None
    signature = (
        CharterSignature.objects.filter(charter=charter, person=viewer.person_id).first()
        if viewer.person_id
        else None
    )
    # In the installation's order: PostgreSQL keeps the keys of a JSON object in its own.
    languages = tuple(code for code in get_languages() if code in charter.text)
    shown = language if language in languages else languages[0]
    return CharterView(
        id=charter.id,
        scheme_id=scheme_id,
        scheme_name=charter.scheme.name,
        version=charter.version,
        published_at=charter.published_at,
        language=shown,
        languages=languages,
        text=from_stored(charter.text[shown]),
        signed_at=signature.signed_at if signature else None,
        sign=decide(viewer, "schemes.sign_charter", charter),
        facts=facts_of(charter.scheme),
    )


def signed_person_ids(*, viewer: Actor, scheme: Scheme) -> "QuerySet[CharterSignature, UUID]":
    """Return the ids of those who signed the charter as it stands, as a subquery for lists (ALL-11).

    For the system and for whoever may look at the scheme; for anybody else it is empty.
    """
    signatures = CharterSignature.objects.filter(charter__in=_latest(scheme)).values_list(
        "person_id", flat=True
    )
    return signatures if _may_know(viewer, scheme) else signatures.none()


def charter_signed(*, viewer: Actor, person_id: UUID, scheme: Scheme) -> bool:
    """Say whether a person signed the charter as it stands: an older version does not count (ALL-11).

    Refused to whoever is neither that person nor may look at the scheme.
    """
    if viewer.person_id != person_id and not _may_know(viewer, scheme):
        raise NotAllowed(_("Only the person and the Coordination Group know who has signed."))
    return CharterSignature.objects.filter(charter__in=_latest(scheme), person=person_id).exists()


def _may_know(viewer: Actor, scheme: Scheme) -> bool:
    return viewer.kind is ActorKind.SYSTEM or decide(viewer, "schemes.view_scheme", scheme).allowed


def _latest(scheme: Scheme | UUID) -> QuerySet[Charter]:
    """Return the version of a scheme's charter that stands, the highest, as a query of at most one row."""
    return Charter.objects.filter(
        id=Charter.objects.filter(scheme=scheme).order_by("-version").values("id")[:1]
    )
