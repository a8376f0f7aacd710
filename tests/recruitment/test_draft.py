"""Drafts: begun, saved as they are typed, never lost, and nobody's but their applicant's."""

from datetime import date, timedelta

import pytest
from time_machine import Traveller

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import DataKey, EventRow
from compagnon.recruitment.changes import (
    begin_application,
    decline_application,
    forget_draft,
    forget_old_drafts,
    save_draft,
    withdraw_application,
)
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.policy import declaration_grant, visible_applications
from compagnon.recruitment.queries.application_list import list_applications
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.progress import report
from compagnon.recruitment.rules.form import Kind
from compagnon.recruitment.rules.saving import Overtaken, digest_of
from compagnon.schemes.models import JoiningPoint, Scheme
from compagnon.schemes.progress import Report
from tests.cast import NOW, World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send, stored
from tests.recruitment.files import AMAL, bring_in, counts
from tests.recruitment.forms import MENTEE_TYPES, question

pytestmark = pytest.mark.django_db
NOTES = question("hope", Kind.LONG_TEXT)
MANAGERS = question("declared_managers", Kind.PEOPLE)


def seen_now(application: Application, *questions: object) -> str:
    return digest_of(typed_of(actor_of(application.person), application, questions))  # type: ignore[arg-type]  # questions


def events(application: Application) -> list[str]:
    rows = EventRow.objects.filter(about_id=application.id).order_by("id")
    return list(rows.values_list("name", flat=True))


@pytest.mark.requirement("ALL-28")
@pytest.mark.parametrize("roles", [("mentor",), ("mentee",), ("mentor", "mentee")])
def test_begin_application_opens_a_draft_in_these_roles(
    world: World, roles: tuple[str, ...]
) -> None:
    point = open_january(world)

    draft = begin(point, world.dana, *roles, source="newsletter-sept")

    assert (draft.state, draft.roles, draft.source) == ("draft", roles, "newsletter-sept")
    assert (draft.submitted_at, draft.saved_at) == (NOW, NOW)
    assert events(draft) == ["ApplicationStarted"]


def test_begin_application_goes_on_with_a_draft_that_is_there(world: World) -> None:
    first, second = open_january(world), open_january(world, 4)
    draft = begin(first, world.dana, "mentee", source="website")

    again = begin(second, world.dana, "mentor", source="other")

    assert again.id == draft.id
    assert (again.roles, again.joining_point, again.source) == (("mentor",), second, "website")
    assert events(draft) == ["ApplicationStarted"]


def test_begin_application_leaves_what_was_sent_as_it_is(world: World) -> None:
    point = open_january(world)
    sent = send(world, fill(begin(point, world.dana)))

    assert begin(point, world.dana, "mentor").roles == ("mentee",)
    assert Application.objects.count() == 1
    assert sent.state == "submitted"


