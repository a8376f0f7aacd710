"""How a page is laid out: header, sections, panels, ways about."""

from collections.abc import Iterable
from functools import lru_cache

from django.template import Context
from django.urls import NoReverseMatch
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from compagnon.core.addresses import path_to
from compagnon.ui.components.checks import Text, markup, one_of, rendered, written
from compagnon.ui.components.text import icon
from compagnon.ui.navigation import Link, languages


def page_header(
    content: str,
    *,
    title: Text,
    kicker: Text = "",
    lead: Text = "",
    back_href: str = "",
    back_label: Text = "",
) -> SafeString:
    """Open a page: its title, where it belongs, what it is for; inside, at most one primary button."""
    return rendered(
        "page_header",
        title=written("title", title),
        kicker=kicker,
        lead=lead,
        back_href=back_href,
        back_label=written("back_label", back_label) if back_href else "",
        content=SafeString(content.strip()),
    )


def section(
    content: str,
    *,
    title: Text,
    id: str = "",  # noqa: A002 -- as in HTML
    note: Text = "",
    wide: bool = False,
) -> SafeString:
    """Part a page: the heading hangs in the margin; `wide` sets it above, for tables and lists."""
    return markup(
        '<section class="section{}"{}><div class="section-head"><h2>{}</h2>{}</div>'
        '<div class="section-body">{}</div></section>',
        " section-wide" if wide else "",
        markup(' id="{}"', id) if id else "",
        written("title", title),
        markup('<p class="section-note">{}</p>', note) if note else "",
        content,
    )


def panel(content: str, *, title: Text, tone: str = "plain", level: int = 2) -> SafeString:
    """Set something beside the main text. Never put one into another."""
    one_of("tone", tone, ("plain", "accent"))
    one_of("level", level, (2, 3))
    return markup(
        '<div class="panel panel-{}"><h{}>{}</h{}>{}</div>',
        tone,
        level,
        written("title", title),
        level,
        content,
    )


def next_step(content: str, *, title: Text, kicker: Text) -> SafeString:
    """Say the one thing to do now; once a page."""
    return markup(
        '<section class="next"><p class="next-kicker">{}</p><h2>{}</h2>{}</section>',
        written("kicker", kicker),
        written("title", title),
        content,
    )


def tabs(content: str, *, label: Text) -> SafeString:
    """Hold links between views of the same thing; each is a page."""
    return markup(
        '<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', written("label", label), content
    )


def tab(*, label: Text, href: str, current: bool = False, count: int | None = None) -> SafeString:
    """Link to one of the views."""
    return markup(
        '<li><a href="{}"{}>{}{}</a></li>',
        written("href", href),
        SafeString(' aria-current="page"') if current else "",
        written("label", label),
        "" if count is None else markup(' <span class="tabs-count">{}</span>', localize(count)),
    )


def pagination(
    *,
    previous: str,
    next: str,  # noqa: A002 -- the pair of words that every reader knows
    shown: Text = "",
    label: Text = "",
) -> SafeString:
    """Link to the page before and the page after; an empty address leaves that link out.

    A page with two lists names each (`label`), for those who jump from landmark to landmark.
    """
    return rendered("pagination", previous=previous, next=next, shown=shown, label=label)


def disclosure(content: str, *, summary: Text, opened: bool = False) -> SafeString:
    """Fold away what most people do not need now; print unfolds it."""
    return markup(
        '<details class="disclosure"{}><summary>{}{}</summary><div class="disclosure-body">{}</div></details>',
        SafeString(" open") if opened else "",
        icon(name="chevron-down"),
        written("summary", summary),
        content,
    )


def letter(
    content: str, *, subject: Text, to: Text, level: int = 2, language: str = ""
) -> SafeString:
    """Show a letter as it will arrive; with `language`, say that it is the one its reader chose."""
    one_of("level", level, (2, 3))
    return rendered(
        "letter",
        subject=written("subject", subject),
        to=written("to", to),
        level=level,
        known=get_language_info(language) if language else None,
        content=content,
    )


def menu(context: Context, links: Iterable[Link]) -> SafeString:
    """List links to other pages, the one that is open marked; a change is a button that posts."""
    token = context.get("csrf_token", "")
    return SafeString("".join(_menu_line(link, token) for link in links))


def _menu_line(link: Link, token: object) -> SafeString:
    if link.is_change:
        return markup(
            '<li><form method="post" action="{}">'
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button type="submit">{}</button></form></li>',
            link.url,
            token,
            link.label,
        )
    current = SafeString(' aria-current="page"') if link.is_current else ""
    return markup('<li><a href="{}"{}>{}</a></li>', link.url, current, link.label)


def language_list(context: Context) -> SafeString:
    """Offer every language by its own name; choosing one comes back to this page. Nothing where that has no page."""
    try:
        change = path_to("set_language")
    except NoReverseMatch:
        return SafeString("")
    request = context["request"]
    summary, choices = _languages(get_language())
    return markup(
        '<details class="fold">{}<form class="fold-list" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="next" value="{}">{}</form></details>',
        summary,
        change,
        context.get("csrf_token", ""),
        request.get_full_path() if request.method == "GET" else "",
        choices,
    )


@lru_cache(maxsize=64)
def _languages(_spoken: str | None) -> tuple[SafeString, SafeString]:
    """Write which language is spoken, and a button for each, once for every page."""
    values = {"languages": languages()}
    return rendered("language_summary", **values), rendered("language_choices", **values)
