"""What happens to organisations, schemes and their people; ids, dates, choices and counts only."""

from compagnon.schemes.events.appointment import AppointmentEnded, PersonAppointed
from compagnon.schemes.events.charter import (
    CharterDraftDropped,
    CharterDrafted,
    CharterPublished,
    CharterSigned,
)
from compagnon.schemes.events.cycle import (
    CycleChanged,
    CycleOpened,
    JoiningPointChanged,
    JoiningPointOpened,
    JoiningPointRemoved,
)
from compagnon.schemes.events.letter import (
    HoldingChosen,
    LettersReleased,
    LetterTried,
    LetterUnworded,
    LetterWithdrawn,
    LetterWorded,
)
from compagnon.schemes.events.organisation import BranchChanged, BranchOpened, OrganisationFounded
from compagnon.schemes.events.scheme import (
    MatchingChanged,
    NumbersExported,
    SchemeClosed,
    SchemeCopied,
    SchemeDescribed,
    SchemeOpened,
    SchemePrepared,
    SchemeReopened,
    SchemeStarted,
    SettingsChanged,
    SetupStepTicked,
    SetupStepUnticked,
    SharingExported,
)
from compagnon.schemes.events.term_calendar import (
    TermCalendarAdded,
    TermCalendarChanged,
    TermCalendarDropped,
)

__all__ = [
    "AppointmentEnded",
    "BranchChanged",
    "BranchOpened",
    "CharterDraftDropped",
    "CharterDrafted",
    "CharterPublished",
    "CharterSigned",
    "CycleChanged",
    "CycleOpened",
    "HoldingChosen",
    "JoiningPointChanged",
    "JoiningPointOpened",
    "JoiningPointRemoved",
    "LetterTried",
    "LetterUnworded",
    "LetterWithdrawn",
    "LetterWorded",
    "LettersReleased",
    "MatchingChanged",
    "NumbersExported",
    "OrganisationFounded",
    "PersonAppointed",
    "SchemeClosed",
    "SchemeCopied",
    "SchemeDescribed",
    "SchemeOpened",
    "SchemePrepared",
    "SchemeReopened",
    "SchemeStarted",
    "SettingsChanged",
    "SetupStepTicked",
    "SetupStepUnticked",
    "SharingExported",
    "TermCalendarAdded",
    "TermCalendarChanged",
    "TermCalendarDropped",
]
