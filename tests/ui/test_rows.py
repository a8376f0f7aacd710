"""Rows of controls: as many as are filled in, one that stands ready, and a button for a further one."""

import re

from django import forms
from django.http import QueryDict

from compagnon.ui.widgets import Part, RowsInput
from tests.ui.markup import drawn


class People(forms.Form):
    who = forms.Field(
        label="Who",
        help_text="A name each.",
        widget=RowsInput(
            (
                Part("who", "Name", forms.TextInput()),
                Part("who__email", "E-mail", forms.EmailInput()),
            ),
            add_label="Add somebody",
            least=2,
            most=3,
        ),
    )


def html(query: str = "") -> str:
    return str(drawn("{% field form.who %}", form=People(QueryDict(query))))


def values(page: str) -> list[tuple[str, str]]:
    """The controls with what stands in them."""
    controls = re.findall(r"<input[^>]*>", page)
    return [
        (re.findall(r'name="(\w+)"', one)[0], "".join(re.findall(r'value="([^"]*)"', one)))
        for one in controls
    ]


def test_every_control_has_a_label_and_all_stand_in_one_fieldset() -> None:
    page = html()

    assert page.count("<fieldset") == 1
    assert "<legend>Who</legend>" in page
    assert "A name each." in page
    assert re.findall(r'<label class="row-label" for="(\w+)">([^<]+)<', page) == [
        ("id_who_0", "Name"),
        ("id_who_1", "E-mail"),
        ("id_who_2", "Name"),
        ("id_who_3", "E-mail"),
    ]
    assert re.findall(r'<input[^>]* id="(\w+)"', page) == [
        "id_who_0",
        "id_who_1",
        "id_who_2",
        "id_who_3",
    ]


def test_one_row_more_than_is_filled_in_stands_ready() -> None:
    page = html("who=Amal&who__email=a%40b.example&who=&who__email=&who=Bela&who__email=")

    assert values(page) == [
        ("who", "Amal"),
        ("who__email", "a@b.example"),
        ("who", "Bela"),
        ("who__email", ""),
        ("who", ""),
        ("who__email", ""),
    ]


def test_a_button_asks_for_a_further_row_until_there_are_enough() -> None:
    assert 'name="more" value="who"' in html("who=Amal")
    assert 'name="more"' not in html("who=Amal&who=Bela")


def test_more_rows_than_enough_are_not_lost() -> None:
    names = [value for name, value in values(html("who=A&who=B&who=C&who=D")) if name == "who"]

    assert names == ["A", "B", "C", "D"]


def test_what_is_sent_is_a_list_of_rows_without_empty_ones() -> None:
    widget = People().fields["who"].widget
    data = QueryDict(
        "who=Amal&who=&who=Bela&who__email=a%40b.example&who__email=only%40mail.example"
    )

    assert widget.value_from_datadict(data, {}, "who") == [
        ["Amal", "a@b.example"],
        ["", "only@mail.example"],
        ["Bela", ""],
    ]
    assert widget.id_for_label("id_who") == ""
