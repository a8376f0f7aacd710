"""What a charter is made of. A scheme publishes its own copy, which it may then edit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Principle:
    """One of the seven principles; the key is the same in every language."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Passage:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CharterText:
    """The charter in one language, and the reminder of it that a learning contract carries (ALL-63)."""

    title: str
    introduction: str
    principles: tuple[Principle, ...]
    confidentiality_limits: Passage
    taking_part: Passage
    leaving: Passage
    not_appraisal: Passage
    boundaries_reminder: str
