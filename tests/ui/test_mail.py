"""The frame of every letter."""

import re

import css_inline
import pytest
from django.template import Context, Template
from django.utils import translation

HTML = """{% extends "ui/mail/base.html" %}
{% block preheader %}Soon{% endblock %}{% block heading %}We found you a mentor{% endblock %}
{% block body %}<p><a class="button" href="{{ origin }}/a/">Answer</a></p>{% endblock %}"""
TEXT = (
    """{% extends "ui/mail/base.txt" %}{% block body %}Dear Bela, {{ origin }}/a/{% endblock %}"""
)
VALUES = {"origin": "https://m.example", "scheme_name": "Peers & Co"}


def letter(template: str, **values: str) -> str:
    return Template(template).render(Context({**VALUES, **values}))


@pytest.mark.parametrize(
    ("values", "offers"), [({}, False), ({"preferences_url": "https://m.example/p/"}, True)]
)
def test_a_letter_names_its_scheme_and_only_reminders_can_be_turned_off(
    values: dict[str, str], *, offers: bool
) -> None:
    html = letter(HTML, **values)

    assert "Peers &amp; Co" in html
    assert ('href="https://m.example/p/"' in html) is offers
    assert ("https://m.example/p/" in letter(TEXT, **values)) is offers


def test_a_letter_may_come_from_no_scheme() -> None:
    assert 'class="house"' not in letter(HTML, scheme_name="")
    assert "Compagnon\n" in letter(TEXT, scheme_name="")


def test_the_look_of_a_letter_survives_mail_programs_without_style_sheets() -> None:
    html = css_inline.CSSInliner(load_remote_stylesheets=False).inline(letter(HTML))

    button = re.findall(r'<a class="button" [^>]*>', html)[0]
    assert "background: #0b574d" in button
    assert "<style" not in html


def test_a_letter_reads_in_the_direction_of_its_language() -> None:
    with translation.override("ar"):
        assert 'dir="rtl"' in letter(HTML)


def test_a_letter_loads_nothing() -> None:
    assert re.findall(r"src=|url\(|@import|<link", letter(HTML)) == []
