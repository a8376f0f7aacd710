"""Where a scheme wants it, people sign up as mentors only once an introductory meeting is over (LSIS-40)."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from compagnon.core.errors import Refused
from compagnon.introductions.changes.introduction import cancel_introduction
from compagnon.introductions.models import Introduction
from compagnon.recruitment import waiting
from compagnon.recruitment.changes import (
    approve_application,
    begin_application,
    start_import,
)
from compagnon.recruitment.queries.together import choose
from compagnon.recruitment.waiting import reason_for_mentors
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.settings import parsed
from compagnon.schemes.template import TEMPLATES
from tests.cast import World, actor_of
from tests.introductions.meetings import plan
from tests.recruitment.files import AMAL, HUW, bring_in, csv, run, upload
from tests.recruitment.pages import application_of, at, read
from tests.recruitment.test_desk_pages import seen_on

pytestmark = pytest.mark.requirement("LSIS-40")


@pytest.fixture
def gated(world: World) -> World:
    """A scheme that asks for it, with a joining point that is open until after the meeting."""
    world.scheme.settings = {"mentors_after_introduction": True}
    world.scheme.save()
    JoiningPoint.objects.filter(pk=world.joining_point.pk).update(
        closes_on=date(2026, 10, 30), starts_on=date(2026, 11, 9)
    )
    world.joining_point = JoiningPoint.objects.select_related("cycle__scheme__organisation").get()
    return world


def begin(world: World, *roles: str) -> None:
    begin_application(by=actor_of(world.dana), joining_point=world.joining_point, roles=roles)


def test_in_house_schemes_ask_for_it_and_others_do_not() -> None:
    asking = {
        key
        for key, template in TEMPLATES.items()
        if parsed(template.settings).mentors_after_introduction
    }

    assert asking == {"in_house"}


def test_mentors_wait_until_a_meeting_is_over(gated: World) -> None:
    with pytest.raises(Refused, match="Its day is not set yet") as refused:
        begin(gated, "mentor", "mentee")
    assert refused.value.field == "roles"
    meeting = plan(gated)
    with pytest.raises(Refused, match="after the introductory meeting on 28 September 2026"):
        begin(gated, "mentor")

    with time_machine.travel(meeting.ends_at):
        begin(gated, "mentor")


def test_a_meeting_that_was_called_off_opens_nothing(gated: World) -> None:
    meeting = plan(gated)
    cancel_introduction(by=actor_of(gated.chris), introduction=meeting)

    with time_machine.travel(meeting.ends_at):
        assert "Its day is not set yet" in reason_for_mentors(gated.joining_point)


def test_mentees_need_not_wait(gated: World) -> None:
    begin(gated, "mentee")


def test_where_it_is_not_asked_for_nobody_waits(world: World) -> None:
    assert reason_for_mentors(world.joining_point) == ""


def test_the_public_page_says_it(client: Client, gated: World) -> None:
    plan(gated)
    assert Introduction.objects.count() == 1

    page = client.get(f"/join/{gated.scheme.id.hex}/").content.decode()
    client.force_login(gated.dana)
    begin_page = client.get(f"/join/{gated.scheme.id.hex}/begin/").content.decode()

    for one in (page, begin_page):
        assert (
            "Mentors: signing up begins after the introductory meeting on 28 September 2026." in one
        )


def test_an_imported_mentor_is_approved_only_once_a_meeting_is_over(
    as_chris: Client, gated: World
) -> None:
    meeting = plan(gated)
    file = upload(gated, csv(AMAL, HUW))
    assert "Mentors of this file wait for the introductory meeting" in read(as_chris, at(file))
    start_import(by=actor_of(gated.chris), import_file=file)
    run(file)
    amal, huw = application_of("Amal Haddad"), application_of("Huw Prys")
    chris, said = actor_of(gated.chris), "before an introductory meeting is over"

    for address in (at(amal), at(amal, "approve/")):
        assert said in read(as_chris, address)
    with pytest.raises(Refused, match=said):
        approve_application(by=chris, application=amal)
    chosen = choose(viewer=chris, joining_point=gated.joining_point, action="approved")
    assert [said in str(one.reason) for one in chosen.left_out] == [True, True]
    seen = seen_on(read(as_chris, at(huw, "approve/")))
    both = as_chris.post(at(huw, "approve/"), {"seen": seen, "roles": ["mentor", "mentee"]})
    assert (both.status_code, both.content.decode().count(said)) == (422, 3)
    as_chris.post(at(huw, "approve/"), {"seen": seen, "roles": ["mentee"]})
    assert application_of("Huw Prys").roles == ("mentee",)
    bring_in(gated, HUW.replace("Both", "Mentor"))
    assert application_of("Huw Prys").roles == ("mentee",)
    assert application_of("Huw Prys").offered_roles == ("mentor", "mentee")

    with time_machine.travel(meeting.ends_at):
        as_chris.force_login(gated.chris)
        assert said not in read(as_chris, at(amal))
        approve_application(by=actor_of(gated.chris), application=amal)


def test_a_gate_is_registered_once() -> None:
    with pytest.raises(ValueError, match="Registered twice"):
        waiting.register("introductions", lambda _point: "")
