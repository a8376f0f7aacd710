"""What happens to a file of applications."""

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
