"""Letters of all packages: their templates are there, and their subjects say nothing they should not."""

import pytest
from django.template import Context, Engine

from compagnon.notifications.letters import letters

KINDS = sorted(letters())


@pytest.mark.parametrize("ending", ["subject.txt", "txt", "html"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_has_its_templates(kind: str, ending: str) -> None:
    name = letters()[kind].template(ending)

    assert Engine.get_default().get_template(name).origin.template_name == name


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_is_whole_without_any_value_but_the_schemes_name(kind: str) -> None:
    template = Engine.get_default().get_template(letters()[kind].template("subject.txt"))

    subject = " ".join(template.render(Context({"scheme_name": "Peer Mentoring"})).split())

    assert 0 < len(subject) <= 100
