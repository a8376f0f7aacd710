"""Facts: summaries, figures, tables, lists of people and pairs."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from compagnon.ui.components.checks import Text, one_of, rendered, written


def summary_list(content: str) -> SafeString:
    """Hold names of facts and the facts."""
    return format_html('<dl class="summary">{}</dl>', content)


def summary_row(content: str, *, label: Text) -> SafeString:
    """Give one fact its name."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", written("label", label), content)


def figures(content: str) -> SafeString:
    """Hold the few numbers that tell the story."""
    return format_html('<dl class="figures">{}</dl>', content)


def figure(*, value: Text | int, label: Text) -> SafeString:
    """Set one number large."""
    return format_html(
        "<div><dt>{}</dt><dd>{}</dd></div>", written("label", label), written("value", str(value))
    )


def data_table(content: str, *, caption: Text, caption_hidden: bool = False) -> SafeString:
    """Set a table, which scrolls inside its own frame where the screen is narrow."""
    return rendered(
        "data_table", caption=written("caption", caption), hidden=caption_hidden, content=content
    )


def entries(content: str, *, label: Text) -> SafeString:
    """Hold a list whose items are too rich for a table."""
    return format_html(
        '<ul class="entries" aria-label="{}">{}</ul>', written("label", label), content
    )


def entry(
    content: str,
    *,
    title: Text = "",
    href: str = "",
    note: Text = "",
    id: str = "",  # noqa: A002 -- as in HTML
) -> SafeString:
    """Stand for one item; without a title, what is inside begins with its own (a pair)."""
    return rendered("entry", title=title, href=href, note=note, id=id, content=content)


def pair(*, one: Text, one_role: Text, two: Text, two_role: Text, level: int = 3) -> SafeString:
    """Name two people who are, or may be, paired, each with their role."""
    one_of("level", level, (1, 2, 3))
    people = [
        (written("one", one), written("one_role", one_role)),
        (written("two", two), written("two_role", two_role)),
    ]
    return rendered("pair", people=people, level=level)


def score(*, value: int, label: Text, total: int = 100) -> SafeString:
    """Show a score as a number and as a bar."""
    return rendered("score", value=value, total=total, label=written("label", label))
