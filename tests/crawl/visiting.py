"""Every address there is: each route with ids of what a role may know of, of what it may not, and of nothing."""

import itertools
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.core import signing

from compagnon.core.actors import NOBODY, Actor, holder_of_link
from compagnon.core.policy import visible_to
from compagnon.core.routes import Route, list_routes
from compagnon.partnerships.stages import Stage
from compagnon.schemes.matching_defaults import CRITERIA
from tests.crawl.matching import waiting_answer
from tests.crawl.world import World

PARAMETER: Final = re.compile(r"<(?:public_id|str|int):(\w+)>")
ABSENT: Final = "0" * 32


class Table(NamedTuple):
    """What stands behind an id of an address, in an order that is the same in every run."""

    label: str
    order: tuple[str, ...]


_PAIR: Final = ("joining_point__cycle__scheme__name", "joining_point__month", "planned_end_on")
_OF_PAIR: Final = tuple(f"partnership__{name}" for name in _PAIR)
_OF_MEETING: Final = tuple(f"meeting__{name}" for name in _OF_PAIR)
_OF_OBSERVATION: Final = tuple(f"observation__{name}" for name in _OF_PAIR)
TABLES: Final = {
    "action_item": Table("partnerships.ActionItem", (*_OF_MEETING, "meeting__held_on", "position")),
    "agenda_item": Table("partnerships.AgendaItem", (*_OF_PAIR, "added_at")),
    "agreement": Table("partnerships.Agreement", (*_OF_PAIR, "version")),
    "answer": Table("matching.Answer", ("person__email",)),
    "appointment": Table("schemes.Appointment", ("person__email", "role")),
    "application": Table(
        "recruitment.Application", ("person__email", "joining_point__cycle__scheme__name")
    ),
    "branch": Table("schemes.Branch", ("organisation__name", "name")),
    "charter": Table("schemes.Charter", ("scheme__name", "version")),
    "circle": Table("matching.Circle", ("score",)),
    "concession": Table("matching.Concession", ("rule",)),
    "cycle": Table("schemes.Cycle", ("scheme__name", "name")),
    "goal": Table("partnerships.Goal", (*_OF_PAIR, "set_at")),
    "goal_link": Table(
        "partnerships.GoalLink", (*(f"goal__{name}" for name in _OF_PAIR), "kind", "id")
    ),
    "import_file": Table(
        "recruitment.ImportFile", ("joining_point__cycle__scheme__name", "state", "file_name")
    ),
    "introduction": Table("introductions.Introduction", ("title",)),
    "invitation": Table("introductions.Invitation", ("introduction__title", "state")),
    "joining_point": Table("schemes.JoiningPoint", ("cycle__scheme__name", "starts_on")),
    "left_partnership": Table("partnerships.Partnership", _PAIR),
    "logged_decision": Table("matching.LoggedDecision", ("number",)),
    "meeting": Table("partnerships.Meeting", (*_OF_PAIR, "held_on", "state")),
    "message": Table("notifications.Message", ("kind", "address", "planned_at")),
    "observation": Table("partnerships.Observation", (*_OF_PAIR, "planned_at")),
    "organisation": Table("schemes.Organisation", ("name",)),
    "pair_rule": Table("matching.PairRule", ("mentor__person__email", "kind")),
    "partner_message": Table("partnerships.PartnerMessage", (*_OF_PAIR, "written_at", "id")),
    "partnership": Table("partnerships.Partnership", _PAIR),
    "process_report": Table("partnerships.ProcessReport", (*_OF_PAIR, "ends_on")),
    "progress": Table("partnerships.Progress", _OF_PAIR),
    "partner_request": Table("choosing.Request", ("asked_at",)),
    "profile": Table("choosing.Profile", ("application__person__email",)),
    "proposal": Table("matching.Proposal", ("mentor__person__email", "mentee__person__email")),
    "proposed_time": Table(
        "partnerships.ProposedTime", (*(f"proposal__{name}" for name in _OF_PAIR), "starts_at")
    ),
    "question": Table("help.Question", ("state", "about", "asked_at", "id")),
    "reflection": Table("partnerships.Reflection", (*_OF_PAIR, "moment", "written_at")),
    "register": Table("membership.Register", ("joining_point__cycle__scheme__name", "state")),
    "resource": Table("resources.Resource", ("scheme__name", "position")),
    "gathering": Table("gatherings.Gathering", ("starts_at",)),
    "review": Table("partnerships.Review", (*_OF_PAIR, "state", "opened_at")),
    "run": Table("matching.Run", ("work_state", "releases__released_at")),
    "saved_view": Table("recruitment.SavedView", ("name",)),
    "scheme": Table("schemes.Scheme", ("name",)),
    "self_assessment": Table("partnerships.SelfAssessment", (*_OF_PAIR, "made_at", "id")),
    "seat": Table("matching.Seat", ("person__email",)),
    "shared_report": Table("partnerships.SharedReport", ("shared_at",)),
    "session": Table("accounts.Session", ("person__email",)),
    "suggestion": Table("choosing.Suggestion", ("prepared_at",)),
    "strategy": Table("partnerships.Strategy", (*_OF_OBSERVATION, "position")),
    "term_calendar": Table("schemes.TermCalendar", ("organisation__name", "nation", "place")),
}
# What a page shows besides, when it is asked to.
QUERIES: Final = {
    "matching:criteria": [
        "?tried=1&"
        + "&".join(f"weights.{one.key}={10 * (one.key != 'sector')}" for one in CRITERIA)
    ],
    "matching:letters": [f"?pair={number}" for number in range(2, 7)],
    "matching:room": ["?after=" + ABSENT],
    "recruitment:application_list": ["?name=gwen", "?state=matched", "?after=0-" + ABSENT],
    "recruitment:import_file": ["?show=problems", "?show=create"],
    "choosing:request_list": ["?after=" + ABSENT],
    "partnerships:activity": ["?after=" + ABSENT],
    "partnerships:messages": ["?after=" + ABSENT],
    "partnerships:progress_list": [f"?stage={stage}" for stage in Stage],
    "help:question_list": ["?show=answered", "?after=" + ABSENT],
    "partnerships:meeting": ["?guide=grow"],
    "schemes:charter": ["?language=cy"],
}
# What stands in a further place of an address that is no id.
IN_PLACES: Final = {
    "institution_handle": ["nowhere"],
    "principle_key": ["inclusive"],
    "section_key": ["apart"],
    "question_key": ["membership_number"],
    "other_key": ["membership_category"],
    "added": ["choice"],
    "older": ["1"],
    "newer": ["1"],
    "number": ["0"],
    "paper": ["agreement"],
    "language": ["cy"],
    "package": ["recruitment"],
    "stem": ["application_declined"],
    "template": ["in_house", "gardening"],
}
# Public, because a letter's link opens them without signing in; each asks who may know of the answer.
ABOUT_ANSWERS: Final = {
    f"matching:{kind}{doing}"
    for kind in ("answer", "concession", "seat")
    for doing in ("", "_accept", "_decline")
}
# The same of an invitation; nobody who crawls came by the link of one.
ABOUT_INVITATIONS: Final = {
    f"introductions:{name}" for name in ("invitation", "accept", "decline", "forget_me", "calendar")
}
# The same of a report to a manager.
ABOUT_REPORTS: Final = {"partnerships:shared_report"}
BY_TOKEN: Final = {
    "matching:answer_arrive",
    "matching:concession_arrive",
    "matching:seat_arrive",
    "introductions:arrive",
    "partnerships:shared_report_arrive",
}
# Where words are shown. Whoever gains anything, gains it on one of these.
SHOWING: Final = {
    "dashboard:home",
    "partnerships:home",
    "partnerships:agreement_read",
    "partnerships:agreement_write",
    "partnerships:agenda",
    "partnerships:meeting",
    "partnerships:meeting_record",
    "partnerships:plan",
    "partnerships:timeline",
    "partnerships:journal",
    "partnerships:messages",
    "partnerships:self_assessment",
    "partnerships:self_assessments",
    "partnerships:reflection",
    "partnerships:action_item",
    "partnerships:action_items",
    "partnerships:goal",
    "partnerships:observation",
    "partnerships:observations",
    "partnerships:report",
    "partnerships:report_write",
    "partnerships:reports",
    "partnerships:review",
    "partnerships:reviews",
    "recruitment:application_list",
    "recruitment:application",
    "recruitment:import_file",
    "schemes:scheme",
    "choosing:request",
    "introductions:introduction",
    "help:home",
    "help:question",
    "help:question_list",
    "matching:answer",
    "matching:decision_log",
    "matching:group",
    "matching:pair",
}
HIDDEN_OF_EACH: Final = 2
KNOWN_OF_EACH: Final = 4


