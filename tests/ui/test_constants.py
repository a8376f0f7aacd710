"""What stands on every page is drawn once for each language."""

from typing import Any

from django.template import Context, Template
from django.utils import translation


def page() -> Template:
    return Template(
        "{% load constants i18n %}{% constant %}[{{ name }}{% translate 'Menu' %}]{% endconstant %} {{ name }}"
    )


def drawn(template: Template, **values: Any) -> str:
    return template.render(Context(values))


def test_a_constant_speaks_the_language_of_the_page() -> None:
    template = page()
    said = []
    for language in ("en", "de", "en"):
        with translation.override(language):
            said.append(drawn(template))

    assert said == ["[Menu] ", "[Menü] ", "[Menu] "]


def test_a_constant_knows_nothing_of_the_page() -> None:
    template = page()

    assert [drawn(template, name=name) for name in ("Amal", "Bela")] == [
        "[Menu] Amal",
        "[Menu] Bela",
    ]
