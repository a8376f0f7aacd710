from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.matching.models import PairRule, Proposal, Run
from compagnon.matching.queries.facts import is_followed
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.releasing import unaccepted
from compagnon.matching.queries.run import result_of
from compagnon.matching.rules.fairness import likeness_of
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.releasing import ids_of
from compagnon.matching.rules.stored import StoredNearTie, StoredPair
from compagnon.matching.rules.told import Teller, Told, order_of_near_ties, points_of, tell_warnings
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.role_words import role_words


@dataclass(frozen=True)
class PairRow:
    """A pair of a run with its reasons in words.

    `people` is None for the reader's own pair, which stays hidden from her. `word`: what a coordinator has decided
    about the pair since ("pin", "forbid", "hold", or nothing), `rule_id` to take it back. `is_left`: one of the two was
    left for the next joining point; `is_pinned_elsewhere`: the mentee was given to another mentor. `warnings`: which rules
    warn of it; `needs_a_reason`: nobody has accepted that. `alike` and `different` count the
    respects in which the two are one or the other (ALL-52).
    """

    key: str
    people: tuple[Applicant, Applicant] | None
    score: int
    told: Told
    near_ties: tuple[str, ...]
    alike: int
    different: int
    was_pinned: bool
    is_released: bool
    word: str
    rule_id: UUID | None
    run_id: UUID | None = None
    is_left: bool = False
    is_pinned_elsewhere: bool = False
    warnings: tuple[str, ...] = ()
    needs_a_reason: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is still something to decide: neither are its letters out, nor was one of the two left."""
        return not self.is_released and not self.is_left

    @property
    def card_url(self) -> str:
        """The page on which the two stand side by side."""
        assert self.people is not None  # noqa: S101 -- a pair hidden from the reader leads nowhere
        assert self.run_id is not None  # noqa: S101 -- every row that is shown names its run
        ids = {"mentor_id": self.people[0].id, "mentee_id": self.people[1].id}
        return path_to("matching:pair", run_id=self.run_id, **ids)

    @property
    def anchor(self) -> str:
        """Where in the page the pair stands."""
        return f"pair-{self.key}"

    @property
    def aside(self) -> tuple[str, ...]:
        """What is folded away: what did not count, and who came close."""
        return self.told.uncounted + self.near_ties

    @property
    def standing(self) -> tuple[str, str] | None:
        """What was decided about the pair, in words and in a tone."""
        kind, is_pinned = PairRule.Kind, self.word == PairRule.Kind.PIN
        found = (
            (self.is_released, _("The letters are out"), "good"),
            (self.is_left, _("One of the two is left for the next joining point"), "warn"),
            (self.word == kind.HOLD, _("Held: no letter leaves"), "warn"),
            (self.word == kind.FORBID, _("Forbidden from the next match on"), "bad"),
            (is_pinned and self.was_pinned, _("Pinned"), "good"),
            (is_pinned, _("Pinned from the next match on"), "good"),
            (
                self.is_pinned_elsewhere,
                _("The mentee is pinned to somebody else from the next match on"),
                "warn",
            ),
            (self.was_pinned, _("Was pinned"), "plain"),
        )
        return next(((said, tone) for holds, said, tone in found if holds), None)

    @property
    def balance(self) -> str:
        """In how many respects the two are alike and different, in words."""
        return _("Alike: %(alike)s · Different: %(different)s") % {
            "alike": self.alike,
            "different": self.different,
        }


@dataclass(frozen=True)
class NearTieRow:
    """A pair with those who came close; `people` as in `PairRow`."""

    key: str
    people: tuple[Applicant, Applicant] | None
    score: int
    near_ties: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What has become of the pairs of a page since the run: coordinators' words by pair, and whose letters are out.

    `pinned`: to whom mentees of the page are pinned by a word that nobody has followed yet; `unaccepted`: pairs of which
    a rule warns.
    """

    words: Mapping[tuple[str, str], PairRule]
    pinned: Mapping[str, str]
    released: AbstractSet[str]
    unaccepted: AbstractSet[tuple[str, str]]


