"""A register as it was imported. Numbers and addresses stand as keyed hashes: they are compared, never read."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from compagnon.core.encryption.scope import Scope
from compagnon.recruitment.models import Application, Upload
from compagnon.schemes.models import Organisation


class Register(Upload):
    """One import of an organisation's register: read, looked at, taken in, and in force until the next one is.

    `key_id` names the key of the hashes. `columns`: each heading that was recognised, and as what. `remarks`: line and
    trouble.
    """

    class State(models.TextChoices):
        """Being read; looked at; being taken in; in force; replaced or too old; given up; not to be read."""

        READING = "reading"
        PREVIEW = "preview"
        IMPORTING = "importing"
        CURRENT = "current"
        RETIRED = "retired"
        DROPPED = "dropped"
        REFUSED = "refused"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    key_id = models.CharField(max_length=16)
    done_count = models.PositiveIntegerField(default=0)
    left_out_count = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    remarks = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state="current"),
                name="one_register_in_force",
            )
        ]

    def scope(self) -> Scope:
        return Scope("register", UUID(str(self.pk)), UUID(str(self.organisation_id)))


class RegisterEntry(models.Model):
    """A member: the name as the register has it, what it is found by, and until when the membership runs."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE)
    number_hash = models.CharField(max_length=32, blank=True)
    address_hash = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=200, blank=True)
    first_word = models.CharField(max_length=60, blank=True)
    last_word = models.CharField(max_length=60, blank=True)
    until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["register", "number_hash"], name="members_by_number"),
            models.Index(fields=["register", "address_hash"], name="members_by_address"),
            models.Index(fields=["register", "first_word"], name="members_by_first_word"),
            models.Index(fields=["register", "last_word"], name="members_by_last_word"),
        ]


class Standing(models.Model):
    """What a register says of an open application whose membership nobody confirmed, compared when either changed.

    So that a queue can be narrowed by it in the database. `until`: the last day on which it is `listed`; None: for good.
    """

    class Verdict(models.TextChoices):
        """In the register; with a number or an address of somebody else; not found by either."""

        LISTED = "listed"
        OTHER_NAME = "other_name"
        NOT_FOUND = "not_found"

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="standings")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="standings")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "register"], name="one_standing_in_a_register"
            )
        ]
        indexes = [
            models.Index(fields=["register", "verdict", "application"], name="standings_by_verdict")
        ]
