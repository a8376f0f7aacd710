"""Mailed codes: what they are for, and the letter that brings them."""

from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils import translation

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.ids import new_public_id
from compagnon.notifications.changes import plan_message

# A letter that comes later brings a code that opens nothing (ASVS 6.5.5), so it is not sent.
VALID_FOR: Final = timedelta(minutes=10)


class Purpose(StrEnum):
    """What a code is for; the letter says it, so that nobody is talked into passing one on."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    ADDRESS = "address"
    APPLY = "apply"


def plan_code(*, person: Person, address: str, code: str, purpose: Purpose) -> None:
    """Plan the letter with a code; the code itself is kept encrypted until the letter is sent."""
    plan_message(
        kind="accounts/code",
        recipient_id=UUID(str(person.pk)),
        address=address,
        language=person.language,
        context={"purpose": purpose, "valid_until": clock.now() + VALID_FOR},
        key=new_public_id().hex,
        secret=code,
    )


def plan_newcomers_code(*, address: str, code: str) -> None:
    """Plan the letter with a code to an address that somebody typed who wants to apply.

    It is the same whether anybody is known by that address or not: it names nobody.
    """
    plan_message(
        kind="accounts/code",
        recipient_id=None,
        address=address,
        language=translation.get_language() or "en",
        context={"purpose": Purpose.APPLY, "valid_until": clock.now() + VALID_FOR},
        key=new_public_id().hex,
        secret=code,
    )


def plan_no_account(*, address: str) -> None:
    """Plan the letter for an address that nobody signs in with: the page said the same as to everybody else.

    Whoever asked with another address of theirs learns it where only they can read it.
    """
    plan_message(
        kind="accounts/no_account",
        recipient_id=None,
        address=address,
        language=translation.get_language() or "en",
        context={},
        key=new_public_id().hex,
    )