def list_pairs(*, viewer: Actor, run: Run, after: str = "") -> Page[PairRow]:
    """Return a run's pairs, the lowest score first because those need the eye; 25 at a time, four queries.

    A coordinator's own pair is hidden from her. Refuses whoever does not coordinate the scheme.
    """
    page = page_after(pairs_in_order(viewer, run), _key, after)
    return page.of(rows_of(viewer, run, page.rows))


def pairs_in_order(viewer: Actor, run: Run) -> list[StoredPair]:
    """Return a run's pairs as they are looked through, the lowest score first, for a coordinator; refuses others."""
    return sorted(result_of(viewer, run)["pairs"], key=lambda one: (one["score"], one["mentee_id"]))


def rows_of(viewer: Actor, run: Run, pairs: Sequence[StoredPair]) -> tuple[PairRow, ...]:
    """Return these pairs with their reasons in words; four queries, for those that asked whether the viewer may know."""
    people = get_applicants(viewer=viewer, ids=_shown(pairs))
    said = Said(*_words(run, pairs), _released(run, pairs), unaccepted(run, pairs))
    teller = Teller(matching_settings(run.settings), interest_names(run.joining_point.cycle.scheme))
    point_id = run.joining_point_id
    return tuple(
        replace(
            row,
            run_id=run.id,
            is_left=row.people is not None
            and any(one.joining_point_id not in {None, point_id} for one in row.people),
        )
        for row in (_row(pair, people, said, teller) for pair in pairs)
    )


def list_pair_rows(*, viewer: Actor, run: Run) -> list[tuple[str, ...]]:
    """Return a heading and a row for each pair of a run, the lowest score first; six queries at most.

    Of the pairs that others decide about there is a row that says so. Refuses whoever does not coordinate the scheme.
    """
    rows = rows_of(viewer, run, pairs_in_order(viewer, run))
    words = role_words(run.joining_point.cycle.scheme)
    heading = (
        words.mentor,
        f"{words.mentor}: {_('Region')}",
        f"{words.mentor}: {_('Sector')}",
        words.mentee,
        f"{words.mentee}: {_('Region')}",
        f"{words.mentee}: {_('Sector')}",
        _("Score, of 100"),
        _("Decided"),
        _("What speaks for it"),
        _("What speaks against it"),
    )
    told = map(_told_row, rows)
    return [heading, *((*row, *[""] * (len(heading) - len(row))) for row in told)]


def _told_row(row: PairRow) -> tuple[str, ...]:
    if row.people is None:
        return (_("Another member of the group decides about this pair."),)
    mentor, mentee = ((str(one.name), one.region, one.sector) for one in row.people)
    return (
        *mentor,
        *mentee,
        str(row.score),
        row.standing[0] if row.standing else "",
        "; ".join(row.told.speaks_for),
        "; ".join((*row.warnings, *row.told.speaks_against)),
    )


def list_near_ties(*, viewer: Actor, run: Run, after: str = "") -> Page[NearTieRow]:
    """Return the pairs for whose mentee another mentor came close; 25 at a time, one query.

    First those whose alternative has a place left, then those whom another would suit most of all.
    """
    pairs = sorted(
        (pair for pair in result_of(viewer, run)["pairs"] if pair["near_ties"]),
        key=lambda one: (order_of_near_ties(one["near_ties"]), one["mentee_id"]),
    )
    page = page_after(pairs, _key, after)
    people = get_applicants(viewer=viewer, ids=_shown(page.rows))
    teller = Teller(matching_settings(run.settings), interest_names(run.joining_point.cycle.scheme))
    return page.of(
        tuple(
            NearTieRow(
                key=_key(pair),
                people=(shown := _people(pair, people)),
                score=points_of(pair["score"]),
                near_ties=_near_ties(pair, people, teller) if shown else (),
            )
            for pair in page.rows
        )
    )


