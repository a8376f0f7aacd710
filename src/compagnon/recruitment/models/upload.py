"""Files that were uploaded, and their parts."""

from uuid import UUID

from django.db import models

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel, Work
from compagnon.recruitment.models.form import FormVersion
from compagnon.schemes.models import JoiningPoint


class Upload(PublicModel, Work, Confidential):
    """A file that somebody uploaded: read in the background, looked at, taken in, and destroyed.

    Its author is whoever uploaded it; its lines stand in parts. As work it waits while it is being read and while it
    is taken in. `position` is the last line that was dealt with: a process that goes on after another goes on behind
    it. `trouble` is why it could not be read, in its uploader's language. Each kind has states of its own.
    """

    state = models.CharField(max_length=10)
    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class UploadPart(PublicModel, Confidential):
    """A piece of an upload under the upload's own key: bytes as they came, lines as they were read, or remarks."""

    class Holds(models.TextChoices):
        """What a part is a part of."""

        BYTES = "bytes"
        LINES = "lines"
        REMARKS = "remarks"

    upload_kind = models.CharField(max_length=20)
    upload_id = models.UUIDField()
    organisation_id = models.UUIDField()
    holds = models.CharField(max_length=10, choices=Holds.choices)
    number = models.PositiveIntegerField()
    content = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["upload_id", "holds", "number"], name="one_part_a_place_in_an_upload"
            )
        ]

    def scope(self) -> Scope:
        return Scope(self.upload_kind, self.upload_id, self.organisation_id)


class ImportFile(Upload):
    """An uploaded file of applications; `content` says how it was understood, `form` by which version of the form."""

    class State(models.TextChoices):
        """Being read; looked at; being imported; imported; given up; not to be read."""

        READING = "reading"
        PREVIEW = "preview"
        IMPORTING = "importing"
        IMPORTED = "imported"
        DROPPED = "dropped"
        REFUSED = "refused"

    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, null=True)
    content = EncryptedText()
    columns = models.JSONField(default=dict)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["joining_point", "-uploaded_at"], name="files_of_a_joining_point")
        ]

    @property
    def done_count(self) -> int:
        """How many lines have been dealt with, in whichever way."""
        return self.created_count + self.updated_count + self.unchanged_count + self.refused_count

    def scope(self) -> Scope:
        return Scope("import", UUID(str(self.pk)), self.joining_point.cycle.scheme.organisation_id)
