"""The link at the foot of every reminder: whoever holds it can turn that person's reminders off, no more."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

from compagnon.core import installation

_signer = signing.Signer(salt="compagnon.notifications.unsubscribe")


def unsubscribe_url(person_id: UUID) -> str:
    """Return the address that turns a person's reminders off; it never expires, as mails do not."""
    path = reverse("notifications:unsubscribe", kwargs={"token": _signer.sign(person_id.hex)})
    return installation.origin() + path


def person_of(token: str) -> UUID | None:
    """Return whose reminders a link is about; None for a link we did not sign, or a person who is gone."""
    try:
        person_id = UUID(hex=_signer.unsign(token))
    except signing.BadSignature:
        return None
    return person_id if get_user_model()._default_manager.filter(pk=person_id).exists() else None