def test_begin_application_is_refused_without_a_role(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        begin_application(by=actor_of(world.dana), joining_point=open_january(world), roles=())

    assert (str(refusal.value), refusal.value.field) == ("Please choose at least one.", "roles")


@pytest.mark.requirement("ALL-22")
def test_begin_application_is_refused_once_a_joining_point_has_closed(world: World) -> None:
    with pytest.raises(Refused, match="Applications for this joining point have closed"):
        begin(world.joining_point, world.dana)


def test_begin_application_is_refused_to_whoever_is_no_person(world: World) -> None:
    with pytest.raises(Refused, match="Only a person can apply"):
        begin_application(by=SYSTEM, joining_point=open_january(world), roles=("mentee",))


def test_begin_application_is_refused_after_withdrawing_and_welcome_at_the_next(
    world: World,
) -> None:
    point, later = open_january(world), open_january(world, 4)
    sent = send(world, fill(begin(point, world.dana)))
    withdraw_application(by=actor_of(world.dana), application=sent)

    with pytest.raises(Refused, match="You are welcome at the next one"):
        begin(point, world.dana)
    assert begin(later, world.dana).state == "draft"


@pytest.mark.requirement("ALL-29")
def test_last_years_answers_fill_in_this_years_form_in_another_role(world: World) -> None:
    point, later = open_january(world), open_january(world, 4)
    send(world, fill(begin(point, world.dana, "mentee")))

    draft = begin(later, world.dana, "mentor")

    assert draft.roles == ("mentor",)
    again = stored(world.dana, draft)
    assert again["region"] == ["wales"]
    assert again["hope"] == ["More talk in my lessons.\nLess fear."]
    assert again["declared_managers"] == ["Huw Prys"]
    assert again["declared_managers__email"] == ["huw@school.example"]
    assert begin(point, world.dana).roles == ("mentee",)


def test_an_application_without_declared_people_fills_in_none(world: World) -> None:
    point, later = open_january(world), open_january(world, 4)
    typed = {**MENTEE_TYPES, "declared_managers": [], "declared_managers__email": []}
    send(world, fill(begin(point, world.dana), typed))

    begin(later, world.dana)

    assert Declaration.objects.count() == 0


def test_save_draft_keeps_whatever_was_typed(world: World) -> None:
    draft = begin(open_january(world), world.dana)
    years = question("experience_years")

    seen = save_draft(
        by=actor_of(world.dana),
        application=draft,
        questions=[years],
        sent={"experience_years": ["a few"], "sector": ["academy"]},
        seen=seen_now(draft, years),
    )

    assert fresh(draft.id).typed == {"experience_years": ["a few"]}
    assert seen == seen_now(fresh(draft.id), years)
    assert events(draft) == ["ApplicationStarted"]


def test_saving_the_same_twice_changes_nothing(world: World, clock_stands_still: Traveller) -> None:
    draft = begin(open_january(world), world.dana)
    sent, before = {"hope": ["More talk"]}, seen_now(draft, NOTES)
    by = actor_of(world.dana)
    first = save_draft(by=by, application=draft, questions=[NOTES], sent=sent, seen=before)
    clock_stands_still.shift(60)

    again = save_draft(by=by, application=draft, questions=[NOTES], sent=sent, seen=before)

    assert again == first
    assert fresh(draft.id).saved_at == NOW


def test_of_two_tabs_the_second_is_told_and_nothing_is_lost(world: World) -> None:
    draft = begin(open_january(world), world.dana)
    by, before = actor_of(world.dana), seen_now(draft, NOTES)
    save_draft(by=by, application=draft, questions=[NOTES], sent={"hope": ["One"]}, seen=before)

    with pytest.raises(Overtaken):
        save_draft(
            by=by, application=draft, questions=[NOTES], sent={"hope": ["Other"]}, seen=before
        )

    assert fresh(draft.id).typed == {"hope": ["One"]}
    now = seen_now(fresh(draft.id), NOTES)
    save_draft(by=by, application=draft, questions=[NOTES], sent={"hope": ["Other"]}, seen=now)
    assert fresh(draft.id).typed == {"hope": ["Other"]}


def test_two_tabs_on_two_pages_do_not_disturb_each_other(world: World) -> None:
    draft = begin(open_january(world), world.dana)
    by, sector = actor_of(world.dana), question("sector")
    before = seen_now(draft, NOTES), seen_now(draft, sector)
    for one, sent, seen in (
        (NOTES, {"hope": ["One"]}, before[0]),
        (sector, {"sector": ["academy"]}, before[1]),
    ):
        save_draft(by=by, application=draft, questions=[one], sent=sent, seen=seen)

    assert fresh(draft.id).typed == {"hope": ["One"], "sector": ["academy"]}


@pytest.mark.requirement("ALL-54")
def test_whom_a_draft_declares_stands_encrypted_and_nowhere_else(world: World) -> None:
    draft = begin(open_january(world), world.dana)
    sent = {"declared_managers": ["Huw Prys"], "declared_managers__email": ["not yet"]}

    save_draft(
        by=actor_of(world.dana),
        application=draft,
        questions=[MANAGERS],
        sent=sent,
        seen=seen_now(draft, MANAGERS),
    )

    row = fresh(draft.id)
    assert (row.typed, row.answers) == ({}, {})
    assert b"Huw" not in bytes(Declaration.objects.get().managers)
    assert stored(world.dana, row) == sent


def test_declared_people_can_be_taken_back(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))

    save_draft(
        by=actor_of(world.dana),
        application=draft,
        questions=[MANAGERS],
        sent={"declared_managers": [""]},
        seen=seen_now(draft, MANAGERS),
    )

    assert "declared_managers" not in stored(world.dana, fresh(draft.id))
    assert Declaration.objects.get().managers == b""


def test_nobody_else_opens_what_a_draft_declares(world: World) -> None:
    fill(begin(open_january(world), world.dana))
    row = Declaration.objects.select_related("application__joining_point__cycle__scheme").get()

    for other in (actor_of(world.chris), actor_of(world.amal), SYSTEM):
        with pytest.raises(Closed):
            declaration_grant(other, row)