@dataclass(frozen=True)
class Address:
    """One path of a route. `about` is the id it names, if any; `is_hidden`: the role may not know of it.

    The label is the path with numbers for ids, the same in every run.
    """

    route: Route
    path: str
    label: str
    about: str = ""
    is_hidden: bool = False

    @property
    def of_nothing(self) -> str:
        """The same address of what is not there."""
        return self.path.replace(self.about, ABSENT)


class Crawl:
    """The way of one role through everything there is.

    It visits all that it may know of on every route that shows words, and four of it on the others; of what it may not
    know, an id that nobody has and two that exist: other ones on every route and for every role. `everything=True`
    visits all that exists.
    """

    def __init__(self, world: World, role: str, *, everything: bool = False) -> None:
        """Look up what exists and what the role may know of."""
        self.world = world
        self.role = role
        self.ids = {kind: list(_ids(kind)) for kind in TABLES}
        self._everything = everything
        self._known = {kind: self._known_of(kind) for kind in TABLES}

    def actor(self) -> Actor:
        """Return who acts."""
        match self.role:
            case "nobody":
                return NOBODY
            case "letter_holder":
                return holder_of_link(waiting_answer().id)
            case role:
                return self.world.actor(role)

    def routes(self) -> list[Route]:
        """Return every route once: the sign-in library has several names for one page."""
        return list({route.pattern: route for route in list_routes()}.values())

    def addresses(self, route: Route) -> Iterator[Address]:
        """Return the addresses of a route: nobody's, what is hidden, what the role may know of."""
        names = PARAMETER.findall(route.pattern)
        first = names[0].removesuffix("_id") if names and names[0].endswith("_id") else ""
        if not first:
            yield from self._filled(route, names, [])
            return
        hidden, known = self._parted(route, first)
        for about in (ABSENT, *hidden):
            yield from self._filled(route, names, [about], is_hidden=True)
        for about in known:
            for address in self._filled(route, names, [about]):
                yield address
                for query in QUERIES.get(route.name, []):
                    yield Address(route, address.path + query, address.label + query, about)

    def _filled(
        self, route: Route, names: list[str], begins: list[str], *, is_hidden: bool = False
    ) -> Iterator[Address]:
        rest = [self._values(route, name) for name in names[len(begins) :]]
        for values in itertools.product(*([value] for value in begins), *rest):
            path = label = route.pattern
            for value in values:
                path = PARAMETER.sub(value, path, count=1)
                label = PARAMETER.sub(self._number(value), label, count=1)
            yield Address(route, path, label, begins[0] if begins else "", is_hidden)

    def _parted(self, route: Route, kind: str) -> tuple[list[str], list[str]]:
        """Return what of a kind is hidden on a route, as far as it is visited, and what is not."""
        ids = self.ids.get(kind, [])
        if (
            route.name in BY_TOKEN | ABOUT_INVITATIONS | ABOUT_REPORTS
        ):  # opened by a token, not by who asks
            known: set[str] = set()
        elif route.on or route.name in ABOUT_ANSWERS:
            known = self._known[kind]
        else:
            known = set(ids)
        hidden = [one for one in ids if one not in known]
        visited = [one for one in ids if one in known]
        if not self._everything:
            hidden = self._some(hidden, route, HIDDEN_OF_EACH)
            if route.name not in SHOWING:
                visited = self._some(visited, route, KNOWN_OF_EACH)
        return hidden, visited

    def _some(self, ids: list[str], route: Route, count: int) -> list[str]:
        start = zlib.crc32(f"{self.role} {route.name}".encode()) % max(1, len(ids))
        return (ids[start:] + ids[:start])[:count]

    def _known_of(self, kind: str) -> set[str]:
        return {row.hex for row in visible_to(self.actor(), kind).values_list("pk", flat=True)}

    def _number(self, value: str) -> str:
        """Return which one of its kind an id is."""
        of_kinds = (ids.index(value) + 1 for ids in self.ids.values() if value in ids)
        return str(next(of_kinds, "made-up" if value == "made-up" else "other"))

    def _values(self, route: Route, name: str) -> list[str]:
        """Return what stands in any further place of an address; a new one has to be described here."""
        places = {**IN_PLACES, "resource_id": self.ids["resource"][:HIDDEN_OF_EACH]}
        match name:
            case "mentor_id" | "mentee_id":
                return _of_pairs(name)
            case "other_id":
                return _of_pairs("mentor_id")
            case "application_id":
                return _of_groups()
            case "other_mentor_id" | "other_mentee_id":
                return _of_pairs(name.removeprefix("other_"), place=1)
            case _ if name in places:
                return places[name]
            case "token":
                return ["made-up", *self._tokens(route)]
            case _:
                raise LookupError(f"{route.pattern}: what stands for <{name}>?")

    def _tokens(self, route: Route) -> list[str]:
        """Return tokens that are genuine; the link of a proposal's letter is what the letter's holder came by."""
        if route.name == "accounts:sign_in_by_link":
            return [self.world.secrets["link"]]
        if route.name == "notifications:feed":
            return [self.world.secrets["calendar"]]
        if route.name == "notifications:unsubscribe":
            signer = signing.Signer(salt="compagnon.notifications.unsubscribe")
            return [signer.sign(self.world.people["mentor"].pk.hex)]
        return []


