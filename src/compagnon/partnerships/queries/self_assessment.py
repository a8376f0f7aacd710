from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Grant
from compagnon.core.encryption.scope import Scope
from compagnon.partnerships.models import Member, Partnership, SelfAssessment
from compagnon.partnerships.policy import (
    members_known_to,
    membership_in,
    memberships_of,
    self_assessment_grants,
    shared_self_assessments,
    visible_self_assessments,
)
from compagnon.partnerships.queries.partnership import names_in_words
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import Answered
from compagnon.partnerships.skills import LEVELS, SKILLS, kind_of_skills, skilled_role
from compagnon.schemes.role_words import role_words
from compagnon.ui.components.pictures import Stairs

MOST_DRAWN: Final = 6


@dataclass(frozen=True)
class SelfAssessmentView:
    """A self-assessment as its author, or somebody it is shared with, reads it: a level a skill, and no sum."""

    id: UUID
    author_name: str
    is_viewers: bool
    is_shared: bool
    role: str
    role_label: str
    scheme_name: str
    made_at: datetime
    answered: Answered
    note: str

    @property
    def levels(self) -> list[tuple[StrOrPromise, StrOrPromise]]:
        """The skills that were answered, each with its level in words."""
        given = self.answered.levels
        return [
            (text, LEVELS[given[key]]) for key, text in SKILLS[self.role].items() if key in given
        ]

    @property
    def work_on(self) -> StrOrPromise:
        """The skill they want to work on, if they named one."""
        return SKILLS[self.role].get(self.answered.work_on, "")


@dataclass(frozen=True)
class Growth:
    """One's own self-assessments in one role, the latest first, with the picture of the latest few over time."""

    role_label: str
    assessments: list[SelfAssessmentView]
    days: list[datetime]
    rows: list[tuple[StrOrPromise, list[StrOrPromise]]]
    stairs: list[Stairs]


@dataclass(frozen=True)
class Chance:
    """A partnership in which one may look at one's skills."""

    partnership_id: UUID
    partner_name: str
    role_label: str


@dataclass(frozen=True)
class OwnSkills:
    """All that a person sees of self-assessments: their own by role, what others share, where to make another."""

    growths: list[Growth]
    shared: list[SelfAssessmentView]
    chances: list[Chance]


def get_own_skills(*, viewer: Actor) -> OwnSkills:
    """Return a person's own self-assessments by role, and those that others share with them; five queries.

    Nobody else is told of any of them, and nothing is added up.
    """
    rows = visible_self_assessments(viewer).order_by("-made_at", "-id")
    views = _views(viewer, list(rows))
    own: dict[tuple[str, str], list[SelfAssessmentView]] = {}
    for view in views:
        if view.is_viewers:
            own.setdefault((view.role, view.role_label), []).append(view)
    return OwnSkills(
        growths=[_growth(role, label, found) for (role, label), found in sorted(own.items())],
        shared=[view for view in views if not view.is_viewers],
        chances=_chances(viewer),
    )


def self_assessments_in(reading: Reading) -> list[SelfAssessmentView]:
    """Return one's own self-assessments in the partnership that is being read, and those shared there, latest first."""
    rows = visible_self_assessments(reading.viewer).filter(partnership=reading.partnership)
    return _views(reading.viewer, list(rows.order_by("-made_at", "-id")))


def get_self_assessment(*, viewer: Actor, self_assessment: SelfAssessment) -> SelfAssessmentView:
    """Return one to its author, or to whom it is shared with. Refuses (`Closed`) anybody else."""
    return _views(viewer, [self_assessment])[0]


def role_in(*, viewer: Actor, partnership: Partnership) -> str:
    """Return whose skills a member looks at in a partnership. Refuses (`Closed`) anybody else."""
    member = membership_in(viewer, partnership)
    return skilled_role(member.role, partnership.present_kind)


def _views(viewer: Actor, rows: Sequence[SelfAssessment]) -> list[SelfAssessmentView]:
    keys = self_assessment_grants(viewer, rows)
    return [
        _view(viewer, row, keys) for row in rows if row.answers and not keys[row.scope()].is_closed
    ]


def _view(viewer: Actor, row: SelfAssessment, keys: Mapping[Scope, Grant]) -> SelfAssessmentView:
    scheme = row.partnership.joining_point.cycle.scheme
    grant = keys[row.scope()]
    return SelfAssessmentView(
        id=row.id,
        author_name=row.member.person.known_as,
        is_viewers=row.member.person_id == viewer.person_id,
        is_shared=row.id in shared_self_assessments(viewer),
        role=row.role,
        role_label=role_words(scheme, kind_of_skills(row.role)).of_member(row.member.role),
        scheme_name=scheme.name,
        made_at=row.made_at,
        answered=Answered.from_text(grant.read(row, "answers")),
        note=grant.read(row, "note"),
    )


def _growth(role: str, label: str, found: Sequence[SelfAssessmentView]) -> Growth:
    drawn = list(found[:MOST_DRAWN])[::-1]
    rows = [
        (text, [one.answered.levels.get(key) for one in drawn])
        for key, text in SKILLS[role].items()
        if any(key in one.answered.levels for one in drawn)
    ]
    said: list[tuple[StrOrPromise, list[StrOrPromise]]] = [
        (text, [LEVELS[one] if one else "" for one in levels]) for text, levels in rows
    ]
    return Growth(
        role_label=label,
        assessments=list(found),
        days=[one.made_at for one in drawn],
        rows=said,
        stairs=[
            Stairs(str(text), str(words[-1]), [one.height if one else None for one in levels])
            for (text, levels), (_text, words) in zip(rows, said, strict=True)
        ],
    )


def _chances(viewer: Actor) -> list[Chance]:
    mine = memberships_of(viewer)
    open_ones = Partnership.objects.filter(id__in=list(mine)).exclude(state=Partnership.State.ENDED)
    return [
        Chance(
            partnership_id=one.id,
            partner_name=names_in_words(_others(viewer, mine[one.id])),
            role_label=role_words(one.joining_point.cycle.scheme, one.kind).of_member(
                mine[one.id].role
            ),
        )
        for one in open_ones.select_related("joining_point__cycle__scheme").order_by("-opened_at")
    ]


def _others(viewer: Actor, own: Member) -> Iterable[str]:
    found = members_known_to(viewer, own.partnership_id)
    return sorted(row.person.known_as for row in found if row.id != own.id)
