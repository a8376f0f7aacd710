"""How things stand: notices, empty places, progress, what happens next."""

from collections.abc import Iterable

from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString

from compagnon.ui.components.checks import Text, markup, one_of, rendered, written
from compagnon.ui.components.text import TONES, icon

ICON_OF_TONE = {
    "plain": "info",
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
}
_TONE_OF_LEVEL = {
    "debug": "plain",
    "info": "plain",
    "success": "good",
    "warning": "warn",
    "error": "bad",
}
STATES = ("done", "current", "todo")


def notice(content: str, *, title: Text = "", tone: str = "plain") -> SafeString:
    """Tell something the reader should not miss."""
    one_of("tone", tone, TONES)
    return markup(
        '<div class="notice tone-{}">{}<div class="notice-body">{}{}</div></div>',
        tone,
        icon(name=ICON_OF_TONE[tone]),
        markup('<p class="notice-title">{}</p>', title) if title else "",
        content,
    )


def message_list(messages: Iterable[Message]) -> SafeString:
    """Show what the last change said, each message in its tone."""
    shown = (
        notice(markup("<p>{}</p>", said.message), tone=_TONE_OF_LEVEL[said.level_tag])
        for said in messages
    )
    return SafeString("".join(shown))


def nothing_yet(content: str, *, title: Text, level: int = 3) -> SafeString:
    """Say that there is nothing here yet, and what to do about it."""
    one_of("level", level, (2, 3))
    return markup(
        '<div class="empty"><h{}>{}</h{}>{}</div>', level, written("title", title), level, content
    )


def progress(*, label: Text, value: int, total: int, note: Text = "") -> SafeString:
    """Show how far work has come, in numbers and as a bar; a total of 0 means that nobody knows yet."""
    return rendered("progress", label=written("label", label), value=value, total=total, note=note)


def live(
    content: str,
    *,
    id: str,  # noqa: A002 -- as in HTML
    url: str,
    running: bool,
    every: int = 2,
) -> SafeString:
    """Keep a part of the page fresh while something runs; without scripts there is a link instead."""
    return rendered(
        "live",
        id=written("id", id),
        url=written("url", url),
        running=running,
        every=every,
        content=content,
    )


def steps(content: str, *, label: Text) -> SafeString:
    """Show a path in order: what was done, where we are, what happens next."""
    return markup('<ol class="steps" aria-label="{}">{}</ol>', written("label", label), content)


def step(content: str, *, title: Text, state: str, when: Text = "") -> SafeString:
    """Stand for one stage of the path."""
    one_of("state", state, STATES)
    return rendered(
        "step",
        title=written("title", title),
        state=state,
        when=when,
        content=SafeString(content.strip()),
    )
