"""A word in each confidential field that stands nowhere else: whoever finds it outside has found a leak."""

import secrets
from datetime import timedelta
from typing import Final

from compagnon.core import clock
from compagnon.core.actors import NOBODY, SYSTEM, Actor, person
from compagnon.help.changes import (
    VisitorLetter,
    answer_question,
    ask_question,
    write_as_visitor,
)
from compagnon.introductions.changes.introduction import Details, plan_introduction
from compagnon.introductions.changes.invitation import invite_people
from compagnon.introductions.rules.invited import Invitee
from compagnon.matching.changes.run import start_run
from compagnon.matching.changes.together import comment_together
from compagnon.matching.changes.waiver import waive_rules
from compagnon.matching.computing import compute_run
from compagnon.membership.changes import upload_register
from compagnon.notifications.changes import forget_letters
from compagnon.partnerships.changes.agenda_item import add_agenda_item
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.conversation import set_video_link, write_draft
from compagnon.partnerships.changes.goal import set_goal, write_goal_note
from compagnon.partnerships.changes.goal_link import link_event, link_specialist
from compagnon.partnerships.changes.meeting import arrange_meeting, record_meeting
from compagnon.partnerships.changes.message import write_message
from compagnon.partnerships.changes.observation import (
    answer_strategy,
    discuss_observation,
    plan_observation,
    record_observation,
)
from compagnon.partnerships.changes.reflection import write_reflection
from compagnon.partnerships.changes.review import (
    answer_review,
    decide_review,
    open_review,
    write_review,
)
from compagnon.partnerships.changes.self_assessment import make_self_assessment
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.policy import agreements_in_force, membership_in
from compagnon.partnerships.queries.partnership import list_members
from compagnon.partnerships.rules import (
    ActionPoint,
    Answered,
    Decision,
    GoalWords,
    Level,
    ObservationWords,
    ReviewWords,
    Terms,
    Written,
)
from compagnon.recruitment.changes import (
    answer_request,
    approve_application,
    ask_for_information,
    confirm_membership,
    put_on_waiting_list,
    start_import,
    upload_file,
    write_comment,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.history import count_happenings
from compagnon.recruitment.queries.request import get_asked_of_you
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.ruling import Ruling
from compagnon.recruitment.tasks import import_file
from compagnon.scenarios.association import Association
from compagnon.scenarios.choice import ask_in_words
from compagnon.schemes.models import JoiningPoint, Scheme
from compagnon.ui.spreadsheet import to_csv

# The choices of an agreement (`focus_areas`) and of minutes (`activities`) are encrypted, too, and hold keys of
# a list: no word of anybody's.
# Choices of an agreement and of a review are encrypted, too, and hold keys of a list: no word of anybody's.
FIELDS = (
    "agreement.focus_note",
    "agreement.mentor_responsibilities",
    "agreement.mentee_responsibilities",
    "agreement.contact",
    "agreement.off_limits",
    "minutes.next_items",
    "videolink.url",
    "minutesdraft.actions",
    "minutesdraft.next_items",
    "actionitem.text",
    "agendaitem.text",
    "goal.title",
    "goal.why",
    "goal.where_now",
    "goal.approaches",
    "goal.resources",
    "goal.evidence",
    "goalnote.text",
    "goallink.title",
    "goallink.detail",
    "goallink.url",
    "observation.focus",
    "observation.seen",
    "observation.dialogue",
    "strategy.text",
    "trial.how_it_went",
    "review.to_what_end",
    "reviewanswer.progress",
    "reviewanswer.working",
    "reviewanswer.next_steps",
    "reviewanswer.thanks",
    "reflection.text",
    "partnermessage.text",
    "selfassessment.answers",
    "selfassessment.note",
    "declaration.managers",
    "declaration.conflicts",
    "comment.text",
    "decision.reason",
    "informationrequest.sentence",
    "requestreply.text",
    "importfile.content",
    "uploadpart.content",
    "invitation.name",
    "invitation.address",
    "question.text",
    "question.visitor_name",
    "question.visitor_address",
    "reply.text",
    "request.words",
    "waiver.reason",
    "paircomment.text",
)
_EMAIL: Final = "ivo.kanariya@example.org"


def plant_canaries(association: Association, point: JoiningPoint) -> dict[str, str]:
    """Write a word of its own into each confidential field, through changes; return field → word."""
    words = {field: f"canary{secrets.token_hex(8)}" for field in FIELDS}
    mentor, mentee, coordinator = (
        person(association.persona(key).id) for key in ("mentor", "mentee", "coordinator")
    )
    _agree(association.partnership, mentor, mentee, words)
    _meet(association.partnership, mentor, words)
    _plan(association.partnership, mentor, mentee, words)
    _observe(association.partnership, mentor, mentee, words)
    _look_back(association.partnership, mentor, mentee, words)
    _ask(association.scheme, mentee, coordinator, words)
    imported = ("Ivo Kanariya", words["declaration.managers"], words["declaration.conflicts"])
    file = upload_file(
        by=coordinator, joining_point=point, file_name="one.csv", data=_file(*imported)
    )
    start_import(by=coordinator, import_file=file)
    import_file.call(file.id.hex)
    application = Application.objects.select_related("joining_point__cycle__scheme").get(
        person__email=_EMAIL
    )
    write_comment(by=coordinator, application=application, text=words["comment.text"])
    ask_for_information(
        by=coordinator,
        application=application,
        questions=["region"],
        sentence=words["informationrequest.sentence"],
        seen=count_happenings(application),
    )
    application.refresh_from_db()
    _reply(application, words["requestreply.text"])
    application.refresh_from_db()
    put_on_waiting_list(
        by=coordinator, application=application, ruling=Ruling(reason=words["decision.reason"])
    )
    looked_at = _file(words["importfile.content"], "", "")
    upload_file(by=coordinator, joining_point=point, file_name="two.csv", data=looked_at)
    register = to_csv([("Number", "Name"), ("1", words["uploadpart.content"])])
    upload_register(by=coordinator, joining_point=point, file_name="three.csv", data=register)
    _invite(point, coordinator, words["invitation.name"], words["invitation.address"])
    ask_in_words(association, words["request.words"])
    _pair_on_purpose(point, coordinator, words["waiver.reason"], words["paircomment.text"])
    return words


def _pair_on_purpose(point: JoiningPoint, coordinator: Actor, reason: str, comment: str) -> None:
    """Pin two people of one workplace, and say why; run the match, and note something about the pair."""
    header = tuple(FIELD[field].headings[0] for field in ("name", "email", "roles", "institution"))
    names = {"mentor": "Ola Kanariya", "mentee": "Una Kanariya"}
    lines = [
        (name, f"{name.split()[0].lower()}.kanariya@example.org", role, "Ysgol Kanariya")
        for role, name in names.items()
    ]
    file = upload_file(
        by=coordinator, joining_point=point, file_name="pair.csv", data=to_csv([header, *lines])
    )
    start_import(by=coordinator, import_file=file)
    import_file.call(file.id.hex)
    rows = Application.objects.select_related("person", "joining_point__cycle__scheme")
    mentor, mentee = (rows.get(joining_point=point, person__name=one) for one in names.values())
    for application in (mentor, mentee):
        confirm_membership(by=coordinator, application=application)
        approve_application(by=coordinator, application=application)
    waive_rules(by=coordinator, joining_point=point, mentor=mentor, mentee=mentee, reason=reason)
    run = start_run(by=coordinator, joining_point=point)
    compute_run(run.id)
    run.refresh_from_db()
    comment_together(by=coordinator, run=run, people=(mentor, mentee), text=comment)


def _reply(application: Application, text: str) -> None:
    """Let the applicant add words of their own to what was asked."""
    applicant = person(application.person_id)
    asked = get_asked_of_you(viewer=applicant, application=application)
    assert asked is not None  # noqa: S101 -- it was asked just before
    answer_request(
        by=applicant,
        application=application,
        sent={"region": ["wales"]},
        seen=asked.seen,
        reply=text,
    )


def _invite(point: JoiningPoint, coordinator: Actor, name: str, address: str) -> None:
    """Invite somebody to an introductory meeting; the letter is gone, because a letter has an address."""
    details = Details(
        title="Introduction",
        starts_at=clock.now() + timedelta(days=10),
        length_minutes=60,
        place="Room 4",
        seat_count=None,
        topics=[],
        language="en",
    )
    meeting = plan_introduction(by=coordinator, joining_point=point, details=details)
    invite_people(by=coordinator, introduction=meeting, invitees=[Invitee(name, address)])
    forget_letters(by=SYSTEM, address=address, about="introductions/")


def _agree(partnership: Partnership, mentor: Actor, mentee: Actor, words: dict[str, str]) -> None:
    terms = Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=60,
        review_on=clock.today() + timedelta(days=60),
        ends_on=clock.today() + timedelta(days=180),
        focus_areas=("assessment",),
        focus_note=words["agreement.focus_note"],
        mentor_responsibilities=words["agreement.mentor_responsibilities"],
        mentee_responsibilities=words["agreement.mentee_responsibilities"],
        contact=words["agreement.contact"],
        off_limits=words["agreement.off_limits"],
    )
    earlier = agreements_in_force(partnership)[0]
    agreement = write_agreement(
        by=mentor, partnership=partnership, terms=terms, based_on=earlier.version
    )
    sign_agreement(by=mentee, agreement=agreement)


