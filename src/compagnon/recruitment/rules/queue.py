"""Which applications somebody of the Coordination Group looks at, as an address says it. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final
from urllib.parse import urlencode

NOBODY: Final = "nobody"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What narrows the queue; empty: everything. `assignee` is a person's id, or `nobody`; `branch` a branch's.

    `doubt`: those to be decided about whom there is `none`, or `some`; `register`: what the register says of them.
    """

    state: str = ""
    role: str = ""
    branch: str = ""
    assignee: str = ""
    name: str = ""
    doubt: str = ""
    register: str = ""

    def said(self) -> dict[str, str]:
        """Return what is asked for, and nothing else."""
        return {key: value for key, value in asdict(self).items() if value}

    def address(self, **more: str) -> str:
        """Return the part of an address that asks for this again, with something else changed or added."""
        asked = {key: value for key, value in {**asdict(self), **more}.items() if value}
        return f"?{urlencode(asked)}" if asked else ""


NAMES: Final = tuple(field.name for field in fields(Wanted))
EVERYTHING: Final = Wanted()
WITHOUT_DOUBT: Final = Wanted(state="submitted", doubt="none")


def wanted_of(said: Mapping[str, str]) -> Wanted:
    """Return what was asked for when it was kept; what no filter asks any more narrows nothing."""
    return Wanted(**{name: said[name] for name in NAMES if name in said})
