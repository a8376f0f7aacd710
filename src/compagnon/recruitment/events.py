"""What happens to applications and to the files they come in; ids and numbers only."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FileUploaded(Event):
    """A coordinator uploaded a file of applications, to look at it."""

    import_file_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class FileRead(Event):
    """A file of applications was read: it can be looked at."""

    import_file_id: UUID
    total_count: int


@dataclass(frozen=True, kw_only=True)
class FileRefused(Event):
    """A file of applications could not be read; nothing of it is kept."""

    import_file_id: UUID


@dataclass(frozen=True, kw_only=True)
class ColumnsChosen(Event):
    """A coordinator said what the columns of a file mean."""

    import_file_id: UUID


@dataclass(frozen=True, kw_only=True)
class ImportStarted(Event):
    """A coordinator decided to import a file as the preview shows it."""

    import_file_id: UUID
    total_count: int


@dataclass(frozen=True, kw_only=True)
class FileImported(Event):
    """Every line of a file was dealt with, and its content destroyed."""

    import_file_id: UUID
    created_count: int
    updated_count: int
    unchanged_count: int
    refused_count: int


@dataclass(frozen=True, kw_only=True)
class FileDropped(Event):
    """A file was given up, and its content destroyed."""

    import_file_id: UUID


@dataclass(frozen=True, kw_only=True)
class FormPublished(Event):
    """A scheme published a new version of its application form."""

    form_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class FormDrafted(Event):
    """The next version of a scheme's form was changed, before anybody fills it in."""

    draft_id: UUID
    scheme_id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class FormVersionCopied(Event):
    """An earlier version of a scheme's form was copied into its next one, to be published again or changed first."""

    draft_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class FormDraftDropped(Event):
    """The next version of a scheme's form was given up."""

    draft_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationStarted(Event):
    """Somebody began to fill in an application."""

    application_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(Event):
    """An applicant sent an application, with the charter signed."""

    application_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationCorrected(Event):
    """An applicant changed answers before the joining point closed."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class RolesChanged(Event):
    """An applicant would like to take part as something else, before anything was decided."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class DraftForgotten(Event):
    """A half-finished application was erased: by its applicant, or because it lay still for 30 days."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationImported(Event):
    """An application was created from a line of a file."""

    application_id: UUID
    person_id: UUID
    import_file_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationUpdated(Event):
    """A later file had other answers of the same person."""

    application_id: UUID
    import_file_id: UUID


@dataclass(frozen=True, kw_only=True)
class MembershipConfirmed(Event):
    """A coordinator found that the applicant is a member."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationAssigned(Event):
    """A coordinator said who of the group looks at an application; nobody does any more where no person is named."""

    application_id: UUID
    person_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """A coordinator noted something about an application, for the group."""

    application_id: UUID
    comment_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(Event):
    """A coordinator said that they stand too near to an applicant to decide."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class InformationAsked(Event):
    """A coordinator asked an applicant about some of their answers."""

    application_id: UUID
    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(Event):
    """A coordinator took back what an applicant was asked, before they answered."""

    application_id: UUID
    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    """An applicant answered what the group had asked."""

    application_id: UUID
    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationsExported(Event):
    """A coordinator took a list of applications away as a file."""

    joining_point_id: UUID
    application_count: int


@dataclass(frozen=True, kw_only=True)
class ViewSaved(Event):
    """A coordinator saved what they narrowed the queue to, or changed its name or for whom it is."""

    saved_view_id: UUID
    joining_point_id: UUID
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(Event):
    """A coordinator deleted a saved view of the queue."""

    saved_view_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionLogged(Event):
    """A decision was written down with all that belongs to it; `is_told`: the applicant gets a letter."""

    decision_id: UUID
    application_id: UUID
    is_told: bool


@dataclass(frozen=True, kw_only=True)
class ApplicationApproved(Event):
    """An applicant will be considered in matching."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationPutOnWaitingList(Event):
    """An applicant waits, for a place or for something to be found out."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationDeclined(Event):
    """An applicant cannot take part."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(Event):
    """An applicant does not want to take part any more."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationEmptied(Event):
    """A year after its cycle, what was said in and about an application was destroyed."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationMatched(Event):
    """A proposal that both accepted has opened a partnership for the applicant."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class InstitutionNamed(Event):
    """A coordinator gave a school, college or other workplace its name, so that applicants are offered it."""

    institution_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class InstitutionsMerged(Event):
    """A coordinator said that two spellings mean one place."""

    institution_id: UUID
    kept_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class InstitutionParted(Event):
    """A coordinator said that two spellings mean two places after all."""

    institution_id: UUID
    scheme_id: UUID