def _meet(partnership: Partnership, mentor: Actor, words: dict[str, str]) -> None:
    members = list_members(viewer=mentor, partnership=partnership)
    add_agenda_item(by=mentor, partnership=partnership, text=words["agendaitem.text"])
    record_meeting(
        by=mentor,
        partnership=partnership,
        held_on=clock.today(),
        length_minutes=45,
        attended=members,
        action_points=[ActionPoint(words["actionitem.text"], members[0].id)],
        next_items=words["minutes.next_items"],
    )
    meeting = arrange_meeting(
        by=mentor,
        partnership=partnership,
        starts_at=clock.now() + timedelta(days=9),
        length_minutes=60,
    )
    set_video_link(by=mentor, meeting=meeting, url=f"https://example.org/{words['videolink.url']}")
    write_draft(
        by=mentor,
        meeting=meeting,
        actions=words["minutesdraft.actions"],
        next_items=words["minutesdraft.next_items"],
        based_on=0,
    )


def _ask(scheme: Scheme, mentee: Actor, coordinator: Actor, words: dict[str, str]) -> None:
    """Ask the group something and answer it, and let somebody ask who cannot sign in."""
    asked = ask_question(by=mentee, scheme=scheme, text=words["question.text"])
    answer_question(by=coordinator, question=asked, text=words["reply.text"])
    address = f"{words['question.visitor_address']}@example.org"
    visitor = VisitorLetter(words["question.visitor_name"], address, "en", "sign_in", "Help")
    write_as_visitor(by=NOBODY, scheme=scheme, letter=visitor)


