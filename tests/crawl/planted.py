"""Every canary: where it is put, and who may see it on a page. Whatever is not said here, nobody may."""

from collections.abc import Iterator
from typing import Final

from tests.crawl.canaries import Canary
from tests.crawl.cast import APPLICANTS, COORDINATORS, PAIRS

# What a pair writes: the end of the canary's key, and its column.
WRITTEN: Final = {
    "note": "partnerships.Agreement.focus_note",
    "mentorduty": "partnerships.Agreement.mentor_responsibilities",
    "menteeduty": "partnerships.Agreement.mentee_responsibilities",
    "intouch": "partnerships.Agreement.contact",
    "unsaid": "partnerships.Agreement.off_limits",
    "dared": "partnerships.Agreement.challenge",
    "deep": "partnerships.Agreement.depth",
    "next": "partnerships.Minutes.next_items",
    "video": "partnerships.VideoLink.url",
    "question": "partnerships.AgendaItem.text",
    "cameup": "partnerships.AgendaItem.text",
    "pointone": "partnerships.ActionItem.text",
    "pointtwo": "partnerships.ActionItem.text",
    "goal": "partnerships.Goal.title",
    "goalwhy": "partnerships.Goal.why",
    "goalnow": "partnerships.Goal.where_now",
    "goalhow": "partnerships.Goal.approaches",
    "goalhelp": "partnerships.Goal.resources",
    "goalshows": "partnerships.Goal.evidence",
    "goalnote": "partnerships.GoalNote.text",
    "goalsought": "partnerships.GoalLink.title",
    "goalwhom": "partnerships.GoalLink.detail",
    "goalwhere": "partnerships.GoalLink.url",
    "lookfor": "partnerships.Observation.focus",
    "looked": "partnerships.Observation.seen",
    "lookedback": "partnerships.Observation.dialogue",
    "totry": "partnerships.Strategy.text",
    "tried": "partnerships.Trial.how_it_went",
    "changed": "partnerships.ReviewAnswer.progress",
    "together": "partnerships.ReviewAnswer.working",
    "onward": "partnerships.ReviewAnswer.next_steps",
    "thanked": "partnerships.ReviewAnswer.thanks",
    "decided": "partnerships.Review.outcome",
    "decidedwhy": "partnerships.Review.to_what_end",
    "told": "partnerships.PartnerMessage.text",
}


# What the stranger has typed into a draft.
DRAFTED: Final = {
    "place": "recruitment.Application.typed",
    "boss": "recruitment.Declaration.managers",
    "foe": "recruitment.Declaration.conflicts",
}


def _of_pairs() -> Iterator[Canary]:
    for pair, members in PAIRS.items():
        for stem, column in WRITTEN.items():
            yield Canary(f"{pair}{stem}", column, members)
        # The mentor's journal: one entry is private, one is shared.
        yield Canary(f"{pair}journal", "partnerships.Reflection.text", members - {"mentee"})
        yield Canary(f"{pair}shared", "partnerships.Reflection.text", members)
        # The mentor's look at skills: the same. What they chose of a list is shown by its label.
        note = "partnerships.SelfAssessment.note"
        yield Canary(f"{pair}skillnote", note, members - {"mentee"})
        yield Canary(f"{pair}skillshared", note, members)
        yield Canary(f"{pair}skill", "partnerships.SelfAssessment.answers", frozenset())
        # What the mentor notes for the minutes: theirs until they record them.
        for stem in ("actions", "next_items"):
            column = f"partnerships.MinutesDraft.{stem}"
            yield Canary(f"{pair}draft{stem.replace('_', '')}", column, members - {"mentee"})
        # A focus area is shown by its label; an organisation's own words stand for themselves.
        yield Canary(f"{pair}focus", "partnerships.Agreement.focus_areas", members)
        # Who takes the minutes is one of three, each shown in words of its own.
        yield Canary(f"{pair}scribe", "partnerships.Agreement.minutes_by", frozenset())


# What was written in a circle before one left it, and since: on no page of who left.
CIRCLED: Final = {
    stem: Canary(stem, "partnerships.PartnerMessage.text", frozenset())
    for stem in ("beforeleaving", "afterleaving")
}
# What a mentor tells a line manager; the second report, which waits for the mentee, names a manager no letter goes to.
REPORTED: Final = {
    stem: Canary(
        f"report{stem.replace('_', '')}",
        f"partnerships.ProcessReport.{stem}",
        frozenset({"mentor", "mentee"}),
    )
    for stem in ("manager_name", "manager_address", "process", "impact", "support")
}
# What a mentor looks back on, in a review that waits for the mentee.
ALONE: Final = Canary("aalone", "partnerships.ReviewAnswer.progress", frozenset({"mentor"}))