def _key(pair: StoredPair) -> str:
    return pair["mentee_id"]


def _shown(pairs: Iterable[StoredPair]) -> set[str]:
    """Return the ids of everybody who is named in the rows of a page."""
    ids: set[str] = set()
    for pair in pairs:
        ids.update((pair["mentor_id"], pair["mentee_id"]))
        for tie in pair["near_ties"]:
            ids.update((tie["mentor_id"], *tie["held_by"]))
    return ids


def _words(
    run: Run, pairs: Iterable[StoredPair]
) -> tuple[dict[tuple[str, str], PairRule], dict[str, str]]:
    """Return what coordinators have decided about the pairs of a page, and whom they pinned to whom; one query."""
    mentees = [UUID(hex=pair["mentee_id"]) for pair in pairs]
    rows = PairRule.objects.filter(joining_point=run.joining_point_id, mentee__in=mentees)
    found = list(rows.annotate(was_followed=is_followed()))
    words: dict[tuple[str, str], PairRule] = {
        (row.mentor_id.hex, row.mentee_id.hex): row for row in found
    }
    pinned = {
        row.mentee_id.hex: row.mentor_id.hex
        for row in found
        if row.kind == PairRule.Kind.PIN and not row.was_followed
    }
    return words, pinned


def _released(run: Run, pairs: Iterable[StoredPair]) -> set[str]:
    """Return the mentees of a page whose pair has its letters; one query."""
    mentees = [UUID(hex=pair["mentee_id"]) for pair in pairs]
    rows = Proposal.objects.filter(release__run=run, mentee__in=mentees)
    return {key.hex for key in rows.values_list("mentee_id", flat=True)}


def _row(pair: StoredPair, people: Mapping[str, Applicant], said: Said, teller: Teller) -> PairRow:
    shown = _people(pair, people)
    if shown is None:
        return PairRow(_key(pair), None, 0, Told((), (), ()), (), 0, 0, False, False, "", None)
    word = said.words.get((pair["mentor_id"], pair["mentee_id"]))
    found = [likeness_of(one, teller.settings) for one in pair["contributions"]]
    return PairRow(
        key=_key(pair),
        people=shown,
        score=points_of(pair["score"]),
        told=teller.pair(pair["contributions"]),
        near_ties=_near_ties(pair, people, teller),
        alike=found.count("alike"),
        different=found.count("different"),
        was_pinned=pair["pinned"],
        is_released=pair["mentee_id"] in said.released,
        word=word.kind if word else "",
        rule_id=word.id if word else None,
        is_pinned_elsewhere=said.pinned.get(pair["mentee_id"], pair["mentor_id"])
        != pair["mentor_id"],
        warnings=tell_warnings(pair.get("warnings", ()), teller.settings),
        needs_a_reason=ids_of(pair) in said.unaccepted,
    )


def _people(
    pair: StoredPair, people: Mapping[str, Applicant]
) -> tuple[Applicant, Applicant] | None:
    mentor, mentee = people[pair["mentor_id"]], people[pair["mentee_id"]]
    return None if mentor.is_for_others or mentee.is_for_others else (mentor, mentee)


def _near_ties(
    pair: StoredPair, people: Mapping[str, Applicant], teller: Teller
) -> tuple[str, ...]:
    return tuple(
        teller.near_tie(tie, name=people[tie["mentor_id"]].said, holders=_holders(tie, people))
        for tie in pair["near_ties"]
    )


def _holders(tie: StoredNearTie, people: Mapping[str, Applicant]) -> dict[str, str]:
    """Return the names of those whom another mentor has here; none where that would tell a reader her own pair."""
    if any(people[key].is_for_others for key in (tie["mentor_id"], *tie["held_by"])):
        return {}
    return {key: people[key].said for key in tie["held_by"]}
