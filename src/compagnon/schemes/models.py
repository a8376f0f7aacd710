"""What an organisation runs: schemes with yearly cycles, joining points, a versioned charter, appointments."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel, Sealed


class Organisation(PublicModel):
    """An association, a college, a trust. Nothing crosses from one to another."""

    name = models.CharField(max_length=200)


class Branch(PublicModel):
    """A branch, region or forum that promotes schemes locally; it has rights only after a briefing (ALL-85)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    briefed_on = models.DateField(null=True)


class Scheme(PublicModel):
    """One programme: its kind, its promises, and how it matches."""

    class Kind(models.TextChoices):
        """The three relationships of the National Framework (NF-01)."""

        MENTORING = "mentoring"
        COACHING = "coaching"
        PEER_COACHING = "peer_coaching"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    summary = models.TextField()
    focus_areas = models.JSONField(default=list)
    matching = models.JSONField(default=dict)


class Cycle(PublicModel):
    """An academic year of a scheme (ALL-21)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    name = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="one_cycle_a_name"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="cycle_ends_after_it_starts"
            ),
        ]


class JoiningPoint(PublicModel):
    """A time of the year at which people join: September, January, April by default (ALL-22)."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT)
    month = models.PositiveSmallIntegerField()
    closes_on = models.DateField()
    starts_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "month"], name="one_joining_point_a_month"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="joining_month_exists"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("closes_on")), name="joins_after_it_closes"
            ),
        ]

    @property
    def month_name(self) -> StrOrPromise:
        """The month in the reader's language, which is what people call a joining point."""
        return MONTHS[self.month]

    @property
    def title(self) -> str:
        """What stands above the pages of a joining point: "September, 2026/27"."""
        return f"{self.month_name}, {self.cycle.name}"


class Charter(PublicModel):
    """One version of a scheme's charter, in the languages it was written in (ALL-10)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    text = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version"], name="one_charter_a_version")
        ]


class CharterSignature(PublicModel):
    """That a person signed one version of a charter, and when (ALL-11). A new version asks again."""

    charter = models.ForeignKey(Charter, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "person"], name="one_signature_a_version")
        ]


class Appointment(PublicModel, Sealed):
    """That somebody holds a role, approved by whom and when (ALL-31). Sealed: a row alone gives no right."""

    class Role(models.TextChoices):
        """Administrators run the installation, coordinators a scheme, branch leads promote locally."""

        ADMINISTRATOR = "administrator"
        COORDINATOR = "coordinator"
        BRANCH_LEAD = "branch_lead"

    SEALED: ClassVar[tuple[str, ...]] = (
        "id",
        "person_id",
        "role",
        "organisation_id",
        "scheme_id",
        "branch_id",
        "ended_on",
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True)
    approved_on = models.DateField()
    approved_by = models.CharField(max_length=200)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "organisation", "scheme", "branch"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="one_open_appointment",
            ),
            models.CheckConstraint(
                condition=Q(role="administrator", scheme=None, branch=None)
                | Q(role="coordinator", scheme__isnull=False, branch=None)
                | Q(role="branch_lead", scheme=None, branch__isnull=False),
                name="appointment_names_what_it_is_for",
            ),
        ]
