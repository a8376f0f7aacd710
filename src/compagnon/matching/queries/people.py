from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models.fields.json import KT

from compagnon.accounts.models import known_as
from compagnon.core.actors import Actor
from compagnon.matching.rules.wording import name_of
from compagnon.recruitment.policy import interests_of, visible_applications


@dataclass(frozen=True)
class Applicant:
    """Somebody in a run: their name and where they work, whether they are still there.

    `joining_point_id`: where they take part now; another than the run's once they were left for next time.
    `is_for_others`: it is the reader, or somebody in whom the reader declared an interest; others decide about them.
    """

    id: UUID
    name: str
    region: str
    sector: str
    is_for_others: bool
    is_known: bool
    joining_point_id: UUID | None = None

    @property
    def said(self) -> str:
        """The name as it stands inside a sentence, whichever way its script runs."""
        return f"\u2068{self.name}\u2069"


def get_applicants(*, viewer: Actor, ids: Iterable[str]) -> dict[str, Applicant]:
    """Return the people behind the ids of a run, for a coordinator of their scheme; two queries.

    Whoever was erased since has no name any more, and an id that the viewer may not know of has none either.
    """
    asked = {key: UUID(hex=key) for key in ids}
    rows = visible_applications(viewer).filter(id__in=asked.values())
    interests = interests_of(viewer)
    known = {
        application_id: Applicant(
            id=application_id,
            name=known_as(name),
            region=name_of(region or "", "region"),
            sector=name_of(sector or "", "sector"),
            is_for_others=person_id == viewer.person_id or application_id in interests,
            is_known=True,
            joining_point_id=point_id,
        )
        for application_id, person_id, name, point_id, region, sector in rows.values_list(
            "id",
            "person_id",
            "person__name",
            "joining_point_id",
            KT("answers__region"),
            KT("answers__sector"),
        )
    }
    return {key: known.get(one) or _unknown(one) for key, one in asked.items()}


def _unknown(key: UUID) -> Applicant:
    return Applicant(key, known_as(""), "", "", is_for_others=False, is_known=False)
