"""The desk: deciding on what was seen, the log of decisions, comments among the group, declared interests."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings
from time_machine import Traveller

from compagnon.core.actors import NOBODY, SYSTEM, Actor
from compagnon.core.encryption.opening import Closed, shred
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import DataKey, EventRow
from compagnon.privacy.changes import erase_person
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application, Comment, Decision, Interest
from compagnon.recruitment.policy import decision_grant, interests_of, review_grant
from compagnon.recruitment.queries.history import count_happenings
from compagnon.recruitment.queries.review import get_review
from compagnon.recruitment.queries.waiting_list import reasons_of
from compagnon.recruitment.rules.ruling import MENTOR_CRITERIA, Ruling, own_reason, usual_reason
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.schemes.models import Appointment
from tests.architecture.sources import imported, modules
from tests.cast import World, actor_of, appoint, make_person
from tests.recruitment.desk import decide, letters_to, seen_on
from tests.recruitment.files import AMAL, BELA, HUW, bring_in
from tests.recruitment.pages import application_of, at, names, point, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def huw(world: World) -> Application:
    """Of somebody who applied as both."""
    bring_in(world, AMAL, BELA, HUW)
    return application_of("Huw Prys")


@pytest.fixture
def ceri(world: World) -> Actor:
    """Another coordinator."""
    row = make_person("Ceri")
    appoint(row, Appointment.Role.COORDINATOR, world.scheme)
    return actor_of(row)


def test_the_paragraphs_of_a_reason_stay_apart(
    client: Client, as_chris: Client, world: World, huw: Application
) -> None:
    decide(actor_of(world.chris), huw, "declined", reason="Not now.\n\nNext year.", is_told=True)

    assert "Not now.\n\nNext year." in letters_to("huw@school.example")
    client.force_login(huw.person)
    for address in (at(huw), "/my-applications/"):
        assert "Not now.<br><br>Next year." in read(client, address)


def test_a_comment_that_was_begun_stays_when_somebody_is_assigned(
    as_chris: Client, world: World, huw: Application
) -> None:
    page = read(as_chris, at(huw))
    assert f'formaction="{at(huw, "assign/")}"' in page
    me = {"assigned_to": world.chris.id.hex}

    kept = as_chris.post(at(huw, "assign/"), {**me, "text": "I would say that"}).content.decode()

    assert "It is noted who looks at this application." in kept
    assert ">\nI would say that</textarea>" in kept
    assert "selected>Me" in kept
    assert not Comment.objects.exists()
    changes.assign_application(
        by=actor_of(world.chris), application=huw, person_id=None, seen=world.chris.id
    )
    history = read(as_chris, at(huw)).partition("What happened")[2]
    assert "Given to Chris to look at" in history
    assert "Given to nobody to look at" in history


@pytest.mark.requirement("CORE-07")
@pytest.mark.requirement("LSIS-24")
@pytest.mark.requirement("LSIS-73")
def test_approving_a_mentor_records_the_criteria_met(as_chris: Client, huw: Application) -> None:
    amal = application_of("Amal Haddad")
    page = read(as_chris, at(amal, "approve/"))
    assert "An experienced colleague who understands the role" in page
    assert "A track record of high-quality practice" in page
    assert "What this mentor brings" not in read(
        as_chris, at(application_of("Bela Kovács"), "approve/")
    )

    as_chris.post(
        at(amal, "approve/"), {"seen": seen_on(page), "criteria": ["track_record", "credible"]}
    )

    assert Decision.objects.get(application=amal).criteria == ["track_record", "credible"]
    shown = read(as_chris, at(amal))
    assert "Professional credibility, from consistently high standards" in shown
    assert "An experienced colleague who understands the role" not in shown


def test_criteria_are_a_mentors_and_on_the_list(
    as_chris: Client, world: World, huw: Application
) -> None:
    with pytest.raises(Refused, match="not one of the criteria: kind"):
        decide(actor_of(world.chris), huw, "approved", criteria=("kind",))

    as_chris.post(
        at(huw, "approve/"),
        {
            "seen": seen_on(read(as_chris, at(huw, "approve/"))),
            "roles": ["mentee"],
            "criteria": list(MENTOR_CRITERIA),
        },
    )

    assert Decision.objects.get(application=huw).criteria == []


@pytest.mark.requirement("LSIS-24")
@pytest.mark.requirement("LSIS-73")
def test_a_scheme_has_criteria_of_its_own_and_the_log_keeps_their_words(
    as_chris: Client, world: World, huw: Application
) -> None:
    world.scheme.settings = {"mentor_criteria": ["Knows the house", "Listens"]}
    world.scheme.save()
    page = read(as_chris, at(huw, "approve/"))
    assert "Knows the house" in page
    assert "A track record of high-quality practice" not in page
    typed = {"seen": seen_on(page), "roles": ["mentor"], "criteria": ["Listens"]}

    as_chris.post(at(huw, "approve/"), typed)
    world.scheme.settings = {}
    world.scheme.save()

    assert Decision.objects.get(application=huw).criteria == ["Listens"]
    assert "Listens" in read(as_chris, at(huw))


def test_every_decision_stands_in_the_log_with_who_and_why(
    as_chris: Client, ceri: Actor, huw: Application
) -> None:
    for rest, reason in (("wait/", "We look for a colleague near you."), ("decline/", "")):
        seen = seen_on(read(as_chris, at(huw, rest)))
        as_chris.post(at(huw, rest), {"seen": seen, "reason": reason})
    decide(ceri, application_of("Huw Prys"), "approved")
    changes.put_on_waiting_list(by=SYSTEM, application=application_of("Huw Prys"))

    page = read(as_chris, at(huw))

    logged = Decision.objects.filter(application=huw).values_list("outcome", "decided_by__name")
    assert sorted(logged, key=str) == [
        ("approved", "Ceri"),
        ("declined", "Chris"),
        ("waiting", "Chris"),
        ("waiting", None),
    ]
    assert page.count("We look for a colleague near you.") == 1
    assert "<bdi>Ceri</bdi>" in page
    assert "Written once; nobody can change them." in page


def test_nothing_changes_a_decision_but_erasure() -> None:
    """Who knows the log: the change that makes a decision, who reads it, and erasing people."""
    touching = {
        module.name
        for module in modules()
        if "compagnon.recruitment.models.Decision" in imported(module.tree)
    }

    assert touching == {
        "recruitment.changes.decision_log",
        "recruitment.changes.keeping",  # destroys the reason's words a year after the cycle
        "recruitment.notices",
        "recruitment.privacy.erasing",
        "recruitment.privacy.review",
        "recruitment.queries.review",
        "recruitment.queries.waiting_list",
        "scenarios.applying",  # an invented world, written many rows at once
    }


@pytest.mark.parametrize("outcome", ["approved", "waiting", "declined"])
def test_a_decision_on_what_has_changed_waits_for_a_second_look(
    world: World, ceri: Actor, huw: Application, outcome: str
) -> None:
    before = count_happenings(huw)
    changes.write_comment(by=ceri, application=huw, text="Please wait.")

    with pytest.raises(Overtaken, match="Something has happened"):
        changes.decide_application(
            by=actor_of(world.chris),
            application=huw,
            outcome=outcome,
            ruling=Ruling(),
            seen=before,
        )

    assert application_of("Huw Prys").state == "submitted"
    assert not Decision.objects.exists()


def test_the_second_of_two_sees_what_changed_and_keeps_what_they_typed(
    as_chris: Client, ceri: Actor, huw: Application
) -> None:
    seen = seen_on(read(as_chris, at(huw, "wait/")))
    decide(ceri, huw, "approved")

    answer = as_chris.post(at(huw, "wait/"), {"seen": seen, "reason": "Only in spring."})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Something has happened to this application since you opened the page." in page
    assert re.search(r"<dt>Approved</dt>\s*<dd>\s*<time[^>]*>[^<]+</time>\s*<bdi>Ceri</bdi>", page)
    assert "Imported from a file" not in page
    assert "Only in spring." in page
    assert application_of("Huw Prys").state == "approved"
    as_chris.post(at(huw, "wait/"), {"seen": seen_on(page), "reason": "Only in spring."})
    assert application_of("Huw Prys").state == "waiting"


def test_a_decision_that_is_not_possible_any_more_finds_out(
    as_chris: Client, huw: Application
) -> None:
    changes.withdraw_application(by=SYSTEM, application=huw)
    seen = seen_on(read(as_chris, at(huw, "approve/")))

    late = as_chris.post(at(huw, "approve/"), {"seen": seen, "roles": ["mentor"]})

    assert late.status_code == 422
    assert "not possible any more" in late.content.decode()


def test_a_form_that_says_nothing_of_what_was_seen_decides_nothing(
    as_chris: Client, huw: Application
) -> None:
    assert as_chris.post(at(huw, "decline/"), {"reason": "No."}).status_code == 409
    assert application_of("Huw Prys").state == "submitted"


def test_the_usual_sentence_is_left_to_be_read_in_the_applicants_language() -> None:
    assert own_reason("waiting", f"  {usual_reason('waiting')}\n") == ""
    assert own_reason("declined", " Not  now.\r\n\r\nNext year. ") == "Not now.\n\nNext year."
    assert usual_reason("approved") == ""


def test_the_group_comments_on_an_application(
    as_chris: Client, ceri: Actor, huw: Application, clock_stands_still: Traveller
) -> None:
    changes.write_comment(by=ceri, application=huw, text="I know the school.")
    clock_stands_still.shift(60)

    sent = as_chris.post(at(huw, "comment/?state=submitted"), {"text": " So do I.\nIt is good. "})

    assert sent.headers["Location"] == at(huw, "?state=submitted#comments")
    page = read(as_chris, at(huw))
    assert re.search(r"Ceri</bdi>.*I know the school\..*Chris</bdi>.*So do I\.", page, re.DOTALL)
    assert [bytes(row.text).find(b"school") for row in Comment.objects.all()] == [-1, -1]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001])
def test_a_comment_without_words_or_with_too_many_stays_on_the_page(
    as_chris: Client, huw: Application, text: str
) -> None:
    answer = as_chris.post(at(huw, "comment/"), {"text": text})

    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_comment_is_written_by_the_group_with_words(world: World, huw: Application) -> None:
    with pytest.raises(NotAllowed):
        changes.write_comment(by=actor_of(world.dana), application=huw, text="Hello")
    with pytest.raises(Refused, match="Write something first"):
        changes.write_comment(by=actor_of(world.chris), application=huw, text=" ")
    with pytest.raises(Refused, match="Write something first"):
        changes.write_comment(by=SYSTEM, application=huw, text="Hello")


def test_a_colleague_who_was_chosen_stays_chosen_beside_a_comment(
    as_chris: Client, world: World, huw: Application
) -> None:
    key = world.chris.pk.hex
    answer = as_chris.post(
        at(huw, "comment/"), {"text": "I know the school.", "assigned_to": key, "seen": ""}
    )

    page = answer.content.decode()
    assert (answer.status_code, f'value="{key}" selected' in page) == (200, True)
    assert "Whom you chose is not assigned yet." in page
    assert "I know the school." in page
    huw.refresh_from_db()
    assert huw.assigned_to is None
    again = as_chris.post(at(huw, "comment/"), {"text": "", "assigned_to": key, "seen": ""})
    assert (again.status_code, f'value="{key}" selected' in again.content.decode()) == (422, True)


def test_a_comment_that_is_refused_says_why(
    as_chris: Client, huw: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compagnon.recruitment.forms.review.CommentForm.is_valid", lambda _: True)
    monkeypatch.setattr(
        "compagnon.recruitment.forms.review.CommentForm.cleaned_data", {"text": ""}, raising=False
    )
    answer = as_chris.post(at(huw, "comment/"), {"text": ""})

    assert "Write something first" in answer.content.decode()


def test_comments_and_reasons_are_closed_to_the_applicant_and_to_strangers(
    client: Client, world: World, ceri: Actor, huw: Application
) -> None:
    changes.write_comment(by=ceri, application=huw, text="Secret of the group")
    decide(ceri, huw, "waiting", reason="For you to read")
    applicant = actor_of(huw.person)

    for reader in (applicant, actor_of(world.dana), NOBODY):
        with pytest.raises(Closed):
            review_grant(reader, huw)
    with pytest.raises(Closed):
        decision_grant(actor_of(world.dana), huw)
    decision = Decision.objects.select_related("application__joining_point__cycle__scheme").get()
    assert decision_grant(applicant, huw).read(decision, "reason") == "For you to read"
    client.force_login(huw.person)
    assert "Secret of the group" not in read(client, at(huw))


def test_words_open_to_nobody_whose_identity_was_changed(world: World, huw: Application) -> None:
    type(world.chris).objects.filter(pk=world.chris.pk).update(email="chris@elsewhere.example")
    type(world.chris).objects.filter(pk=huw.person_id).update(email="huw@elsewhere.example")

    for who in (world.chris, huw.person):
        with pytest.raises(Closed):
            decision_grant(actor_of(who), huw)


def test_what_an_erased_coordinator_wrote_is_gone_and_that_they_decided_stays(
    as_chris: Client, world: World, ceri: Actor, huw: Application
) -> None:
    changes.write_comment(by=ceri, application=huw, text="Written by Ceri")
    changes.assign_application(by=ceri, application=huw, person_id=ceri.person_id)
    decide(ceri, application_of("Huw Prys"), "waiting", reason="Reason of Ceri")

    erase_person(by=SYSTEM, email="ceri@example.org")

    page = read(as_chris, at(huw))
    assert "Written by Ceri" not in page
    assert "Reason of Ceri" not in page
    assert "a person who was erased" in page
    assert application_of("Huw Prys").assigned_to is None


def test_words_whose_key_is_gone_say_so(world: World, ceri: Actor, huw: Application) -> None:
    changes.write_comment(by=ceri, application=huw, text="Written by Ceri")
    shred(author_id=UUID(str(ceri.person_id)))

    review = get_review(viewer=actor_of(world.chris), application=huw)

    assert "cannot be opened" in str(review.comments[0].text)


@pytest.mark.requirement("ALL-93")
def test_an_erased_applicants_comments_and_reasons_are_destroyed(
    world: World, ceri: Actor, huw: Application
) -> None:
    changes.write_comment(by=ceri, application=huw, text="About Huw")
    decide(ceri, huw, "declined", reason="To Huw")
    changes.declare_interest(by=ceri, application=huw)

    erase_person(by=SYSTEM, email="huw@school.example")

    assert not Comment.objects.exists()
    assert not Interest.objects.exists()
    assert [bytes(row.reason) for row in Decision.objects.filter(application=huw)] == [b""]
    assert not DataKey.objects.filter(scope_kind__in=["review", "decision"]).exists()


def test_a_declared_interest_hides_the_application_and_blocks_every_decision(
    as_chris: Client, world: World, ceri: Actor, huw: Application
) -> None:
    changes.write_comment(by=ceri, application=huw, text="Secret of the group")
    changes.assign_application(by=actor_of(world.chris), application=huw, person_id=world.chris.id)
    assert "It cannot be taken back." in read(as_chris, at(huw, "interest/"))

    page = as_chris.post(at(huw, "interest/"), follow=True).content.decode()

    assert "This application is hidden from you" in page
    assert "You declared an interest in this application" in page
    for hidden in ("Secret of the group", "huw@school.example", "Hill School", "approve/"):
        assert hidden not in page
    for rest in (
        "approve/",
        "wait/",
        "decline/",
        "ask/",
        "comment/",
        "assign/",
        "confirm/",
        "withdraw/",
    ):
        assert as_chris.post(at(huw, rest)).status_code == 403
    assert application_of("Huw Prys").assigned_to is None
    with pytest.raises(Closed):
        get_review(viewer=actor_of(world.chris), application=huw)
    queue = read(as_chris, point(world, "applications/"))
    assert "Hidden from you: you declared an interest." in queue
    assert names(queue) == ["Amal Haddad", "Bela Kovács", "Huw Prys"]
    # Nobody else is kept away.
    assert decide(ceri, application_of("Huw Prys"), "approved").state == "approved"


def test_an_interest_that_is_declared_is_not_offered_again(
    as_chris: Client, world: World, huw: Application
) -> None:
    changes.declare_interest(by=actor_of(world.chris), application=huw)

    assert as_chris.get(at(huw, "interest/")).headers["Location"] == at(huw)


@pytest.mark.requirement("ALL-30")
def test_whoever_is_alone_learns_who_could_appoint_somebody_to_decide(
    as_chris: Client, world: World, huw: Application
) -> None:
    alone = "Nobody else of the Coordination Group can decide this"
    before = read(as_chris, at(huw, "interest/"))
    assert alone in before
    assert "Ask whoever runs this installation." in before
    changes.declare_interest(by=actor_of(world.chris), application=huw)
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    assert "once the board has approved it: Dana" in " ".join(read(as_chris, at(huw)).split())

    appoint(world.amal, Appointment.Role.COORDINATOR, world.scheme)
    assert alone not in read(as_chris, at(huw))
    changes.declare_interest(by=actor_of(world.amal), application=huw)
    appoint(world.chris, Appointment.Role.ADMINISTRATOR, world.scheme)
    hidden = read(as_chris, at(huw))

    assert alone in hidden
    assert f'href="/schemes/{world.scheme.id.hex}/group/"' in hidden


def test_an_interest_is_declared_once_by_the_group_about_others(
    world: World, huw: Application
) -> None:
    chris = actor_of(world.chris)
    changes.declare_interest(by=chris, application=huw)
    changes.declare_interest(by=chris, application=huw)

    assert EventRow.objects.filter(name="InterestDeclared").count() == 1
    assert interests_of(chris) == {huw.id}
    assert interests_of(SYSTEM) == set()
    with pytest.raises(NotAllowed):
        changes.declare_interest(by=actor_of(world.dana), application=huw)


def test_a_withdrawal_that_comes_too_late_finds_out(as_chris: Client, huw: Application) -> None:
    changes.withdraw_application(by=SYSTEM, application=huw)

    page = as_chris.post(at(huw, "withdraw/"), follow=True).content.decode()

    assert "not possible any more" in page


def test_without_the_key_file_notes_stand_in_the_place_of_words(
    world: World, ceri: Actor, huw: Application, settings: Settings, tmp_path: Path
) -> None:
    changes.write_comment(by=ceri, application=huw, text="Written by Ceri")
    decide(ceri, huw, "waiting", reason="For you to read")
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "gone")
    told, applicant = application_of("Huw Prys"), actor_of(huw.person)

    with pytest.raises(Closed):
        get_review(viewer=actor_of(world.chris), application=huw)
    assert decision_grant(applicant, huw).is_closed
    assert "Closed while the key file is missing" in str(reasons_of(applicant, [told]))
