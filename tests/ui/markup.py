"""Draws a piece of a template, and compares HTML as a browser would read it."""

from django.template import Context, Template
from django.test.html import Element, parse_html

from compagnon.core.policy import Decision

ALLOWED = Decision(allowed=True)
REFUSED = Decision(allowed=False, reason="Only the mentor & mentee sign.")


def drawn(source: str, **values: object) -> str:
    """Return what a template with this inside would send."""
    return Template("{% load ui %}" + source).render(Context(values)).strip()


def same(html: str) -> Element:
    """Return HTML in a form that does not mind white space and the order of attributes."""
    return parse_html(html)
