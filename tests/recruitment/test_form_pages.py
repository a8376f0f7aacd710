"""Filling in the form: saved page by page, told what is missing, never lost, sent once."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from compagnon.recruitment.changes import publish_form
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.form import Kind, Limits, Option
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.models import Charter, CharterSignature
from tests.cast import NOW, World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send
from tests.recruitment.forms import MENTEE_TYPES, form_with, question
from tests.recruitment.pages import at, read

pytestmark = pytest.mark.django_db
WORK = {
    "region": "wales",
    "sector": "academy",
    "phases": ["secondary"],
    "postcode_area": "",
    "institution": "",
}


@pytest.fixture
def draft(client: Client, world: World) -> Application:
    """Dana's, in her browser."""
    client.force_login(world.dana)
    return begin(open_january(world), world.dana)


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def send_page(client: Client, draft: Application, key: str, go: str = "next", **typed: Any) -> Any:
    """Open a page, type into it, and press a button."""
    address = at(draft, f"form/{key}/")
    return client.post(address, {**typed, "go": go, "seen": seen(read(client, address))})


def where(answer: Any) -> str:
    assert answer.status_code in {302, 303}
    return str(answer.headers["Location"])


@pytest.mark.requirement("ALL-44")
@pytest.mark.requirement("ALL-93")
def test_each_question_says_why_it_is_asked_and_who_sees_the_answer(
    client: Client, draft: Application
) -> None:
    page = read(client, at(draft, "form/work/"))

    assert "Page 2 of 6" in page
    assert page.count("Why we ask, and who sees it") == 5
    assert "Only the letters, such as LS or BT." in page
    assert "So that you are not paired with somebody from your own workplace." in page
    assert "The Coordination Group, and your partner once you have one." in page
    assert "Key stages 3 and 4; third and fourth level" in page
    assert 'type="file"' not in page


def test_times_are_ticked_day_by_day_and_kept(client: Client, draft: Application) -> None:
    missed = send_page(client, draft, "meeting").content.decode()
    assert 'href="#id_availability_0"' in missed
    assert 'id="id_availability_0"' in missed
    send_page(client, draft, "meeting", availability=["tue_evening", "before_school"])

    page = read(client, at(draft, "form/meeting/"))
    for day in ("Every weekday", "Monday", "Saturday", "School holidays"):
        assert f">{day}<" in page
    assert page.count('name="availability"') == 4 + 5 * 6 + 2 * 3 + 1
    assert re.findall(r'value="(\w+)"[^>]* checked', page).count("tue_evening") == 1
    assert "sat_lunch" not in page


def test_a_page_that_makes_sense_is_saved_and_leads_to_the_next(
    client: Client, draft: Application
) -> None:
    answer = send_page(client, draft, "work", **WORK)

    assert where(answer) == at(draft, "form/teaching/")
    assert fresh(draft.id).typed["region"] == ["wales"]
    assert 'value="wales" selected' in read(client, at(draft, "form/work/"))


@pytest.mark.requirement("ALL-44")
def test_a_page_that_makes_no_sense_is_saved_too_and_says_what_is_wrong(
    client: Client, draft: Application
) -> None:
    answer = send_page(client, draft, "teaching", experience_years="a few", career_stage="retired")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Please give a whole number from 0 to 60." in page
    assert "Please tick at least one." in page
    assert 'value="a few"' in page
    assert 'value="retired" selected' in page
    assert fresh(draft.id).typed["experience_years"] == ["a few"]
    again = client.post(
        at(draft, "form/teaching/"),
        {
            "seen": seen(page),
            "career_stage": "retired",
            "experience_years": "3",
            "languages_taught": ["fr"],
            "languages_taught__level": ["specialist"],
        },
    )
    assert where(again) == at(draft, "form/hopes/")


