"""What one invented person answered."""

from dataclasses import dataclass
from datetime import datetime

OPENED = datetime(2026, 5, 18, 7, 30)  # noqa: DTZ001 -- forms write local time without a zone


@dataclass(frozen=True)
class Applicant:
    """One answer to the form, in the form's own words."""

    name: str
    email: str
    role: str
    region: str
    sector: str
    phases: str
    institution: str
    stage: str
    years: int
    taught: str
    spoken: str = ""
    wanted: str = ""
    offered: str = ""
    purpose: str = ""
    mode: str = "Online"
    preference: str = "A balance of both"
    frequency: str = "Either suits me"
    times: str = "After school;Evenings"
    places: str = ""
    audience: str = "Language teacher"
    membership: str = "Individual member"
    number: str = ""
    postcode: str = ""
    heard: str = ""
    charter: str = "Yes, I have read it and I agree"
    managers: str = ""
    conflicts: str = ""
    sent: datetime = OPENED

    @property
    def is_mentor(self) -> bool:
        """Whether they offer to mentor."""
        return self.role != "Mentee"
