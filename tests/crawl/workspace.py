"""What pairs write: an agreement, a meeting held and one arranged; and one pair that parts."""

from datetime import date, datetime, timedelta
from uuid import UUID

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import NOBODY, Actor, person
from compagnon.help.changes import (
    VisitorLetter,
    answer_question,
    ask_question,
    discard_question,
    take_question,
    write_as_visitor,
)
from compagnon.help.models import Question
from compagnon.partnerships.changes.action_item import finish_action_item
from compagnon.partnerships.changes.agenda_item import add_agenda_item
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.check_in import answer_check_in, ask_rematch
from compagnon.partnerships.changes.conversation import set_video_link, write_draft
from compagnon.partnerships.changes.goal import pause_goal, resume_goal, set_goal, write_goal_note
from compagnon.partnerships.changes.goal_link import link_event, link_specialist, unlink_goal
from compagnon.partnerships.changes.kind import agree_kind, propose_kind, withdraw_kind
from compagnon.partnerships.changes.meeting import (
    arrange_meeting,
    cancel_meeting,
    miss_meeting,
    record_meeting,
)
from compagnon.partnerships.changes.message import delete_message, read_messages, write_message
from compagnon.partnerships.changes.observation import (
    agree_observation,
    answer_strategy,
    discuss_observation,
    plan_observation,
    record_observation,
)
from compagnon.partnerships.changes.partnership import (
    close_partnership,
    continue_partnership,
    leave_partnership,
    pause_partnership,
    replace_partner,
    resume_partnership,
)
from compagnon.partnerships.changes.pause import arrange_pause, end_pause
from compagnon.partnerships.changes.progress import contact_members
from compagnon.partnerships.changes.proposed_time import propose_times
from compagnon.partnerships.changes.reflection import (
    share_reflection,
    unshare_reflection,
    write_reflection,
)
from compagnon.partnerships.changes.review import (
    answer_review,
    decide_review,
    open_review,
    write_review,
)
from compagnon.partnerships.changes.safeguarding import alert_coordinators
from compagnon.partnerships.changes.self_assessment import (
    delete_self_assessment,
    make_self_assessment,
    share_self_assessment,
    unshare_self_assessment,
)
from compagnon.partnerships.models import (
    Agreement,
    CheckIn,
    Meeting,
    Member,
    Partnership,
    Progress,
)
from compagnon.partnerships.rules import (
    ActionPoint,
    Answered,
    Decision,
    GoalWords,
    Level,
    ObservationWords,
    Particulars,
    ReviewWords,
    Terms,
    Written,
)
from compagnon.partnerships.stages import Stage
from compagnon.resources.changes import add_resource
from compagnon.resources.rules import ResourceWords
from tests.crawl.planted import word

# Whose review comes first, and whose end: both kinds of reminder are due in two days.
ENDS_IN = {"a": 180, "b": 180, "c": 10, "f": 180}


def members_of(partnership: Partnership) -> list[Member]:
    """Return the mentor and the mentee."""
    return list(partnership.members.select_related("person").order_by("-role"))


def actor_of(member: Member) -> Actor:
    """Return a fresh actor for a member."""
    return person(UUID(str(member.person_id)))


