"""What happens to a scheme."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SchemeOpened(Event):
    """An organisation opened a scheme."""

    scheme_id: UUID
    organisation_id: UUID


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
class NumbersExported(Event):
    """Somebody took the numbers of a scheme's joining points away as a file."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class SharingExported(Event):
    """Somebody took away how many applied through which link of a scheme."""

    scheme_id: UUID
