from datetime import UTC, date, datetime

import pytest
from django.template import TemplateSyntaxError
from django.utils import translation

from tests.ui.markup import drawn, same

INSTANT = datetime(2026, 7, 14, 15, 30, tzinfo=UTC)


def test_an_icon_is_decoration() -> None:
    assert same(drawn("{% icon name='check' %}")) == same(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        '<path d="M20 6 9 17l-5-5"/></svg>'
    )


def test_an_icon_with_a_label_is_read_out() -> None:
    html = drawn("{% icon name='check' label=label %}", label="Done & dusted")

    assert 'role="img"><title>Done &amp; dusted</title>' in html
    assert "aria-hidden" not in html


@pytest.mark.parametrize(
    ("name", "turns"), [("arrow-right", True), ("arrow-left", True), ("check", False)]
)
def test_arrows_turn_with_the_direction_of_reading(name: str, *, turns: bool) -> None:
    assert ("icon-turns" in drawn("{% icon name=name %}", name=name)) is turns


@pytest.mark.parametrize("tone", ["plain", "good", "warn", "bad"])
def test_a_tag_names_a_state(tone: str) -> None:
    html = drawn("{% tag label=label tone=tone %}", label="In & out", tone=tone)

    assert html == f'<span class="tag tone-{tone}">In &amp; out</span>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% when day %}", '<time datetime="2026-10-14">14 October 2026</time>'),
        ("{% when instant %}", '<time datetime="2026-07-14">14 July 2026</time>'),
        (
            "{% when instant form='datetime' %}",
            '<time datetime="2026-07-14T16:30:00+01:00">14 July 2026, 16:30</time>',
        ),
        (
            "{% when instant form='time' %}",
            '<time datetime="2026-07-14T16:30:00+01:00">16:30</time>',
        ),
    ],
)
def test_a_moment_is_written_in_local_time_as_the_british_write_it(
    source: str, expected: str
) -> None:
    assert drawn(source, day=date(2026, 10, 14), instant=INSTANT) == expected


def test_a_moment_is_written_in_the_readers_language() -> None:
    with translation.override("de"):
        html = drawn("{% when day %}", day=date(2026, 10, 14))

    assert html == '<time datetime="2026-10-14">14. Oktober 2026</time>'


@pytest.mark.parametrize(
    "source", ["{% when missing %}", "{% when 'tomorrow' %}", "{% when day form='era' %}"]
)
def test_what_is_no_moment_stops_the_page(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source, day=date(2026, 10, 14))


def test_prose_keeps_paragraphs_and_lets_no_markup_through() -> None:
    html = drawn("{% prose text=words %}", words="One\ntwo\n\n<script>")

    assert same(html) == same(
        '<div class="prose" dir="auto"><p>One<br>two</p><p>&lt;script&gt;</p></div>'
    )


@pytest.mark.parametrize(("tone", "path"), [("good", "M20 6 9 17l-5-5"), ("bad", "M18 6 6 18")])
def test_reasons_have_a_tick_or_a_cross(tone: str, path: str) -> None:
    html = drawn("{% reasons items=items tone=tone %}", items=["<a>", "b"], tone=tone)

    assert html.startswith(f'<ul class="reasons tone-{tone}"><li><svg')
    assert html.count(path) == 2
    assert [line.split("</span>")[0] for line in html.split("<span>")[1:]] == ["&lt;a&gt;", "b"]


def test_reasons_are_for_or_against() -> None:
    with pytest.raises(TemplateSyntaxError, match="tone is 'warn'"):
        drawn("{% reasons items=items tone='warn' %}", items=[])