def let_them_write(partnership: Partnership, pair: str) -> None:
    """Let a pair write an agreement and sign it, hold a meeting with two action points, arrange the next, and rest."""
    mentor, mentee = members_of(partnership)
    latest = Agreement.objects.filter(partnership=partnership).count()
    agreement = write_agreement(
        by=actor_of(mentor), partnership=partnership, terms=_terms(pair), based_on=latest
    )
    sign_agreement(by=actor_of(mentee), agreement=agreement)
    came_up, _next = (
        add_agenda_item(by=actor_of(mentee), partnership=partnership, text=word(f"{pair}{end}"))
        for end in ("cameup", "question")
    )
    _miss(partnership, actor_of(mentee))
    meeting = record_meeting(
        by=actor_of(mentee),
        partnership=partnership,
        held_on=clock.today(),
        length_minutes=45,
        attended=[mentor, mentee],
        action_points=[
            ActionPoint(word(f"{pair}pointone"), UUID(str(mentor.pk))),
            ActionPoint(
                word(f"{pair}pointtwo"), UUID(str(mentee.pk)), clock.today() + timedelta(days=4)
            ),
        ],
        next_items=word(f"{pair}next"),
        particulars=Particulars("online", ("listening",), (came_up.id,)),
    )
    finish_action_item(by=actor_of(mentor), action_item=meeting.action_items.get(position=0))
    _talk(_arrange(partnership, actor_of(mentor)), pair, actor_of(mentor))
    propose_times(
        by=actor_of(mentor),
        partnership=partnership,
        times=[clock.now() + timedelta(days=days) for days in (21, 22)],
        length_minutes=60,
    )
    _reflect(partnership, pair, actor_of(mentor))
    _look_at_skills(partnership, pair, actor_of(mentor))
    if pair == "a":
        alert_coordinators(by=actor_of(mentor), partnership=partnership)
    _plan(partnership, pair, actor_of(mentor), actor_of(mentee))
    _observe(partnership, pair, actor_of(mentor), mentee)
    _look_back(partnership, pair, actor_of(mentor), actor_of(mentee))
    _write_to_each_other(partnership, pair, actor_of(mentor), actor_of(mentee))
    pause_partnership(by=actor_of(mentor), partnership=partnership)
    resume_partnership(by=actor_of(mentor), partnership=partnership)


def let_them_ask(partnership: Partnership, coordinator: Actor) -> None:
    """Let the mentee ask the group three times, and visitors: some are answered, taken on or deleted, some wait.

    The group points people to something, too.
    """
    mentee = actor_of(members_of(partnership)[1])
    scheme = partnership.joining_point.cycle.scheme
    answered, taken, _waiting = (
        ask_question(by=mentee, scheme=scheme, text=word("asked")) for _count in range(3)
    )
    take_question(by=coordinator, question=taken)
    answer_question(by=coordinator, question=answered, text=word("answered"))
    games = ResourceWords("Ten games", "To begin with", where="Shelf 3")
    add_resource(by=coordinator, scheme=scheme, words=games)
    named = VisitorLetter(
        name=word("visitorname"),
        address=f"{word('visitoraddress')}@example.org",
        language="en",
        about="sign_in",
        text=word("visitorasked"),
    )
    write_as_visitor(by=NOBODY, scheme=scheme, letter=named)
    plain = VisitorLetter("Vic", "vic@school.example", "en", "mail", "No code comes.")
    for _count in range(2):
        question = write_as_visitor(by=NOBODY, scheme=scheme, letter=plain)
    answer_question(by=coordinator, question=question, text="We have put it right.")
    waiting = Question.objects.exclude(pk=question.pk).get(person=None, about="mail")
    discard_question(by=coordinator, question=waiting)


def let_them_part(partnership: Partnership) -> None:
    """Let a pair arrange and cancel a meeting, and the mentee leave to be matched anew."""
    mentor, mentee = (actor_of(member) for member in members_of(partnership))
    _arrange(partnership, mentor)
    cancel_meeting(by=mentee, meeting=partnership.meetings.get())
    ask_rematch(by=mentee, partnership=partnership)


def let_one_leave(circle: Partnership, leaving: Person) -> None:
    """Let a circle plan to meet, and one of it leave; something is written before, and something after."""
    facilitator = actor_of(circle.members.get(role=Member.Role.FACILITATOR))
    write_message(by=facilitator, partnership=circle, text=word("beforeleaving"))
    _arrange(circle, facilitator)
    leave_partnership(by=person(UUID(str(leaving.pk))), partnership=circle)
    write_message(by=facilitator, partnership=circle, text=word("afterleaving"))


def let_them_doubt(partnership: Partnership) -> None:
    """Let a pair turn to coaching, and one propose to turn back; and the mentee not be sure, some weeks ago, whether it works."""
    mentor, mentee = members_of(partnership)
    propose_kind(by=actor_of(mentee), partnership=partnership)
    withdraw_kind(by=actor_of(mentee), partnership=partnership)
    propose_kind(by=actor_of(mentee), partnership=partnership)
    agree_kind(by=actor_of(mentor), partnership=partnership)
    propose_kind(by=actor_of(mentor), partnership=partnership)
    answer_check_in(by=actor_of(mentee), partnership=partnership, works=False)
    CheckIn.objects.filter(member=mentee).update(asks_on=clock.today())


