"""Sending an application, changing it, and the letter that says that it has come."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.queries.facts import get_inputs
from compagnon.notifications.models import Message
from compagnon.recruitment.changes import (
    approve_application,
    begin_application,
    correct_answers,
    decline_application,
    publish_form,
    submit_application,
    withdraw_application,
)
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of, form_of_scheme
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.form import Question
from compagnon.recruitment.rules.saving import Overtaken, digest_of
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.changes.scheme import found_organisation, open_scheme
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.models import Charter, CharterSignature
from compagnon.schemes.template import ASSOCIATION
from tests.cast import NOW, World, actor_of
from tests.recruitment.applying import CLOSES_ON, begin, fill, fresh, open_january, send, stored
from tests.recruitment.forms import MENTEE_TYPES, MENTOR_TYPES, form_with, question

pytestmark = pytest.mark.django_db


def asked(application: Application, *keys: str) -> list[Question]:
    return [one for one in form_of(application).questions() if one.key in keys]


def correct(application: Application, sent: dict[str, list[str]], *keys: str) -> Application:
    by, questions = actor_of(application.person), asked(application, *keys)
    seen = digest_of(typed_of(by, application, questions))
    correct_answers(by=by, application=application, questions=questions, sent=sent, seen=seen)
    return fresh(application.id)


@pytest.mark.requirement("ALL-11")
@pytest.mark.requirement("ALL-44")
def test_submit_application_signs_the_charter_and_keeps_the_answers(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))

    sent = send(world, draft)

    assert (sent.state, sent.typed, sent.submitted_at) == ("submitted", {}, NOW)
    assert sent.answers["languages_taught"] == ["fr", "de"]
    assert sent.answers["postcode_area"] == "CF"
    assert (sent.capacity, sent.declared_count) == (1, 1)
    signature = CharterSignature.objects.get()
    assert (signature.person, signature.charter, signature.signed_at) == (
        world.dana,
        world.charter,
        NOW,
    )


def test_submit_application_tells_the_applicant_by_letter(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    message = Message.objects.get()
    assert (message.kind, message.address) == (
        "recruitment/application_received",
        "dana@example.org",
    )
    assert message.context == {"application_id": sent.id.hex}


def test_submit_application_twice_is_once(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))
    by = actor_of(world.dana)
    submit_application(by=by, application=draft, charter=world.charter)

    again = submit_application(by=by, application=draft, charter=world.charter)

    assert again.state == "submitted"
    assert Message.objects.count() == 1
    assert EventRow.objects.filter(name="ApplicationSubmitted").count() == 1


def test_submit_application_is_refused_while_an_answer_is_missing(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana), {**MENTEE_TYPES, "sector": [""]})

    with pytest.raises(Refused, match="Some answers are still missing"):
        send(world, draft)

    assert (fresh(draft.id).state, CharterSignature.objects.count()) == ("draft", 0)


@pytest.mark.requirement("ALL-11")
def test_submit_application_is_refused_for_a_charter_that_was_replaced(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))
    publish_charter(by=actor_of(world.chris), scheme=world.scheme, text=CHARTER)

    with pytest.raises(Refused, match="There is a newer version of the charter"):
        send(world, draft)


def test_submit_application_is_refused_for_the_charter_of_another_scheme(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))
    other = open_scheme(
        by=SYSTEM,
        organisation=found_organisation(by=SYSTEM, name="Another"),
        name="Another",
        template=ASSOCIATION,
    )

    with pytest.raises(Refused, match="This is the charter of another scheme"):
        submit_application(
            by=actor_of(world.dana), application=draft, charter=Charter.objects.get(scheme=other)
        )


def test_submit_application_is_the_applicants_own(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))

    with pytest.raises(NotAllowed):
        submit_application(by=actor_of(world.chris), application=draft, charter=world.charter)


@pytest.mark.requirement("ALL-22")
def test_whoever_is_late_joins_at_the_next_joining_point(
    world: World, clock_stands_still: Traveller
) -> None:
    first, second = open_january(world), open_january(world, 4)
    draft = fill(begin(first, world.dana))
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=9))

    assert send(world, draft).joining_point == second


@pytest.mark.requirement("ALL-22")
def test_on_the_last_day_nobody_is_late(world: World, clock_stands_still: Traveller) -> None:
    first, _second = open_january(world), open_january(world, 4)
    draft = fill(begin(first, world.dana))
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=8))

    assert send(world, draft).joining_point == first


def test_submit_application_is_refused_when_every_joining_point_has_closed(
    world: World, clock_stands_still: Traveller
) -> None:
    draft = fill(begin(open_january(world), world.dana))
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=9))

    with pytest.raises(Refused, match="no later joining point is set yet"):
        send(world, draft)


def test_the_next_joining_point_is_one_to_which_nobody_has_applied_yet(
    world: World, clock_stands_still: Traveller
) -> None:
    first, second = open_january(world), open_january(world, 4)
    send(world, fill(begin(second, world.dana)))
    draft = fill(begin(first, world.dana))
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=9))

    with pytest.raises(Refused, match="no later joining point is set yet"):
        send(world, draft)


@pytest.mark.requirement("ALL-28")
def test_a_mentor_says_how_many_mentees(world: World) -> None:
    draft = fill(begin(open_january(world), world.amal, "mentor", "mentee"), MENTOR_TYPES)

    sent = send(world, draft)

    assert (sent.capacity, sent.roles) == (2, ("mentor", "mentee"))
    assert "capacity" not in sent.answers


@pytest.mark.requirement("ALL-54")
def test_the_matching_knows_whom_an_applicant_of_the_web_declared(world: World) -> None:
    point = open_january(world)
    manager = {**MENTOR_TYPES, "declared_managers": [], "declared_managers__email": []}
    typed = {**MENTEE_TYPES, "declared_managers": ["Amal"], "declared_managers__email": [""]}
    pair = [
        send(world, fill(begin(point, world.amal, "mentor"), manager)),
        send(world, fill(begin(point, world.bela), typed)),
    ]
    for one in pair:
        approve_application(by=actor_of(world.chris), application=one)

    inputs = get_inputs(viewer=SYSTEM, joining_point=point)

    assert inputs.decisions.kept_apart == {tuple(sorted(one.id.hex for one in pair))}
    mentee = next(one for one in inputs.applicants if one.is_mentee)
    assert (mentee.region, mentee.interests_wanted) == ("wales", ("grammar", "speaking"))


def test_a_draft_is_nothing_to_the_matching(world: World) -> None:
    point = open_january(world)
    fill(begin(point, world.bela))

    assert get_inputs(viewer=SYSTEM, joining_point=point).applicants == ()


def test_correct_answers_changes_what_was_sent(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    changed = correct(sent, {"sector": ["independent"]}, "sector")

    assert changed.answers["sector"] == "independent"
    assert changed.answers["region"] == "wales"
    assert (changed.state, changed.declared_count) == ("submitted", 1)
    assert EventRow.objects.filter(name="ApplicationCorrected").count() == 1


def test_the_same_answers_again_change_nothing(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    correct(sent, {"sector": ["academy"]}, "sector")

    assert not EventRow.objects.filter(name="ApplicationCorrected").exists()


def test_correct_answers_counts_whom_one_declares_now(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    changed = correct(sent, {"declared_conflicts": ["Ann", "Bob"]}, "declared_conflicts")

    assert changed.declared_count == 3
    assert stored(world.dana, changed)["declared_managers"] == ["Huw Prys"]
    assert Declaration.objects.count() == 1


def test_a_mentor_changes_how_many_mentees(world: World) -> None:
    draft = fill(begin(open_january(world), world.amal, "mentor"), MENTOR_TYPES)

    assert correct(send(world, draft), {"capacity": ["1"]}, "capacity").capacity == 1


def test_correct_answers_is_refused_for_what_is_no_answer(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    with pytest.raises(Refused, match="cannot be kept as an answer"):
        correct(sent, {"sector": [""]}, "sector")

    assert fresh(sent.id).answers["sector"] == "academy"


def test_correct_answers_does_not_write_over_what_the_page_did_not_show(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    with pytest.raises(Overtaken):
        correct_answers(
            by=actor_of(world.dana),
            application=sent,
            questions=asked(sent, "sector"),
            sent={"sector": ["independent"]},
            seen="something else",
        )


@pytest.mark.parametrize("name", ["chris", "amal"])
def test_nobody_else_corrects_answers(world: World, name: str) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    with pytest.raises(NotAllowed, match="Only the applicant"):
        correct_answers(
            by=actor_of(getattr(world, name)), application=sent, questions=[], sent={}, seen=""
        )


def test_answers_stay_as_they_are_once_the_joining_point_has_closed(
    world: World, clock_stands_still: Traveller
) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=8))
    assert correct(sent, {"sector": ["independent"]}, "sector").answers["sector"] == "independent"

    clock_stands_still.shift(timedelta(days=1))
    assert CLOSES_ON.day == 8

    with pytest.raises(NotAllowed, match="the answers stay as they are"):
        correct(fresh(sent.id), {"sector": ["academy"]}, "sector")


def test_answers_of_a_declined_application_stay_as_they_are(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))
    decline_application(by=actor_of(world.chris), application=sent)

    with pytest.raises(NotAllowed, match="the answers stay as they are"):
        correct(fresh(sent.id), {"sector": ["independent"]}, "sector")


@pytest.mark.requirement("ALL-89")
def test_whoever_applied_withdraws_without_a_reason(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    withdraw_application(by=actor_of(world.dana), application=sent)

    assert fresh(sent.id).state == "withdrawn"


def test_a_new_scheme_has_the_shipped_form(world: World) -> None:
    scheme = open_scheme(
        by=SYSTEM, organisation=world.organisation, name="Another", template=ASSOCIATION
    )

    row, form = form_of_scheme(scheme.id)

    assert row is not None
    assert (row.version, form) == (1, DEFAULT_FORM)


def test_publish_form_makes_a_new_version_and_drafts_go_on_with_theirs(world: World) -> None:
    chris = actor_of(world.chris)
    one = form_with((question(),))
    first = publish_form(by=chris, scheme=world.scheme, form=one)
    draft = begin(open_january(world), world.dana)

    second = publish_form(by=chris, scheme=world.scheme, form=DEFAULT_FORM)

    assert (first.version, second.version) == (1, 2)
    assert form_of(draft) == one
    assert form_of_scheme(world.scheme.id).form == DEFAULT_FORM


def test_publish_form_is_refused_where_nothing_is_new(world: World) -> None:
    chris = actor_of(world.chris)
    publish_form(by=chris, scheme=world.scheme, form=DEFAULT_FORM)

    with pytest.raises(Refused, match="there is nothing new to publish"):
        publish_form(by=chris, scheme=world.scheme, form=DEFAULT_FORM)


def test_publish_form_is_refused_for_a_form_that_cannot_be_used(world: World) -> None:
    with pytest.raises(Refused, match="is asked before the form begins"):
        publish_form(
            by=actor_of(world.chris), scheme=world.scheme, form=form_with((question("email"),))
        )


def test_publish_form_is_the_coordination_groups(world: World) -> None:
    with pytest.raises(NotAllowed):
        publish_form(by=actor_of(world.dana), scheme=world.scheme, form=DEFAULT_FORM)


def test_begin_application_keeps_the_form_as_it_stands(world: World) -> None:
    row = publish_form(by=actor_of(world.chris), scheme=world.scheme, form=DEFAULT_FORM)

    begun = begin_application(
        by=actor_of(world.dana), joining_point=open_january(world), roles=("mentee",)
    )

    assert begun.form == row
