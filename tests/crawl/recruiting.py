"""How everybody comes in: a file that was imported, and three that are still looked at."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from compagnon.accounts.changes import admit_person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor
from compagnon.membership.changes import start_register, upload_register
from compagnon.membership.models import Register
from compagnon.membership.tasks import take_in
from compagnon.recruitment.changes import (
    answer_request,
    approve_application,
    ask_for_information,
    begin_application,
    confirm_membership,
    decide_application,
    decline_application,
    put_on_waiting_list,
    save_draft,
    save_view,
    start_import,
    submit_application,
    upload_file,
    write_comment,
)
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.history import count_happenings
from compagnon.recruitment.queries.request import get_asked_of_you
from compagnon.recruitment.rules.queue import Wanted
from compagnon.recruitment.rules.ruling import Ruling
from compagnon.recruitment.rules.saving import digest_of
from compagnon.recruitment.tasks import import_file
from compagnon.schemes.models import JoiningPoint
from tests.cast import NOW
from tests.crawl.cast import APPLICANTS, Applicant
from tests.crawl.planted import NAME, word
from tests.recruitment.forms import MENTEE_TYPES

if TYPE_CHECKING:
    from tests.crawl.world import World

HEADING: Final = (
    "Timestamp,Full name,Email address,Role,Membership number,Region,Institution,"
    "I agree to the Charter,Line manager,Conflicts of interest,Anything else,Mode"
)
# Two whom a rule forbids as a pair; it is let go for them.
MODES: Final = {"ivo": "Online", "kim": "Face to face"}
# A head teacher whom somebody names as her manager: nothing is ever sent there, and nobody reads it.
EMPLOYER: Final = "head.teacher@school.example"
DECIDE: Final = {
    "approved": approve_application,
    "waiting": put_on_waiting_list,
    "declined": decline_application,
}


def bring_everybody_in(world: "World") -> None:
    """Import the applicants, decide about them, and leave a file to look at with each coordinator."""
    point = world.association.joining_point
    file = upload(world, "coordinator", point, [_line(one) for one in APPLICANTS])
    start_import(by=world.actor("coordinator"), import_file=file)
    import_file.func(file.id.hex)
    file.refresh_from_db()
    assert (file.state, file.created_count) == (ImportFile.State.IMPORTED, len(APPLICANTS))
    world.people["other_mentor"] = application_of("efa").person
    for one in APPLICANTS:
        if one.becomes in DECIDE:
            decide(world, one)
    _work_at_the_desk(world)
    save_view(
        by=world.actor("coordinator"),
        joining_point=point,
        name="Gwen's",
        wanted=Wanted(name="gwen"),
        is_shared=True,
    )
    for role in ("coordinator", "coordinating_mentor"):
        upload(world, role, point, [_looked_at(role)])
    upload(world, "other_coordinator", world.other_point, [_looked_at("other_coordinator")])
    in_force = _register(world, "1,Efa Rees,efa@school.example")
    start_register(by=world.actor("coordinator"), register=in_force)
    take_in.func(in_force.id.hex)


def leave_a_register_on_its_way(world: "World") -> None:
    """Upload a register that nobody has started yet; an erasure gives up any such."""
    _register(world, f"2,{word('registername')},")


def _register(world: "World", member: str) -> Register:
    return upload_register(
        by=world.actor("coordinator"),
        joining_point=world.association.joining_point,
        file_name="members.csv",
        data=f"Number,Name,Email\n{member}\n".encode(),
    )


def _work_at_the_desk(world: "World") -> None:
    """Let the coordinator note something about somebody, and give a reason why they still wait."""
    by, application = world.actor("coordinator"), application_of("sid")
    write_comment(by=by, application=application, text=f"Somebody knows {word('comment')}.")
    approve_application(by=by, application=application)
    decide_application(
        by=by,
        application=application,
        outcome="waiting",
        ruling=Ruling(reason=f"We look for {word('reason')}.", is_told=True),
        seen=count_happenings(application),
    )
    for key, outcome in (("tom", "declined"), ("mia", "approved")):
        _tell(by, application_of(key), outcome)
    _ask(by, application_of("rae"), f"Please tell us about {word('question')}.")


def _tell(by: Actor, application: Application, outcome: str) -> None:
    """Decide again about somebody, with a letter."""
    put_on_waiting_list(by=by, application=application)
    decide_application(
        by=by,
        application=application,
        outcome=outcome,
        ruling=Ruling(is_told=True),
        seen=count_happenings(application),
    )


def _ask(by: Actor, application: Application, sentence: str) -> None:
    ask_for_information(
        by=by,
        application=application,
        questions=["region", "sector"],
        sentence=sentence,
        seen=count_happenings(application),
    )


def let_the_stranger_begin(world: "World") -> None:
    """Let somebody fill in a form half-way, whom they declare included, so long ago that they are reminded now."""
    typed = {
        "institution": [word("draftplace")],
        "declared_managers": [word("draftboss")],
        "declared_managers__email": [EMPLOYER],
        "declared_conflicts": [word("draftfoe")],
    }
    with clock.moved_to(NOW - timedelta(days=23)):
        _fill_in(world, "stranger", typed)


def let_somebody_apply(world: "World") -> None:
    """Let somebody fill in the whole form, sign and send."""
    world.people["web_applicant"] = admit_person(
        by=SYSTEM, email="abi@school.example", name="Abi", language="en"
    )
    draft = _fill_in(world, "web_applicant", MENTEE_TYPES)
    charter = world.association.scheme.charter_set.get()
    by = world.actor("web_applicant")
    sent = submit_application(by=by, application=draft, charter=charter)
    _ask(world.actor("coordinator"), sent, "Please look at these again.")
    asked = get_asked_of_you(viewer=by, application=Application.objects.get(pk=sent.pk))
    assert asked is not None
    answer_request(
        by=by,
        application=sent,
        sent=asked.typed,
        seen=asked.seen,
        reply=f"I would add {word('reply')}.",
    )


def _fill_in(world: "World", role: str, typed: dict[str, list[str]]) -> Application:
    by = world.actor(role)
    point = JoiningPoint.objects.select_related("cycle__scheme").get(
        cycle=world.association.joining_point.cycle, month=1
    )
    draft = begin_application(by=by, joining_point=point, roles=("mentee",))
    questions = list(form_of(draft).questions())
    seen = digest_of(typed_of(by, draft, questions))
    save_draft(by=by, application=draft, questions=questions, sent=typed, seen=seen)
    return draft


def decide(world: "World", one: Applicant, *, becomes: str = "") -> None:
    """Let the coordinator decide about somebody."""
    application = application_of(one.key)
    confirm_membership(by=world.actor("coordinator"), application=application)
    DECIDE[becomes or one.becomes](by=world.actor("coordinator"), application=application)


def application_of(key: str) -> Application:
    """Return somebody's application."""
    email = next(one.email for one in APPLICANTS if one.key == key)
    return Application.objects.select_related(
        "person", "joining_point__cycle__scheme__organisation"
    ).get(person__email=email)