def let_them_close(partnership: Partnership) -> None:
    """Let a pair come to its end; it did so five months ago, so that its words are deleted in a month."""
    mentor, _mentee = (actor_of(member) for member in members_of(partnership))
    close_partnership(by=mentor, partnership=partnership)
    Partnership.objects.filter(pk=partnership.pk).update(ended_at=clock.now() - timedelta(days=152))


def let_the_group_care(coordinator: Actor, resting: Partnership, parted: Partnership) -> None:
    """Let a coordinator write to a pair, let it rest, go on and rest again; and part another one."""
    row = Progress.objects.select_related("partnership").get(partnership=resting)
    contact_members(by=coordinator, progress=row, member_id=None, text="How are you both?")
    until = datetime.date(clock.now()) + timedelta(days=20)
    arrange_pause(by=coordinator, progress=row, until=until)
    end_pause(by=coordinator, progress=row)
    arrange_pause(by=coordinator, progress=row, until=until)
    row = Progress.objects.select_related("partnership").get(partnership=parted)
    replace_partner(by=coordinator, progress=row)


def let_them_wait(*, unsigned: Partnership, unmet: Partnership) -> None:
    """Let two pairs be stuck since today, as they would be after some working weeks; one is silent, too."""
    today = datetime.date(clock.now())
    continue_partnership(by=actor_of(members_of(unsigned)[0]), partnership=unsigned)
    for partnership, stage in ((unsigned, Stage.UNSIGNED), (unmet, Stage.FIRST_MEETING)):
        Progress.objects.filter(partnership=partnership).update(stage=stage, begins_on=today)
    Progress.objects.filter(partnership=unsigned).update(asks_on=today)


def _reflect(partnership: Partnership, pair: str, by: Actor) -> None:
    """Let the mentor write two entries of the journal, and share one of them."""
    text = word(f"{pair}journal")
    write_reflection(by=by, partnership=partnership, moment="before", text=text)
    text = word(f"{pair}shared")
    shared = write_reflection(by=by, partnership=partnership, moment="after", text=text)
    for change in (share_reflection, unshare_reflection, share_reflection):
        change(by=by, reflection=shared)


def _look_at_skills(partnership: Partnership, pair: str, by: Actor) -> None:
    """Let the mentor look at their skills three times: one look is shared, and one deleted."""
    answered = Answered({"trust": Level.SOMETIMES}, word(f"{pair}skill"))
    once = {"by": by, "partnership": partnership, "answered": answered}
    make_self_assessment(**once, note=word(f"{pair}skillnote"))
    shared = make_self_assessment(**once, note=word(f"{pair}skillshared"))
    for change in (share_self_assessment, unshare_self_assessment, share_self_assessment):
        change(by=by, self_assessment=shared)
    delete_self_assessment(by=by, self_assessment=make_self_assessment(**once))


def _plan(partnership: Partnership, pair: str, mentor: Actor, mentee: Actor) -> None:
    """Let the mentee set a goal and seek help for it, and the mentor leave a thought and an event on it."""
    words = GoalWords(
        title=word(f"{pair}goal"),
        why=word(f"{pair}goalwhy"),
        where_now=word(f"{pair}goalnow"),
        approaches=word(f"{pair}goalhow"),
        resources=word(f"{pair}goalhelp"),
        evidence=word(f"{pair}goalshows"),
    )
    goal = set_goal(by=mentee, partnership=partnership, words=words, target_on=None)
    write_goal_note(by=mentor, goal=goal, text=word(f"{pair}goalnote"))
    sought, whom = word(f"{pair}goalsought"), word(f"{pair}goalwhom")
    link_specialist(by=mentee, goal=goal, sought=sought, whom=whom)
    url = f"https://example.org/{word(f'{pair}goalwhere')}"
    link_event(by=mentor, goal=goal, title="A day out", happens_on=clock.today(), url=url)
    link = link_event(by=mentee, goal=goal, title="Too far", happens_on=clock.today(), url="")
    unlink_goal(by=mentee, goal_link=link)
    pause_goal(by=mentee, goal=goal)
    resume_goal(by=mentee, goal=goal)


