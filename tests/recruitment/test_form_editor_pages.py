"""The pages on which a scheme's form is read and changed; nothing needs JavaScript."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.changes import publish_form
from compagnon.recruitment.models import FormDraft
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.form import Kind, Limits, ShownIf
from compagnon.recruitment.rules.form_editing import changed_question, find_section, with_question
from compagnon.recruitment.rules.form_seen import seen_of_question, seen_of_section
from compagnon.schemes.models import Scheme
from compagnon.schemes.vocabularies import CAREER_STAGES
from tests.cast import World, actor_of
from tests.recruitment.editing import asked, at_form, by_chris, draft, own, view_of
from tests.recruitment.pages import read

pytestmark = pytest.mark.django_db


def press(client: Client, address: str, data: dict[str, Any], *, status: int = 303) -> str:
    """Send a form; return where it leads, or the page that says what is wrong."""
    response = client.post(address, data)
    assert response.status_code == status, response.content.decode()
    return response.headers["Location"] if status == 303 else response.content.decode()


def hidden(page: str, name: str) -> str:
    """Return what a page sends back without showing it."""
    found = re.search(f'name="{name}"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def words(key: str, **more: Any) -> dict[str, Any]:
    """Return a question of the shipped form as its page sends it."""
    one = asked(DEFAULT_FORM, key)
    sent = {
        "seen": seen_of_question(one),
        "label": one.label,
        "help": one.help,
        "why": one.why,
        "roles": list(one.roles),
    }
    return {**sent, **({"required": "on"} if one.required else {}), **more}


@pytest.mark.requirement("ALL-46")
def test_the_form_page_says_of_each_question_what_becomes_of_the_answer(
    as_chris: Client, world: World
) -> None:
    page = read(as_chris, at_form(world))

    region = page[page.index('id="region"') : page.index('id="postcode_area"')]
    for said in (
        "Which region are you in?",
        "One of several answers",
        "Required",
        "Matching",
        "Equity",
        "Mentors, Mentees",
        "So that no region is left out",
        "and your partner once you have one",
    ):
        assert said in region
    assert "Only after “Which kind of member are you?”: Individual member" in page
    assert "From 1 to 2" in page
    assert "answers of a list that ships" in page
    assert "Name and e-mail address" in page


@pytest.mark.parametrize("sections", [1, 3])
@pytest.mark.parametrize(
    ("rest", "queries"), [("", 7), ("edit/", 6), ("languages/", 6), ("publish/", 9)]
)
def test_the_pages_of_a_form_take_so_many_queries_however_much_is_asked(
    as_chris: Client, world: World, sections: int, rest: str, queries: int
) -> None:
    for number in range(sections):
        changes.add_section(**by_chris(world, title=str(number), intro=""))

    with CaptureQueriesContext(connection) as seen:
        read(as_chris, at_form(world, rest))

    assert len(seen) == queries


def test_the_form_page_lists_what_was_published(as_chris: Client, world: World) -> None:
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=DEFAULT_FORM)

    page = read(as_chris, at_form(world))
    assert "Applications sent on it" in page
    assert "14 September 2026" in page


def test_a_schemes_page_leads_to_its_form(as_chris: Client, world: World) -> None:
    assert at_form(world) in read(as_chris, f"/schemes/{world.scheme.id.hex}/")


@pytest.mark.parametrize("rest", ["", "edit/", "questions/region/"])
def test_nobody_else_sees_the_form_of_a_scheme(client: Client, world: World, rest: str) -> None:
    client.force_login(world.dana)

    assert client.get(at_form(world, rest)).status_code == 404


@pytest.mark.parametrize(
    "rest",
    [
        *("sections/other/", "sections/other/remove/", "sections/other/add/"),
        *("sections/work/add/region/", "sections/work/add/people/", "questions/other/"),
        *("questions/region/when/other/", "questions/region/when/modes/"),
    ],
)
def test_what_is_not_in_the_form_is_not_there(as_chris: Client, world: World, rest: str) -> None:
    assert as_chris.get(at_form(world, rest)).status_code == 404


def test_sections_are_added_worded_and_removed_on_pages(as_chris: Client, world: World) -> None:
    page = press(as_chris, at_form(world, "new-section/"), {"title": " "}, status=422)
    assert "This field is required." in page
    press(as_chris, at_form(world, "new-section/"), {"title": "More"})
    key = draft(world.scheme).sections[-1].key
    page = read(as_chris, at_form(world, f"sections/{key}/"))
    sent = {"seen": hidden(page, "seen"), "title": "And more", "intro": "If you like."}
    press(as_chris, at_form(world, f"sections/{key}/"), {**sent, "title": ""}, status=422)
    press(as_chris, at_form(world, f"sections/{key}/"), sent)

    assert draft(world.scheme).sections[-1].title == {"en": "And more"}
    assert "asks nothing" in read(as_chris, at_form(world, "edit/"))
    assert "1 thing has to be put right" in read(as_chris, at_form(world, "edit/"))

    page = read(as_chris, at_form(world, f"sections/{key}/remove/"))
    assert "And more" in page
    press(
        as_chris,
        at_form(world, f"sections/{key}/remove/"),
        {"based_on": hidden(page, "based_on")},
    )
    assert draft(world.scheme) == DEFAULT_FORM


def test_too_many_sections_are_refused(
    as_chris: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compagnon.recruitment.rules.form_editing.MOST_SECTIONS", 6)
    monkeypatch.setattr("compagnon.recruitment.rules.form_editing.MOST_QUESTIONS", 6)

    page = press(as_chris, at_form(world, "new-section/"), {"title": "More"}, status=422)
    assert "A form has 6 sections at most." in page
    sent = {"label": "Really?", "why": "To know.", "roles": ["mentor"]}
    page = press(as_chris, at_form(world, "sections/work/add/consent/"), sent, status=422)
    assert "A form asks 6 questions at most." in page


def test_the_second_writer_of_a_section_sees_what_changed_and_keeps_their_words(
    as_chris: Client, world: World
) -> None:
    seen = seen_of_section(find_section(DEFAULT_FORM, "work"))
    theirs = {"key": "work", "title": "Your work", "intro": "", "seen": seen}
    changes.change_section(**by_chris(world, **theirs))
    address, mine = at_form(world, "sections/work/"), {"seen": seen, "title": "Where you teach"}

    page = press(as_chris, address, mine, status=409)

    assert "Somebody else has changed this meanwhile" in page
    assert "<dd>Your work</dd>" in page
    assert 'value="Where you teach"' in page
    press(as_chris, address, {**mine, "seen": hidden(page, "seen")})
    assert find_section(draft(world.scheme), "work").title != {"en": "Your work"}


def test_a_question_is_worded_anew(as_chris: Client, world: World) -> None:
    address = at_form(world, "questions/hope/")
    page = read(as_chris, address)
    assert "This follows from what is done with the answer." in page
    assert "Compagnon uses the answer" in read(as_chris, at_form(world, "questions/region/"))

    page = press(as_chris, address, words("hope", why=""), status=422)
    assert "This field is required." in page
    press(as_chris, address, words("hope", help="", roles=["mentor", "mentee"]))

    changed = asked(draft(world.scheme), "hope")
    assert (changed.help, changed.roles) == ("", ("mentor", "mentee"))
    assert changed.label == asked(DEFAULT_FORM, "hope").label


def test_the_second_writer_of_a_question_sees_what_changed_and_keeps_their_words(
    as_chris: Client, world: World
) -> None:
    address = at_form(world, "questions/hope/")
    press(as_chris, address, words("hope", label="Theirs?"))

    page = press(as_chris, address, words("hope", label="Mine?"), status=409)

    assert "<strong>Theirs?</strong>" in page
    assert 'value="Mine?"' in page
    press(as_chris, address, words("hope", label="Mine?", seen=hidden(page, "seen")))
    changed = draft(world.scheme)
    assert changed.words(asked(changed, "hope").label, "en") == "Mine?"


@pytest.mark.requirement("ALL-54")
def test_what_no_scheme_can_do_without_is_asked_of_everybody(
    as_chris: Client, world: World
) -> None:
    page = read(as_chris, at_form(world, "questions/declared_managers/remove/"))
    assert "this question stays, for everybody" in page
    assert "Remove it" not in page
    assert "Remove it" not in read(as_chris, at_form(world, "sections/apart/remove/"))
    for rest in ("questions/declared_managers/remove/", "sections/apart/remove/"):
        leads = press(as_chris, at_form(world, rest), {"based_on": "0"})
        assert "this question stays" in read(as_chris, leads)
    assert 'name="roles"' not in read(as_chris, at_form(world, "questions/declared_managers/"))

    sent = words("declared_managers", label="Who manages you?")
    press(as_chris, at_form(world, "questions/declared_managers/"), sent)
    assert asked(draft(world.scheme), "declared_managers").roles == ("mentor", "mentee")

    press_when = at_form(world, "questions/declared_conflicts/when/modes/")
    seen = seen_of_question(asked(DEFAULT_FORM, "declared_conflicts"))
    page = press(as_chris, press_when, {"seen": seen, "answers": ["online"]}, status=422)
    assert "this question stays, for everybody" in page


@pytest.mark.requirement("ALL-53")
def test_the_editor_warns_before_a_question_that_is_used_is_removed(
    as_chris: Client, world: World
) -> None:
    page = read(as_chris, at_form(world, "questions/region/remove/"))
    assert "Matching: This cannot be ruled out any more: Face to face only" in page
    assert "Equity: Places cannot be shared out evenly over it." in page
    assert "Nothing else depends on it." in read(as_chris, at_form(world, "questions/hope/remove/"))
    Scheme.objects.update(template="in_house")
    page = read(as_chris, at_form(world, "questions/membership_category/remove/"))
    assert "“Membership number” depends on its answers, and has to be changed." in page

    leads = press(
        as_chris, at_form(world, "questions/membership_category/remove/"), {"based_on": "0"}
    )

    assert "Depends on a question that is gone" in read(as_chris, leads)
    assert "depends on an answer that no earlier section offers" in read(as_chris, leads)
    press(as_chris, at_form(world, "questions/region/remove/"), {"based_on": "0"})
    assert asked(draft(world.scheme), "region")


def test_a_question_that_ships_is_added_again(as_chris: Client, world: World) -> None:
    changes.remove_question(**by_chris(world, key="region", based_on=0))
    address = at_form(world, "sections/apart/add/")
    page = read(as_chris, address)
    assert "Ready to use" in page

    leads = at_form(world, "sections/apart/add/region/")
    assert leads in page
    assert "Which region are you in?" in read(as_chris, leads)
    press(as_chris, leads, words("region", seen=""))

    assert draft(world.scheme).sections[-1].questions[-1] == asked(DEFAULT_FORM, "region")
    assert "Ready to use" not in read(as_chris, address)


OWN = {"label": "Any access needs?", "why": "To meet them.", "roles": ["mentor"]}


@pytest.mark.parametrize(
    ("kind", "more", "found"),
    [
        ("short_text", {}, {}),
        ("long_text", {"help": "In a few words."}, {"help": {"en": "In a few words."}}),
        ("consent", {"required": "on"}, {"required": True}),
        ("number", {"low": "0", "high": "40"}, {"limits": Limits(0, 40)}),
        (
            "scale",
            {"low": "1", "high": "5", "low_text": "not", "high_text": "very"},
            {"limits": Limits(1, 5, {"en": "not"}, {"en": "very"})},
        ),
        ("languages", {"option_0": ""}, {"choices": ()}),
    ],
)
def test_a_question_of_ones_own_is_added(
    as_chris: Client, world: World, kind: str, more: dict[str, Any], found: dict[str, Any]
) -> None:
    address = at_form(world, f"sections/work/add/{kind}/")
    assert "The Coordination Group. Nobody else." in read(as_chris, address)
    press(as_chris, address, {**OWN, **more})

    made = draft(world.scheme).sections[1].questions[-1]
    assert made == replace(own(Kind(kind), roles=("mentor",), **found), key=made.key)
    assert "Any access needs?" in read(as_chris, at_form(world, f"questions/{made.key}/"))


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("choice", {"option_0": "Yes", "option_1": ""}, "Please write at least two answers"),
        ("several", {}, "Please write at least two answers"),
        ("number", {"low": "", "high": "4"}, "This field is required."),
        ("number", {"low": "4", "high": "4"}, "The largest number has to be larger"),
        ("scale", {"low": "0", "high": "11"}, "A scale of more than eleven steps"),
        ("short_text", {"label": "x" * 201}, "has at most 200 characters"),
        ("short_text", {"roles": []}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_question_is_said_beside_it(
    as_chris: Client, world: World, kind: str, more: dict[str, Any], said: str
) -> None:
    address = at_form(world, f"sections/work/add/{kind}/")

    page = press(as_chris, address, {**OWN, **more}, status=422)

    assert said in page
    assert not FormDraft.objects.exists()


def test_answers_are_added_moved_and_emptied_without_javascript(
    as_chris: Client, world: World
) -> None:
    address = at_form(world, "sections/work/add/choice/")
    typed = {**OWN, "option_0": "Often", "option_1": "Never", "option_2": "Sometimes"}

    page = press(as_chris, address, {**typed, "raise": "2"}, status=200)
    assert page.index('value="Sometimes"') < page.index('value="Never"')
    assert 'value="Any access needs?"' in page
    page = press(as_chris, address, {**typed, "more": "1"}, status=200)
    assert 'name="option_3"' in page
    assert 'name="option_4"' not in page
    press(as_chris, address, {**typed, "raise": "9"}, status=200)
    press(as_chris, address, {**typed, "option_1": ""})

    made = draft(world.scheme).sections[1].questions[-1]
    assert [one.text for one in made.choices] == [{"en": "Often"}, {"en": "Sometimes"}]
    page = read(as_chris, at_form(world, f"questions/{made.key}/"))
    assert made.choices[0].key in page
    assert 'name="option_2"' in page


def test_no_more_answers_than_anybody_reads(as_chris: Client, world: World) -> None:
    typed = {**OWN, **{f"option_{number}": str(number) for number in range(45)}}
    address = at_form(world, "sections/work/add/several/")

    assert 'name="option_40"' not in press(as_chris, address, {**typed, "more": "1"}, status=200)
    press(as_chris, address, typed)
    assert len(draft(world.scheme).sections[1].questions[-1].choices) == 40


def test_a_question_is_asked_after_some_answers_or_always(as_chris: Client, world: World) -> None:
    start = at_form(world, "questions/hope/when/")
    seen = seen_of_question(asked(DEFAULT_FORM, "hope"))
    read(as_chris, start)
    press(as_chris, start, {"depends_on": "nothing"}, status=422)
    leads = press(as_chris, start, {"seen": seen, "depends_on": "career_stage"})
    page = read(as_chris, leads)
    press(as_chris, leads, {"seen": hidden(page, "seen")}, status=422)
    press(as_chris, leads, {"seen": hidden(page, "seen"), "answers": ["early_career"]})

    changed = asked(draft(world.scheme), "hope")
    assert changed.shown_if == ShownIf("career_stage", ("early_career",))
    assert "Only after" in read(as_chris, start)
    assert " checked" in read(as_chris, leads)

    page = press(as_chris, leads, {"seen": seen, "answers": [CAREER_STAGES.keys[-1]]}, status=422)
    assert "Somebody else has changed this meanwhile" in page
    page = press(as_chris, start, {"seen": seen}, status=422)
    assert "Somebody else has changed this meanwhile" in page
    press(as_chris, start, {"seen": hidden(page, "seen")})
    assert asked(draft(world.scheme), "hope").shown_if is None


def test_sections_and_questions_are_moved_by_buttons(as_chris: Client, world: World) -> None:
    address = at_form(world, "move/")
    press(as_chris, address, {"question_down": "region", "based_on": "0"})
    press(as_chris, address, {"section_up": "work", "based_on": "1"})
    leads = press(as_chris, address, {"section_up": "work", "based_on": "1"})
    press(as_chris, address, {"based_on": "x"})

    assert "Somebody else has changed this meanwhile" in read(as_chris, leads)
    first = draft(world.scheme).sections[0]
    assert first.key == "work"
    assert [one.key for one in first.questions][1:3] == ["postcode_area", "region"]
    assert view_of(world).revision == 2


@pytest.mark.requirement("ALL-47")
def test_a_form_of_before_asks_day_by_day_at_a_press(as_chris: Client, world: World) -> None:
    standing = view_of(world).form
    older = replace(asked(standing, "availability"), kind=Kind.AVAILABILITY)
    when = ShownIf("availability", ("evenings", "holidays"))
    depending = replace(own(), key="late", shown_if=when)
    form = with_question(changed_question(standing, older), "apart", depending)
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=form)
    page = read(as_chris, at_form(world, "edit/"))
    assert 'name="by_day" value="availability"' in page

    sent = {"by_day": "availability", "based_on": "0"}
    leads = press(as_chris, at_form(world, "move/"), sent)
    press(as_chris, at_form(world, "move/"), {**sent, "based_on": "1"})

    assert leads == f"{at_form(world, 'edit/')}#availability"
    assert "Ask day by day" not in read(as_chris, leads)
    drafted = draft(world.scheme)
    assert asked(drafted, "availability") == asked(standing, "availability")
    after = asked(drafted, "late").shown_if
    assert after is not None
    assert (after.answers[0], len(after.answers), after.answers[-1]) == (
        "mon_evening",
        6,
        "holidays",
    )
    assert view_of(world).revision == 1


def test_a_draft_is_given_up(as_chris: Client, world: World) -> None:
    changes.move_question(**by_chris(world, key="region", up=True, based_on=0))
    page = read(as_chris, at_form(world, "edit/"))
    assert 'name="based_on" value="1">Give the draft up</button>' in page
    assert "Go on with the draft" in read(as_chris, at_form(world))
    changes.move_question(**by_chris(world, key="region", up=True, based_on=1))

    leads = press(as_chris, at_form(world, "drop/"), {"based_on": "1"})

    assert leads == at_form(world, "edit/")
    assert "Somebody else has changed this meanwhile" in read(as_chris, leads)
    assert FormDraft.objects.exists()

    leads = press(as_chris, at_form(world, "drop/"), {"based_on": "2"})

    assert "The form stays as it stands." in read(as_chris, leads)
    assert not FormDraft.objects.exists()


def test_a_form_without_sections_says_what_is_missing(as_chris: Client, world: World) -> None:
    FormDraft.objects.create(
        scheme=world.scheme, content={"languages": ["en"], "sections": []}, based_on=0
    )

    page = read(as_chris, at_form(world, "edit/"))
    assert "A form needs at least one question." in page
    assert view_of(world).question_count == 0


def test_the_page_of_a_question_is_called_like_the_question_and_shows_answers_that_ship(
    as_chris: Client, world: World
) -> None:
    shipped = read(as_chris, at_form(world, "questions/region/"))
    new = read(as_chris, at_form(world, "sections/work/add/choice/"))

    assert "Which region are you in?</h1>" in shipped
    assert "<li>Wales</li>" in shipped
    assert "They ship with Compagnon in every language" in shipped
    assert "A new question</h1>" in new
    assert "They ship with Compagnon" not in new


def test_a_question_that_can_depend_on_none_says_so_in_place_of_a_link(
    as_chris: Client, world: World
) -> None:
    page = read(as_chris, at_form(world, "edit/"))

    said = "Always asked: nothing that it could depend on is asked in an earlier section."
    assert said in page
    for section in DEFAULT_FORM.sections[:1]:
        for one in section.questions:
            assert at_form(world, f"questions/{one.key}/when/") not in page
    assert at_form(world, "questions/hope/when/") in page
