"""What happens to a scheme: set up, staffed, its charter published and signed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event
from compagnon.schemes.models import Appointment


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(Event):
    """An organisation was set up on this installation."""

    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class BranchOpened(Event):
    """An organisation named one of its branches."""

    branch_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class BranchChanged(Event):
    """A branch was renamed, or its briefing was recorded."""

    branch_id: UUID
    is_briefed: bool


@dataclass(frozen=True, kw_only=True)
class SchemeOpened(Event):
    """An organisation opened a scheme."""

    scheme_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class CycleOpened(Event):
    """A scheme opened an academic year."""

    cycle_id: UUID
    scheme_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class JoiningPointOpened(Event):
    """A cycle got a time at which people join."""

    joining_point_id: UUID
    cycle_id: UUID
    closes_on: date
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class PersonAppointed(Event):
    """Somebody was given a role, with the approval it needs."""

    appointment_id: UUID
    person_id: UUID
    role: Appointment.Role
    approved_on: date


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    """Somebody gave a role back, or it was taken back."""

    appointment_id: UUID
    person_id: UUID
    ended_on: date


@dataclass(frozen=True, kw_only=True)
class CharterDrafted(Event):
    """Somebody wrote on the next version of a scheme's charter."""

    draft_id: UUID
    scheme_id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class CharterDraftDropped(Event):
    """The next version of a charter was given up before it was published."""

    draft_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class CharterPublished(Event):
    """A scheme published a new version of its charter; everybody is asked to sign it."""

    charter_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class CharterSigned(Event):
    """A person signed one version of a charter."""

    signature_id: UUID
    charter_id: UUID
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class SchemePrepared(Event):
    """An administrator began to set up a scheme in the browser."""

    scheme_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class SchemeCopied(Event):
    """A scheme was begun as a copy of another one."""

    scheme_id: UUID
    original_id: UUID


@dataclass(frozen=True, kw_only=True)
class SchemeDescribed(Event):
    """A scheme's name, summary or focus areas were changed."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SettingsChanged(Event):
    """How a scheme works was changed: how often pairs meet, for how long, for whom, with what time."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class MatchingChanged(Event):
    """What counts in a scheme's matching was changed; runs that were made keep what counted then."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SchemeStarted(Event):
    """A scheme was opened: it takes applications at its joining points."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SchemeClosed(Event):
    """A scheme was closed: it takes no more applications; partnerships go on."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SchemeReopened(Event):
    """A scheme that was closed takes applications again."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class CycleChanged(Event):
    """A cycle's name or days were changed."""

    cycle_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class JoiningPointRemoved(Event):
    """A joining point was taken away before anything hung on it."""

    joining_point_id: UUID
    cycle_id: UUID


@dataclass(frozen=True, kw_only=True)
class JoiningPointChanged(Event):
    """The days of a joining point were changed."""

    joining_point_id: UUID
    opens_on: date
    closes_on: date
    match_by: date
    starts_on: date
    review_on: date


@dataclass(frozen=True, kw_only=True)
class LetterWorded(Event):
    """A scheme's own words for a letter in one language were written."""

    words_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class LetterUnworded(Event):
    """A letter is sent in the shipped words again."""

    words_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class LetterTried(Event):
    """Somebody sent a letter of the scheme to themselves, to see how it arrives."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class HoldingChosen(Event):
    """A scheme chose whether letters about decisions wait until they are released."""

    scheme_id: UUID
    holds_letters: bool


@dataclass(frozen=True, kw_only=True)
class LettersReleased(Event):
    """A coordinator let letters go that waited for it."""

    scheme_id: UUID
    letter_count: int


@dataclass(frozen=True, kw_only=True)
class LetterWithdrawn(Event):
    """A coordinator ended a letter that waited, without sending it."""

    message_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SetupStepTicked(Event):
    """A step of a scheme's checklist was ticked."""

    setup_step_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SetupStepUnticked(Event):
    """The tick of a step was taken back."""

    setup_step_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class TermCalendarAdded(Event):
    """An organisation got a calendar of terms to begin from; nobody has confirmed it."""

    term_calendar_id: UUID
    organisation_id: UUID
    year: int


@dataclass(frozen=True, kw_only=True)
class TermCalendarChanged(Event):
    """The terms and breaks of a calendar were changed, by hand or from a file, or confirmed."""

    term_calendar_id: UUID
    revision: int
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class TermCalendarDropped(Event):
    """The calendar of a council or institution was given up; its nation's counts again."""

    term_calendar_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class NumbersExported(Event):
    """Somebody took the numbers of a scheme's joining points away as a file."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SharingExported(Event):
    """Somebody took away how many applied through which link of a scheme."""

    scheme_id: UUID
