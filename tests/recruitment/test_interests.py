"""Interests of their own for each kind of scheme: on its form, in its files, and named wherever an answer stands."""

from dataclasses import replace

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.recruitment.changes import choose_columns, form_draft, publish_form, start_import
from compagnon.recruitment.models import Application, FormVersion
from compagnon.recruitment.queries.export import list_rows
from compagnon.recruitment.queries.form_additions import begun_question
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Reading
from compagnon.recruitment.rules.default_form import FORMS
from compagnon.recruitment.rules.form import Form, Question, option_keys
from compagnon.recruitment.rules.form_editing import find_question, without_question
from compagnon.recruitment.rules.form_flaws import flaws_of
from compagnon.recruitment.rules.form_uses import unasked
from compagnon.recruitment.rules.lists import lists_of
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.vocabularies import INTERESTS, ROLES, VOCABULARIES, interests_of
from tests.cast import World, actor_of
from tests.recruitment.editing import at_form, by_chris
from tests.recruitment.files import bring_in, planned, run, upload
from tests.recruitment.pages import at, read

ASKED = ("interests_wanted", "interests_offered")
FILE = (
    b"Name,Email,Role,Interests wanted\nBela,bela@school.example,Mentee,Leadership; Oracy; Goals\n"
)


def question(form: Form, key: str = "interests_wanted") -> Question:
    return find_question(form, key)[1]


def fill_in(world: World, template: str) -> None:
    """Let the scheme ask what a kind of scheme asks."""
    publish_form(by=SYSTEM, scheme=world.scheme, form=FORMS[template])


@pytest.mark.requirement("NF-14")
def test_coaching_is_about_coaching_itself_a_practice_of_teaching_or_leadership() -> None:
    offered = option_keys(question(FORMS["coaching"], "interests_offered"))

    for kind in ("coaching_process", "coaching_explaining", "coaching_leading_people"):
        assert kind in offered
    assert "home_languages" not in offered


@pytest.mark.parametrize("template", FORMS)
@pytest.mark.parametrize("key", ASKED)
def test_the_form_of_each_kind_of_scheme_offers_interests_of_its_own(
    template: str, key: str
) -> None:
    offered = option_keys(question(FORMS[template], key))
    others = [one for name, one in FORMS.items() if name != template]

    assert offered == interests_of(template).keys
    assert all(set(offered).isdisjoint(option_keys(question(form, key))) for form in others)


@pytest.mark.parametrize("template", FORMS)
def test_a_question_that_is_asked_again_offers_them_as_well(template: str) -> None:
    form = without_question(FORMS[template], "interests_wanted")
    again = next(one for one in unasked(form, template) if one.key == "interests_wanted")

    assert again == question(FORMS[template])
    further = without_question(form, "availability")
    assert begun_question(further, "availability", template) != again
    assert begun_question(further, "interests_wanted", template) == again


def test_interests_come_from_a_list_of_interests() -> None:
    form = FORMS["coaching"]
    section, asked = find_question(form, "interests_wanted")
    odd = replace(asked, vocabulary="phases")
    questions = tuple(odd if one == asked else one for one in section.questions)
    sections = tuple(
        replace(one, questions=questions) if one.key == section.key else one
        for one in form.sections
    )

    assert list(flaws_of(form)) == []
    assert [flaw.key for flaw in flaws_of(replace(form, sections=sections))] == ["interests_wanted"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "keys", "unlisted"),
    [
        ("association", ("speaking", "leadership"), ["Goals"]),
        ("in_house", ("support_leading",), ["Oracy", "Goals"]),
        ("coaching", ("coaching_goals", "coaching_talk", "coaching_leading_people"), []),
    ],
)
def test_the_words_of_a_file_are_those_of_the_form_in_use(
    world: World, template: str, keys: tuple[str, ...], unlisted: list[str]
) -> None:
    fill_in(world, template)

    (line,) = planned(upload(world, FILE))

    assert line.row is not None
    assert line.row.interests_wanted == keys
    assert [text for field, text in line.row.unlisted if field == "interests_wanted"] == unlisted


@pytest.mark.django_db
def test_a_file_keeps_the_version_of_the_form_that_it_was_read_with(
    as_chris: Client, world: World
) -> None:
    fill_in(world, "association")
    file = upload(world, FILE)
    said = "A newer version of the form was published since this file was read"
    assert said not in read(as_chris, at(file))
    fill_in(world, "coaching")

    assert planned(file)[0].row.interests_wanted == ("speaking", "leadership")  # type: ignore[union-attr]  # a sound line
    assert said in read(as_chris, at(file))
    again = upload(world, FILE)
    start_import(by=actor_of(world.chris), import_file=file)
    run(file)

    application = Application.objects.get()
    assert application.answers["interests_wanted"] == ["speaking", "leadership"]
    assert application.form == FormVersion.objects.get(version=1)
    start_import(by=actor_of(world.chris), import_file=again)
    run(again)
    assert Application.objects.get().form == FormVersion.objects.get(version=2)


@pytest.mark.django_db
def test_choosing_columns_reads_a_file_with_the_form_as_it_stands(
    as_chris: Client, world: World
) -> None:
    fill_in(world, "association")
    file = upload(world, FILE)
    fill_in(world, "coaching")

    choose_columns(by=actor_of(world.chris), import_file=file, fields={})

    file.refresh_from_db()
    assert file.form == FormVersion.objects.get(version=2)
    assert planned(file)[0].row.interests_wanted[0] == "coaching_goals"  # type: ignore[union-attr]  # a sound line


def test_where_a_form_asks_about_no_interests_the_language_teachers_list_is_read() -> None:
    form = FORMS["coaching"]
    for key in ASKED:
        form = without_question(form, key)

    assert lists_of(form, ROLES) == VOCABULARIES
    assert lists_of(FORMS["coaching"], ROLES)[INTERESTS.key] == interests_of("coaching")


@pytest.mark.django_db
def test_an_answer_is_named_though_the_form_asks_otherwise_by_now(
    as_chris: Client, world: World
) -> None:
    fill_in(world, "coaching")
    bring_in(world, data=FILE)
    fill_in(world, "association")

    application = Application.objects.get()
    assert "Leading people and teams" in read(as_chris, at(application))
    rows = list_rows(
        viewer=actor_of(world.chris), joining_point=world.joining_point, wanted=Wanted()
    )
    assert any("Questions and talk in class, Leading people and teams" in one for one in rows[1])
    reading = Reading({"interests_wanted": ["coaching_goals", "grammar"]}, {}, {})
    form = FORMS["association"]
    assert list(map(str, in_words(form, question(form), reading, "en"))) == [
        "Finding and reaching goals of one's own",
        "Grammar",
    ]


@pytest.mark.django_db
def test_a_form_of_before_changes_over_by_taking_the_question_out_and_in(
    as_chris: Client, world: World
) -> None:
    type(world.scheme).objects.filter(pk=world.scheme.pk).update(template="coaching")
    fill_in(world, "association")
    world.scheme.refresh_from_db()
    form_draft.remove_question(**by_chris(world, key="interests_wanted", based_on=0))

    page = read(as_chris, at_form(world, "sections/hopes/add/interests_wanted/"))

    assert "Leading people and teams" in page
    assert "Home languages" not in page
