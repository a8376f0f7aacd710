"""A form in other languages and as an applicant sees it: side by side, what is missing, nothing kept."""

from dataclasses import replace

import pytest
from django.test import Client

from compagnon.core.errors import Refused
from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.changes import form_translation
from compagnon.recruitment.models import Application, FormDraft
from compagnon.recruitment.queries.form_languages import languages_of, places_to_translate
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.form import Kind, Limits, Option
from compagnon.recruitment.rules.form_content import to_content
from compagnon.recruitment.rules.form_editing import find_section
from compagnon.recruitment.rules.form_seen import seen_of_question, seen_of_texts
from compagnon.schemes.models import Scheme
from tests.cast import World
from tests.recruitment.editing import asked, at_form, by_chris, draft, own, view_of
from tests.recruitment.pages import read
from tests.recruitment.test_form_editor_pages import hidden, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(world: World) -> str:
    """A question of the scheme's own, in English alone; its key."""
    options = (Option("", {"en": "Often"}), Option("", {"en": "Never"}))
    question = own(Kind.CHOICE, choices=options, help={"en": "One is enough."})
    return changes.add_question(**by_chris(world, section_key="work", question=question))


def test_missing_texts_are_counted_in_each_language(
    as_chris: Client, world: World, choice: str
) -> None:
    counts = {one.code: one.missing_count for one in languages_of(view_of(world))}

    assert counts == dict.fromkeys(("cy", "fr", "de", "es"), 5)
    page = read(as_chris, at_form(world, "languages/"))
    assert "Where a text is missing, English is read instead." in page
    assert page.count("5 missing") == 4


def test_a_form_that_ships_is_complete_in_every_language(as_chris: Client, world: World) -> None:
    assert read(as_chris, at_form(world, "languages/")).count(">Complete<") == 4


def test_a_text_whose_first_language_changed_may_be_out_of_date(
    as_chris: Client, world: World
) -> None:
    standing = asked(DEFAULT_FORM, "hope")
    label = {"en": "What should change?", "cy": "Beth ddylai newid?"}
    changes.change_question(
        **by_chris(
            world, question=replace(standing, why={"en": "New."}), seen=seen_of_question(standing)
        )
    )
    changed = asked(draft(world.scheme), "hope")
    label["fr"] = next(
        place.words
        for place in places_to_translate(view_of(world), "hopes", "fr")
        if place.name == "hope.label"
    )
    changes.change_question(
        **by_chris(world, question=replace(changed, label=label), seen=seen_of_question(changed))
    )

    counts = {one.code: one.outdated_count for one in languages_of(view_of(world))}
    assert counts == {"cy": 0, "fr": 1, "de": 0, "es": 0}
    for page in ("languages/", "publish/"):
        assert "1 may be out of date" in read(as_chris, at_form(world, page))
    page = read(as_chris, at_form(world, "languages/fr/sections/hopes/"))
    assert page.count("May be out of date") == 1


def test_places_are_named_by_their_question(world: World) -> None:
    scale = own(Kind.SCALE, limits=Limits(1, 5, {"en": "not"}, {"en": "very"}))
    options = own(Kind.CHOICE, choices=(Option("a", {"en": "A"}), Option("b", {"en": "B"})))
    for question in (scale, options):
        changes.add_question(**by_chris(world, section_key="apart", question=question))

    labels = [str(one.label) for one in places_to_translate(view_of(world), "apart", "fr")]
    assert labels[:3] == ["Title", "Introduction", "Question 1"]
    assert labels[-8:] == [
        *("Question 3", "Question 3: why we ask", "Question 3: small end", "Question 3: large end"),
        *("Question 4", "Question 4: why we ask", "Question 4: answer 1", "Question 4: answer 2"),
    ]


def test_a_section_is_written_in_another_language_side_by_side(
    as_chris: Client, world: World, choice: str
) -> None:
    address = at_form(world, "languages/cy/sections/work/")
    page = read(as_chris, address)
    assert "Cymraeg" in page
    assert 'lang="en"' in page
    assert page.count("Missing") == 5
    places = places_to_translate(view_of(world), "work", "cy")
    sent = {place.name: place.words for place in places}
    sent |= {f"{choice}.label": "Anghenion mynediad?", "seen": hidden(page, "seen")}

    press(as_chris, address, {**sent, f"{choice}.label": "x" * 201}, status=422)
    leads = press(as_chris, address, sent)

    assert leads == at_form(world, "languages/#cy")
    form = draft(world.scheme)
    assert asked(form, choice).label == {"en": "Any access needs?", "cy": "Anghenion mynediad?"}
    assert asked(form, "region") == asked(DEFAULT_FORM, "region")


