"""What several rows have in common: why a value is kept, and what erasing does to it."""

from compagnon.core.privacy import Category, Erasure, Treatment

ID = Treatment(Category.TECHNICAL, Erasure.KEPT, "random; says nothing without the person")
LINK = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "points at the blanked person, so that the partner's record stays whole",
)
WHEN = Treatment(
    Category.RECORD, Erasure.KEPT, "counts of meetings and dates stay, without words", exported=True
)
SEAL = Treatment(Category.TECHNICAL, Erasure.KEPT, "authentication code over random ids")
VERSION = Treatment(Category.TECHNICAL, Erasure.KEPT, "counts how often the words were written")
KEY = Treatment(Category.TECHNICAL, Erasure.KEPT, "names the destroyed key; a random id")
WORDS = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "the author's key is destroyed; the partner's own words stay",
    exported=True,
)
MANAGER = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "of a third person, as the mentor typed it; goes with the mentor's words, and the letters to it with them",
    exported=True,
)
OPENED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "that a manager can read a report; ends when it is withdrawn or either of the two is erased",
)
CALENDAR = Treatment(
    Category.ANSWER, Erasure.BLANKED, "may name the school they work at", exported=True
)
UNREAD = Treatment(
    Category.RECORD, Erasure.WITH_ROW, "there only until the message is read or its author erased"
)
ASKED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "when to ask next, not what was answered; gone when the partnership ends",
    exported=True,
)
LOOK = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "which words somebody who left may still read, no word of them; ends after half a year or with their erasure",
)
SHARED = Treatment(
    Category.ANSWER, Erasure.BLANKED, "shared with the partner from the application", exported=True
)