def test_back_saves_without_asking_for_more(client: Client, draft: Application) -> None:
    assert where(send_page(client, draft, "work", "back", sector="academy")) == at(
        draft, "form/membership/"
    )
    assert fresh(draft.id).typed["sector"] == ["academy"]
    scheme = draft.joining_point.cycle.scheme_id.hex
    assert where(send_page(client, draft, "membership", "back")) == f"/join/{scheme}/begin/"


def test_one_may_stop_for_now(client: Client, draft: Application) -> None:
    answer = send_page(client, draft, "work", "later", sector="academy")

    assert where(answer) == at(draft)
    assert fresh(draft.id).typed["sector"] == ["academy"]
    assert "Go on with your application" in read(client, at(draft))


def test_a_row_more_is_had_without_scripts(client: Client, draft: Application) -> None:
    address = at(draft, "form/teaching/")
    page = read(client, address)
    assert page.count('name="languages_taught"') == 1

    answer = client.post(
        address,
        {
            "seen": seen(page),
            "languages_taught": ["fr"],
            "languages_taught__level": ["specialist"],
            "more": "languages_taught",
        },
    )

    assert where(answer) == f"{address}#id_languages_taught"
    assert read(client, address).count('name="languages_taught"') == 2


def test_the_answer_of_one_page_decides_what_the_next_asks(
    client: Client, draft: Application
) -> None:
    assert "Membership number" not in read(client, at(draft, "form/work/"))

    send_page(
        client,
        draft,
        "membership",
        membership_category="individual",
        audiences=["specialist"],
    )

    assert "Membership number" in read(client, at(draft, "form/work/"))


def test_the_last_page_leads_to_the_answers(client: Client, draft: Application) -> None:
    fill(draft)

    answer = send_page(client, draft, "apart", declared_managers=["Huw"], declared_conflicts=[""])

    assert where(answer) == at(draft, "check/")


def test_a_page_that_nobody_is_asked_is_not_there(client: Client, draft: Application) -> None:
    for key in ("nothing", "part1"):
        assert client.get(at(draft, f"form/{key}/")).status_code == 404
        assert client.post(at(draft, f"form/{key}/save/")).status_code == 404


@pytest.mark.parametrize("rest", ["form/work/", "check/", "sign/", "form/", "forget/", ""])
def test_nobody_else_sees_a_draft(
    client: Client, world: World, draft: Application, rest: str
) -> None:
    for row in (world.chris, world.amal):
        client.force_login(row)
        assert client.get(at(draft, rest)).status_code == 404


def test_of_two_tabs_the_second_sees_what_changed_and_keeps_what_was_typed(
    client: Client, draft: Application
) -> None:
    address = at(draft, "form/work/")
    first, second = read(client, address), read(client, address)
    client.post(address, {**WORK, "seen": seen(first)})

    other = {**WORK, "region": "scotland", "institution": "Kirk"}
    answer = client.post(address, {**other, "seen": seen(second)})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "These answers were changed elsewhere" in page
    assert re.findall(r"<dt>([^<]+)</dt><dd>\s*<bdi>([^<]+)<", page) == [
        ("Which region are you in?", "Wales"),
        ("Your school, college or other workplace", "\u2013"),
    ]
    assert 'value="scotland" selected' in page
    assert fresh(draft.id).typed["region"] == ["wales"]
    assert where(client.post(address, {**other, "seen": seen(page)})) == at(draft, "form/teaching/")
    assert fresh(draft.id).typed["region"] == ["scotland"]


def test_what_makes_no_sense_elsewhere_is_shown_as_it_was_typed(
    client: Client, draft: Application
) -> None:
    address = at(draft, "form/teaching/")
    first, second = read(client, address), read(client, address)
    client.post(address, {"experience_years": "a few", "seen": seen(first)})

    answer = client.post(address, {"experience_years": "3", "seen": seen(second)})

    assert "<bdi>a few</bdi>" in answer.content.decode()


