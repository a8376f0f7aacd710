"""Checks of what a template hands to a component, and how a component is rendered."""

from collections.abc import Collection
from typing import Any

from django.template import TemplateSyntaxError, loader
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


def rendered(name: str, **values: Any) -> SafeString:
    """Render a component's template with nothing but its own values."""
    return SafeString(loader.get_template(f"ui/components/{name}.html").render(values))
