"""The groups of a run over one pool in words, and who is left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.models import PairRule, Run
from compagnon.matching.queries.circle_releasing import get_meanwhile, group_with
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.release import STANDINGS
from compagnon.matching.rules.circle import (
    Meanwhile,
    StoredGroups,
    called,
    near_ties_of,
    standing_of,
)
from compagnon.matching.rules.left_out import tell_reason, tell_removals
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.releasing import Standing
from compagnon.matching.rules.stored import StoredGroup, StoredUnplaced
from compagnon.matching.rules.told import Teller, order_of_near_ties, points_of, tell_instead
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import MatchingSettings, matching_settings
from compagnon.schemes.role_words import RoleWords, role_words


@dataclass(frozen=True)
class Together:
    """Somebody of a group, and as what they take part."""

    person: Applicant
    role: str


@dataclass(frozen=True)
class View:
    """What speaks for two and against, seen from one of them: `title` says who looks at whom."""

    title: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


@dataclass(frozen=True)
class GroupRow:
    """People whom a run puts together, in words; `people` is empty where one of them is the reader, or left to others.

    `key`: the id of the application that names the group; `score`: that of the two who suit each other least.
    `rule_id`: a hold to take back.
    """

    key: str
    called: StrOrPromise
    people: tuple[Together, ...]
    score: int
    common: tuple[str, ...]
    views: tuple[View, ...]
    standing: Standing
    rule_id: UUID | None
    run_id: UUID
    near_ties: tuple[str, ...] = ()

    @property
    def back_to(self) -> str:
        """Where a press comes back to."""
        return f"group-{self.run_id.hex}-{self.key}"

    @property
    def id(self) -> UUID:
        """The application that names the group."""
        return UUID(hex=self.key)

    @property
    def applicants(self) -> tuple[Applicant, ...]:
        """Whom the row is about."""
        return tuple(one.person for one in self.people)

    @property
    def title(self) -> str:
        """Their names, as they stand in a sentence."""
        return get_text_list([one.person.name for one in self.people], _("and"))

    @property
    def state(self) -> tuple[StrOrPromise, str] | None:
        """Where the group stands, in words and in a tone; nothing where it waits to be released."""
        return None if self.standing == Standing.READY else STANDINGS[self.standing]

    @property
    def card_url(self) -> str:
        """The page on which they stand side by side."""
        return path_to("matching:group", run_id=self.run_id, application_id=self.id)

    @property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """As what each takes part, and the name."""
        return tuple((one.role, one.person.name) for one in self.people)

    @property
    def word(self) -> str:
        """What was decided about the group and may be taken back."""
        return PairRule.Kind.HOLD if self.rule_id else ""

    @property
    def anchor(self) -> str:
        """Where in the page the group stands."""
        return f"group-{self.key}"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to decide."""
        return self.standing in {Standing.READY, Standing.HELD, Standing.FORBIDDEN}


@dataclass(frozen=True)
class AloneRow:
    """Somebody whom a run put together with nobody, in words; `person` is None where the reader leaves them to others."""

    key: str
    person: Applicant | None
    reason: str
    eligible: int
    candidates: int
    removals: tuple[str, ...]
    is_left: bool

    @property
    def people(self) -> tuple[Applicant, ...]:
        """Whom the row is about."""
        return (self.person,) if self.person else ()


def groups_found(viewer: Actor, run: Run) -> StoredGroups:
    """Return what a finished run over one pool found, for a coordinator; refuses everybody else."""
    decision = decide(viewer, "matching.view_groups", run)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    return cast("StoredGroups", run.result)


def list_groups(*, viewer: Actor, run: Run, after: str = "") -> Page[GroupRow]:
    """Return whom a run puts together, the lowest score first; 25 at a time, eight queries.

    What concerns a coordinator's own application is hidden from her. Refuses whoever does not coordinate the scheme.
    """
    page = page_after(groups_in_order(viewer, run), _key, after)
    return page.of(rows_of_groups(viewer, run, page.rows))


def groups_in_order(viewer: Actor, run: Run) -> list[StoredGroup]:
    """Return a run's groups as they are looked through, the lowest score first, for a coordinator; refuses others."""
    return sorted(groups_found(viewer, run)["groups"], key=lambda one: (one["score"], _key(one)))


def list_group_near_ties(*, viewer: Actor, run: Run, after: str = "") -> Page[GroupRow]:
    """Return the groups in which somebody else would do nearly as well; 25 at a time, eight queries.

    First those where somebody is free, then those whom somebody else would suit most of all. Refuses as above.
    """
    found = sorted(
        (one for one in groups_found(viewer, run)["groups"] if near_ties_of(one)),
        key=lambda one: (order_of_near_ties(near_ties_of(one)), _key(one)),
    )
    page = page_after(found, _key, after)
    return page.of(rows_of_groups(viewer, run, page.rows))


def get_group(*, viewer: Actor, run: Run, application_id: UUID) -> GroupRow | None:
    """Return the group of a run in which somebody is; None where the reader leaves it to others. Refuses as above."""
    groups_found(viewer, run)
    group = group_with(run, application_id)
    (row,) = rows_of_groups(viewer, run, [group]) if group else (None,)
    return row if row and row.people else None


