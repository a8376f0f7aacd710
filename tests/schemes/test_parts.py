"""What packages above add to a scheme's page."""

import pytest

from compagnon.schemes.parts import Part, parts_of, register
from tests.cast import actor_of, make_world

PART = Part("Application form", "What is asked.", "Look", "recruitment:form")


def test_a_part_is_registered_once() -> None:
    with pytest.raises(ValueError, match="Registered twice"):
        register(PART, permission="recruitment.view_form", order=1)


@pytest.mark.django_db
def test_a_part_is_shown_to_whoever_may_open_it() -> None:
    world = make_world()

    shown = parts_of(actor_of(world.chris), world.scheme)

    addresses = [part.url for part in shown]
    for page in ("form", "outbox"):
        assert f"/schemes/{world.scheme.id.hex}/{page}/" in addresses
    assert parts_of(actor_of(world.dana), world.scheme) == ()
