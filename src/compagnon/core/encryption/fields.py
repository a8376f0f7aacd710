"""`EncryptedText`: a column of ciphertext. It never decrypts by itself; see `opening`."""

from typing import Any
from uuid import UUID

from django.db import models

from compagnon.core.encryption.scope import Scope


class EncryptedText(models.BinaryField[Any, bytes]):
    """Confidential words. Reading the column gives ciphertext; a `Grant` opens it, `write_text` fills it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start empty: an empty column is an empty text."""
        kwargs.setdefault("default", b"")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class Confidential(models.Model):
    """A row with confidential words, written under one author's key and counted by version."""

    author_id = models.UUIDField()
    text_version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def scope(self) -> Scope:
        """Return what the words belong to: the partnership, the application, the person."""
        raise NotImplementedError

    @property
    def row_id(self) -> UUID:
        """The public id, which the ciphertext is bound to."""
        return UUID(str(self.pk))

    @classmethod
    def encrypted_fields(cls) -> list[str]:
        """Return the names of the confidential columns."""
        return [field.name for field in cls._meta.get_fields() if isinstance(field, EncryptedText)]
