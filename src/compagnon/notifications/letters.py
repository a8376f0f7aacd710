"""Which letters there are: each package registers its own, with how to load what the letter says.

A kind is the stem of its templates: "partnerships/meeting_recorded" stands for
`partnerships/templates/partnerships/mail/meeting_recorded.subject.txt`, `.txt` and `.html`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import Decision
from compagnon.notifications.facts import Facts
from compagnon.notifications.wording import Wording


@dataclass(frozen=True)
class Recipient:
    """Who a letter goes to: a person if they have an account, the address at planning, their language."""

    person_id: UUID | None
    address: str
    language: str


@dataclass(frozen=True)
class CalendarPart:
    """A calendar object that travels with a letter, shown by mail programs as an invitation."""

    content: str
    method: str = "REQUEST"
    filename: str = "invitation.ics"


RenderContext = Callable[[Facts, Recipient], Mapping[str, object] | None]
Calendar = Callable[[Facts, Recipient], CalendarPart | None]
MayRead = Callable[[Actor, Facts], Decision]


@dataclass(frozen=True)
class Letter:
    """One kind of letter: how to load its values, what is attached, whether a person may turn it off, whose words.

    `title`: what an outbox calls it.
    """

    kind: str
    render_context: RenderContext
    calendar: Calendar | None
    is_reminder: bool
    wording: Wording | None = None
    may_read: MayRead | None = None
    title: StrOrPromise = ""

    def template(self, ending: str) -> str:
        """Return the name of one of its templates (`subject.txt`, `txt` or `html`)."""
        package, stem = self.kind.split("/")
        return f"{package}/mail/{stem}.{ending}"


_letters: Final[dict[str, Letter]] = {}


def letter(
    kind: str,
    render_context: RenderContext,
    *,
    calendar: Calendar | None = None,
    is_reminder: bool = False,
    wording: Wording | None = None,
    may_read: MayRead | None = None,
    title: StrOrPromise = "",
) -> None:
    """Register a kind of letter, from a package's `notices` or `reminders` (imported in AppConfig.ready).

    `render_context(facts, recipient)` is called when the letter is sent or previewed, with the recipient's
    language switched on. It asks the policy again and returns the values for the templates, or None when
    the reason to send is gone (withdrawn, answered, no longer a member): then nothing is sent. The templates
    receive besides: `origin`, `recipient`, `secret` (the sign-in code or link token of this one letter, dots in
    a preview) and `preferences_url` (reminders only). The subject's template receives `scheme_name`
    alone, if the values have one: a subject tells nothing of what was said or done.

    `calendar` gives the invitation that goes along. `is_reminder` marks what a person may turn off;
    everything else is always sent. `wording` marks what a scheme may word itself: its templates then keep the
    words in a block of that name, and `render_context` returns `scheme_id` and a value for each placeholder.
    `may_read` says whether a coordinator may read it in her outbox; without it nobody may. `title`: what the outbox
    calls it, where no wording says so.
    """
    if kind in _letters:
        raise ValueError(f"Declared twice: {kind}")
    _letters[kind] = Letter(
        kind,
        render_context,
        calendar,
        is_reminder,
        wording,
        may_read,
        title or (wording.title if wording else ""),
    )


def letter_of(kind: str) -> Letter | None:
    """Return a registered letter, or None for a kind this version does not know."""
    return _letters.get(kind)


def letters() -> Mapping[str, Letter]:
    """Return every registered letter, for the reference and for the test that renders each in each language."""
    return dict(_letters)