def test_the_same_page_sent_twice_counts_once(client: Client, draft: Application) -> None:
    address = at(draft, "form/work/")
    sent = {**WORK, "seen": seen(read(client, address)), "once": "abc"}

    answers = [where(client.post(address, sent)) for _press in range(2)]

    assert answers == [at(draft, "form/teaching/")] * 2


@pytest.mark.requirement("ALL-44")
def test_a_draft_is_saved_while_somebody_types(client: Client, draft: Application) -> None:
    address = at(draft, "form/work/")
    before = seen(read(client, address))

    answer = client.post(f"{address}save/", {"sector": "academy", "seen": before})

    told = json.loads(answer.content)
    assert told["said"] == "Saved at 10:00"
    assert fresh(draft.id).typed["sector"] == ["academy"]
    assert told["seen"] == seen(read(client, address))
    late = client.post(f"{address}save/", {"sector": "independent", "seen": before})
    assert late.status_code == 409
    assert "Nothing is lost" in json.loads(late.content)["said"]
    assert client.get(f"{address}save/").status_code == 405


def test_what_was_sent_is_not_saved_while_somebody_types(
    client: Client, world: World, draft: Application
) -> None:
    send(world, fill(draft))

    assert client.post(at(draft, "form/work/save/"), {}).status_code == 403
    assert "saving.js" not in read(client, at(draft, "form/work/"))


@pytest.mark.parametrize("people", [1, 3])
def test_a_page_of_the_form_takes_the_same_queries_however_much_was_typed(
    client: Client,
    draft: Application,
    django_assert_num_queries: DjangoAssertNumQueries,
    people: int,
) -> None:
    names = [f"Person {number}" for number in range(people)]
    fill(draft, {**MENTEE_TYPES, "declared_managers": names})

    with django_assert_num_queries(9):
        client.get(at(draft, "form/work/"))


def test_the_answers_are_read_once_more_before_they_are_sent(
    client: Client, draft: Application
) -> None:
    fill(draft, {**MENTEE_TYPES, "sector": [""]})

    page = read(client, at(draft, "check/"))

    assert "1 question still needs an answer" in page
    assert "French (as a specialist), German (as a non-specialist)" in page
    assert "Welsh (at home)" in page
    assert "Huw Prys &lt;huw@school.example&gt;" in page
    assert f'href="{at(draft, "form/work/")}"' in page
    assert "Go on to the charter" not in page


def test_answers_that_are_complete_lead_to_the_charter(client: Client, draft: Application) -> None:
    fill(draft)

    page = read(client, at(draft, "check/"))

    assert "Answer what is missing" not in page
    assert f'href="{at(draft, "sign/")}"' in page
    assert where(client.get(at(draft, "form/"))) == at(draft, "form/membership/")


@pytest.mark.requirement("ALL-10")
@pytest.mark.requirement("ALL-11")
def test_one_signs_the_charter_one_has_read_and_the_application_is_sent(
    client: Client, draft: Application
) -> None:
    fill(draft)
    page = read(client, at(draft, "sign/"))
    assert "The limits of confidentiality" in page
    assert "Version 1" in page

    answer = client.post(at(draft, "sign/"), {"charter": "1"})

    assert where(answer) == at(draft)
    assert fresh(draft.id).state == "submitted"
    assert CharterSignature.objects.get().charter.version == 1
    page = read(client, at(draft))
    assert "Your application is sent. A receipt is on its way to you." in page
    assert where(client.post(at(draft, "sign/"), {"charter": "1"})) == at(draft)
    assert where(client.get(at(draft, "sign/"))) == at(draft)


def test_whoever_has_signed_already_only_sends(
    client: Client, world: World, draft: Application
) -> None:
    send(world, fill(begin(open_january(world, 4), world.dana)))
    again = begin(draft.joining_point, world.dana)

    page = read(client, at(again, "sign/"))

    assert "You signed this version on" in page
    assert "Send my application" in page