def list_alone(*, viewer: Actor, run: Run, after: str = "") -> Page[AloneRow]:
    """Return who is left out and why, those whom fewest suit first; 25 at a time, two queries. Refuses as above."""
    alone = sorted(
        groups_found(viewer, run)["alone"], key=lambda one: (one["eligible"], one["person_id"])
    )
    page = page_after(alone, lambda one: one["person_id"], after)
    people = get_applicants(viewer=viewer, ids=[one["person_id"] for one in page.rows])
    settings = matching_settings(run.settings)
    return page.of(tuple(_alone(one, people[one["person_id"]], settings, run) for one in page.rows))


def rows_of_groups(viewer: Actor, run: Run, groups: Sequence[StoredGroup]) -> tuple[GroupRow, ...]:
    """Return groups in words, as they stand now; eight queries."""
    people = get_applicants(viewer=viewer, ids={key for one in groups for key in _named(one)})
    meanwhile, holds = get_meanwhile(viewer, run), _holds(run)
    scheme = run.joining_point.cycle.scheme
    said = Teller(matching_settings(run.settings), interest_names(scheme)), role_words(scheme)
    since = meanwhile, holds, run.id
    return tuple(_row(one, people, since, said) for one in groups)


def _named(group: StoredGroup) -> set[str]:
    """Return the ids of everybody who is named in the row of a group."""
    return {*group["ids"], *(one["person_id"] for one in near_ties_of(group))}


def _key(group: StoredGroup) -> str:
    return group["ids"][0]


def _holds(run: Run) -> dict[frozenset[str], UUID]:
    rows = PairRule.objects.filter(joining_point=run.joining_point_id, kind=PairRule.Kind.HOLD)
    return {
        frozenset({mentor.hex, mentee.hex}): key
        for key, mentor, mentee in rows.values_list("id", "mentor_id", "mentee_id")
    }


def _row(
    group: StoredGroup,
    people: Mapping[str, Applicant],
    since: tuple[Meanwhile, Mapping[frozenset[str], UUID], UUID],
    said: tuple[Teller, RoleWords],
) -> GroupRow:
    teller, words = said
    meanwhile, holds, run_id = since
    is_hidden = any(people[key].is_for_others for key in group["ids"])
    ids = frozenset(group["ids"])
    common, views = ((), ()) if is_hidden else _told(group, people, teller)
    return GroupRow(
        key=_key(group),
        called=called(len(group["ids"]), is_led=bool(group["facilitator"])),
        people=()
        if is_hidden
        else tuple(Together(people[key], _role(key, group, words)) for key in group["ids"]),
        score=points_of(group["score"]),
        common=common,
        views=views,
        standing=standing_of(group, meanwhile),
        rule_id=next((rule for two, rule in holds.items() if two <= ids), None),
        run_id=run_id,
        near_ties=() if is_hidden else _near_ties(group, people),
    )


def _near_ties(group: StoredGroup, people: Mapping[str, Applicant]) -> tuple[str, ...]:
    """Say who would do nearly as well; not of whoever is left to others, where this could tell of their group."""
    names = {key: people[key].said for key in _named(group)}
    return tuple(
        tell_instead(tie, names)
        for tie in near_ties_of(group)
        if not people[tie["person_id"]].is_for_others
    )


def _role(key: str, group: StoredGroup, words: RoleWords) -> str:
    if not group["facilitator"]:
        return words.of_member("peer")
    return words.of_member("facilitator" if key == group["facilitator"] else "learner")


def _told(
    group: StoredGroup, people: Mapping[str, Applicant], teller: Teller
) -> tuple[tuple[str, ...], tuple[View, ...]]:
    """Say what all have in common, and of each look of one at another what else speaks for it, and what against."""
    told = [(one, teller.pair(one["contributions"])) for one in group["views"]]
    everywhere = _everywhere([one.speaks_for for _view, one in told]) if len(told) > 1 else ()
    common = (*teller.pair(group["common"]).speaks_for, *everywhere)
    views = (
        View(
            title=title_of(people[view["person_id"]], people[view["other_id"]]),
            speaks_for=tuple(said for said in one.speaks_for if said not in common),
            speaks_against=one.speaks_against,
        )
        for view, one in told
    )
    shown = tuple(one for one in views if one.speaks_for or one.speaks_against)
    return tuple(dict.fromkeys(common)), shown


def title_of(one: Applicant, other: Applicant) -> str:
    """Say who looks at whom."""
    return _("%(one)s with %(other)s") % {"one": one.said, "other": other.said}


def _everywhere(said: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """Return the sentences that hold of every two, in the order of the first."""
    first, *others = said
    return tuple(one for one in first if all(one in some for some in others))


def _alone(
    one: StoredUnplaced, person: Applicant, settings: MatchingSettings, run: Run
) -> AloneRow:
    if person.is_for_others:
        return AloneRow(one["person_id"], None, "", 0, 0, (), is_left=False)
    return AloneRow(
        key=one["person_id"],
        person=person,
        reason=tell_reason(one, settings),
        eligible=one["eligible"],
        candidates=one["candidates"],
        removals=tuple(tell_removals(one, settings)),
        is_left=person.joining_point_id not in {None, run.joining_point_id},
    )
