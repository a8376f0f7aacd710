"""Small things that stand inside a line: icons, tags, dates."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.template import TemplateSyntaxError
from django.utils import formats, timezone
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from compagnon.ui.components.checks import Text, markup, one_of, written
from compagnon.ui.icons import ICONS

TONES: Final = ("plain", "good", "warn", "bad")
# Arrows that mean "on" and "back" point the other way where one reads from right to left.
TURNING: Final = ("arrow-left", "arrow-right")
_FRAME: Final = (
    '<svg class="icon{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round" {}>{}{}</svg>'
)


def icon(*, name: str, label: Text = "") -> SafeString:
    """Draw an icon; without a label it is decoration and is not read out."""
    one_of("icon", name, ICONS)
    return _drawn(name, str(label))


@lru_cache(maxsize=256)
def _drawn(name: str, label: str) -> SafeString:
    turning = " icon-turns" if name in TURNING else ""
    named = markup("<title>{}</title>", label) if label else ""
    role = SafeString('role="img"' if label else 'aria-hidden="true"')
    return markup(_FRAME, turning, role, named, SafeString(ICONS[name]))


def tag(*, label: Text, tone: str = "plain") -> SafeString:
    """Name a state in a word or two; the colour only repeats what the word says."""
    one_of("tone", tone, TONES)
    return markup('<span class="tag tone-{}">{}</span>', tone, written("label", label))


def when(value: date, *, form: str = "date") -> SafeString:
    """Write a day, a day and time, or a time, as the reader's language writes it."""
    one_of("form", form, ("date", "datetime", "time"))
    if not isinstance(value, date):
        raise TemplateSyntaxError(f"when is given {value!r}, not a date")
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    if isinstance(local, datetime) and form == "date":
        local = local.date()
    return _written(get_language(), local, form)


@lru_cache(maxsize=1024)
def _written(_language: str | None, local: date, form: str) -> SafeString:
    """Write a day or time in the language that is spoken now; lists show the same days again and again."""
    shown = formats.date_format(
        local, {"date": "DATE_FORMAT", "datetime": "DATETIME_FORMAT", "time": "TIME_FORMAT"}[form]
    )
    return markup('<time datetime="{}">{}</time>', local.isoformat(), shown)


def prose(*, text: Text) -> SafeString:
    """Set what a person wrote, in paragraphs; nothing in it becomes markup."""
    return markup(
        '<div class="prose" dir="auto">{}</div>', SafeString(linebreaks(text, autoescape=True))
    )


def reasons(*, items: list[Text], tone: str = "good") -> SafeString:
    """List reasons in words, each with a tick, or a cross where they stand in the way; nothing if there are none."""
    one_of("tone", tone, ("good", "bad"))
    if not items:
        return SafeString("")
    drawn = icon(name="check" if tone == "good" else "x")
    lines = (markup("<li>{}<span>{}</span></li>", drawn, item) for item in items)
    return markup('<ul class="reasons tone-{}">{}</ul>', tone, SafeString("".join(lines)))
