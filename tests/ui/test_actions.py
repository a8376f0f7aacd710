from html.parser import HTMLParser

import pytest
from django.template import TemplateSyntaxError

from tests.ui.markup import ALLOWED, REFUSED, drawn, same


class Values(HTMLParser):
    """Collects the hidden fields of a form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input":
            self.found[values["name"] or ""] = values["value"] or ""


def icon_in(html: str) -> str:
    return html[html.index("<svg") : html.index("</svg>") + len("</svg>")]


def test_a_button_sends_its_form() -> None:
    html = drawn("{% button label=label %}", label="Save <now>")

    assert same(html) == same(
        '<button type="submit" class="button button-primary">Save &lt;now&gt;</button>'
    )


def test_a_button_may_send_its_form_elsewhere() -> None:
    html = drawn("{% button label='Assign' action='/assign/' %}")

    assert same(html) == same(
        '<button type="submit" class="button button-primary" formaction="/assign/">Assign</button>'
    )


def test_a_button_may_say_which_it_was() -> None:
    html = drawn("{% button label='Approve' kind='secondary' name='bulk' value='all' %}")

    assert same(html) == same(
        '<button type="submit" class="button button-secondary" name="bulk" value="all">Approve</button>'
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("check", "<svg/>Go"), ("arrow-left", "<svg/>Go"), ("arrow-right", "Go<svg/>")],
)
def test_an_icon_stands_before_its_word_and_the_arrow_onwards_after_it(
    name: str, expected: str
) -> None:
    html = drawn("{% button label='Go' icon=name %}", name=name)

    inside = html.replace(icon_in(html), "<svg/>").split(">", 1)[1]
    assert inside == f"{expected}</button>"


def test_an_allowed_button_is_an_ordinary_one() -> None:
    assert drawn("{% button label='Sign' decision=may %}", may=ALLOWED) == drawn(
        "{% button label='Sign' %}"
    )


def test_a_refused_button_is_disabled_and_says_why() -> None:
    html = drawn("{% button label='Sign' decision=may name='a' value='b' %}", may=REFUSED)

    assert same(html.replace(icon_in(html), "")) == same(
        '<span class="action">'
        '<button type="submit" class="button button-primary" disabled>Sign</button>'
        '<span class="why"><span>Only the mentor &amp; mentee sign.</span></span></span>'
    )


def test_a_link_button_leads_to_a_page() -> None:
    html = drawn("{% link_button label='Read' href='/a/?b=1&c=2' kind='quiet' %}")

    assert same(html) == same('<a class="button button-quiet" href="/a/?b=1&amp;c=2">Read</a>')


def test_a_refused_link_button_leads_nowhere_and_says_why() -> None:
    html = drawn("{% link_button label='Read' href='/a/' decision=may %}", may=REFUSED)

    assert same(html.replace(icon_in(html), "")) == same(
        '<span class="action">'
        '<a role="link" aria-disabled="true" class="button button-primary">Read</a>'
        '<span class="why"><span>Only the mentor &amp; mentee sign.</span></span></span>'
    )


def test_a_post_button_is_a_form_that_counts_once() -> None:
    html = drawn(
        "{% post_button action='/pin/' label='Pin' name='pair' value='7' %}", csrf_token="c" * 32
    )
    hidden = Values(html).found

    assert hidden == {"csrfmiddlewaretoken": "c" * 32, "once": hidden["once"]}
    assert len(hidden["once"]) > 20
    assert 'method="post"' in html
    assert 'action="/pin/"' in html
    assert "hx-" not in html
    assert '<button type="submit" class="button button-secondary" name="pair" value="7">Pin' in html


def test_each_post_button_has_a_token_of_its_own() -> None:
    html = drawn("{% post_button action='/pin/' label='Pin' %}")

    assert Values(html).found != Values(drawn("{% post_button action='/pin/' label='Pin' %}")).found


def test_a_post_button_may_replace_a_part_of_the_page() -> None:
    html = drawn("{% post_button action='/pin/' label='Pin' swap='#pairs' %}")

    assert 'hx-post="/pin/" hx-target="#pairs" hx-swap="outerHTML"' in html


def test_a_refused_post_button_has_no_form() -> None:
    html = drawn("{% post_button action='/pin/' label='Pin' decision=may %}", may=REFUSED)

    assert "<form" not in html
    assert "Only the mentor &amp; mentee sign." in html


def test_actions_hold_buttons() -> None:
    assert drawn("{% actions %}<b>x</b>{% endactions %}") == '<div class="actions"><b>x</b></div>'


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% button label='x' kind='loud' %}", "kind is 'loud'"),
        ("{% button label='x' icon='unicorn' %}", "icon is 'unicorn'"),
        ("{% button label=misspelt %}", "label is empty"),
        ("{% button label='x' decision=misspelt %}", "decision is '', not a Decision"),
        ("{% link_button label='x' href=misspelt %}", "href is empty"),
        ("{% post_button label='x' action=misspelt %}", "action is empty"),
        ("{% post_button label='x' action='/' decision=misspelt %}", "decision is ''"),
    ],
)
def test_a_value_without_a_meaning_stops_the_page(source: str, said: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=said):
        drawn(source)


def test_a_refusal_without_a_reason_stops_the_page() -> None:
    with pytest.raises(TemplateSyntaxError, match="reason of the refusal is empty"):
        drawn("{% button label='x' decision=may %}", may=REFUSED._replace(reason=""))