def _of_applications() -> Iterator[Canary]:
    for one in APPLICANTS:
        yield Canary(
            f"workplace{one.key}", "recruitment.Application.answers", COORDINATORS | one.reads
        )
        yield Canary(f"manager{one.key}", "recruitment.Declaration.managers", one.reads)
        yield Canary(f"conflict{one.key}", "recruitment.Declaration.conflicts", one.reads)
        yield Canary(f"extra{one.key}", "no column: what nobody asked for is not kept")


def _of_desk() -> Iterator[Canary]:
    """What the group notes about somebody who waits, and what that applicant reads."""
    yield Canary("comment", "recruitment.Comment.text", COORDINATORS)
    yield Canary("reason", "recruitment.Decision.reason", COORDINATORS)
    yield Canary("question", "recruitment.InformationRequest.sentence", COORDINATORS)
    yield Canary("reply", "recruitment.RequestReply.text", COORDINATORS)
    yield Canary("waiver", "matching.Waiver.reason", COORDINATORS)
    yield Canary("aboutpair", "matching.PairComment.text", COORDINATORS)
    yield Canary("aboutgroup", "matching.PairComment.text", frozenset({"other_coordinator"}))


def _of_draft() -> Iterator[Canary]:
    """What somebody has typed into a form and not sent: nobody else knows of it, not even who coordinates."""
    for stem, column in DRAFTED.items():
        yield Canary(f"draft{stem}", column, frozenset({"stranger"}))


def _of_files() -> Iterator[Canary]:
    """Files that are still looked at: their uploader sees names and harmless answers."""
    for role in ("coordinator", "coordinating_mentor", "other_coordinator"):
        stem = role.replace("_", "")
        for part, readers in (
            ("name", {role}),
            ("place", {role}),
            ("boss", set()),
            ("more", set()),
        ):
            yield Canary(
                f"file{part}{stem}",
                "recruitment.UploadPart.content",
                frozenset(readers),
                also="recruitment.ImportFile.content",
            )


# A register that is looked at: its uploader sees how many members it has, and nobody whom.
REGISTER: Final = Canary("registername", "recruitment.UploadPart.content", frozenset())
# Who is invited to an introductory meeting: those who coordinate write to them.
INVITED: Final = {
    "invitedname": Canary("invitedname", "introductions.Invitation.name", COORDINATORS),
    "invitedaddress": Canary("invitedaddress", "introductions.Invitation.address", COORDINATORS),
}
# What a mentee and a visitor without an account ask the group, and what it answers.
ASKED: Final = {
    "asked": Canary("asked", "help.Question.text", COORDINATORS | {"mentee"}),
    "answered": Canary("answered", "help.Reply.text", COORDINATORS | {"mentee"}),
    "visitorasked": Canary("visitorasked", "help.Question.text", COORDINATORS),
    "visitorname": Canary("visitorname", "help.Question.visitor_name", COORDINATORS),
    "visitoraddress": Canary("visitoraddress", "help.Question.visitor_address", COORDINATORS),
}
# What a learner writes to whoever they ask, and nobody else reads.
WISH: Final = Canary("wish", "choosing.Request.words", frozenset({"mentor", "mentee"}))
NAME: Final = Canary("gwensname", "accounts.Person.name", COORDINATORS | {"other_mentor"})
ALL: Final = {
    canary.key: canary
    for canary in (
        *_of_pairs(),
        *_of_applications(),
        *_of_desk(),
        *_of_draft(),
        *_of_files(),
        ALONE,
        REGISTER,
        WISH,
        *INVITED.values(),
        *ASKED.values(),
        *REPORTED.values(),
        *CIRCLED.values(),
        NAME,
    )
}


# What the group writes for one applicant to read: their own letter says it, and nobody else's.
TO_THE_APPLICANT: Final = {"reason": "sid", "question": "rae"}


def in_a_letter_to(address: str) -> set[str]:
    """Return the keys of all that a letter to an address may say."""
    theirs = {one.key for one in APPLICANTS if one.email == address}
    return {NAME.key} | {key for key, whose in TO_THE_APPLICANT.items() if whose in theirs}


def word(key: str) -> str:
    """Return the word of a canary."""
    return ALL[key].word


def seen_by(role: str) -> set[str]:
    """Return the keys of all that a role may see, and must see somewhere."""
    return {key for key, canary in ALL.items() if role in canary.readers}


def confidential() -> set[str]:
    """Return the keys of what stands encrypted or nowhere: never in a dump, a letter, a log."""
    plain = {
        "recruitment.Application.answers",
        "recruitment.Application.typed",
        "accounts.Person.name",
    }
    return {key for key, canary in ALL.items() if canary.column not in plain}
