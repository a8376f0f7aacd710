"""Who crawls: one person for each role, and what each of them wrote or answered."""

from dataclasses import dataclass, field
from typing import Final

# Nobody is signed in; the letter's holder came by the link of a proposal's letter, without signing in.
ROLES: Final = (
    "nobody",
    "letter_holder",
    "stranger",
    "mentor",
    "mentee",
    "other_mentor",
    "coordinator",
    "coordinating_mentor",
    "other_coordinator",
    "branch_lead",
    "administrator",
    "other_administrator",
)
SIGNED_IN: Final = ROLES[2:]
COORDINATORS: Final = frozenset({"coordinator", "coordinating_mentor"})

# The four pairs and who of them crawls. The last belongs to another scheme of the same organisation.
PAIRS: Final = {
    "a": frozenset({"mentor", "mentee"}),
    "b": frozenset({"other_mentor"}),
    "c": frozenset({"coordinating_mentor"}),
    "f": frozenset[str](),
}


@dataclass(frozen=True)
class Applicant:
    """Somebody in the file that the coordinator imports."""

    key: str
    role: str
    name: str
    email: str
    becomes: str = "approved"
    reads: frozenset[str] = frozenset()
    more: dict[str, str] = field(default_factory=dict)


def _applicant(name: str, role: str, becomes: str = "approved", *reads: str) -> Applicant:
    key = name.lower()
    return Applicant(key, role, name, f"{key}@school.example", becomes, frozenset(reads))


APPLICANTS: Final = (
    _applicant("Efa", "Mentor", "approved", "other_mentor"),
    _applicant("Gwen", "Mentee"),
    Applicant(
        "carys",
        "Mentor",
        "Carys Llewellyn",
        "carys.llewellyn@example.org",
        reads=frozenset({"coordinating_mentor"}),
    ),
    _applicant("Hana", "Mentee"),
    _applicant("Nia", "Mentor"),
    _applicant("Oda", "Mentee"),
    _applicant("Lev", "Mentor"),
    _applicant("Mia", "Mentee"),
    _applicant("Ivo", "Mentor"),
    _applicant("Jon", "Mentee"),
    _applicant("Kim", "Mentee"),
    _applicant("Pia", "Mentor", "approved late"),
    _applicant("Quin", "Mentee", "approved late"),
    _applicant("Rae", "Both", "submitted"),
    _applicant("Sid", "Mentor", "waiting"),
    _applicant("Tom", "Mentee", "declined"),
)
# Mentor, mentee: the first three open partnerships, the fourth waits for its answers, the fifth is declined.
PINNED: Final = (("efa", "gwen"), ("carys", "hana"), ("nia", "oda"), ("lev", "mia"), ("ivo", "jon"))
