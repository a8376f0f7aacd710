"""Facts: summaries, figures, tables, lists of people and pairs."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from compagnon.ui.components.checks import Text, markup, one_of, written
from compagnon.ui.components.text import icon


def summary_list(content: str) -> SafeString:
    """Hold names of facts and the facts."""
    return markup('<dl class="summary">{}</dl>', content)


def summary_row(content: str, *, label: Text) -> SafeString:
    """Give one fact its name."""
    return markup("<div><dt>{}</dt><dd>{}</dd></div>", written("label", label), content)


def figures(content: str) -> SafeString:
    """Hold the few numbers that tell the story."""
    return markup('<dl class="figures">{}</dl>', content)


def figure(*, value: Text | int, label: Text) -> SafeString:
    """Set one number large."""
    return markup(
        "<div><dt>{}</dt><dd>{}</dd></div>", written("label", label), written("value", str(value))
    )


def data_table(
    content: str, *, caption: Text, caption_hidden: bool = False, stacked: bool = False
) -> SafeString:
    """Set a table, which scrolls inside its own frame where the screen is narrow.

    `stacked`: there, its cells stand one under the other instead, each named by its `data-label`.
    """
    named = written("caption", caption)
    return markup(
        '<div class="table{}" role="region" aria-label="{}" tabindex="0"><table><caption{}>{}</caption>{}</table></div>',
        " table-stacked" if stacked else "",
        named,
        SafeString(' class="visually-hidden"') if caption_hidden else "",
        named,
        content,
    )


def entries(content: str, *, label: Text) -> SafeString:
    """Hold a list whose items are too rich for a table."""
    return markup('<ul class="entries" aria-label="{}">{}</ul>', written("label", label), content)


def entry(
    content: str,
    *,
    title: Text = "",
    href: str = "",
    note: Text = "",
    id: str = "",  # noqa: A002 -- as in HTML
    level: int = 3,
) -> SafeString:
    """Stand for one item; without a title, what is inside begins with its own (a pair)."""
    one_of("level", level, (2, 3))
    anchor = markup(' id="{}"', id) if id else ""
    head = _entry_head(title, href, note, level) if title else ""
    return markup('<li class="entry"{}>{}{}</li>', anchor, head, content)


def _entry_head(title: Text, href: str, note: Text, level: int) -> SafeString:
    named = markup('<a href="{}">{}</a>', href, title) if href else title
    noted = markup('<p class="entry-note">{}</p>', note) if note else ""
    return markup('<div class="entry-head"><h{}>{}</h{}>{}</div>', level, named, level, noted)


def pair(*, one: Text, one_role: Text, two: Text, two_role: Text, level: int = 3) -> SafeString:
    """Name two people who are, or may be, paired, each with their role."""
    one_of("level", level, (1, 2, 3))
    return markup(
        '<h{} class="pair">{}{}{}</h{}>',
        level,
        _side(written("one", one), written("one_role", one_role)),
        icon(name="arrow-left-right"),
        _side(written("two", two), written("two_role", two_role)),
        level,
    )


def _side(name: str, role: str) -> SafeString:
    return markup(
        '<span class="pair-one"><span class="pair-role">{}</span> <bdi class="pair-name">{}</bdi></span>',
        role,
        name,
    )


def score(*, value: int, label: Text, total: int = 100) -> SafeString:
    """Show a score as a number and as a bar."""
    return markup(
        '<div class="score"><span class="score-number"><span class="visually-hidden">{}</span> {}</span>'
        '<svg viewBox="0 0 {total} 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="score-track" width="{total}" height="4"></rect>'
        '<rect class="score-value" width="{value}" height="4"></rect></svg></div>',
        written("label", label),
        SafeString(_("<strong>%(value)s</strong> of %(total)s") % {"value": value, "total": total}),
        value=value,
        total=total,
    )