def _plan(partnership: Partnership, mentor: Actor, mentee: Actor, words: dict[str, str]) -> None:
    """Set a goal, let the partner leave a thought on it, and write into a journal."""
    goal = set_goal(
        by=mentee,
        partnership=partnership,
        words=GoalWords(**{name: words[f"goal.{name}"] for name in GoalWords.__dataclass_fields__}),
        target_on=None,
    )
    write_goal_note(by=mentor, goal=goal, text=words["goalnote.text"])
    sought, whom = words["goallink.title"], words["goallink.detail"]
    link_specialist(by=mentee, goal=goal, sought=sought, whom=whom)
    url = f"https://example.org/{words['goallink.url']}"
    link_event(by=mentor, goal=goal, title="A day out", happens_on=clock.today(), url=url)
    write_message(by=mentor, partnership=partnership, text=words["partnermessage.text"])
    answered = Answered({"honesty": Level.SOMETIMES}, words["selfassessment.answers"])
    make_self_assessment(
        by=mentee, partnership=partnership, answered=answered, note=words["selfassessment.note"]
    )
    write_reflection(
        by=mentee, partnership=partnership, moment="after", text=words["reflection.text"]
    )


def _observe(partnership: Partnership, mentor: Actor, mentee: Actor, words: dict[str, str]) -> None:
    """Observe a lesson, talk it over, and let the one observed try what was suggested."""
    focus, seen = words["observation.focus"], words["observation.seen"]
    observed = membership_in(mentee, partnership)
    observation = plan_observation(
        by=mentor, partnership=partnership, observed=observed, focus=focus, happens_on=None
    )
    written = Written(ObservationWords(focus, seen), clock.today())
    record_observation(by=mentor, observation=observation, written=written, based_on=1)
    written = Written(
        ObservationWords(focus, seen, words["observation.dialogue"]),
        clock.today(),
        (words["strategy.text"],),
    )
    discuss_observation(by=mentor, observation=observation, written=written, based_on=2)
    answer_strategy(
        by=mentee,
        strategy=observation.strategies.get(),
        is_tried=True,
        how_it_went=words["trial.how_it_went"],
        based_on=0,
    )


def _look_back(
    partnership: Partnership, mentor: Actor, mentee: Actor, words: dict[str, str]
) -> None:
    """Let both look back, and write down what they decided."""
    review = open_review(by=mentee, partnership=partnership, is_final=True)
    parts = ReviewWords(
        **{name: words[f"reviewanswer.{name}"] for name in ReviewWords.__dataclass_fields__}
    )
    for actor, said in ((mentor, ReviewWords()), (mentee, parts)):
        write_review(by=actor, review=review, words=said, based_on=0)
        answer_review(by=actor, review=review)
    decision = Decision("continue", words["review.to_what_end"])
    decide_review(by=mentor, review=review, decision=decision, next_on=None)


def _file(name: str, managers: str, conflicts: str) -> bytes:
    cells = {
        "name": name,
        "email": _EMAIL,
        "roles": "Mentor",
        "declared_managers": managers,
        "declared_conflicts": conflicts,
    }
    header = tuple(FIELD[field].headings[0] for field in cells)
    return to_csv([header, tuple(cells.values())])
