"""What is kept of a person here: who they are, how they sign in, where they are signed in.

The tables of the sign-in library and of Django's own accounts are declared here too, the empty ones included.
"""

from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from compagnon.accounts.changes.session import delete_sessions
from compagnon.accounts.models import Person, Session, SignInLink
from compagnon.accounts.sealing import seal
from compagnon.core import sealing
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure

_ID: Final = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Names the row; random or counted.")
_SEAL: Final = Treatment(
    Category.TECHNICAL, Erasure.WITH_ROW, "Shows that nobody changed the row outside Compagnon."
)
_NAME: Final = Treatment(
    Category.IDENTITY, Erasure.BLANKED, "What the person is called.", exported=True
)
_OWN_ADDRESS: Final = Treatment(
    Category.CONTACT, Erasure.BLANKED, "Where codes and letters go.", exported=True
)
_SHELL: Final = Treatment(
    Category.TECHNICAL,
    Erasure.KEPT,
    "The empty row stays, so that the partner's records stay whole.",
)
_ADDRESS: Final = Treatment(
    Category.CONTACT, Erasure.WITH_ROW, "Where codes and letters go.", exported=True
)
_WHOSE: Final = Treatment(Category.IDENTITY, Erasure.WITH_ROW, "Whom the row is about.")
_SECRET: Final = Treatment(
    Category.TECHNICAL,
    Erasure.WITH_ROW,
    "What somebody signs in with: hashed, encrypted or public; never exported.",
)
_WHEN: Final = Treatment(
    Category.RECORD, Erasure.WITH_ROW, "When it began or was last used.", exported=True
)
_CHOICE: Final = Treatment(
    Category.ANSWER, Erasure.WITH_ROW, "What the person chose.", exported=True
)
_STATE: Final = Treatment(Category.RECORD, Erasure.WITH_ROW, "How things stand.", exported=True)
_UNUSED: Final = Treatment(
    Category.TECHNICAL, Erasure.KEPT, "A table of the framework that stays empty of people here."
)


def erase(person_id: UUID, _address: str) -> None:
    """Leave an empty, closed row of a person: no name, no address, no way to sign in."""
    row = Person.objects.get(pk=person_id)
    delete_sessions(row)
    sealing.delete(SignInLink.objects.filter(person=person_id))
    Authenticator.objects.filter(user=person_id).delete()
    EmailAddress.objects.filter(user=person_id).delete()
    row.email, row.name, row.language = f"{person_id.hex}@erased.invalid", "", "en"
    row.is_active, row.last_login = False, None
    row.set_unusable_password()
    seal(row, row.sealed_values(), ended=True)
    row.save()


on_erasure(erase)
declare(
    Person,
    {
        "id": _SHELL,
        "seal": _SHELL,
        "password": Treatment(Category.TECHNICAL, Erasure.BLANKED, _SECRET.why),
        "last_login": Treatment(Category.RECORD, Erasure.BLANKED, _WHEN.why, exported=True),
        "email": _OWN_ADDRESS,
        "name": _NAME,
        "language": Treatment(Category.ANSWER, Erasure.BLANKED, _CHOICE.why, exported=True),
        "is_active": Treatment(Category.RECORD, Erasure.BLANKED, _STATE.why, exported=True),
        "created_at": Treatment(Category.RECORD, Erasure.KEPT, _WHEN.why, exported=True),
    },
)
declare(
    Session,
    {
        "id": _ID,
        "key_digest": _SECRET,
        "person": _WHOSE,
        "browser": Treatment(
            Category.TECHNICAL,
            Erasure.WITH_ROW,
            "Browser and system by name, so that people know their own sessions; no version, no network.",
            exported=True,
        ),
        "started_at": _WHEN,
        "seen_at": _WHEN,
        "ends_at": _WHEN,
        "payload": _SECRET,
    },
)
declare(
    SignInLink,
    {
        "id": _ID,
        "seal": _SEAL,
        "person": _WHOSE,
        "token_digest": _SECRET,
        "made_at": _WHEN,
        "expires_at": _WHEN,
    },
)
declare(
    EmailAddress,
    {
        "id": _ID,
        "user": _WHOSE,
        "email": _ADDRESS,
        "verified": _STATE,
        "primary": _STATE,
    },
)
declare(
    EmailConfirmation,
    dict.fromkeys(("id", "email_address", "created", "sent", "key"), _UNUSED),
)
declare(
    Authenticator,
    {
        "id": _ID,
        "user": _WHOSE,
        "type": _STATE,
        "data": _SECRET,
        "created_at": _WHEN,
        "last_used_at": _WHEN,
    },
)
declare(Group, dict.fromkeys(("id", "name", "permissions"), _UNUSED))
declare(Permission, dict.fromkeys(("id", "name", "content_type", "codename"), _UNUSED))
declare(ContentType, dict.fromkeys(("id", "app_label", "model"), _UNUSED))
