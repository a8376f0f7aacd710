import pytest
from django.template import TemplateSyntaxError

from tests.ui.markup import drawn, same
from tests.ui.test_layout import without_icons


def test_a_summary_names_its_facts() -> None:
    html = drawn(
        "{% summary_list %}{% summary_row label='A & B' %}<b>x</b>{% endsummary_row %}{% endsummary_list %}"
    )

    assert same(html) == same(
        '<dl class="summary"><div><dt>A &amp; B</dt><dd><b>x</b></dd></div></dl>'
    )


@pytest.mark.parametrize("value", [0, "212"])
def test_a_figure_is_a_number_and_its_meaning(value: object) -> None:
    html = drawn(
        "{% figures %}{% figure value=value label='placed' %}{% endfigures %}", value=value
    )

    assert same(html) == same(
        f'<dl class="figures"><div><dt>placed</dt><dd>{value}</dd></div></dl>'
    )


@pytest.mark.parametrize(("hidden", "look"), [(False, ""), (True, ' class="visually-hidden"')])
def test_a_table_has_a_caption_and_scrolls_in_its_own_frame(*, hidden: bool, look: str) -> None:
    html = drawn(
        "{% data_table caption='C' caption_hidden=hidden %}<tbody></tbody>{% enddata_table %}",
        hidden=hidden,
    )

    assert same(html) == same(
        '<div class="table" role="region" aria-label="C" tabindex="0"><table>'
        f"<caption{look}>C</caption><tbody></tbody></table></div>"
    )


def test_a_table_of_sentences_may_be_stacked_on_a_phone() -> None:
    html = drawn("{% data_table caption='C' stacked=True %}<tbody></tbody>{% enddata_table %}")

    assert html.startswith('<div class="table table-stacked" role="region"')


def test_an_entry_may_be_titled_linked_and_noted() -> None:
    html = drawn(
        "{% entries label='L' %}{% entry title='T' href='/t' note='N' id='e' %}x{% endentry %}{% endentries %}"
    )

    assert same(html) == same(
        '<ul class="entries" aria-label="L"><li class="entry" id="e"><div class="entry-head">'
        '<h3><a href="/t">T</a></h3><p class="entry-note">N</p></div>x</li></ul>'
    )


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("{% entry %}x{% endentry %}", ""),
        ("{% entry title='T' %}x{% endentry %}", '<div class="entry-head"><h3>T</h3></div>'),
        (
            "{% entry title='T' level=2 %}x{% endentry %}",
            '<div class="entry-head"><h2>T</h2></div>',
        ),
    ],
)
def test_an_entry_may_be_plain(source: str, head: str) -> None:
    assert same(drawn(source)) == same(f'<li class="entry">{head}x</li>')


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_pair_is_one_heading_with_both_names_and_roles(level: int) -> None:
    html = drawn(
        "{% pair one='Amal' one_role='Mentor' two=bela two_role='Mentee' level=level %}",
        bela="<Bela>",
        level=level,
    )

    assert html.count("<svg") == 1
    assert same(without_icons(html)) == same(
        f'<h{level} class="pair">'
        '<span class="pair-one"><span class="pair-role">Mentor</span> <bdi class="pair-name">Amal</bdi></span>'
        '<span class="pair-one"><span class="pair-role">Mentee</span> <bdi class="pair-name">&lt;Bela&gt;</bdi></span>'
        f"</h{level}>"
    )


def test_a_pair_is_a_heading_of_a_known_level() -> None:
    with pytest.raises(TemplateSyntaxError, match="level is 4"):
        drawn("{% pair one='A' one_role='M' two='B' two_role='M' level=4 %}")


def test_a_score_is_a_number_and_a_bar_without_style() -> None:
    html = drawn("{% score value=41 total=50 label='Score' %}")

    assert same(html) == same(
        '<div class="score"><span class="score-number"><span class="visually-hidden">Score</span>'
        "<strong>41</strong> of 50</span>"
        '<svg viewBox="0 0 50 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="score-track" width="50" height="4"></rect>'
        '<rect class="score-value" width="41" height="4"></rect></svg></div>'
    )
