"""What a resource says, and which come first for whom. Pure."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class ResourceWords:
    """What is said of a resource: what it is for, where it is found, and whom and what it suits."""

    title: str
    purpose: str
    url: str = ""
    where: str = ""
    language: str = ""
    roles: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()


def is_web(url: str) -> bool:
    """Say whether a link leads to the web, and does not run or open something else."""
    return url.startswith(("https://", "http://"))


def fit(words: ResourceWords, *, side: str, agreed: Collection[str]) -> tuple[int, int]:
    """Return where a resource stands for one reader, the lowest first.

    What is for the other role comes after all else; what takes up an agreed focus area comes before the rest.
    """
    is_for_others = bool(words.roles) and side not in words.roles
    return (int(is_for_others), -len(set(words.focus_areas) & set(agreed)))