def test_an_applicant_whose_identity_was_changed_opens_nothing(world: World) -> None:
    fill(begin(open_january(world), world.dana))
    row = Declaration.objects.select_related("application__joining_point__cycle__scheme").get()
    Person.objects.filter(pk=world.dana.pk).update(email="somebody@else.example")

    with pytest.raises(Closed):
        declaration_grant(actor_of(world.dana), row)


def test_a_draft_that_was_put_on_somebody_elses_name_opens_nothing(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))
    Application.objects.filter(pk=draft.pk).update(person=world.amal)

    with pytest.raises(Closed):
        stored(world.amal, fresh(draft.id))


@pytest.mark.parametrize("name", ["amal", "chris"])
def test_nobody_else_saves_or_forgets_a_draft(world: World, name: str) -> None:
    draft = begin(open_january(world), world.dana)
    by = actor_of(getattr(world, name))

    with pytest.raises(NotAllowed, match="Only the applicant"):
        save_draft(by=by, application=draft, questions=[NOTES], sent={}, seen="")
    with pytest.raises(NotAllowed, match="Only the applicant"):
        forget_draft(by=by, application=draft)


def test_nobody_knows_of_a_draft_but_its_applicant(world: World) -> None:
    point = open_january(world)
    own = begin(point, world.chris)
    begin(point, world.dana)
    chris = actor_of(world.chris)

    assert list(visible_applications(chris)) == [own]
    found = list_applications(viewer=chris, joining_point=point)
    assert found.lines == ()
    assert {tab.count for tab in found.tabs} == {0}
    assert report(chris, [point])[point.id].counts[0].value == 0
    assert isinstance(report(chris, [point])[point.id], Report)


def test_forget_draft_leaves_nothing(world: World) -> None:
    draft = fill(begin(open_january(world), world.dana))

    forget_draft(by=actor_of(world.dana), application=draft)

    assert Application.objects.count() == Declaration.objects.count() == 0
    assert not DataKey.objects.filter(scope_kind="application").exists()
    assert events(draft) == ["ApplicationStarted", "DraftForgotten"]


def test_what_was_sent_is_not_forgotten(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))

    with pytest.raises(NotAllowed, match="This application has been sent"):
        forget_draft(by=actor_of(world.dana), application=sent)


def test_drafts_are_erased_thirty_days_after_they_were_last_saved(
    world: World, clock_stands_still: Traveller
) -> None:
    point = open_january(world)
    draft = begin(point, world.dana)
    sent = send(world, fill(begin(point, world.amal)))
    clock_stands_still.shift(timedelta(days=10))
    fill(draft)

    clock_stands_still.shift(timedelta(days=30))
    assert forget_old_drafts(by=SYSTEM) == 0
    clock_stands_still.shift(timedelta(seconds=1))
    assert forget_old_drafts(by=SYSTEM) == 1

    assert list(Application.objects.all()) == [sent]


def test_nobody_erases_old_drafts_by_hand(world: World) -> None:
    with pytest.raises(NotAllowed):
        forget_old_drafts(by=actor_of(world.chris))


def test_a_scheme_without_a_form_of_its_own_has_the_shipped_one(world: World) -> None:
    draft = begin(open_january(world), world.dana)

    assert draft.form is None
    assert [section.key for section in form_of(draft).sections][:2] == ["membership", "work"]
    assert isinstance(draft.joining_point.cycle.scheme, Scheme)


def test_a_declined_application_can_be_followed_by_another(world: World) -> None:
    point, later = open_january(world), open_january(world, 4)
    sent = send(world, fill(begin(point, world.dana)))
    decline_application(by=actor_of(world.chris), application=sent)

    assert begin(point, world.dana).state == "declined"
    assert begin(later, world.dana).state == "draft"
    assert later.closes_on > date(2027, 1, 8)


def test_a_file_with_somebodys_answers_takes_the_place_of_their_draft(
    world: World, clock_stands_still: Traveller
) -> None:
    person = admit_person(by=SYSTEM, email="amal@school.example", name="Amal", language="en")
    clock_stands_still.move_to(NOW - timedelta(days=10))
    point = JoiningPoint.objects.select_related("cycle__scheme__organisation").get(
        pk=world.joining_point.pk
    )
    draft = fill(begin(point, person))
    clock_stands_still.move_to(NOW)

    file = bring_in(world, AMAL)

    assert counts(file) == (1, 0, 0, 0)
    application = Application.objects.get()
    assert (application.state, application.roles) == ("submitted", ("mentor",))
    assert application.id != draft.id
    assert Declaration.objects.count() == 0
