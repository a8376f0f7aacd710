"""Applications and the files they come in."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel, Work
from compagnon.schemes.models import JoiningPoint, Organisation, Scheme


class FormVersion(PublicModel):
    """One version of a scheme's application form, as data; whoever began with one goes on with it."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version"], name="one_form_a_version")
        ]


class FormDraft(PublicModel):
    """The next version of a scheme's form while it is being written; publishing it ends it.

    `revision` grows with every change, and on from the draft before, so that nobody writes over what they have not seen.
    """

    scheme = models.OneToOneField(Scheme, on_delete=models.PROTECT)
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)


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


class Institution(PublicModel):
    """A school, college or other workplace that a coordinator named, or put together with another.

    Most places are only typed, and have no row. `key` as `rules.institutions` makes it of what is typed.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    key = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_institution_a_key")
        ]


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


class Comment(PublicModel, Confidential):
    """What somebody of the Coordination Group noted about an application, for the others of the group."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()
    text = EncryptedText()

    class Meta:
        indexes = [
            models.Index(fields=["application", "written_at", "id"], name="comments_in_order")
        ]

    def scope(self) -> Scope:
        return scope_of(self.application, "review")


class Interest(PublicModel):
    """That a coordinator stands too near to an applicant to decide: the application is hidden from them."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="an_interest_is_declared_once"
            )
        ]


class Decision(PublicModel, Confidential):
    """One decision about an application, as it was made: written once and changed by nobody.

    They are numbered from 1, so that one that was taken away would be missed.
    Its author is whoever decided (`decided_by`: None, the system). The reason is what the applicant reads.
    """

    class Outcome(models.TextChoices):
        """What was decided."""

        APPROVED = "approved"
        WAITING = "waiting"
        DECLINED = "declined"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    decided_at = models.DateTimeField()
    as_mentor = models.BooleanField()
    as_mentee = models.BooleanField()
    criteria = models.JSONField(default=list)
    is_told = models.BooleanField()
    reason = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="decisions_in_order")
        ]

    def scope(self) -> Scope:
        return scope_of(self.application, "decision")


class InformationRequest(PublicModel, Confidential):
    """That the Coordination Group asked an applicant about some of their answers, with a sentence of its own."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="requests")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    questions = models.JSONField()
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    sentence = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["application", "asked_at", "id"], name="requests_in_order")]

    def scope(self) -> Scope:
        return scope_of(self.application, "decision")


class RequestReply(PublicModel, Confidential):
    """What an applicant said to a request in words of their own, and the answers that were asked before and after.

    `before` and `after` hold answers as an application does; whom somebody declared is never among them.
    """

    request = models.OneToOneField(
        InformationRequest, on_delete=models.PROTECT, related_name="reply"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    text = EncryptedText()

    def scope(self) -> Scope:
        return self.request.scope()


class SavedView(PublicModel):
    """What somebody of the Coordination Group narrowed the queue to, under a name: their own, or for all the group.

    It counts for every joining point of the scheme; `joining_point` is where it was saved.
    """

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    name = models.CharField(max_length=60)
    is_shared = models.BooleanField(default=False)
    wanted = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joining_point", "person", "name"], name="one_view_of_a_name"
            )
        ]


def scope_of(application: Application, kind: str) -> Scope:
    """Return what words of a kind about an application belong to, each kind with keys of its own."""
    organisation_id = application.joining_point.cycle.scheme.organisation_id
    return Scope(kind, UUID(str(application.pk)), organisation_id)


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
    """An uploaded file of applications; `content` says how it was understood."""

    class State(models.TextChoices):
        """Being read; looked at; being imported; imported; given up; not to be read."""

        READING = "reading"
        PREVIEW = "preview"
        IMPORTING = "importing"
        IMPORTED = "imported"
        DROPPED = "dropped"
        REFUSED = "refused"

    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
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
