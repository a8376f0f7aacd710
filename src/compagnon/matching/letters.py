"""What the letters of matching say: who, why these two, until when, and a link to answer by."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.matching import links
from compagnon.matching.circle_letters import (
    about_seat_reminder,
    about_settled_circle,
    may_read_circle,
)
from compagnon.matching.models import Answer, Concession, Proposal, Run
from compagnon.matching.rules.concessions import QUESTIONS
from compagnon.matching.rules.reasons import reasons_for_pair
from compagnon.notifications.facts import Fact, Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.wording import EXAMPLE_DAY, NAME, SCHEME, Placeholder, Wording
from compagnon.recruitment.letters import UNKNOWN
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.role_words import MENTOR_AND_MENTEE, role_words

KINDS: Final = {side: f"matching/proposal_{side}" for side in Answer.Side}
NO_PARTNER: Final = "matching/proposal_declined"
_PLACEHOLDERS = (
    NAME,
    SCHEME,
    Placeholder(
        "partner",
        "partner_name",
        _("the name of whoever is proposed"),
        "Tomos Rees",
        is_required=True,
    ),
    Placeholder(
        "partner_role", "partner_role", _("as what they take part"), MENTOR_AND_MENTEE.mentor
    ),
    Placeholder(
        "role", "reader_role", _("as what the reader takes part"), MENTOR_AND_MENTEE.mentee
    ),
    Placeholder(
        "answer_by", "answer_by", _("the last day for an answer"), EXAMPLE_DAY, is_required=True
    ),
)
_REASONS: Final = {"reasons": [_("You both teach in Wales.")]}
PROPOSAL: Final = {
    Answer.Side.MENTEE: Wording(
        _("We have found somebody for you"),
        _("Whoever looked for somebody"),
        _("When proposals are released."),
        _PLACEHOLDERS,
        around=_REASONS,
    ),
    Answer.Side.MENTOR: Wording(
        _("Would you like to work with somebody?"),
        _("Whoever offered to help"),
        _("When proposals are released."),
        _PLACEHOLDERS,
        around=_REASONS,
    ),
}
TAKEN_BACK: Final = "matching/proposal_taken_back"
CONCESSION: Final = "matching/concession_asked"
REMINDER: Final = "matching/answer_reminder"
TAKEN_BACK_WORDING: Final = Wording(
    _("We have taken a proposal back"),
    _("Whoever has not answered a proposal"),
    _("When a coordinator takes a proposal back, or its day has passed."),
    (NAME, SCHEME),
)
REMINDER_WORDING: Final = Wording(
    _("Have you thought about our proposal?"),
    _("Whoever has not answered a proposal"),
    _("Three days before the last day for an answer."),
    (
        NAME,
        SCHEME,
        Placeholder(
            "answer_by",
            "answer_by",
            _("the last day for an answer"),
            EXAMPLE_DAY,
            is_required=True,
        ),
    ),
)
NO_PARTNER_WORDING: Final = Wording(
    _("We keep looking for you"),
    _("Whoever did not say no, when the other one did"),
    _("When somebody declines a proposal."),
    (NAME, SCHEME),
)


def pair_facts(proposal: Proposal) -> dict[str, Fact]:
    """Return what a proposal's letters are about."""
    return {
        "run_id": proposal.release.run_id,
        "mentor_application_id": proposal.mentor_id,
        "mentee_application_id": proposal.mentee_id,
        "answer_by": proposal.release.answer_by,
        "proposal_id": proposal.id,
    }