def _observe(partnership: Partnership, pair: str, mentor: Actor, mentee: Member) -> None:
    """Let the mentor observe the mentee, and the mentee agree before and try something after."""
    focus, seen, back = (word(f"{pair}{end}") for end in ("lookfor", "looked", "lookedback"))
    observation = plan_observation(
        by=mentor, partnership=partnership, observed=mentee, focus=focus, happens_on=None
    )
    agree_observation(by=actor_of(mentee), observation=observation, based_on=1)
    written = Written(ObservationWords(focus, seen), None)
    record_observation(by=mentor, observation=observation, written=written, based_on=1)
    written = Written(ObservationWords(focus, seen, back), None, (word(f"{pair}totry"),))
    discuss_observation(by=mentor, observation=observation, written=written, based_on=2)
    answer_strategy(
        by=actor_of(mentee),
        strategy=observation.strategies.get(),
        is_tried=True,
        how_it_went=word(f"{pair}tried"),
        based_on=0,
    )


def _look_back(partnership: Partnership, pair: str, mentor: Actor, mentee: Actor) -> None:
    """Let both look back and decide; in one pair the mentor asked for another review, and answers it first."""
    review = open_review(by=mentee, partnership=partnership, is_final=True)
    words = ReviewWords(
        *(word(f"{pair}{end}") for end in ("changed", "together", "onward", "thanked"))
    )
    for actor, said in ((mentor, words), (mentee, ReviewWords())):
        write_review(by=actor, review=review, words=said, based_on=0)
        answer_review(by=actor, review=review)
    decision = Decision(word(f"{pair}decided"), word(f"{pair}decidedwhy"))
    tomorrow = clock.today() + timedelta(days=1)
    decide_review(by=mentor, review=review, decision=decision, next_on=tomorrow)
    if pair != "a":
        return
    with clock.moved_to(clock.now() - timedelta(days=6)):
        again = open_review(by=mentor, partnership=partnership)
    write_review(by=mentor, review=again, words=ReviewWords(word("aalone")), based_on=0)
    answer_review(by=mentor, review=again)


def _write_to_each_other(partnership: Partnership, pair: str, mentor: Actor, mentee: Actor) -> None:
    """Let each write, one delete what they wrote, and the other leave a message unread."""
    taken_back = write_message(by=mentee, partnership=partnership, text="Never mind")
    delete_message(by=mentee, message=taken_back)
    write_message(by=mentor, partnership=partnership, text=word(f"{pair}told"))
    read_messages(by=mentee, partnership=partnership)
    write_message(by=mentor, partnership=partnership, text=word(f"{pair}told"))


def _arrange(partnership: Partnership, by: Actor) -> Meeting:
    return arrange_meeting(
        by=by,
        partnership=partnership,
        starts_at=clock.now() + timedelta(days=20),
        length_minutes=60,
    )


def _talk(meeting: Meeting, pair: str, by: Actor) -> None:
    """Let a member say where on the net they meet, and note something for the minutes."""
    set_video_link(by=by, meeting=meeting, url=f"https://example.org/{word(f'{pair}video')}")
    write_draft(
        by=by,
        meeting=meeting,
        actions=word(f"{pair}draftactions"),
        next_items=word(f"{pair}draftnextitems"),
        based_on=0,
    )


def _miss(partnership: Partnership, by: Actor) -> None:
    """Let a pair arrange a meeting, and not meet."""
    with clock.moved_to(clock.now() - timedelta(days=3)):
        meeting = arrange_meeting(
            by=by,
            partnership=partnership,
            starts_at=clock.now() + timedelta(days=1),
            length_minutes=60,
        )
    miss_meeting(by=by, meeting=meeting)


def _terms(pair: str) -> Terms:
    today: date = datetime.date(clock.now())
    return Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=45,
        review_on=today + timedelta(days=1),
        ends_on=today + timedelta(days=ENDS_IN[pair]),
        focus_areas=("assessment", word(f"{pair}focus")),
        focus_note=word(f"{pair}note"),
        mentor_responsibilities=word(f"{pair}mentorduty"),
        mentee_responsibilities=word(f"{pair}menteeduty"),
        minutes_by=word(f"{pair}scribe"),
        contact=word(f"{pair}intouch"),
        off_limits=word(f"{pair}unsaid"),
        challenge=word(f"{pair}dared"),
        depth=word(f"{pair}deep"),
    )
