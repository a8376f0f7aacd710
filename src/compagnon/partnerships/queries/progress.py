"""Who is stuck, at what, for how long, and who owes what: for coordinators. No type here could hold a word of content."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import known_as
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import Decision, decide
from compagnon.partnerships.models import (
    Agreement,
    CoordinatorLetter,
    Meeting,
    Member,
    Progress,
)
from compagnon.partnerships.policy import visible_progress
from compagnon.partnerships.queries.activity import MeetingFact
from compagnon.partnerships.queries.outside import school_days_of
from compagnon.partnerships.queries.partnership import names_in_words
from compagnon.partnerships.stages import LABELS, STUCK, Stage
from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import role_words

PAGE_SIZE: Final = 25
_TO_SIGN: Final = (Stage.UNSIGNED, Stage.QUIET)
_TO_MEET: Final = (Stage.FIRST_MEETING, Stage.GAP, Stage.QUIET)
_TONES: Final = {Stage.QUIET: "bad", Stage.ON_TRACK: "good"}


@dataclass(frozen=True)
class StageTab:
    """A stage, and how many partnerships of the scheme are in it."""

    stage: Stage
    count: int
    is_current: bool

    @property
    def label(self) -> StrOrPromise:
        """The stage in words."""
        return LABELS[self.stage]


@dataclass(frozen=True)
class MemberFact:
    """Who is a member, as what, and for how many working weeks of their own calendar nothing has moved."""

    id: UUID
    name: str
    role: str
    weeks: int


@dataclass(frozen=True)
class ProgressLine:
    """Where one partnership stands: since when, and who owes what."""

    id: UUID
    members: tuple[MemberFact, ...]
    stage: Stage
    since_on: date
    paused_until: date | None
    owed: str

    @property
    def label(self) -> StrOrPromise:
        """The stage in words."""
        return LABELS[self.stage]

    @property
    def tone(self) -> str:
        """How that looks."""
        return _TONES.get(self.stage, "warn" if self.stage in STUCK else "plain")

    @property
    def names(self) -> str:
        """Everybody in it, in a sentence."""
        return names_in_words(one.name for one in self.members)

    @property
    def others(self) -> str:
        """Everybody but the first."""
        return names_in_words(one.name for one in self.members[1:])

    @property
    def how_long(self) -> str:
        """For how many working weeks; where the calendars of the members differ, for each of them."""
        counts = {one.weeks for one in self.members}
        if len(counts) == 1:
            return _weeks(counts.pop())
        return ", ".join(f"{one.name}: {_weeks(one.weeks)}" for one in self.members)


@dataclass(frozen=True)
class ProgressPage:
    """A page of partnerships in one stage, who has waited longest on top; `further`: the key to go on from."""

    tabs: tuple[StageTab, ...]
    rows: tuple[ProgressLine, ...]
    further: str


@dataclass(frozen=True)
class LetterFact:
    """That a coordinator wrote to whom, and when; the letter's own words, which no member wrote."""

    to: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class ProgressView:
    """One partnership from outside: where it stands, when it met, what was written to it, and what may be done."""

    line: ProgressLine
    scheme: Scheme
    opened_on: date
    planned_end_on: date
    meetings: tuple[MeetingFact, ...]
    letters: tuple[LetterFact, ...]
    may_contact: Decision
    may_pause: Decision
    may_resume: Decision
    may_replace: Decision


def list_progress(
    *, viewer: Actor, scheme: Scheme, stage: str = "", after: str = ""
) -> ProgressPage:
    """Return the partnerships of a scheme in one stage; the first that is not empty, if none is asked for.

    Twenty-five at a time, by key; eight queries, however many partnerships there are. Her own are left out; refuses
    whoever does not coordinate the scheme.
    """
    decision = decide(viewer, "partnerships.list_progress", scheme)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    rows = visible_progress(viewer).filter(scheme=scheme)
    counted = dict(
        rows.select_related(None).order_by().values_list("stage").annotate(count=Count("id"))
    )
    asked = _stage_of(stage, counted)
    rows = _after(rows.filter(stage=asked), after).order_by("since_on", "id")
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return ProgressPage(
        tabs=tuple(StageTab(one, counted.get(one, 0), one == asked) for one in Stage),
        rows=tuple(_lines(shown, scheme)),
        further=_key(shown[-1]) if len(found) > PAGE_SIZE else "",
    )


def get_progress(*, viewer: Actor, progress: Progress) -> ProgressView:
    """Return one partnership from outside; eight queries. Refuses whoever does not look after it."""
    decision = decide(viewer, "partnerships.view_progress", progress)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    partnership = progress.partnership
    scheme = partnership.joining_point.cycle.scheme
    (line,) = _lines([progress], scheme)
    meetings = Meeting.objects.filter(partnership=partnership).order_by("-held_on", "-id")
    return ProgressView(
        line=line,
        scheme=scheme,
        opened_on=partnership.opened_at.date(),
        planned_end_on=partnership.planned_end_on,
        meetings=tuple(
            MeetingFact(*row) for row in meetings.values_list("held_on", "length_minutes", "state")
        ),
        letters=tuple(_letters(progress)),
        may_contact=decide(viewer, "partnerships.contact_members", progress),
        may_pause=decide(viewer, "partnerships.arrange_pause", progress),
        may_resume=decide(viewer, "partnerships.end_pause", progress),
        may_replace=decide(viewer, "partnerships.replace_partner", progress),
    )


