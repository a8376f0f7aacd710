"""Asking somebody, and what becomes of it: yes, no, taken back, or nothing in time."""

from collections.abc import Collection, Sequence
from copy import copy
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.choosing.events import (
    RequestAccepted,
    RequestAgreed,
    RequestDeclined,
    RequestLapsed,
    RequestSent,
    RequestTakenBack,
)
from compagnon.choosing.models import Profile, Request
from compagnon.choosing.policy import is_pooled, seeking
from compagnon.choosing.queries.code import find_by_code
from compagnon.choosing.rules.days import DAYS_TO_ANSWER
from compagnon.choosing.states import REQUEST
from compagnon.core import clock, sealing
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import Event, record
from compagnon.core.states import move
from compagnon.matching.changes.checking import lock_point
from compagnon.matching.changes.chosen import (
    accept_warnings,
    open_chosen_pair,
    open_chosen_peers,
)
from compagnon.matching.queries.facts import get_taken
from compagnon.matching.queries.rules_between import Rules, forbid, rules_among, rules_between
from compagnon.recruitment.models import Application
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.models import Charter

State = Request.State
NOBODY_HAS_IT: Final = gettext_lazy(
    "Nobody who can be asked has this code. Ask them to read it to you once more."
)


class WarnedOf(Refused):
    """That rules of the scheme warn of whoever is asked, which the asker has not read yet."""

    def __init__(self, rules: Rules) -> None:
        """Say that there is something to read first."""
        super().__init__(_("Read what speaks against it first. You may ask all the same."))
        self.rules = rules


@change("choosing.send_request", on="profile")
def send_request(
    *, by: Actor, profile: Profile, words: str, charter: Charter, read: Collection[str] = ()
) -> Request:
    """Ask somebody whose profile one found, in a few words, and sign the charter with it (ALL-11, NF-16).

    One request at a time. Refused while another waits, to a learner who has somebody or is proposed, to a coach
    without a place, for two whom a rule of the scheme forbids, and without words. `read`: the keys of the rules whose
    warnings the asker was shown; refused (`WarnedOf`) while there are others.
    """
    if not words.strip():
        raise Refused(_("Say in a few words what you would like to work on."), field="words")
    asked = profile.application
    asker, rules = _asker(by, asked)
    _check_read(rules, read)
    return _sent(by, [asker, asked], words, charter)


@change("choosing.name_peers", on="application")
def name_peers(
    *,
    by: Actor,
    application: Application,
    codes: Sequence[str],
    words: str,
    charter: Charter,
    read: Collection[str] = (),
) -> Request:
    """Ask one or two with whom one has found each other already, by the codes on their pages (NF-22).

    Everybody has to say yes. A code that is nobody's is refused in the same words as one of somebody who has a partner
    or with whom one must not be paired: it tells nothing of anybody. `read`: as for a request to one whose profile one found.
    """
    if not words.strip():
        raise Refused(_("Say in a few words what you would like to work on."), field="words")
    own = _free(by, application.joining_point_id)
    named = [_named(own, code) for code in codes if code.strip()]
    if not named or len({one.pk for one in named}) != len(named):
        raise Refused(_("Give one code, or two different ones."), field="code")
    rules = rules_among([own, *named])
    if forbid(rules):
        raise Refused(NOBODY_HAS_IT, field="code")
    _check_read(rules, read)
    return _sent(by, [own, *named], words, charter)


def _check_read(rules: Rules, read: Collection[str]) -> None:
    if not {rule.key for rule in rules} <= set(read):
        raise WarnedOf(rules)


def _sent(by: Actor, people: Sequence[Application], words: str, charter: Charter) -> Request:
    """Keep a request of the first of these people to the others."""
    asker, asked, *more = people
    sign_charter(by=by, charter=charter)
    request = Request(
        asker=asker,
        asked=asked,
        third=more[0] if more else None,
        asked_at=clock.now(),
        answer_by=clock.today() + timedelta(days=DAYS_TO_ANSWER),
    )
    sealing.put(request)
    write_text(request, author_id=UUID(str(asker.person_id)), texts={"words": words.strip()})
    request.save(force_insert=True)
    record(
        RequestSent(
            request_id=request.id,
            asker_application_id=asker.id,
            asked_application_id=asked.id,
            answer_by=request.answer_by,
        ),
        by=by,
    )
    return request


@change("choosing.answer_request", on="request")
def accept_request(*, by: Actor, request: Request, charter: Charter, why: str = "") -> Request:
    """Say yes and sign the charter: the partnership opens. Whatever else the two had waiting, and cannot be, lapses.

    `why`: why it is right although a rule of the scheme warns of it, kept with who said so; refused without it then.

    Of three peers, once both who were asked have said yes. Refused once the request is closed, and once one of the two has no place any more. Saying yes twice changes nothing.
    """
    # First of all, as for every decision that is logged; then, before the request itself, in the order of every release: two who say yes at once would wait for each other else.
    lock_point(request.asker.joining_point_id)
    both = Application.objects.select_for_update().filter(
        pk__in=[request.asker_id, request.asked_id, request.third_id]
    )
    list(both.order_by("id"))
    _lock(request)
    if request.state == State.ACCEPTED:
        return request
    _check_waiting(request)
    _accept_warnings(by, request, why)
    sign_charter(by=by, charter=charter)
    if request.third and not _is_last_yes(request, by):
        return request
    proposal = (
        open_chosen_peers(by=SYSTEM, peers=request.people)
        if is_pooled(request.asker)
        else open_chosen_pair(by=SYSTEM, mentor=request.asked, mentee=request.asker)
    )
    _write(request, State.ACCEPTED)
    record(RequestAccepted(request_id=request.id, proposal_id=proposal.id), by=by)
    for other in _without_a_place(request):
        lapse_request(by=SYSTEM, request=other)
    return request


