"""What an organisation runs: schemes with yearly cycles, joining points, a versioned charter, appointments."""

from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel, Sealed
from compagnon.notifications.wording import MOST_SUBJECT
from compagnon.schemes.rules import JOINING_DAYS, JoiningDates, dates_around


class Organisation(PublicModel):
    """An association, a college, a trust. Nothing crosses from one to another."""

    name = models.CharField(max_length=200)


class Branch(PublicModel):
    """A branch, region or forum that promotes schemes locally; it has rights only after a briefing (ALL-85)."""

    class Kind(models.TextChoices):
        """What an organisation is made of, and what works beside it (ALL-25, ALL-86)."""

        BRANCH = "branch"
        REGION = "region"
        FORUM = "forum"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BRANCH)
    briefed_on = models.DateField(null=True)


class Scheme(PublicModel):
    """One programme: its kind, its promises, and how it matches."""

    class Kind(models.TextChoices):
        """The three relationships of the National Framework (NF-01)."""

        MENTORING = "mentoring"
        COACHING = "coaching"
        PEER_COACHING = "peer_coaching"

    class State(models.TextChoices):
        """Being prepared; taking applications at its joining points; taking none any more."""

        SETTING_UP = "setting_up"
        OPEN = "open"
        CLOSED = "closed"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    template = models.CharField(max_length=40, default="association")
    state = models.CharField(max_length=20, choices=State.choices, default=State.SETTING_UP)
    summary = models.TextField()
    focus_areas = models.JSONField(default=list)
    matching = models.JSONField(default=dict)
    settings = models.JSONField(default=dict)
    holds_letters = models.BooleanField(default=False)
    interests = models.JSONField(default=dict)


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
    """A time of the year at which people join: September, January, April by default (ALL-22).

    Without `opens_on` it is open from the first day; the other two days are for the Coordination Group to plan by.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT)
    month = models.PositiveSmallIntegerField()
    opens_on = models.DateField(null=True)
    closes_on = models.DateField()
    match_by = models.DateField(null=True)
    starts_on = models.DateField()
    review_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "month"], name="one_joining_point_a_month"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="joining_month_exists"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("closes_on")), name="joins_after_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(opens_on__lte=F("closes_on")),
                name="opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(match_by=None)
                | Q(match_by__gte=F("closes_on"), match_by__lte=F("starts_on")),
                name="matched_between_closing_and_start",
            ),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gt=F("starts_on")),
                name="reviewed_after_the_start",
            ),
        ]

    @property
    def dates(self) -> JoiningDates:
        """Its days in their order; the usual ones where it was given none."""
        usual = dates_around(self.closes_on, self.starts_on)
        given = {name: getattr(self, name) for name in JOINING_DAYS}
        return replace(usual, **{name: day for name, day in given.items() if day})

    @property
    def month_name(self) -> StrOrPromise:
        """The month in the reader's language, which is what people call a joining point."""
        return MONTHS[self.month]

    @property
    def title(self) -> str:
        """What stands above the pages of a joining point: "September, 2026/27"."""
        return f"{self.month_name}, {self.cycle.name}"


class TermCalendar(PublicModel):
    """When one nation, or one council or institution in it, teaches in one school year: an organisation's own copy.

    `year` is the one in which it begins; `entries` are rows of kind, first day, last day and name. Without
    `confirmed_on` nobody has held it against the official days yet.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    nation = models.CharField(max_length=20)
    place = models.CharField(max_length=100, blank=True)
    year = models.PositiveSmallIntegerField()
    entries = models.JSONField()
    confirmed_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "nation", "place", "year"], name="one_calendar_a_place"
            )
        ]


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


class CharterDraft(PublicModel):
    """The next version of a scheme's charter while it is being written; publishing it ends it."""

    scheme = models.OneToOneField(Scheme, on_delete=models.PROTECT)
    text = models.JSONField()
    based_on = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)


class LetterWords(PublicModel):
    """One version of a scheme's own words for a letter in a language; without a body it is back to the shipped ones."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    kind = models.CharField(max_length=120)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=MOST_SUBJECT, blank=True)
    body = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "kind", "language", "version"],
                name="one_wording_a_version",
            )
        ]


class SetupStep(PublicModel):
    """That a step of a scheme's checklist was done, and when (LSIS-65)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    key = models.CharField(max_length=40)
    done_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="one_mark_a_setup_step")
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