def _ids(kind: str) -> Iterator[str]:
    table = TABLES[kind]
    for key in (
        apps.get_model(table.label)
        ._default_manager.order_by(*table.order)
        .values_list("pk", flat=True)
    ):
        yield key.hex


def _of_pairs(side: str, place: int = 0) -> list[str]:
    """Return the mentors or the mentees of one pair of each match that was made, so that some are a pair."""
    results = apps.get_model("matching.Run")._default_manager.filter(
        kind="pairs", result__isnull=False
    )
    found = (
        result["pairs"][min(place, len(result["pairs"]) - 1)][side]
        for result in results.values_list("result", flat=True)
    )
    return list(dict.fromkeys(found))


def _of_groups() -> list[str]:
    """Return who names the first group of each match of more than two."""
    results = (
        apps.get_model("matching.Run")
        ._default_manager.filter(result__isnull=False)
        .exclude(kind="pairs")
    )
    return [one["groups"][0]["ids"][0] for one in results.values_list("result", flat=True)]


FRESH_TOKENS: Final = re.compile(rb'(name="(?:csrfmiddlewaretoken|once)" value=")[^"]*')


def seen(response: Any) -> bytes:
    """Return all that a reader gets: body and headers."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return bytes(response.content) + headers.encode()


def without_ids(response: Any, about: str) -> tuple[int, bytes]:
    """Return a response as it must be for everything that is not there: without its id and fresh tokens."""
    body = FRESH_TOKENS.sub(rb"\1", seen(response))
    return response.status_code, body.replace(about.encode(), ABSENT.encode())
