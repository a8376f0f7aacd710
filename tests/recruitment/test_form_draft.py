"""The next version of a form: several coordinators, nothing overwritten, nothing published by accident."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.changes import form_translation, publish_form
from compagnon.recruitment.models import FormDraft, FormVersion
from compagnon.recruitment.queries.form import form_of, form_of_scheme
from compagnon.recruitment.queries.form_view import get_form_draft, get_form_view, list_versions
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.form import Kind, Option
from compagnon.recruitment.rules.form_content import to_content
from compagnon.recruitment.rules.form_editing import find_section, without_section
from compagnon.recruitment.rules.form_seen import (
    seen_of_question,
    seen_of_section,
    seen_of_texts,
)
from compagnon.recruitment.rules.saving import Overtaken
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, open_january, send, stored
from tests.recruitment.editing import asked, by_chris, draft, own, view_of

pytestmark = pytest.mark.django_db


def event_names() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


def relabel(world: World, key: str, words: str, *, seen: str = "") -> None:
    standing = asked(view_of(world).form, key)
    changes.change_question(
        **by_chris(
            world,
            question=replace(standing, label={"en": words}),
            seen=seen or seen_of_question(standing),
        )
    )


def test_a_first_change_begins_a_draft_of_what_stands(world: World) -> None:
    relabel(world, "region", "Where are you?")

    assert asked(draft(world.scheme), "region").label == {"en": "Where are you?"}
    assert form_of_scheme(world.scheme.id).form == DEFAULT_FORM
    assert (view_of(world).revision, view_of(world).is_new) == (1, True)
    assert event_names() == ["FormDrafted"]


def test_the_same_again_changes_nothing(world: World) -> None:
    relabel(world, "region", "Where are you?")
    relabel(world, "region", "Where are you?")

    assert view_of(world).revision == 1


def test_two_coordinators_change_two_questions_at_once(world: World) -> None:
    standing = view_of(world).form
    for key in ("region", "sector"):
        relabel(world, key, f"{key}?", seen=seen_of_question(asked(standing, key)))

    form = draft(world.scheme)
    assert [form.words(asked(form, key).label, "en") for key in ("region", "sector")] == [
        "region?",
        "sector?",
    ]


def test_the_second_of_two_who_change_one_question_does_not_overwrite(world: World) -> None:
    seen = seen_of_question(asked(view_of(world).form, "region"))
    relabel(world, "region", "Where are you?", seen=seen)

    with pytest.raises(Overtaken, match="Somebody else has changed this meanwhile"):
        relabel(world, "region", "Which region?", seen=seen)

    assert asked(draft(world.scheme), "region").label == {"en": "Where are you?"}


def test_sections_are_added_worded_moved_and_removed(world: World) -> None:
    key = changes.add_section(**by_chris(world, title="More", intro=""))
    seen = seen_of_section(find_section(draft(world.scheme), key))
    words = {"key": key, "title": "And more", "intro": "If you like."}
    changes.change_section(**by_chris(world, **words, seen=seen))
    with pytest.raises(Overtaken):
        changes.change_section(**by_chris(world, **words, seen=seen))
    changes.move_section(**by_chris(world, key=key, up=True, based_on=2))

    section = draft(world.scheme).sections[-2]
    assert (section.title, section.intro) == ({"en": "And more"}, {"en": "If you like."})

    seen = seen_of_section(section)
    changes.change_section(**by_chris(world, key=key, title="And more", intro="", seen=seen))
    assert draft(world.scheme).sections[-2].intro == ""
    changes.remove_section(**by_chris(world, key=key, based_on=4))
    assert draft(world.scheme) == DEFAULT_FORM


def test_questions_are_added_moved_and_removed(world: World) -> None:
    choice = own(Kind.CHOICE, choices=(Option("", {"en": "Yes"}), Option("", {"en": "No"})))
    key = changes.add_question(**by_chris(world, section_key="work", question=choice))
    again = changes.add_question(**by_chris(world, section_key="work", question=choice))

    made = asked(draft(world.scheme), key)
    assert key != again
    assert key.startswith("q_")
    assert len({option.key for option in made.choices} - {""}) == 2

    changes.move_question(**by_chris(world, key=key, up=True, based_on=2))
    with pytest.raises(Overtaken):
        changes.move_question(**by_chris(world, key=key, up=True, based_on=2))
    changes.remove_question(**by_chris(world, key=key, based_on=3))
    changes.remove_question(**by_chris(world, key=again, based_on=4))
    assert draft(world.scheme) == DEFAULT_FORM


def test_a_question_that_ships_keeps_its_key(world: World) -> None:
    changes.remove_question(**by_chris(world, key="region", based_on=0))
    region = asked(DEFAULT_FORM, "region")

    assert changes.add_question(**by_chris(world, section_key="apart", question=region)) == "region"
    assert draft(world.scheme).sections[-1].questions[-1] == region


def test_answers_that_stay_keep_their_keys(world: World) -> None:
    options = (Option("", {"en": "Yes"}), Option("", {"en": "No"}))
    key = changes.add_question(
        **by_chris(world, section_key="work", question=own(Kind.CHOICE, choices=options))
    )
    made = asked(draft(world.scheme), key)
    first = replace(made.choices[0], text={"en": "Yes, please"})
    more = replace(made, choices=(first, made.choices[1], Option("", {"en": "Maybe"})))
    changes.change_question(**by_chris(world, question=more, seen=seen_of_question(made)))

    changed = asked(draft(world.scheme), key).choices
    assert [one.key for one in changed[:2]] == [one.key for one in made.choices]
    assert [one.text for one in changed] == [{"en": "Yes, please"}, {"en": "No"}, {"en": "Maybe"}]


def translate(world: World, language: str, words: dict[str, str], seen: str | None = None) -> None:
    if seen is None:
        seen = seen_of_texts(find_section(view_of(world).form, "work"), language)
    asked_for = {"key": "work", "language": language, "words": words, "seen": seen}
    form_translation.translate_section(**by_chris(world, **asked_for))


def test_a_section_is_translated_and_what_is_not_sent_stays(world: World) -> None:
    seen = seen_of_texts(find_section(DEFAULT_FORM, "work"), "cy")
    translate(world, "cy", {"region.label": "Ble?"})

    label = asked(draft(world.scheme), "region").label
    assert not isinstance(label, str)
    assert (label["cy"], label["en"]) == ("Ble?", "Which region are you in?")
    assert find_section(draft(world.scheme), "work").title == "Where you work"
    with pytest.raises(Overtaken):
        translate(world, "cy", {"region.label": "Pa le?"}, seen)


def test_a_translation_is_refused_where_there_is_none(world: World) -> None:
    with pytest.raises(Refused, match="does not speak that language"):
        translate(world, "tlh", {})
    with pytest.raises(Refused, match="written with the questions"):
        translate(world, "en", {})


def test_publishing_leaves_what_was_begun_and_what_was_sent_as_it_was(world: World) -> None:
    first = publish_form(by=actor_of(world.chris), scheme=world.scheme, form=DEFAULT_FORM)
    january = open_january(world)
    sent = send(world, fill(begin(january, world.bela)))
    begun = fill(begin(january, world.dana))
    before = stored(world.dana, begun)
    changes.remove_question(**by_chris(world, key="institution", based_on=0))

    second = changes.publish_form_draft(**by_chris(world, based_on=1))

    assert (first.version, second.version) == (1, 2)
    assert not FormDraft.objects.exists()
    for application in (sent, begun):
        application.refresh_from_db()
        assert application.form == first
        assert "institution" in {one.key for one in form_of(application).questions()}
    assert sent.answers["institution"] == "Ysgol y Bryn"
    assert stored(world.dana, begin(january, world.dana)) == before
    new = begin(january, world.amal)
    assert "institution" not in {one.key for one in form_of(new).questions()}
    assert event_names()[-3:-1] == ["FormDrafted", "FormPublished"]
    lines = list_versions(viewer=actor_of(world.chris), scheme=world.scheme)
    assert [(one.version, one.sent_count, one.is_standing) for one in lines] == [
        (2, 0, True),
        (1, 1, False),
    ]


def publish(world: World, based_on: int) -> None:
    changes.publish_form_draft(**by_chris(world, based_on=based_on))


def drop(world: World, based_on: int) -> None:
    changes.drop_form_draft(**by_chris(world, based_on=based_on))


def test_publishing_is_refused_without_anything_new_or_unseen(world: World) -> None:
    with pytest.raises(Refused, match="Nothing new has been written yet"):
        publish(world, 0)
    relabel(world, "region", "Where are you?")
    with pytest.raises(Overtaken):
        publish(world, 0)
    assert not FormVersion.objects.exists()


def test_publishing_is_refused_while_something_is_the_matter(world: World) -> None:
    changes.add_section(**by_chris(world, title="More", intro=""))

    with pytest.raises(Refused, match="asks nothing"):
        publish(world, 1)

    assert view_of(world).flaw_count == 1


@pytest.mark.requirement("ALL-54")
def test_publishing_is_refused_without_what_no_scheme_can_do_without(world: World) -> None:
    FormDraft.objects.create(
        scheme=world.scheme,
        content=to_content(replace(DEFAULT_FORM, sections=DEFAULT_FORM.sections[:-1])),
        based_on=0,
    )

    with pytest.raises(Refused, match="the people you manage: Nobody is ever paired"):
        publish(world, 1)


def test_an_earlier_version_comes_back_by_copying_it(world: World) -> None:
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=DEFAULT_FORM)
    later = without_section(DEFAULT_FORM, "membership")
    later = without_section(later, "work")
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=later)

    changes.copy_version(**by_chris(world, version=1, based_on=0))

    assert draft(world.scheme) == DEFAULT_FORM
    assert FormDraft.objects.get().based_on == 2
    assert event_names()[-2:] == ["FormDrafted", "FormVersionCopied"]
    with pytest.raises(Refused, match="no such version"):
        changes.copy_version(**by_chris(world, version=7, based_on=1))
    publish(world, 1)
    assert form_of_scheme(world.scheme.id).form == DEFAULT_FORM


def test_drop_form_draft_leaves_the_form_that_stands(world: World) -> None:
    relabel(world, "region", "Where are you?")
    for _twice in range(2):
        drop(world, 1)

    assert event_names() == ["FormDrafted", "FormDraftDropped"]
    assert view_of(world).form == DEFAULT_FORM


def test_a_draft_that_somebody_went_on_with_is_not_given_up_unseen(world: World) -> None:
    for words in ("Where are you?", "Which region?"):
        relabel(world, "region", words)

    with pytest.raises(Overtaken):
        drop(world, 1)

    assert asked(draft(world.scheme), "region").label == {"en": "Which region?"}


@pytest.mark.parametrize("end", [drop, publish])
def test_a_page_of_a_draft_that_is_over_changes_nothing_about_the_next_one(
    world: World, end: Callable[[World, int], None]
) -> None:
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=DEFAULT_FORM)
    relabel(world, "region", "Where are you?")
    end(world, 1)
    relabel(world, "region", "Which region?")

    for change in (
        lambda: publish(world, 1),
        lambda: drop(world, 1),
        lambda: changes.remove_question(**by_chris(world, key="region", based_on=1)),
        lambda: changes.copy_version(**by_chris(world, version=1, based_on=1)),
    ):
        with pytest.raises(Overtaken):
            change()

    assert asked(draft(world.scheme), "region").label == {"en": "Which region?"}
    publish(world, view_of(world).revision)
    assert not FormDraft.objects.exists()


def test_the_form_is_for_those_who_run_the_scheme(world: World) -> None:
    amal: dict[str, Any] = {"by": actor_of(world.amal), "scheme": world.scheme}
    for ask in (
        lambda: changes.add_section(**amal, title="x", intro=""),
        lambda: changes.publish_form_draft(**amal, based_on=0),
        lambda: get_form_view(viewer=actor_of(world.amal), scheme=world.scheme),
        lambda: get_form_draft(viewer=actor_of(world.amal), scheme=world.scheme),
        lambda: list_versions(viewer=actor_of(world.amal), scheme=world.scheme),
    ):
        with pytest.raises(NotAllowed):
            ask()
