"""Public ids: 128 random bits, the primary key of whatever stands in a URL; never sequential, never timed."""

import secrets
from typing import Any
from uuid import UUID

from django.db import models


def new_public_id() -> UUID:
    """Return 128 bits from the system's random source (a version-4 UUID has only 122)."""
    return UUID(bytes=secrets.token_bytes(16))


class PublicIdField(models.UUIDField[UUID | str, UUID]):
    """A primary key that may be shown to anybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Default to a fresh random id that no form edits."""
        kwargs.setdefault("default", new_public_id)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class PublicModel(models.Model):
    """A row that has a public id."""

    id = PublicIdField(primary_key=True)

    class Meta:
        abstract = True


class PublicIdConverter:
    """`<public_id:…>` in a route: 32 hexadecimal digits, and nothing else is that URL."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> UUID:
        return UUID(hex=value)

    def to_url(self, value: UUID | str) -> str:
        return value.hex if isinstance(value, UUID) else UUID(value).hex