def about_proposal(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a proposal's letter says: the other's name, why these two, until when, and the link.

    Also for a preview, before there is a proposal: the link then leads nowhere. None once the proposal is
    closed or answered.
    """
    pair = _pair_of(facts)
    if pair is None:
        return None
    sides = _sides(pair, recipient)
    own, other = (pair[side] for side in sides)
    answer = _open_answer(facts, recipient)
    if facts.has("proposal_id") and answer is None:
        return None
    run = _run_of(facts, is_preview=answer is None)
    found = (
        run.contributions(pair["mentor"].id, pair["mentee"].id)
        if answer is None
        else answer.proposal.reasons
    )
    scheme = run.joining_point.cycle.scheme
    words = role_words(scheme)
    return {
        "scheme_id": scheme.id,
        "scheme_name": scheme.name,
        "reader_name": own.person.name,
        "partner_name": other.person.name,
        "partner_role": getattr(words, sides[1]),
        "reader_role": getattr(words, sides[0]),
        "reasons": reasons_for_pair(found, matching_settings(run.settings), interest_names(scheme)),
        "answer_by": formats.date_format(facts.day("answer_by"), "DATE_FORMAT"),
        "path": links.path(answer.id) if answer else "/answers/…/",
    }


def about_declined(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter to the side let down says: no name, no reason."""
    if facts.has("seat_id"):
        return about_settled_circle(facts, recipient)
    answer = (
        Answer.objects.filter(pk=facts.id("answer_id"), person=recipient.person_id)
        .select_related("person", "proposal__release__run__joining_point__cycle__scheme")
        .first()
    )
    if answer is None:
        return None
    scheme = answer.proposal.release.run.joining_point.cycle.scheme
    return {"scheme_id": scheme.id, "scheme_name": scheme.name, "reader_name": answer.person.name}


def about_reminder(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder to answer says; None once it was answered, or the proposal is closed."""
    if facts.has("seat_id"):
        return about_seat_reminder(facts, recipient)
    answer = (
        Answer.objects.filter(
            pk=facts.id("answer_id"),
            person=recipient.person_id,
            state=Answer.State.WAITING,
            proposal__state=Proposal.State.RELEASED,
        )
        .select_related("person", "proposal__release__run__joining_point__cycle__scheme")
        .first()
    )
    if answer is None or answer.proposal.release.answer_by < clock.today():
        return None
    scheme = answer.proposal.release.run.joining_point.cycle.scheme
    return {
        "scheme_id": scheme.id,
        "scheme_name": scheme.name,
        "reader_name": answer.person.name,
        "answer_by": formats.date_format(answer.proposal.release.answer_by, "DATE_FORMAT"),
        "path": links.path(answer.id),
    }


def about_concession(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter with a question to somebody who is left out says; None once it is settled."""
    row = (
        Concession.objects.filter(
            pk=facts.id("concession_id"),
            application__person=recipient.person_id,
            application__state=Application.State.APPROVED,
            state=Concession.State.WAITING,
        )
        .select_related("application__person", "application__joining_point__cycle__scheme")
        .first()
    )
    if row is None:
        return None
    scheme = row.application.joining_point.cycle.scheme
    return {
        "scheme_id": scheme.id,
        "scheme_name": scheme.name,
        "reader_name": row.application.person.name,
        "question": QUESTIONS[row.rule],
        "path": links.CONCESSIONS.path(row.id),
    }


def may_read_proposal(viewer: Actor, facts: Facts) -> Decision:
    """Say whether somebody may read a proposal's letter in the outbox: whoever may decide about both applications."""
    return _may_read(viewer, [facts.id(f"{side}_application_id") for side in Answer.Side])


def may_read_declined(viewer: Actor, facts: Facts) -> Decision:
    """Say the same of the letter to the side let down."""
    if facts.has("seat_id"):
        return may_read_circle(viewer, facts)
    ids = Answer.objects.filter(pk=facts.id("answer_id")).values_list(
        "proposal__mentor_id", "proposal__mentee_id"
    )
    return _may_read(viewer, [key for both in ids for key in both])


def _may_read(viewer: Actor, application_ids: Collection[UUID]) -> Decision:
    rows = list(visible_applications(viewer).filter(pk__in=application_ids))
    if len(rows) != len(Answer.Side):
        return UNKNOWN
    decisions = [decide(viewer, "recruitment.decide_application", row) for row in rows]
    return next((one for one in decisions if not one.allowed), decisions[0])


def _run_of(facts: Facts, *, is_preview: bool) -> Run:
    """Return the run; with its result, which is large, only for a preview: a proposal keeps its own reasons."""
    runs = Run.objects.select_related("joining_point__cycle__scheme")
    return (runs if is_preview else runs.defer("result")).get(pk=facts.id("run_id"))


def _pair_of(facts: Facts) -> dict[str, Application] | None:
    ids = {side: facts.id(f"{side}_application_id") for side in ("mentor", "mentee")}
    rows = Application.objects.filter(pk__in=ids.values()).select_related("person").in_bulk()
    return {side: rows[key] for side, key in ids.items()} if len(rows) == len(ids) else None


def _sides(pair: dict[str, Application], recipient: Recipient) -> tuple[str, str]:
    """Return the reader's own side first."""
    is_mentor = pair["mentor"].person_id == recipient.person_id
    return ("mentor", "mentee") if is_mentor else ("mentee", "mentor")


def _open_answer(facts: Facts, recipient: Recipient) -> Answer | None:
    if not facts.has("proposal_id"):
        return None
    return (
        Answer.objects.select_related("proposal")
        .filter(
            proposal_id=facts.id("proposal_id"),
            proposal__state=Proposal.State.RELEASED,
            person=recipient.person_id,
            state=Answer.State.WAITING,
        )
        .first()
    )