def list_members_of(*, viewer: Actor, progress: Progress) -> tuple[MemberFact, ...]:
    """Return who is in a partnership, for the form that writes to them. Refuses whoever does not look after it."""
    return get_progress(viewer=viewer, progress=progress).line.members


def count_stuck(viewer: Actor, scheme: Scheme) -> dict[Stage, int]:
    """Return how many partnerships of a scheme are stuck at what; one query, two with the viewer's own."""
    rows = visible_progress(viewer).filter(scheme=scheme, stage__in=STUCK).select_related(None)
    return {
        Stage(stage): count
        for stage, count in rows.order_by().values_list("stage").annotate(count=Count("id"))
    }


def _stage_of(asked: str, counted: Mapping[str, int]) -> Stage:
    if asked in set(Stage):
        return Stage(asked)
    return next((one for one in Stage if counted.get(one)), Stage.QUIET)


def _after(rows: QuerySet[Progress], after: str) -> QuerySet[Progress]:
    """Go on after a key, a day and an id; what is no key starts the list again."""
    day, _dot, last = after.partition(".")
    try:
        since_on, last_id = date.fromisoformat(day), UUID(hex=last)
    except ValueError:
        return rows
    return rows.filter(Q(since_on__gt=since_on) | Q(since_on=since_on, id__gt=last_id))


def _key(row: Progress) -> str:
    return f"{row.since_on.isoformat()}.{row.id.hex}"


def _lines(rows: Sequence[Progress], scheme: Scheme) -> list[ProgressLine]:
    """Return rows as a coordinator reads them; five queries."""
    ids = [row.partnership_id for row in rows]
    members = list(
        Member.objects.filter(partnership__in=ids, left_at=None)
        .select_related("person")
        .order_by("person__name", "id")
    )
    calendars = school_days_of([row.partnership for row in rows], members)
    signed, waiting = _signed(ids), _waiting(ids)
    today = clock.today()
    lines = []
    for row in rows:
        own = sorted(
            (one for one in members if one.partnership_id == row.partnership_id),
            key=lambda one: one.role != Member.Role.MENTOR,
        )
        words = role_words(scheme, row.partnership.kind)
        facts = tuple(
            MemberFact(
                one.id,
                known_as(one.person.name),
                words.of_member(one.role),
                calendars[one.id].weeks(row.since_on, today),
            )
            for one in own
        )
        lines.append(
            ProgressLine(
                id=row.id,
                members=facts,
                stage=Stage(row.stage),
                since_on=row.since_on,
                paused_until=row.partnership.paused_until if row.stage == Stage.PAUSED else None,
                owed=_owed(
                    Stage(row.stage),
                    facts,
                    signed.get(row.partnership_id),
                    waiting.get(row.partnership_id),
                ),
            )
        )
    return lines


def _owed(
    stage: Stage,
    members: Sequence[MemberFact],
    signed: Collection[UUID] | None,
    waits_since: date | None,
) -> str:
    """Say who owes what, as far as somebody outside can know."""
    names = names_in_words(one.name for one in members)
    late = [one.name for one in members if signed is not None and one.id not in signed]
    to_sign, to_meet = stage in _TO_SIGN, stage in _TO_MEET
    if to_sign and signed is None:
        said = _("%(names)s: write the learning contract")
    elif to_sign and late:
        names, said = names_in_words(late), _("%(names)s: sign the learning contract")
    elif to_meet and waits_since:
        said = _("%(names)s: say whether they met")
    elif to_meet:
        said = _("%(names)s: arrange a meeting")
    elif stage == Stage.REVIEW:
        said = _("%(names)s: review their contract")
    elif stage == Stage.ENDING:
        said = _("%(names)s: end well, or agree a later day")
    else:
        return ""
    return said % {"names": names}


def _signed(ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return which members signed the latest version of each contract that was written; one query."""
    latest: dict[UUID, tuple[int, set[UUID]]] = {}
    rows = Agreement.objects.filter(partnership__in=ids).order_by("version")
    for key, version, member_id in rows.values_list(
        "partnership_id", "version", "signatures__member"
    ):
        if latest.get(key, (0, set()))[0] < version:
            latest[key] = (version, set())
        latest[key][1].add(member_id)
    return {key: members - {None} for key, (_version, members) in latest.items()}


def _waiting(ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the day of each meeting that was arranged, has passed, and nobody recorded; one query."""
    rows = Meeting.objects.filter(
        partnership__in=ids, state=Meeting.State.ARRANGED, held_on__lt=clock.today()
    )
    return dict(rows.values_list("partnership_id", "held_on"))


def _letters(progress: Progress) -> list[LetterFact]:
    rows = CoordinatorLetter.objects.filter(partnership=progress.partnership_id)
    return [
        LetterFact(
            to=known_as(row.member.person.name) if row.member else str(_("All of them")),
            by=known_as(row.written_by.name),
            at=row.written_at,
            text=row.text,
        )
        for row in rows.select_related("member__person", "written_by").order_by("-written_at")
    ]


def _weeks(count: int) -> str:
    return ngettext("%(count)d working week", "%(count)d working weeks", count) % {"count": count}
