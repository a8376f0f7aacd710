"""Interests in a scheme's own words: one list in both questions, in files, and wherever an answer stands."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from compagnon.core.actors import SYSTEM
from compagnon.matching.queries.card import get_card
from compagnon.matching.queries.pairs import list_pair_rows
from compagnon.recruitment.changes import form_draft, form_translation, publish_form
from compagnon.recruitment.models import Application, FormDraft
from compagnon.recruitment.queries.export import list_rows
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Reading
from compagnon.recruitment.rules.default_form import FORMS
from compagnon.recruitment.rules.form import Form, Option, Question, option_keys
from compagnon.recruitment.rules.form_editing import (
    changed_question,
    find_section,
    without_question,
)
from compagnon.recruitment.rules.form_flaws import flaws_of
from compagnon.recruitment.rules.form_seen import seen_of_question, seen_of_texts
from compagnon.recruitment.rules.interests import (
    OFFERED,
    WANTED,
    names_after,
    offered_by,
    vocabulary_in,
    with_one_list,
)
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.vocabularies import INTERESTS
from tests.cast import World, actor_of
from tests.matching.room import computed_run
from tests.recruitment.editing import asked, at_form, by_chris, draft
from tests.recruitment.files import bring_in
from tests.recruitment.pages import at, read
from tests.recruitment.test_form_editor_pages import press

SHIPPED = FORMS["association"]
OWN = (
    Option("grammar", {"en": "Speaking", "de": "Sprechen"}),
    Option("o_1", {"en": "Forest school"}),
    Option("speaking", "Speaking"),
)


def with_list(form: Form, key: str, *choices: Option) -> Form:
    return changed_question(form, replace(asked(form, key), vocabulary="", choices=choices))


def own_form(*choices: Option) -> Form:
    """Return the shipped form with a list of the scheme's own in both questions."""
    return with_one_list(SHIPPED, with_list(SHIPPED, WANTED, *choices))


def as_sent(question: Question, **more: Any) -> dict[str, Any]:
    """Return a question about interests as its page sends it."""
    sent: dict[str, Any] = {
        "seen": seen_of_question(question),
        "label": question.label,
        "help": question.help,
        "why": question.why,
        "required": "on",
        "roles": list(question.roles),
    }
    for number, option in enumerate(offered_by(question)):
        sent[f"option_{number}_key"] = option.key
        text = option.text
        sent[f"option_{number}"] = text if isinstance(text, str) else text["en"]
    return {**sent, **more}


def test_both_questions_offer_one_list() -> None:
    changed = with_one_list(SHIPPED, with_list(SHIPPED, OFFERED, *OWN))
    again = with_one_list(without_question(changed, WANTED), with_list(changed, WANTED, OWN[1]))

    assert asked(changed, WANTED).choices == asked(changed, OFFERED).choices == OWN
    assert asked(again, WANTED).choices == OWN
    assert list(flaws_of(changed)) == []
    assert with_one_list(changed, SHIPPED) == SHIPPED
    only = without_question(changed, OFFERED)
    assert with_one_list(only, only) == only


def test_a_word_of_a_file_means_the_entry_that_is_called_so() -> None:
    found = vocabulary_in(with_list(SHIPPED, WANTED, *OWN))

    assert [one.key for one in found.find("forest school")] == ["o_1"]
    assert [one.key for one in found.find("Sprechen")] == ["grammar"]
    assert [one.key for one in found.find("Speaking")] == ["grammar"]
    assert [one.key for one in found.find("Grammar")] == ["grammar"]
    assert found.find("Home languages") == ()
    assert found["grammar"].english == "Speaking"


def test_an_entry_keeps_its_name_when_it_is_dropped_and_ships_again_when_it_is_not_worded() -> None:
    names = names_after(own_form(*OWN), {})

    assert names == {
        "grammar": {"en": "Speaking", "de": "Sprechen", "": "Speaking"},
        "o_1": {"en": "Forest school", "": "Forest school"},
    }
    assert names_after(without_question(without_question(SHIPPED, WANTED), OFFERED), names) == names
    assert names_after(SHIPPED, names) == {"o_1": names["o_1"]}


