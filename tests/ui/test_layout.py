"""Page header, sections, panels, ways about, letters."""

import pytest
from django.template import TemplateSyntaxError

from tests.ui.markup import drawn, same


def without_icons(html: str) -> str:
    while "<svg" in html:
        html = html[: html.index("<svg")] + html[html.index("</svg>") + len("</svg>") :]
    return html


def test_a_page_header_may_be_a_title_alone() -> None:
    html = drawn("{% page_header title='A & B' %}  {% endpage_header %}")

    assert same(html) == same('<div class="page-header"><h1>A &amp; B</h1></div>')


def test_a_page_header_says_where_it_belongs_and_what_to_do() -> None:
    html = drawn(
        "{% page_header title='T' kicker='K' lead='L' back_href='/up/' back_label='Up' %}"
        " {% button label='Go' %} {% endpage_header %}"
    )

    assert same(without_icons(html)) == same(
        '<div class="page-header"><a class="back" href="/up/">Up</a><p class="kicker">K</p>'
        '<h1>T</h1><p class="lead">L</p><div class="actions">'
        '<button type="submit" class="button button-primary">Go</button></div></div>'
    )


def test_a_way_back_needs_a_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="back_label is empty"):
        drawn("{% page_header title='T' back_href='/up/' %}{% endpage_header %}")


def test_a_section_has_a_heading() -> None:
    html = drawn("{% section title='T' %}<p>x</p>{% endsection %}")

    assert same(html) == same(
        '<section class="section"><div class="section-head"><h2>T</h2></div>'
        '<div class="section-body"><p>x</p></div></section>'
    )


def test_a_section_may_be_wide_linked_to_and_noted() -> None:
    html = drawn("{% section title='T' id='t' note='N' wide=True %}{% endsection %}")

    assert same(html) == same(
        '<section class="section section-wide" id="t"><div class="section-head"><h2>T</h2>'
        '<p class="section-note">N</p></div><div class="section-body"></div></section>'
    )


@pytest.mark.parametrize(("tone", "level"), [("plain", 2), ("accent", 3)])
def test_a_panel_has_a_tone_and_a_level(tone: str, level: int) -> None:
    html = drawn(
        "{% panel title='T' tone=tone level=level %}<p>x</p>{% endpanel %}", tone=tone, level=level
    )

    assert same(html) == same(
        f'<div class="panel panel-{tone}"><h{level}>T</h{level}><p>x</p></div>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% panel title='T' tone='bad' %}{% endpanel %}",
        "{% panel title='T' level=1 %}{% endpanel %}",
        "{% letter subject='S' to='T' level=1 %}{% endletter %}",
        "{% section title=misspelt %}{% endsection %}",
    ],
)
def test_a_look_that_does_not_exist_stops_the_page(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


def test_the_next_step_says_what_to_do() -> None:
    html = drawn("{% next_step title='T' kicker='K' %}<p>x</p>{% endnext_step %}")

    assert same(html) == same(
        '<section class="next"><p class="next-kicker">K</p><h2>T</h2><p>x</p></section>'
    )


def test_tabs_are_links_and_say_where_one_is() -> None:
    html = drawn(
        "{% tabs label='L' %}{% tab label='A' href='/a' current=True count=0 %}"
        "{% tab label='B' href='/b' %}{% endtabs %}"
    )

    assert same(html) == same(
        '<nav class="tabs" aria-label="L"><ul>'
        '<li><a href="/a" aria-current="page">A <span class="tabs-count">0</span></a></li>'
        '<li><a href="/b">B</a></li></ul></nav>'
    )


def test_pages_link_to_both_sides() -> None:
    html = drawn("{% pagination previous='?b' next='?n' shown='1 of 2' label='Pairs' %}")

    assert same(without_icons(html)) == same(
        '<nav class="pages" aria-label="Pairs">'
        '<a class="button button-secondary" href="?b">Previous page</a>'
        '<span class="pages-shown">1 of 2</span>'
        '<span class="pages-next"><a class="button button-secondary" href="?n">Next page</a></span></nav>'
    )


def test_a_single_page_has_no_links() -> None:
    html = drawn("{% pagination previous='' next='' %}")

    assert same(html) == same('<nav class="pages" aria-label="Pages"></nav>')


@pytest.mark.parametrize(("opened", "attribute"), [(True, " open"), (False, "")])
def test_a_disclosure_folds(*, opened: bool, attribute: str) -> None:
    html = drawn(
        "{% disclosure summary='S' opened=opened %}<p>x</p>{% enddisclosure %}", opened=opened
    )

    assert same(without_icons(html)) == same(
        f'<details class="disclosure"{attribute}><summary>S</summary>'
        '<div class="disclosure-body"><p>x</p></div></details>'
    )


def test_a_letter_shows_whom_it_goes_to() -> None:
    html = drawn("{% letter subject='S' to='A & B' level=3 %}<p>x</p>{% endletter %}")

    assert same(html) == same(
        '<article class="letter"><div class="letter-head"><p class="letter-to">To: A &amp; B</p>'
        '<h3>S</h3></div><div class="prose"><p>x</p></div></article>'
    )


def test_a_letter_says_that_it_is_in_its_readers_language() -> None:
    html = drawn("{% letter subject='S' to='A' language='cy' %}<p>x</p>{% endletter %}")

    assert same(html) == same(
        '<article class="letter"><div class="letter-head"><p class="letter-to">To: A</p>'
        '<p class="letter-to">In the language of its reader: Cymraeg</p>'
        '<h2 lang="cy">S</h2></div><div class="prose" lang="cy"><p>x</p></div></article>'
    )