@pytest.mark.parametrize("sent", [{}, {"charter": "0"}, {"charter": "٣"}, {"charter": "9" * 40}])
def test_a_charter_that_was_not_shown_is_not_signed(
    client: Client, draft: Application, sent: dict[str, str]
) -> None:
    fill(draft)

    answer = client.post(at(draft, "sign/"), sent)

    assert answer.status_code == 422
    assert "Please read the charter first; it stands below." in answer.content.decode()
    assert fresh(draft.id).state == "draft"


def test_a_charter_that_was_replaced_meanwhile_is_read_again(
    client: Client, world: World, draft: Application
) -> None:
    fill(draft)
    publish_charter(by=actor_of(world.chris), scheme=world.scheme, text=CHARTER)

    answer = client.post(at(draft, "sign/"), {"charter": "1"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a newer version of the charter." in page
    assert 'name="charter" value="2"' in page


def test_without_a_charter_there_is_nothing_to_sign(client: Client, draft: Application) -> None:
    Charter.objects.all().delete()

    assert client.get(at(draft, "sign/")).status_code == 404


def test_answers_can_be_changed_until_the_joining_point_closes(
    client: Client, world: World, draft: Application, clock_stands_still: Traveller
) -> None:
    send(world, fill(draft))
    page = read(client, at(draft, "form/work/"))
    assert "You can change your answers until 8 January 2027." in page

    wrong = send_page(client, draft, "work", **{**WORK, "sector": ""})
    right = send_page(client, draft, "work", **{**WORK, "sector": "independent"})

    assert wrong.status_code == 422
    assert "Please answer this." in wrong.content.decode()
    assert where(right) == at(draft)
    assert fresh(draft.id).answers["sector"] == "independent"
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=9))
    client.force_login(world.dana)
    assert client.get(at(draft, "form/work/")).status_code == 403


def test_a_form_of_ones_own_is_read_in_the_readers_language(
    client: Client, world: World, draft: Application
) -> None:
    own = form_with(
        (
            question("own", label={"en": "Why you?", "cy": "Pam chi?"}),
            question(
                "pick",
                Kind.CHOICE,
                choices=(Option("a", {"en": "A", "cy": "Â"}), Option("b", {"en": "B"})),
            ),
            question("sure", Kind.SCALE, limits=Limits(1, 5, {"en": "not"}, {"en": "very"})),
            question("agrees", Kind.CONSENT),
            question("story", Kind.LONG_TEXT),
            question("languages_spoken", Kind.LANGUAGES),
        ),
        languages=("en", "cy"),
    )
    draft.delete()
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=own)
    application = begin(open_january(world, 4), world.dana)
    world.dana.language = "cy"
    world.dana.save()

    page = read(client, at(application, "form/part1/"))

    assert "Pam chi?" in page
    assert "Â" in page
    assert '5 <span class="option-note">very</span>' in page
    assert 'name="languages_spoken"' in page
    assert "languages_spoken__level" not in page
    sent = send_page(
        client, application, "part1", own="Hi.", pick="a", sure="5", agrees="yes", story="So."
    )
    assert where(sent) == at(application, "check/")
    assert "<bdi>Ie</bdi>" in read(client, at(application, "check/"))


def test_a_draft_can_be_resumed_on_another_device(
    client: Client, world: World, draft: Application, clock_stands_still: Traveller
) -> None:
    send_page(client, draft, "work", **WORK)
    clock_stands_still.shift(timedelta(days=29))
    other = Client()
    other.force_login(world.dana)

    assert 'value="wales" selected' in read(other, at(draft, "form/work/"))


def test_a_draft_is_erased_in_two_presses(client: Client, draft: Application) -> None:
    page = read(client, at(draft, "forget/"))
    assert "Everything you typed is erased at once." in page

    assert where(client.post(at(draft, "forget/"))) == "/my-applications/"

    assert Application.objects.count() == 0
    assert "The draft is erased." in read(client, "/my-applications/")
