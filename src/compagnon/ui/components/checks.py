"""Checks of what a template hands to a component, and how a component is rendered."""

from collections.abc import Collection
from html import escape
from typing import Any

from django.template import TemplateSyntaxError, loader
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise

from compagnon.core.policy import Decision

Text = StrOrPromise


def written(attribute: str, value: Text) -> str:
    """Return the text to show; an empty one is a misspelt variable, and stops the page."""
    text = value if isinstance(value, SafeString) else str(value)
    if not text.strip():
        raise TemplateSyntaxError(f"{attribute} is empty")
    return text


def one_of(attribute: str, value: object, allowed: Collection[object]) -> None:
    """Stop the page at a value that has no look."""
    if value not in allowed:
        known = ", ".join(str(known) for known in allowed)
        raise TemplateSyntaxError(f"{attribute} is {value!r}; known: {known}")


def decided(decision: Decision | None) -> Decision:
    """Return the decision; none given means that nobody had to be asked.

    A misspelt variable arrives as an empty text and would open the button: it stops the page.
    """
    if decision is None:
        return Decision(allowed=True)
    if not isinstance(decision, Decision):
        raise TemplateSyntaxError(f"decision is {decision!r}, not a Decision of the policy")
    return decision


def markup(source: str, *values: object, **named: object) -> SafeString:
    """Put values into HTML as `format_html` does: whatever is not HTML already is escaped."""
    shown = {name: _escaped(value) for name, value in named.items()}
    return SafeString(source.format(*map(_escaped, values), **shown))


def _escaped(value: object) -> str:
    """Escape at once what is plain text, and leave what is HTML; for the rest Django looks closer."""
    if type(value) is str:
        return escape(value)
    return value if type(value) is SafeString else conditional_escape(value)  # type: ignore[arg-type]  # it takes anything


def rendered(name: str, **values: Any) -> SafeString:
    """Render a component's template with nothing but its own values."""
    return SafeString(loader.get_template(f"ui/components/{name}.html").render(values))
