"""Taking part as something else after sending, until the joining point closes and before anything is decided."""

import re

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send
from tests.recruitment.forms import MENTOR_TYPES
from tests.recruitment.pages import at, read

pytestmark = pytest.mark.django_db
MENTOR = {
    "capacity": ["2"],
    "interests_offered": ["assessment"],
    "mentoring_experience": ["I have mentored three trainees."],
}


@pytest.fixture
def sent(world: World) -> Application:
    """Dana's, as a mentee."""
    return send(world, fill(begin(open_january(world), world.dana)))


@pytest.mark.requirement("ALL-29")
def test_a_mentee_becomes_a_mentor_too_and_answers_only_what_is_new(
    client: Client, world: World, sent: Application
) -> None:
    client.force_login(world.dana)
    address = at(sent, "roles/")
    assert f'href="{address}"' in read(client, at(sent))
    assert 'name="change"' not in read(client, address)
    both = {"roles": ["mentor", "mentee"]}

    asked = client.post(address, both).content.decode()
    missing = client.post(address, {**both, "capacity": ["2"], "change": "yes"})
    answer = client.post(address, {**both, **MENTOR, "change": "yes"}, follow=True)

    assert 'name="interests_offered"' in asked
    assert 'name="region"' not in asked
    assert missing.status_code == 422
    assert "Some answers are still missing." in missing.content.decode()
    assert 'name="interests_offered"' in missing.content.decode()
    assert "It is changed. Everything else stays as it was." in answer.content.decode()
    row = fresh(sent.id)
    assert (row.roles, row.capacity) == (("mentor", "mentee"), 2)
    assert row.answers["interests_offered"] == ["assessment"]
    assert row.answers["hope"] == sent.answers["hope"]
    client.force_login(world.chris)
    assert "Would like to take part as something else" in read(client, at(sent))


def test_without_a_role_or_with_the_same_nothing_changes(
    client: Client, world: World, sent: Application
) -> None:
    client.force_login(world.dana)
    address = at(sent, "roles/")

    nothing = client.post(address, {"change": "yes"})
    same = client.post(address, {"roles": ["mentee"], "change": "yes"})

    assert (nothing.status_code, same.status_code) == (422, 422)
    assert "You take part as that already." in same.content.decode()
    assert "Nothing more is asked." in client.post(address, {"roles": ["mentee"]}).content.decode()
    with pytest.raises(Refused, match="at least one"):
        changes.change_roles(by=actor_of(world.dana), application=sent, roles=["king"], sent={})
    assert fresh(sent.id).roles == ("mentee",)


def test_once_it_is_decided_the_group_is_to_be_asked(
    client: Client, world: World, sent: Application
) -> None:
    changes.approve_application(by=SYSTEM, application=sent)
    client.force_login(world.dana)

    assert "Take part as something else" not in read(client, at(sent))
    assert client.get(at(sent, "roles/")).status_code == 403
    with pytest.raises(NotAllowed):
        changes.change_roles(by=actor_of(world.chris), application=sent, roles=["mentor"], sent={})
    with pytest.raises(Refused, match="not possible any more"):
        changes.change_roles(
            by=actor_of(world.dana),
            application=Application(**before(sent)),
            roles=["mentor"],
            sent={},
        )


@pytest.mark.requirement("ALL-29")
@pytest.mark.requirement("NF-38")
def test_each_application_keeps_the_role_it_was_made_in(
    client: Client, world: World, sent: Application
) -> None:
    """From mentee to mentor or back, as it suits: what somebody was before is no step towards anything."""
    changes.approve_application(by=SYSTEM, application=sent)
    later = begin(open_january(world, 4), world.dana, "mentor")
    send(world, fill(later, MENTOR_TYPES))
    again = begin(open_january(world, 6), world.dana, "mentee")
    send(world, fill(again))
    client.force_login(world.dana)

    page = read(client, "/my-applications/")

    said = re.findall(r">(?:Sent|Approved)</span>\s*(\w+)", page)
    assert sorted(said) == ["Mentee", "Mentee", "Mentor"]
    assert [fresh(one.id).roles for one in (sent, later, again)] == [
        ("mentee",),
        ("mentor",),
        ("mentee",),
    ]


def before(sent: Application) -> dict[str, object]:
    """Return an application as a page showed it before it was decided."""
    values = {field.attname: getattr(sent, field.attname) for field in Application._meta.fields}
    return {**values, "state": "submitted"}
