"""What the register in force says of applicants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import known_as
from compagnon.core import clock
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption.master import KeysMissing
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import Decision, decide
from compagnon.membership.hashing import Hasher
from compagnon.membership.models import Register, RegisterEntry, Standing
from compagnon.membership.policy import visible_registers
from compagnon.membership.queries.register import current_register
from compagnon.membership.rules.lookup import Finding, Listed, Verdict, judge, search_words
from compagnon.membership.rules.reading import plain_address, plain_number
from compagnon.recruitment.findings import NONE
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import OPEN_STATES, kept_from
from compagnon.schemes.models import JoiningPoint

_MOST_NAMESAKES: Final = 3000
_MOST_FILES: Final = 5
CONFIRMED: Final = "confirmed"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Found:
    """Applicants of a joining point whom the viewer may confirm, and nobody has: in the register for certain, or not.

    Those who are not, each with what the register says.
    """

    certain: tuple[Application, ...]
    unclear: tuple[tuple[Application, Verdict], ...]


@dataclass(frozen=True)
class MembersView:
    """The register in force, those on their way, and how the applicants of a joining point stand with it.

    `closed` says why the register cannot be asked, where it cannot: the next import heals it.
    """

    current: Register | None
    under_way: tuple[Register, ...]
    certain_count: int
    unclear: tuple[tuple[Application, Verdict], ...]
    confirmed_count: int
    may_confirm: Decision
    closed: StrOrPromise


def get_members(*, viewer: Actor, joining_point: JoiningPoint) -> MembersView:
    """Return how a joining point's applicants stand with the register; six queries, however many there are."""
    found = Found((), ())
    closed: StrOrPromise = ""
    try:
        found = list_found(viewer=viewer, joining_point=joining_point)
    except KeysMissing as missing:
        closed = missing.reason
    under_way = visible_registers(viewer).filter(
        organisation=joining_point.cycle.scheme.organisation_id,
        state__in=[Register.State.READING, Register.State.PREVIEW, Register.State.IMPORTING],
    )
    confirmed = Application.objects.filter(
        joining_point=joining_point, state__in=OPEN_STATES, is_member_confirmed=True
    )
    return MembersView(
        current=current_register(joining_point),
        under_way=tuple(under_way.defer("remarks").order_by("-uploaded_at", "id")[:_MOST_FILES]),
        certain_count=len(found.certain),
        unclear=found.unclear,
        confirmed_count=confirmed.count(),
        may_confirm=decide(viewer, "membership.confirm_members", joining_point),
        closed=closed,
    )


def list_found(*, viewer: Actor, joining_point: JoiningPoint) -> Found:
    """Return the applicants of a joining point whose membership nobody has confirmed, as the register knows them.

    Those about whom the viewer does not decide are left out. Four queries. Refuses whoever does not coordinate the scheme, and (`KeysMissing`) if the register's key is gone.
    """
    decision = decide(viewer, "membership.view_members", joining_point)
    if viewer.kind is not ActorKind.SYSTEM and not decision.allowed:
        raise NotAllowed(decision.reason)
    numbers = _waiting(viewer, joining_point)
    waiting = sorted(numbers, key=lambda row: (row.submitted_at, row.id))
    register = current_register(joining_point)
    if register is None:
        return Found((), tuple((row, Verdict.NOT_FOUND) for row in waiting))
    known = _Asked(register, numbers).exactly()
    judged = [(row, _judged(row, known[row.id]).verdict) for row in waiting]
    return Found(
        tuple(row for row, verdict in judged if verdict is Verdict.LISTED),
        tuple(one for one in judged if one[1] is not Verdict.LISTED),
    )