def _line(one: Applicant) -> str:
    name = f"Gwen {NAME.word}" if one.key == "gwen" else one.name
    cells = (
        "2026-09-01 10:00",
        name,
        one.email,
        one.role,
        f"M-{one.key}",
        "Wales",
        word(f"workplace{one.key}"),
        "Yes",
        f"{word(f'manager{one.key}')} <{EMPLOYER}>",
        word(f"conflict{one.key}"),
        word(f"extra{one.key}"),
        MODES.get(one.key, ""),
    )
    return ",".join(cells)


def _looked_at(role: str) -> str:
    stem = role.replace("_", "")
    return ",".join(
        (
            "2026-09-02 10:00",
            word(f"filename{stem}"),
            f"{stem}@file.example",
            "Mentor",
            "M-1",
            "Wales",
            word(f"fileplace{stem}"),
            "Yes",
            word(f"fileboss{stem}"),
            "",
            word(f"filemore{stem}"),
            "",
        )
    )


def upload(world: "World", role: str, point: JoiningPoint, lines: list[str]) -> ImportFile:
    """Let somebody upload a file of applications with these lines."""
    return upload_file(
        by=world.actor(role),
        joining_point=point,
        file_name=f"{role}.csv",
        data="\n".join((HEADING, *lines)).encode(),
    )