def test_an_answer_of_before_is_named_on_a_form_with_a_list_of_its_own() -> None:
    form = with_list(SHIPPED, WANTED, *OWN)
    reading = Reading({WANTED: ["o_1", "assessment"]}, {}, {})

    said = in_words(form, asked(form, WANTED), reading, "de")

    assert list(map(str, said)) == ["Forest school", str(INTERESTS["assessment"].label)]


@pytest.mark.django_db
def test_a_coordinator_adds_renames_and_drops_entries_in_the_editor(
    as_chris: Client, world: World
) -> None:
    publish_form(by=SYSTEM, scheme=world.scheme, form=SHIPPED)
    address = at_form(world, f"questions/{WANTED}/")
    assert "Both questions about interests offer this one list" in read(as_chris, address)
    standing = asked(SHIPPED, WANTED)
    press(as_chris, address, as_sent(standing, help="Choose three."))
    assert asked(draft(world.scheme), WANTED).vocabulary == INTERESTS.key

    standing = asked(draft(world.scheme), WANTED)
    count = len(INTERESTS.keys)
    own = {"option_0": "", "option_1": "Talk", f"option_{count}": "Forest school"}
    press(as_chris, address, as_sent(standing, **own))

    offered = asked(draft(world.scheme), OFFERED)
    assert option_keys(offered)[:-1] == INTERESTS.keys[1:]
    assert option_keys(offered)[-1].startswith("o_")
    page = read(as_chris, at_form(world, "languages/de/sections/hopes/"))
    assert page.count('value="Forest school"') + page.count("Forest school</") == 1
    assert f"{OFFERED}.option." not in page


@pytest.mark.django_db
def test_files_matching_and_exports_say_the_schemes_words_in_both_languages(
    as_chris: Client, world: World
) -> None:
    publish_form(by=SYSTEM, scheme=world.scheme, form=own_form(*OWN))
    bring_in(
        world,
        data=b"Name,Email,Role,Interests wanted,Interests offered\n"
        b"Bela,bela@school.example,Mentee,Forest school; Sprechen,\n"
        b"Amal,amal@school.example,Mentor,,Forest school; Speaking\n",
    )
    Application.objects.update(state=Application.State.APPROVED)
    mentee, mentor = (
        Application.objects.get(is_mentee=True),
        Application.objects.get(is_mentor=True),
    )
    assert mentee.answers[WANTED] == mentor.answers[OFFERED] == ["grammar", "o_1"]
    publish_form(by=SYSTEM, scheme=world.scheme, form=own_form(*OWN[::2]))
    run = computed_run(world)
    viewer = actor_of(world.chris)

    for language, words in (("en", "Speaking, Forest school"), ("de", "Sprechen, Forest school")):
        with override(language):
            card = get_card(viewer=viewer, run=run, mentor_id=mentor.id, mentee_id=mentee.id)
            assert card is not None
            assert card.beside[0].said[0] == words
            assert any(words in said for said in card.row.told.speaks_for)
            assert any(words in str(said) for said in card.told_to_both)
            assert any(words in row[-2] for row in list_pair_rows(viewer=viewer, run=run))
            rows = list_rows(viewer=viewer, joining_point=world.joining_point, wanted=Wanted())
            assert any(words in row for row in rows)
    assert "Forest school" in read(as_chris, at(mentor))
    world.scheme.refresh_from_db()
    assert interest_names(world.scheme)["o_1"] == "Forest school"


@pytest.mark.django_db
def test_a_list_is_translated_once_for_both_questions(world: World) -> None:
    publish_form(by=SYSTEM, scheme=world.scheme, form=own_form(*OWN))
    seen = seen_of_texts(find_section(with_list(SHIPPED, WANTED, *OWN), "hopes"), "de")
    words = {f"{WANTED}.option.o_1": "Waldschule"}
    form_translation.translate_section(
        **by_chris(world, key="hopes", language="de", words=words, seen=seen)
    )
    form_draft.publish_form_draft(**by_chris(world, based_on=FormDraft.objects.get().revision))

    world.scheme.refresh_from_db()
    with override("de"):
        assert interest_names(world.scheme)["o_1"] == "Waldschule"
