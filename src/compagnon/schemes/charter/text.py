"""What a charter is made of. A scheme publishes its own copy, which it may then edit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Principle:
    """One of the principles; the key is the same in every language. One just added has no words yet."""

    key: str
    title: str
    text: str

    @property
    def is_written(self) -> bool:
        """Say whether it has both its name and its words."""
        return bool(self.title and self.text)


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