def test_the_second_translator_sees_what_changed_and_keeps_their_words(
    as_chris: Client, world: World, choice: str
) -> None:
    address, place = at_form(world, "languages/cy/sections/work/"), f"{choice}.label"
    seen = seen_of_texts(find_section(draft(world.scheme), "work"), "cy")
    sent = {
        place_.name: place_.words for place_ in places_to_translate(view_of(world), "work", "cy")
    }
    press(as_chris, address, {**sent, "seen": seen, place: "Eu geiriau"})

    page = press(as_chris, address, {**sent, "seen": seen, place: "Fy ngeiriau"}, status=422)

    assert '<span lang="cy">Eu geiriau</span>' in page
    assert 'value="Fy ngeiriau"' in page
    press(as_chris, address, {**sent, "seen": hidden(page, "seen"), place: "Fy ngeiriau"})
    assert asked(draft(world.scheme), choice).label == {
        "en": "Any access needs?",
        "cy": "Fy ngeiriau",
    }


@pytest.mark.parametrize("language", ["en", "tlh"])
def test_only_other_languages_of_the_site_are_translated(
    as_chris: Client, world: World, language: str
) -> None:
    assert as_chris.get(at_form(world, f"languages/{language}/sections/work/")).status_code == 404


def test_the_preview_shows_a_page_to_a_role_in_a_language(as_chris: Client, world: World) -> None:
    address = at_form(world, "preview/hopes/")
    mentee = read(as_chris, address)
    mentor = read(as_chris, f"{address}?role=mentor&language=cy")
    both = read(as_chris, f"{address}?role=both&language=tlh")

    assert "What would you like to talk about?" in mentee
    assert "What could you help somebody with?" not in mentee
    assert 'lang="cy"' in mentor
    assert "What could you help somebody with?" not in mentor
    assert "(dewisol)" in mentor
    assert "(optional)" not in mentor
    assert "What would you like to talk about?" in both
    assert "What could you help somebody with?" in both
    assert at_form(world, "preview/meeting/?role=mentor&amp;language=cy") in mentor
    assert "Only after “Which kind of member are you?”" in read(
        as_chris, at_form(world, "preview/work/")
    )


@pytest.mark.parametrize("is_allowed", [True, False])
@pytest.mark.requirement("CORE-12")
def test_the_preview_offers_to_have_been_directed_only_where_an_applicant_may_say_so(
    as_chris: Client, world: World, *, is_allowed: bool
) -> None:
    Scheme.objects.filter(id=world.scheme.id).update(
        template="in_house", settings={"may_be_directed": is_allowed}
    )

    page = read(as_chris, at_form(world, "preview/hopes/"))

    assert "I looked for it myself" in page
    assert ("My line manager asked me to" in page) == is_allowed


def test_the_preview_keeps_nothing(as_chris: Client, world: World) -> None:
    address = at_form(world, "preview/work/")

    assert as_chris.post(address, {"region": "wales"}).status_code == 405
    assert '<form class="form' not in read(as_chris, address)
    assert not Application.objects.exists()
    assert not FormDraft.objects.exists()


def test_the_preview_begins_where_something_is_asked(as_chris: Client, world: World) -> None:
    begin = at_form(world, "preview/")
    assert as_chris.get(begin).headers["Location"] == at_form(world, "preview/membership/")

    changes.add_section(**by_chris(world, title="More", intro=""))
    key = draft(world.scheme).sections[-1].key
    page = read(as_chris, at_form(world, f"preview/{key}/"))
    assert "Whoever applies so is asked nothing here." in page
    assert "Save and go on" not in page

    nothing = replace(DEFAULT_FORM, sections=draft(world.scheme).sections[-1:])
    FormDraft.objects.update(content=to_content(nothing))
    assert as_chris.get(begin).headers["Location"] == at_form(world, "edit/")


def test_a_form_is_written_in_another_language_first(as_chris: Client, world: World) -> None:
    address = at_form(world, "languages/cy/first/")
    page = read(as_chris, at_form(world, "languages/"))
    assert page.count("Write the form in this language first") == 4

    press(as_chris, address, {"based_on": hidden(page, "based_on")})

    view = view_of(world)
    assert (view.main, view.flaw_count) == ("cy", 0)
    assert "You write it in Welsh" in read(as_chris, at_form(world, "questions/region/"))
    assert "First language" in read(as_chris, at_form(world, "publish/"))
    leads = press(as_chris, address, {"based_on": "0"})
    assert "Somebody else has changed this meanwhile" in read(as_chris, leads)


def test_a_language_comes_first_only_when_nothing_is_missing(world: World, choice: str) -> None:
    assert choice
    for language, said in (
        ("cy", "Some texts are still missing"),
        ("tlh", "does not speak that language"),
    ):
        with pytest.raises(Refused, match=said):
            form_translation.choose_first_language(**by_chris(world, language=language, based_on=1))


def test_strange_keys_move_nothing(as_chris: Client, world: World) -> None:
    leads = press(as_chris, at_form(world, "move/"), {"question_up": "a\r\nb\x00", "based_on": "0"})

    assert "somebody else has taken it away" in read(as_chris, leads.partition("#")[0])
    assert not FormDraft.objects.exists()
