"""What a scheme may word itself in the letters of a partnership. None of them says what two people said."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.notifications.wording import EXAMPLE_DAY, NAME, SCHEME, Placeholder, Wording

_PARTNER: Final = Placeholder("partner", "partner_name", _("the name of the partner"), "Tomos Rees")
_BOTH, _OTHER = _("Both partners"), _("The partner of whoever did it")
_MEETING: Final = (
    Placeholder("day", "day", _("the day of the meeting"), EXAMPLE_DAY, is_required=True),
    Placeholder("time", "time", _("when the meeting begins"), "16:30", is_required=True),
)
_MINUTES: Final = Placeholder(
    "minutes", "length_minutes", _("how many minutes the meeting lasts"), "60"
)
_END: Final = Placeholder("end", "ends_on", _("the day the two planned to end"), EXAMPLE_DAY)


def _told(title: StrPromise, reader: StrPromise, moment: StrPromise, *more: Placeholder) -> Wording:
    return Wording(title, reader, moment, (NAME, SCHEME, _PARTNER, *more))


WORDINGS: Final[Mapping[str, Wording]] = {
    "partnership_opened": _told(_("Your partnership begins"), _BOTH, _("When both have said yes.")),
    "agreement_written": _told(
        _("A learning contract for you to sign"), _OTHER, _("When one has written the contract.")
    ),
    "agreement_signed": _told(
        _("Your learning contract is signed"), _OTHER, _("When the other one has signed too.")
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
    "meeting_recorded": _told(
        _("Your meeting is recorded"), _OTHER, _("When one has recorded a meeting.")
    ),
    "partnership_paused": _told(
        _("Your partnership rests"), _OTHER, _("When one lets the partnership rest.")
    ),
    "partnership_resumed": _told(
        _("Your partnership goes on"), _OTHER, _("When one takes it up again.")
    ),
    "partnership_left": _told(
        _("Your partnership has ended"), _OTHER, _("When one ends the partnership.")
    ),
    "partner_erased": Wording(
        _("Your partner is erased"),
        _("Whoever is left"),
        _("When one of the two was erased from here."),
        (NAME, SCHEME),
    ),
    "review_due": _told(
        _("Time to review your learning contract"), _BOTH, _("On the day of a review."), _END
    ),
    "end_near": _told(
        _("Your partnership is about to end"), _BOTH, _("Before the planned end."), _END
    ),
}
