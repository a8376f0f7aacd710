"""As what somebody takes part: mentor, mentee or both, at once or later."""

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.core.policy import decide as decide_permission
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.recruitment.desk import decide, letters_to, seen_on
from tests.recruitment.files import AMAL, HUW, bring_in
from tests.recruitment.pages import application_of, at, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def huw(world: World) -> Application:
    """Of somebody who applied as both."""
    bring_in(world, AMAL, HUW)
    return application_of("Huw Prys")


@pytest.mark.requirement("ALL-49")
@pytest.mark.parametrize(
    ("roles", "sits_in"),
    [
        (["mentor"], ("mentor",)),
        (["mentee"], ("mentee",)),
        (["mentor", "mentee"], ("mentor", "mentee")),
    ],
)
def test_whoever_applied_as_both_is_approved_as_one_or_both(
    as_chris: Client, huw: Application, roles: list[str], sits_in: tuple[str, ...]
) -> None:
    page = read(as_chris, at(huw, "approve/?state=submitted"))

    sent = as_chris.post(
        at(huw, "approve/?state=submitted"), {"seen": seen_on(page), "roles": roles}
    )

    assert sent.headers["Location"] == at(huw, "?state=submitted")
    approved = application_of("Huw Prys")
    assert (approved.state, approved.roles) == ("approved", sits_in)
    assert approved.offered_roles == ("mentor", "mentee")


def test_whoever_was_approved_as_one_may_still_become_the_other(
    world: World, huw: Application
) -> None:
    chris = actor_of(world.chris)
    decide(chris, huw, "approved", roles=("mentor",))
    decide(chris, application_of("Huw Prys"), "waiting")

    decide(chris, application_of("Huw Prys"), "approved", roles=("mentee",))

    assert application_of("Huw Prys").roles == ("mentee",)


@pytest.mark.requirement("ALL-49")
@pytest.mark.requirement("NF-36")
def test_whoever_is_approved_as_one_is_made_the_other_too_without_a_way_round(
    as_chris: Client, world: World, huw: Application
) -> None:
    decide(actor_of(world.chris), huw, "approved", roles=("mentor",))
    page = read(as_chris, at(huw))
    assert "Change as what they take part" in page
    assert ">Approve<" not in page
    page = read(as_chris, at(huw, "approve/"))
    again = {"seen": seen_on(page), "roles": ["mentor"]}
    assert (
        "takes part as that already" in as_chris.post(at(huw, "approve/"), again).content.decode()
    )

    as_chris.post(at(huw, "approve/"), {**again, "roles": ["mentor", "mentee"]})

    assert application_of("Huw Prys").roles == ("mentor", "mentee")
    assert "you take part as: Mentor, Mentee." in letters_to("huw@school.example")


def test_whoever_applied_as_one_has_nothing_to_change(
    as_chris: Client, world: World, huw: Application
) -> None:
    amal = application_of("Amal Haddad")
    changes.approve_application(by=SYSTEM, application=amal)

    assert "Change as what they take part" not in read(as_chris, at(amal))


def test_a_later_file_leaves_whoever_was_placed_where_they_are(
    world: World, huw: Application
) -> None:
    decide(actor_of(world.chris), huw, "approved", roles=("mentor",))

    bring_in(world, HUW.replace("Hill School", "Other School"))
    assert application_of("Huw Prys").roles == ("mentor",)
    bring_in(world, HUW.replace("Both", "Mentee"))

    again = application_of("Huw Prys")
    assert (again.roles, again.offered_roles) == (("mentee",), ("mentee",))


def test_nobody_is_approved_as_what_they_did_not_apply_for(
    as_chris: Client, world: World, huw: Application
) -> None:
    amal = application_of("Amal Haddad")

    with pytest.raises(Refused, match="Choose among what this person applied for"):
        decide(actor_of(world.chris), amal, "approved", roles=("mentee",))

    assert "Approve as" not in read(as_chris, at(amal, "approve/"))
    page = read(as_chris, at(huw, "approve/"))
    refused = as_chris.post(at(huw, "approve/"), {"seen": seen_on(page), "roles": []})
    said = "Choose as what they take part."
    assert (refused.status_code, said in refused.content.decode()) == (422, True)


@pytest.mark.requirement("NF-21")
def test_peers_take_part_as_both_whatever_a_file_or_an_earlier_approval_said(
    as_chris: Client, world: World
) -> None:
    world.scheme.template, world.scheme.kind = "peer_coaching", "peer_coaching"
    world.scheme.save()
    bring_in(world, data=b"Name,Email\nAmal Haddad,amal@school.example")
    amal = application_of("Amal Haddad")
    assert amal.roles == ("mentor", "mentee")
    with pytest.raises(Refused, match="which columns hold the name and the address"):
        bring_in(world, data=b"Name,Region\nAmal Haddad,Wales")
    approving = read(as_chris, at(amal, "approve/"))
    assert "Approve as" not in approving
    Application.objects.update(is_mentee=False)

    as_chris.post(at(amal, "approve/"), {"seen": seen_on(approving)})

    assert application_of("Amal Haddad").roles == ("mentor", "mentee")
    assert "show it, so that the others find you" in letters_to("amal@school.example")
    assert "Change as what they take part" not in read(as_chris, at(amal))
    Application.objects.update(is_mentee=False)
    assert "Change as what they take part" in read(as_chris, at(amal))
    decision = decide_permission(actor_of(amal.person), "recruitment.change_roles", amal)
    assert not decision.allowed
