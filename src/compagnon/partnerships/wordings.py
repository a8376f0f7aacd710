"""What a scheme may word itself in the letters of a partnership. None of them says what two people said."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.notifications.wording import EXAMPLE_DAY, NAME, SCHEME, Placeholder, Wording

_PARTNER: Final = Placeholder(
    "partner",
    "partner_name",
    _("the name of the partner; of several, of whoever did it or of all"),
    "Tomos Rees",
)
_MENTOR: Final = _("Whoever mentors")
_BOTH, _OTHER = _("Everybody in the partnership"), _("The others in the partnership")
_MEETING: Final = (
    Placeholder("day", "day", _("the day of the meeting"), EXAMPLE_DAY, is_required=True),
    Placeholder("time", "time", _("when the meeting begins"), "16:30", is_required=True),
)
_MINUTES: Final = Placeholder(
    "minutes", "length_minutes", _("how many minutes the meeting lasts"), "60"
)
_KEPT: Final = Placeholder(
    "kept", "kept_until", _("the day until which their words are kept"), EXAMPLE_DAY
)
_END: Final = Placeholder("end", "ends_on", _("the day on which they planned to end"), EXAMPLE_DAY)


def _told(title: StrPromise, reader: StrPromise, moment: StrPromise, *more: Placeholder) -> Wording:
    return Wording(title, reader, moment, (NAME, SCHEME, _PARTNER, *more))


WORDINGS: Final[Mapping[str, Wording]] = {
    "partnership_opened": _told(
        _("Your partnership begins"), _BOTH, _("When everybody has said yes.")
    ),
    "agreement_written": _told(
        _("A learning contract for you to sign"), _OTHER, _("When one has written the contract.")
    ),
    "agreement_signed": _told(
        _("Your learning contract is signed"), _OTHER, _("When everybody has signed.")
    ),
    "meeting_arranged": _told(
        _("A meeting is arranged"),
        _BOTH,
        _("When a meeting is arranged or moved."),
        *_MEETING,
        _MINUTES,
    ),
    "meeting_cancelled": _told(
        _("A meeting is cancelled"), _BOTH, _("When a meeting is cancelled."), *_MEETING
    ),
    "times_proposed": _told(
        _("Times for your next meeting"),
        _OTHER,
        _("When one proposes times for a meeting."),
    ),
    "meeting_missed": _told(
        _("A meeting did not take place"),
        _OTHER,
        _("When one says that an arranged meeting did not take place."),
    ),
    "meeting_recorded": _told(
        _("Your meeting is recorded"), _OTHER, _("When one has recorded a meeting.")
    ),
    "goal_note_written": _told(
        _("A note in your development plan"),
        _OTHER,
        _("When one has written a note on a goal."),
    ),
    "goal_linked": _told(
        _("Something for a goal of yours"),
        _("Whose goal it is"),
        _("When another has linked a goal with something that may help; once a day."),
    ),
    "observation_news": _told(
        _("News of an observation"),
        _OTHER,
        _("When one has planned, written or called off an observation, or tried a suggestion."),
    ),
    "action_items_due": _told(
        _("What you took on is due soon"),
        _("Whoever took something on"),
        _("Two days before it is due, while it is open."),
        Placeholder("day", "day", _("the day it is due"), EXAMPLE_DAY, is_required=True),
    ),
    "partnership_paused": _told(
        _("Your partnership rests"), _OTHER, _("When one lets the partnership rest.")
    ),
    "partnership_resumed": _told(
        _("Your partnership goes on"), _OTHER, _("When one takes it up again.")
    ),
    "pause_arranged": _told(
        _("Your partnership rests for a while"),
        _BOTH,
        _("When a coordinator lets the partnership rest."),
        Placeholder(
            "until",
            "until",
            _("the day on which it goes on; nothing where no day was set"),
            EXAMPLE_DAY,
        ),
    ),
    "pause_ended": _told(
        _("Your partnership goes on again"),
        _BOTH,
        _("When a pause is over that had a last day, or that a coordinator ends."),
    ),
    "partner_replaced": _told(
        _("You can work with somebody else"),
        _BOTH,
        _("When a coordinator ends a partnership so that others can be found."),
    ),
    "partnership_left": _told(
        _("Your partnership has ended"), _OTHER, _("When one ends the partnership.")
    ),
    "member_left": _told(
        _("Your partnership goes on without one of you"),
        _OTHER,
        _("When one of several leaves, and the others go on."),
        Placeholder(
            "others", "others", _("the names of those with whom they go on"), "Ffion Hughes"
        ),
    ),
    "meeting_without_you": _told(
        _("A meeting takes place without you"),
        _("Whoever left"),
        _("When one leaves while a meeting is to come, and the others go on."),
        *_MEETING,
    ),
    "partnership_closed": _told(
        _("Your partnership has come to its end"),
        _BOTH,
        _("When they bring the partnership to its end together."),
        _KEPT,
    ),
    "words_going": _told(
        _("What you wrote is kept for one more month"),
        _BOTH,
        _("A month before the words of an ended partnership are deleted."),
        _KEPT,
    ),
    "reflection_shared": _told(
        _("An entry of a journal is shared with you"),
        _OTHER,
        _("When one shares an entry of the journal."),
    ),
    "review_opened": _told(_("Let us look back together"), _OTHER, _("When one begins a review.")),
    "review_news": _told(
        _("News of your review"),
        _OTHER,
        _("When everybody has handed in, and when it is written down what was decided."),
    ),
    "review_waiting": _told(
        _("Your review waits for your answers"),
        _("Whoever has not answered yet"),
        _("A week after a review began."),
    ),
    "self_assessment_shared": _told(
        _("A look at skills is shared with you"),
        _OTHER,
        _("When one shares a look at their own skills."),
    ),
    "message_written": _told(
        _("A message for you"),
        _OTHER,
        _("When one has written a message; at most one letter a day, while it is unread."),
    ),
    "report_due": _told(
        _("A report to your manager is due"),
        _MENTOR,
        _("On the day on which it is due, outside their holidays; where the scheme has reports."),
    ),
    "approval_asked": _told(
        _("A report for you to approve"),
        _("Whoever is mentored"),
        _("When whoever mentors has written a report to their manager."),
    ),
    "report_news": _told(
        _("News of a report"),
        _OTHER,
        _("When a report is approved, given back or withdrawn."),
    ),
    "partner_erased": Wording(
        _("Your partner is erased"),
        _("Whoever is left"),
        _("When one of them was erased from here."),
        (NAME, SCHEME),
    ),
    "contract_unsigned": _told(
        _("Your learning contract still waits"),
        _("Whoever has not signed"),
        _("Two working weeks after the beginning, outside their holidays."),
    ),
    "meeting_unplanned": _told(
        _("No meeting is planned"),
        _BOTH,
        _("Once they have not met for longer than they agreed, outside their holidays."),
    ),
    "check_in": _told(
        _("Is it working for you?"),
        _("Each alone"),
        _("After two meetings or six working weeks, and again when one was not sure."),
    ),
    "kind_news": _told(
        _("Mentoring or coaching"),
        _OTHER,
        _("When one proposes to go on as coaching or as mentoring, and when the other agrees."),
    ),
    "silence": _told(
        _("Do you go on?"),
        _BOTH,
        _(
            "When they neither met nor planned to for two of their intervals, outside their holidays."
        ),
    ),
    "review_due": _told(
        _("Time to review your learning contract"), _BOTH, _("On the day of a review."), _END
    ),
    "end_near": _told(
        _("Your partnership is about to end"), _BOTH, _("Before the planned end."), _END
    ),
}
