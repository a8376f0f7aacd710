"""Every component refuses an attribute it does not know, and the lack of one it needs."""

import inspect
from pathlib import Path

import pytest
from django.template import Template, TemplateSyntaxError

from compagnon.ui.templatetags.ui import register

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = sorted(register.tags)
BLOCKS = [
    name
    for name in COMPONENTS
    if "content" in inspect.signature(inspect.unwrap(register.tags[name])).parameters
]
NEEDS = {
    "bars": "label",
    "button": "label",
    "columns": "items",
    "data_table": "caption",
    "disclosure": "summary",
    "entries": "label",
    "figure": "label",
    "filter_form": "label",
    "icon": "name",
    "letter": "subject",
    "link_button": "href",
    "live": "running",
    "next_step": "kicker",
    "nothing_yet": "title",
    "page_header": "title",
    "pagination": "next",
    "pair": "two_role",
    "panel": "title",
    "post_button": "action",
    "progress": "total",
    "prose": "text",
    "reasons": "items",
    "score": "value",
    "section": "title",
    "step": "state",
    "steps": "label",
    "summary_row": "label",
    "tab": "href",
    "tabs": "label",
    "tag": "label",
    "tile_map": "legend",
}


def source(name: str, attributes: str = "") -> str:
    end = f"{{% end{name} %}}" if name in BLOCKS else ""
    return f"{{% load ui %}}{{% {name} {attributes} %}}{end}"


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_misspelt_attribute_stops_the_template_when_it_compiles(name: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'tilte'"):
        Template(source(name, "tilte='x'"))


@pytest.mark.parametrize(("name", "lacking"), NEEDS.items())
def test_a_missing_attribute_stops_the_template_when_it_compiles(name: str, lacking: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=f"did not receive value.*'{lacking}'"):
        Template(source(name))


def test_every_component_stands_in_the_gallery_or_in_the_shell() -> None:
    templates = ROOT / "src/compagnon/ui/templates/ui"
    shown = "".join(
        (templates / page).read_text()
        for page in ("gallery.html", "gallery_facts.html", "base.html")
    )

    assert [name for name in COMPONENTS if f"{{% {name} " not in shown] == []


def test_every_component_is_in_the_reference() -> None:
    reference = (ROOT / "docs/developer/components.md").read_text()

    assert [name for name in COMPONENTS if f"`{name}" not in reference] == []