def _accept_warnings(by: Actor, request: Request, why: str) -> None:
    asked = request.asked_as(by.person_id)
    if asked is not None and asked != request.agreed:
        others = [one for one in request.people if one != asked]
        accept_warnings(by=by, asked=asked, others=others, why=why)


@change("choosing.answer_request", on="request")
def decline_request(*, by: Actor, request: Request) -> Request:
    """Say no; no reason is asked, and the learner may ask somebody else at once. Saying no twice changes nothing."""
    return _closed(request, State.DECLINED, RequestDeclined(request_id=request.id), by=by)


@change("choosing.take_back_request", on="request")
def take_back_request(*, by: Actor, request: Request) -> Request:
    """Take one's request back before it is answered, and be free to ask somebody else. Twice changes nothing."""
    return _closed(request, State.TAKEN_BACK, RequestTakenBack(request_id=request.id), by=by)


@change("choosing.lapse_request", on="request")
def lapse_request(*, by: Actor, request: Request) -> Request:
    """End a request that nobody answered in time, or for which there is no place any more. Only the system does this."""
    _lock(request)
    if request.state == State.WAITING:
        _write(request, State.LAPSED)
        record(RequestLapsed(request_id=request.id), by=by)
    return request


def _is_last_yes(request: Request, by: Actor) -> bool:
    """Keep the first yes of two, and say whether the other one has said it already."""
    who = request.asked_as(by.person_id)
    if request.agreed is None and who is not None:
        after = copy(request)
        after.agreed = who
        sealing.put(after)
        waiting = Request.objects.filter(pk=request.pk, state=State.WAITING, agreed=None)
        waiting.update(agreed=who, seal=after.seal)
        request.agreed, request.seal = who, after.seal
        record(RequestAgreed(request_id=request.id, application_id=who.id), by=by)
        return False
    return request.agreed != who


def _named(own: Application, code: str) -> Application:
    """Return the peer whose code it is, if they can be asked."""
    found = find_by_code(own.joining_point, code)
    taken = get_taken(own.joining_point)
    if found is None or found.pk in (*taken.mentees, own.pk):
        raise Refused(NOBODY_HAS_IT, field="code")
    return found


def _free(by: Actor, joining_point_id: UUID) -> Application:
    """Return an actor's own application, locked; refuse whoever asks somebody already, or has somebody."""
    asker = (
        Application.objects.select_for_update(of=("self",))
        .select_related("person", "joining_point__cycle__scheme")
        .get(pk__in=seeking(by).filter(joining_point=joining_point_id).values("pk"))
    )
    if Request.objects.filter(asker=asker, state=State.WAITING).exists():
        raise Refused(_("You have asked somebody already. Take that back first, or wait."))
    if asker.pk in get_taken(asker.joining_point).mentees:
        raise Refused(_("Somebody has been found for you already, or is proposed."))
    return asker


def _asker(by: Actor, asked: Application) -> tuple[Application, Rules]:
    """Return the learner's application, locked, and the rules that warn of the two; refuse whoever may not ask now."""
    asker = _free(by, asked.joining_point_id)
    taken = get_taken(asker.joining_point)
    if taken.places.get(UUID(str(asked.pk)), 0) >= asked.capacity:
        raise Refused(_("There is no place left."))
    rules = rules_between(asker, [asked.pk])[asked.pk]
    if asker == asked or forbid(rules):
        raise Refused(_("These two cannot be paired."))
    return asker, rules


def _closed(request: Request, state: Request.State, event: Event, *, by: Actor) -> Request:
    _lock(request)
    if request.state == state:
        return request
    _check_waiting(request)
    _write(request, state)
    record(event, by=by)
    return request


def _lock(request: Request) -> None:
    Request.objects.select_for_update().get(pk=request.pk)
    request.refresh_from_db(fields=["state", "seal", "agreed"])


def _check_waiting(request: Request) -> None:
    if request.state != State.WAITING or not sealing.is_sound(request):
        raise Refused(_("This request does not wait for an answer any more."))


def _write(request: Request, state: Request.State) -> None:
    """Write what became of a request, and seal it: what it was before cannot be put back.

    In one UPDATE: PostgreSQL looks up both applications again when a transaction writes a row twice, and would wait for
    whoever answers another learner of the same coach, who waits for this one.
    """
    after = copy(request)
    after.state = state
    sealing.put(after)
    move(request, state, REQUEST, also={"answered_at": clock.now(), "seal": after.seal})


def _without_a_place(request: Request) -> list[Request]:
    """Return the other requests that wait and cannot come about: the learner's own, and to a coach who is full.

    Of peers who have found each other: whatever one of them asked or was asked.
    """
    asked = request.asked
    if is_pooled(request.asker):
        people = request.people
        of_theirs = Q(asker__in=people) | Q(asked__in=people) | Q(third__in=people)
        return list(Request.objects.filter(of_theirs, state=State.WAITING).order_by("id"))
    cannot = Q(asker=request.asker_id)
    if get_taken(asked.joining_point).places.get(UUID(str(asked.pk)), 0) >= asked.capacity:
        cannot |= Q(asked=asked)
    return list(Request.objects.filter(cannot, state=State.WAITING).order_by("id"))
