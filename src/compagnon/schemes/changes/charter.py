"""Charters: a version is published once and never changed; a person signs the version that stands."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.charter import CharterText
from compagnon.schemes.charter.storing import to_stored
from compagnon.schemes.events import CharterPublished, CharterSigned
from compagnon.schemes.models import Charter, CharterSignature, Scheme


@change("schemes.publish_charter", on="scheme")
def publish_charter(*, by: Actor, scheme: Scheme, text: Mapping[str, CharterText]) -> Charter:
    """Publish a new version of the charter, in one or more languages; from now on this one is signed (ALL-11).

    Refused without a text in a language of this installation, and if nothing in it is new: signatures are not
    asked for twice for nothing.
    """
    if not set(text) & set(get_languages()):
        raise Refused(_("A charter needs a text in a language of this site."), field="text")
    # Of two at once, one comes second and publishes the version after.
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    latest = Charter.objects.filter(scheme=scheme).order_by("-version").first()
    stored = to_stored(text)
    if latest is not None and latest.text == stored:
        raise Refused(_("This is the charter as it stands; there is nothing new to sign."))
    charter = Charter.objects.create(
        scheme=scheme,
        version=latest.version + 1 if latest else 1,
        text=stored,
        published_at=clock.now(),
    )
    record(
        CharterPublished(charter_id=charter.id, scheme_id=scheme.id, version=charter.version), by=by
    )
    return charter


@change("schemes.sign_charter", on="charter")
def sign_charter(*, by: Actor, charter: Charter) -> CharterSignature:
    """Sign a charter for oneself: who, which version, when (ALL-11). Signing twice changes nothing.

    Refused for a version that a newer one has replaced: nobody signs what they have not read.
    """
    if by.person_id is None:
        raise Refused(_("Only a person can sign the charter."))
    if Charter.objects.filter(scheme=charter.scheme_id, version__gt=charter.version).exists():
        raise Refused(_("There is a newer version of the charter. Please read that one first."))
    signature, is_new = CharterSignature.objects.get_or_create(
        charter=charter, person_id=by.person_id, defaults={"signed_at": clock.now()}
    )
    if is_new:
        record(
            CharterSigned(signature_id=signature.id, charter_id=charter.id, person_id=by.person_id),
            by=by,
        )
    return signature
