import pytest
from django import forms
from django.template import TemplateSyntaxError

from compagnon.ui.widgets import DayInput, TimeInput
from tests.ui.markup import drawn, same
from tests.ui.test_layout import without_icons


class Meeting(forms.Form):
    held_on = forms.DateField(label="Held on", help_text="A <day>.", widget=DayInput)
    begins = forms.TimeField(label="Begins", required=False, widget=TimeInput)
    mode = forms.ChoiceField(
        label="Mode", widget=forms.RadioSelect, choices=[("a", "Online"), ("b", "In person")]
    )
    who = forms.MultipleChoiceField(
        label="Who",
        required=False,
        help_text="All.",
        widget=forms.CheckboxSelectMultiple,
        choices=[("x", "Amal")],
    )
    agreed = forms.BooleanField(label="Agreed")
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("Recorded already.")


class Upload(forms.Form):
    file = forms.FileField(label="File")


def test_a_field_has_label_and_hint() -> None:
    html = drawn("{% field form.held_on %}", form=Meeting(initial={"held_on": "2026-10-14"}))

    assert same(html) == same(
        '<div class="field"><label class="label" for="id_held_on">Held on</label>'
        '<p class="hint" id="id_held_on_helptext">A &lt;day&gt;.</p>'
        '<div class="control"><input type="date" name="held_on" value="2026-10-14" required'
        ' aria-describedby="id_held_on_helptext" id="id_held_on"></div></div>'
    )


def test_what_may_be_left_out_says_so() -> None:
    html = drawn("{% field form.begins autocomplete='off' %}", form=Meeting())

    assert same(html) == same(
        '<div class="field"><label class="label" for="id_begins">Begins <span class="optional">(optional)</span></label>'
        '<div class="control"><input type="time" name="begins" autocomplete="off" id="id_begins"></div></div>'
    )


@pytest.mark.parametrize("name", ["begins", "who"])
def test_what_cannot_be_changed_is_not_called_optional(name: str) -> None:
    form = Meeting()
    form.fields[name].disabled = True

    assert "optional" not in drawn("{% field bound %}", bound=form[name])


def test_a_wrong_field_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    html = drawn("{% field form.held_on %}", form=Meeting({"held_on": "<yesterday>"}))

    assert same(without_icons(html)) == same(
        '<div class="field field-wrong"><label class="label" for="id_held_on">Held on</label>'
        '<p class="hint" id="id_held_on_helptext">A &lt;day&gt;.</p>'
        '<div id="id_held_on_error"><p class="wrong"><span>Enter a valid date.</span></p></div>'
        '<div class="control"><input type="date" name="held_on" value="&lt;yesterday&gt;" required aria-invalid="true"'
        ' aria-describedby="id_held_on_helptext id_held_on_error" id="id_held_on"></div></div>'
    )


def test_choices_are_a_group_with_a_legend() -> None:
    html = drawn("{% field form.who %}", form=Meeting({"who": ["x"]}))

    assert same(html) == same(
        '<div class="field"><fieldset aria-describedby="id_who_helptext">'
        '<legend>Who <span class="optional">(optional)</span></legend>'
        '<p class="hint" id="id_who_helptext">All.</p><div class="options">'
        '<label class="option"><input type="checkbox" name="who" value="x" id="id_who_0" checked>'
        "<span>Amal</span></label></div></fieldset></div>"
    )


def test_a_wrong_group_says_so_once() -> None:
    html = without_icons(drawn("{% field form.mode %}", form=Meeting({})))

    assert same(html[: html.index('<div class="options">')] + "</fieldset></div>") == same(
        '<div class="field field-wrong"><fieldset aria-describedby="id_mode_error"><legend>Mode</legend>'
        '<div id="id_mode_error"><p class="wrong"><span>This field is required.</span></p></div></fieldset></div>'
    )
    assert html.count('type="radio"') == 2


def test_a_single_tick_stands_before_its_label() -> None:
    html = drawn("{% field form.agreed %}", form=Meeting())

    assert same(html) == same(
        '<div class="field"><label class="option">'
        '<input type="checkbox" name="agreed" required id="id_agreed"><span>Agreed</span></label></div>'
    )


def test_fields_shows_all_that_are_visible_in_order() -> None:
    form = Meeting()

    html = drawn("{% fields form %}", form=form)

    names = ("held_on", "begins", "mode", "who", "agreed")
    each = [drawn("{% field bound %}", bound=form[name]) for name in names]
    assert same(html) == same("".join(each))


def test_a_form_lists_its_problems_and_links_each_to_its_field() -> None:
    form = Meeting({"held_on": "2026-10-14"})
    html = drawn("{% post_form form=form %}<b>x</b>{% endpost_form %}", form=form)

    assert same(html[: html.index("<form")]) == same(
        '<div class="problems" role="alert" tabindex="-1"><h2>There are 4 problems</h2><ul>'
        "<li>Recorded already.</li><li>This field is required.</li>"
        '<li><a href="#id_mode_0">Mode</a> This field is required.</li>'
        '<li><a href="#id_agreed">Agreed</a> This field is required.</li></ul></div>'
    )


def test_one_problem_is_counted_as_one() -> None:
    html = drawn("{% post_form form=form %}{% endpost_form %}", form=Upload({}))

    assert "<h2>\n      There is a problem\n    </h2>" in html


def test_a_form_sends_its_hidden_fields_and_counts_once() -> None:
    html = drawn(
        "{% post_form form=form action='/a/' wide=True %}<b>x</b>{% endpost_form %}",
        form=Meeting(initial={"secret": "s"}),
        csrf_token="c" * 32,
    )
    once = html.split('name="once" value="')[1].split('"')[0]

    assert len(once) > 20
    assert same(html) == same(
        '<form class="form form-wide" method="post" action="/a/" novalidate>'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{"c" * 32}">'
        f'<input type="hidden" name="once" value="{once}">'
        '<input type="hidden" name="secret" value="s" id="id_secret"><b>x</b></form>'
    )


@pytest.mark.parametrize(
    ("form", "kind"), [(Upload(), ' enctype="multipart/form-data"'), (None, "")]
)
def test_a_form_with_a_file_sends_it_whole(form: forms.Form | None, kind: str) -> None:
    html = drawn("{% post_form form=form %}{% endpost_form %}", form=form)

    assert html.split(">")[0] == (
        f'<form class="form"\n      method="post"{kind}\n      novalidate'
    )


def test_a_filter_asks_by_address() -> None:
    html = drawn("{% filter_form label='Find' action='/l/' %}x{% endfilter_form %}")

    assert same(html) == same(
        '<form class="filters" role="search" aria-label="Find" action="/l/">x</form>'
    )
    assert "action" not in drawn("{% filter_form label='Find' %}x{% endfilter_form %}")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% field form.hold_on %}", "not a field of a form"),
        ("{% fields from %}", "not a form"),
        ("{% post_form form=from %}{% endpost_form %}", "not a form"),
    ],
)
def test_a_misspelt_form_stops_the_page(source: str, said: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=said):
        drawn(source, form=Upload())


def test_days_and_times_travel_in_one_format() -> None:
    form = Meeting(initial={"held_on": "2026-10-14", "begins": "16:30"})

    assert [form["held_on"].value(), form["begins"].value()] == ["2026-10-14", "16:30"]
    assert Meeting({"begins": "16:30"})["begins"].as_widget().count('value="16:30"') == 1
