"""An application, and whom its applicant must not be paired with."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.recruitment.models.form import FormVersion
from compagnon.schemes.models import JoiningPoint


class Application(PublicModel):
    """That a person wants to join at a joining point, as mentor, mentee or both, and what they answered.

    Answers are data (`answers`: question key → value, as `recruitment.rules.rows.ApplicantRow` names them);
    declared managers and conflicts are not among them: see `Declaration`. A draft has `typed` in place of
    answers, as it was typed, and is its applicant's alone: nobody else knows of it.
    """

    class State(models.TextChoices):
        """The states of the glossary; `asked`: for more information; `matched` once a proposal has opened a partnership."""

        DRAFT = "draft"
        SUBMITTED = "submitted"
        ASKED = "asked"
        APPROVED = "approved"
        WAITING = "waiting"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        MATCHED = "matched"

    joining_point = models.ForeignKey(
        JoiningPoint, on_delete=models.PROTECT, related_name="applications"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    is_mentor = models.BooleanField()
    is_mentee = models.BooleanField()
    capacity = models.PositiveSmallIntegerField(default=1)
    is_member_confirmed = models.BooleanField(default=False)
    has_possible_duplicate = models.BooleanField(default=False)
    # How many people the applicant declared; who they are stands encrypted in `Declaration`.
    declared_count = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField()
    fingerprint = models.CharField(max_length=80)
    # When it was sent; of a draft, when it was begun.
    submitted_at = models.DateTimeField()
    # Since when its applicant waits: since this application, or the one before if nobody was found then.
    waiting_since = models.DateTimeField(default=clock.now)
    # At which joining point its applicant was left for this one, where they come first.
    postponed_from = models.ForeignKey(
        JoiningPoint, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Who of the Coordination Group looks at it.
    assigned_to = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="applications_to_review"
    )
    # Somebody who applied as both and was approved as one of the two may still become the other.
    applied_as_both = models.BooleanField(default=False)
    # The form it was filled in on (None: a file), the channel whose link led here, what was typed and when.
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, null=True)
    source = models.CharField(max_length=40, blank=True)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    # Since when nothing is kept of what was said in and about it, a year after its cycle.
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joining_point", "person"], name="one_application_a_joining_point"
            ),
            models.CheckConstraint(
                condition=Q(is_mentor=True) | Q(is_mentee=True), name="applies_as_something"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=2), name="mentors_take_one_or_two"
            ),
        ]
        indexes = [
            models.Index(
                fields=["joining_point", "waiting_since", "id"], name="applications_in_order"
            ),
            models.Index(
                fields=["joining_point", "state", "waiting_since", "id"],
                name="applications_by_state",
            ),
            # Whatever a queue counts stands in it: a hundred thousand are counted without opening one.
            models.Index(
                fields=[
                    "joining_point",
                    "state",
                    "is_mentor",
                    "is_mentee",
                    "person",
                    "capacity",
                    "id",
                ],
                name="applications_counted",
            ),
            models.Index(
                fields=["joining_point"],
                condition=Q(emptied_at=None),
                name="applications_not_emptied",
            ),
            models.Index(
                fields=["saved_at"], condition=Q(state="draft"), name="drafts_by_last_saved"
            ),
        ]

    @property
    def offered_roles(self) -> tuple[str, ...]:
        """As what somebody may be approved (ALL-49): whatever they applied as."""
        return ("mentor", "mentee") if self.applied_as_both else self.roles

    @property
    def roles(self) -> tuple[str, ...]:
        """As what the person applies, by the keys of the list of roles (ALL-28)."""
        sides = (("mentor", self.is_mentor), ("mentee", self.is_mentee))
        return tuple(role for role, applies in sides if applies)


class Declaration(PublicModel, Confidential):
    """Whom an applicant must not be paired with: managers and managees, other conflicts, as typed, one a line.

    Opened by `matching` as SYSTEM, and by the applicant; nobody else reads it, not even a coordinator (ALL-54).
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT)
    managers = EncryptedText()
    conflicts = EncryptedText()

    def scope(self) -> Scope:
        return Scope(
            "application",
            UUID(str(self.application.pk)),
            self.application.joining_point.cycle.scheme.organisation_id,
        )


def scope_of(application: Application, kind: str) -> Scope:
    """Return what words of a kind about an application belong to, each kind with keys of its own."""
    organisation_id = application.joining_point.cycle.scheme.organisation_id
    return Scope(kind, UUID(str(application.pk)), organisation_id)