def find_standing(viewer: Actor, joining_point: JoiningPoint) -> dict[UUID, str]:
    """Return how each open application stands with the register: confirmed, or a verdict. At most five queries.

    Of those about whom the viewer may decide. `unknown`: the register cannot be asked, because its key is gone.
    """
    confirmed = Application.objects.filter(
        joining_point=joining_point, state__in=OPEN_STATES, is_member_confirmed=True
    )
    found: dict[UUID, str] = dict.fromkeys(confirmed.values_list("id", flat=True), CONFIRMED)
    if current_register(joining_point) is None:
        return found
    try:
        known = list_found(viewer=viewer, joining_point=joining_point)
    except KeysMissing:
        return found | {row.id: UNKNOWN for row in _waiting(viewer, joining_point)}
    found |= {row.id: Verdict.LISTED.value for row in known.certain}
    return found | {row.id: verdict.value for row, verdict in known.unclear}


def list_standing(*, viewer: Actor, joining_point: JoiningPoint) -> list[tuple[str, str, str]]:
    """Return the name of each applicant, the number they gave, and how they stand with the register, by name.

    Of those about whom the viewer decides. Refuses whoever does not coordinate the scheme.
    """
    decision = decide(viewer, "membership.view_members", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    found = find_standing(viewer, joining_point)
    rows = Application.objects.filter(id__in=found).exclude(kept_from(viewer))
    numbered = rows.values_list("id", "person__name", KT("answers__membership_number"))
    return sorted((known_as(name), number or "", found[key]) for key, name, number in numbered)


def find_member(application: Application) -> tuple[Register, Finding] | None:
    """Return what the register in force says of an applicant; None where there is no register. Three queries.

    For whoever may read the application: the caller has asked.
    """
    register = current_register(application.joining_point)
    if register is None:
        return None
    number = str(application.answers.get("membership_number") or "")
    asked = _Asked(register, {application: number})
    (known,) = asked.exactly().values()
    listed = [*known, *asked.namesakes(application.person.name)]
    by_key = {one.key: one for one in reversed(listed)}
    return register, _judged(application, list(by_key.values()))


def _waiting(viewer: Actor, joining_point: JoiningPoint) -> dict[Application, str]:
    """Return whom a viewer may confirm at a joining point and nobody has, with the number each gave.

    Nothing else of what they answered is loaded: there may be many of them.
    """
    rows = Application.objects.filter(
        joining_point=joining_point, state__in=OPEN_STATES, is_member_confirmed=False
    )
    found: dict[Application, str] = {}
    for row in _with_numbers(rows):
        row.joining_point = joining_point
        decision = decide(viewer, "recruitment.confirm_membership", row)
        if viewer.kind is ActorKind.SYSTEM or decision.allowed:
            found[row] = row.number or ""
    return found


def _with_numbers(rows: QuerySet[Application]) -> Iterable[Any]:
    """Return applications with what a register is asked by, each with the `number` it gives."""
    return (
        rows.select_related("person")
        .only("submitted_at", "saved_at", "emptied_at", "person__name", "person__email")
        .annotate(number=KT("answers__membership_number"))
    )


def _judged(application: Application, listed: Sequence[Listed]) -> Finding:
    """Return what lines of the register mean for an applicant; who came in a file never confirmed their address."""
    return judge(
        application.person.name,
        listed,
        clock.today(),
        is_address_confirmed=application.saved_at is not None,
    )


class _Asked:
    """Applicants with the number each gave, and the lines of a register that may be theirs."""

    def __init__(self, register: Register, numbers: Mapping[Application, str]) -> None:
        hasher = Hasher(register)
        self._entries = RegisterEntry.objects.filter(register=register)
        self._hashes = {
            row.id: (
                hasher.of("number", plain_number(number)),
                hasher.of("address", plain_address(row.person.email)),
            )
            for row, number in numbers.items()
        }

    def exactly(self) -> dict[UUID, list[Listed]]:
        """Return the lines with each applicant's number or address; one query."""
        numbers = {number for number, _address in self._hashes.values() if number}
        addresses = {address for _number, address in self._hashes.values()}
        entries = self._entries.filter(Q(number_hash__in=numbers) | Q(address_hash__in=addresses))
        by_hash: dict[str, list[RegisterEntry]] = {}
        for entry in entries:
            for digest in {entry.number_hash, entry.address_hash} - {""}:
                by_hash.setdefault(digest, []).append(entry)
        return {
            key: list(_listed(number, address, by_hash))
            for key, (number, address) in self._hashes.items()
        }

    def namesakes(self, name: str) -> list[Listed]:
        """Return lines whose name may be alike; one query, or none of nameless people."""
        words = search_words(name)
        if not words:
            return []
        entries = self._entries.filter(Q(first_word__in=words) | Q(last_word__in=words))
        rows = entries.order_by("id").values_list("id", "name", "until")[:_MOST_NAMESAKES]
        return [Listed(*row) for row in rows]


def _listed(number: str, address: str, by_hash: dict[str, list[RegisterEntry]]) -> Iterable[Listed]:
    found: dict[int, Listed] = {}
    for entry in (*by_hash.get(number, ()), *by_hash.get(address, ())):
        one = Listed(entry.pk, entry.name, entry.until)
        found[entry.pk] = replace(
            one,
            by_number=bool(number) and entry.number_hash == number,
            by_address=entry.address_hash == address,
        )
    return found.values()


def found_where(viewer: Actor, point: JoiningPoint, finding: str) -> Q:
    """Return of which open applications the register says this: `confirmed`, or a verdict, compared before.

    Of none, to whoever does not coordinate the scheme. One query, and none for those that are confirmed.
    """
    if not decide(viewer, "membership.view_members", point).allowed:
        return NONE
    if finding == CONFIRMED:
        return Q(state__in=OPEN_STATES, is_member_confirmed=True)
    register = current_register(point)
    if register is None:
        return NONE
    return Q(state__in=OPEN_STATES, is_member_confirmed=False) & _saying(register, finding)


def found_against(viewer: Actor, point: JoiningPoint) -> Q:
    """Return about whom the register does not say that they are members, compared with it or not. One query.

    Where there is no register it speaks against nobody.
    """
    register = current_register(point)
    if register is None or not decide(viewer, "membership.view_members", point).allowed:
        return NONE
    return Q(is_member_confirmed=False) & ~_saying(register, Verdict.LISTED)


def _saying(register: Register, finding: str) -> Q:
    rows = Standing.objects.filter(register=register, application=OuterRef("pk"))
    today = clock.today()
    said: dict[str, Q] = {
        Verdict.LISTED: Q(verdict=Verdict.LISTED) & (Q(until=None) | Q(until__gte=today)),
        Verdict.ENDED: Q(verdict=Verdict.LISTED, until__lt=today),
    }
    return Q(Exists(rows.filter(said.get(finding, Q(verdict=finding)))))


def uncompared(register: Register) -> QuerySet[Application]:
    """Return the open applications in a register's organisation that were not compared with it, for the system."""
    compared = Standing.objects.filter(register=register, application=OuterRef("pk"))
    return Application.objects.filter(
        ~Exists(compared),
        joining_point__cycle__scheme__organisation=register.organisation_id,
        state__in=OPEN_STATES,
        is_member_confirmed=False,
    )


def compared_with(register: Register, rows: QuerySet[Application]) -> list[Standing]:
    """Return what a register says of applications, not kept yet; two queries. Refuses if its key is gone."""
    numbers = {row: row.number or "" for row in _with_numbers(rows)}
    known = _Asked(register, numbers).exactly()
    found = []
    for row in numbers:
        finding = _judged(row, known[row.id])
        ends = [one.until for one in finding.listed]
        is_listed = finding.verdict in {Verdict.LISTED, Verdict.ENDED}
        found.append(
            Standing(
                register=register,
                application=row,
                verdict=Verdict.LISTED if is_listed else finding.verdict,
                until=max(filter(None, ends)) if is_listed and None not in ends else None,
            )
        )
    return found
