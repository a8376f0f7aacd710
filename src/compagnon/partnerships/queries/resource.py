from dataclasses import dataclass

from compagnon.core.actors import Actor
from compagnon.partnerships.choices import Choices, focus_of
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.queries.agreement import agreement_in
from compagnon.partnerships.queries.reading import Reading
from compagnon.resources.queries import ResourceView, find_resources


@dataclass(frozen=True)
class Resources:
    """What the scheme of a partnership points its members to, and the focus areas to look for."""

    found: list[ResourceView]
    areas: Choices
    about: str


def get_resources(*, viewer: Actor, partnership: Partnership, about: str) -> Resources:
    """Return a scheme's resources for a member: what suits their role and what they agreed to work on first.

    `about` narrows them to one focus area; one that nobody knows narrows nothing. Refuses (`Closed`) anybody else.
    """
    reading = Reading(viewer, partnership)
    scheme = partnership.joining_point.cycle.scheme
    agreement = agreement_in(reading)
    agreed = agreement.terms.focus_areas if agreement else ()
    areas = focus_of(scheme, agreed)
    about = about if about in dict(areas) else ""
    side = "mentor" if reading.own.role in Member.LEADING else "mentee"
    found = find_resources(scheme=scheme, side=side, agreed=agreed, about=about)
    return Resources(found, areas, about)
