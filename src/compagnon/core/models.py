"""The kernel's own tables: the event log, the data keys, the forms that were already sent, the cache."""

from django.db import models

from compagnon.core.encryption.fields import Confidential, EncryptedText
from compagnon.core.ids import PublicModel
from compagnon.core.retired import RetiredSeal
from compagnon.core.sealing import Sealed
from compagnon.core.work import Work

__all__ = [
    "CacheEntry",
    "Confidential",
    "DataKey",
    "EncryptedText",
    "EventRow",
    "PublicModel",
    "RetiredSeal",
    "Sealed",
    "Submission",
    "Work",
]


class EventRow(models.Model):
    """One happening. No foreign keys: erasing a person is never blocked by the log, nor the log by it."""

    name = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    about_id = models.UUIDField(null=True)
    data = models.JSONField()

    class Meta:
        db_table = "core_event"
        indexes = [
            models.Index(fields=["about_id", "id"], name="core_event_about"),
            models.Index(fields=["name", "id"], name="core_event_name"),
        ]


class DataKey(models.Model):
    """A wrapped key: one for each scope (a partnership, an application, a person) and author.

    All wraps stand in this one table, so that a backup can keep them apart from what they open and
    erasing a row shreds every word its author wrote in that scope.
    """

    scope_kind = models.CharField(max_length=20)
    scope_id = models.UUIDField()
    author_id = models.UUIDField()
    master_key_id = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope_kind", "scope_id", "author_id"],
                name="one_data_key_a_scope_and_author",
            )
        ]
        indexes = [models.Index(fields=["author_id"], name="core_datakey_author")]


class Submission(models.Model):
    """A form that was sent, by its one-time token; its twin gets the first one's answer."""

    token = models.CharField(max_length=40, primary_key=True)
    location = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField()


class CacheEntry(models.Model):
    """The table of Django's DatabaseCache, shared by all processes: counters of throttles, blank forms.

    Nothing here reads or writes it; it is a model so that `migrate` alone makes it, on every database.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_cache"
