"""Publishing a form on a page: what changes for whom, in words; versions compared and copied."""

from dataclasses import replace

import pytest
from django.test import Client

from compagnon.core.errors import NotAllowed
from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.changes import publish_form
from compagnon.recruitment.models import FormDraft, FormVersion
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.queries.form_comparison import (
    Difference,
    compare_versions,
    compare_with_draft,
)
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.form import Form, Kind, Option, ShownIf
from compagnon.recruitment.rules.form_editing import moved_question, moved_section
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.editing import at_form, by_chris, draft
from tests.recruitment.forms import form_with, question
from tests.recruitment.pages import read
from tests.recruitment.test_form_editor_pages import hidden, press

pytestmark = pytest.mark.django_db
PICK = question("pick", Kind.CHOICE, choices=(Option("a", {"en": "A"}), Option("b", {"en": "B"})))
FORM = form_with((PICK, question("two")), (question("three"),))


def differences(world: World, old: Form, new: Form) -> list[tuple[object, ...]]:
    """Return in words how two published versions differ."""
    chris = actor_of(world.chris)
    for form in (old, new):
        publish_form(by=chris, scheme=world.scheme, form=form)
    found = compare_versions(viewer=chris, scheme=world.scheme, older=1, newer=2)
    assert found is not None
    return [in_words(one) for one in found]


def in_words(one: Difference) -> tuple[object, ...]:
    parts = [tuple(map(str, part)) for part in one.parts]
    return (str(one.name), str(one.how), *parts, *map(str, one.lost))


def with_first(form: Form, **change: object) -> Form:
    first, *others = form.sections
    asked, *more = first.questions
    changed = replace(first, questions=(replace(asked, **change), *more))  # type: ignore[arg-type]  # any field of a question
    return replace(form, sections=(changed, *others))


def test_a_question_worded_anew_is_told_part_by_part(world: World) -> None:
    changed = with_first(
        FORM,
        label={"en": "Which?"},
        help={"en": "Choose."},
        why={"en": "To know more."},
        required=True,
        roles=("mentor",),
        choices=(*PICK.choices, Option("c", {"en": "C"})),
    )

    assert differences(world, FORM, changed) == [
        (
            "Which?",
            "Changed",
            ("Question", "Why?", "Which?"),
            ("Help", "", "Choose."),
            ("Why we ask", "To know.", "To know more."),
            ("Who is asked", "Mentors, Mentees", "Mentors"),
            ("Answers", "A, B", "A, B, C"),
            ("Required", "No", "Yes"),
        )
    ]


def test_what_is_not_required_any_more_and_asked_on_a_condition_is_told(world: World) -> None:
    last = FORM.sections[1]
    old = replace(
        FORM,
        sections=(FORM.sections[0], replace(last, questions=(question("three", required=True),))),
    )
    asked = question("three", shown_if=ShownIf("pick", ("a",)))
    new = replace(FORM, sections=(FORM.sections[0], replace(last, questions=(asked,))))

    assert differences(world, old, new) == [
        (
            "Why?",
            "Changed",
            ("When it is asked", "", "Only after “Why?”: A"),
            ("Required", "Yes", "No"),
        )
    ]


def test_what_was_added_taken_out_and_moved_is_told(world: World) -> None:
    new = moved_question(FORM, "two", up=False)
    extra = replace(
        FORM.sections[0], key="part3", title={"en": "More"}, questions=(question("four"),)
    )
    new = replace(new, sections=(*new.sections, extra))
    new = replace(
        new,
        sections=tuple(
            replace(one, questions=tuple(q for q in one.questions if q.key != "three"))
            for one in new.sections
        ),
    )

    assert differences(world, FORM, new) == [
        ("More", "Added"),
        ("Why?", "Taken out"),
        ("Why?", "Changed", ("Section", "Part 1", "Part 2")),
        ("Why?", "Added"),
    ]


def test_a_new_order_is_told(world: World) -> None:
    new = moved_section(moved_question(FORM, "two", up=True), "part2", up=True)

    assert differences(world, FORM, new) == [
        ("Part 1", "Changed", ("Order", "Why?, Why?", "Why?, Why?")),
        ("Order of the sections", "Changed", ("Order", "Part 1, Part 2", "Part 2, Part 1")),
    ]


def test_a_section_worded_anew_translated_or_taken_out_is_told(world: World) -> None:
    first, last = FORM.sections
    title, intro = {"en": "The first", "cy": "Y cyntaf"}, {"en": "Hello."}
    new = replace(FORM, sections=(replace(first, title=title, intro=intro),))

    assert differences(world, FORM, new) == [
        (str(last.title["en"]), "Taken out"),  # type: ignore[index]  # a text by language
        (
            "The first",
            "Changed",
            ("Title", "Part 1", "The first"),
            ("Introduction", "", "Hello."),
            ("Translations", "", "Welsh"),
        ),
        ("Why?", "Taken out"),
    ]


def test_the_same_says_so(as_chris: Client, world: World) -> None:
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=FORM)

    assert "They say the same" in read(as_chris, at_form(world, "compare/1/1/"))
    for rest in ("compare/1/2/", "compare/x/1/"):
        assert as_chris.get(at_form(world, rest)).status_code == 404


def test_comparing_is_for_those_who_run_the_scheme(world: World) -> None:
    with pytest.raises(NotAllowed):
        compare_versions(viewer=actor_of(world.amal), scheme=world.scheme, older=1, newer=2)
    with pytest.raises(NotAllowed):
        compare_with_draft(viewer=actor_of(world.amal), scheme=world.scheme)


def test_publishing_says_what_changes_for_whom(as_chris: Client, world: World) -> None:
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=DEFAULT_FORM)
    assert "There is nothing new to publish" in read(as_chris, at_form(world, "publish/"))
    assert "applications that were sent" not in read(as_chris, at_form(world, "publish/"))
    send(world, fill(begin(open_january(world), world.bela)))
    changes.remove_question(**by_chris(world, key="region", based_on=0))

    assert "See what changes, and publish" in read(as_chris, at_form(world, "edit/"))
    page = read(as_chris, at_form(world, "publish/"))
    assert "1 application that was sent keeps its answers and its version." in page
    assert "Equity: Places cannot be shared out evenly over it." in page
    assert "Other languages" not in page
    leads = press(as_chris, at_form(world, "publish/"), {"based_on": hidden(page, "based_on")})

    assert "Published. Whoever begins from now on" in read(as_chris, leads)
    assert form_of_scheme(world.scheme.id).row == FormVersion.objects.get(version=2)
    page = read(as_chris, leads)
    assert at_form(world, "compare/1/2/") in page
    assert "Taken out" in read(as_chris, at_form(world, "compare/1/2/"))


def test_missing_languages_are_told_before_publishing(as_chris: Client, world: World) -> None:
    changes.add_section(**by_chris(world, title="More", intro=""))

    page = read(as_chris, at_form(world, "publish/"))
    assert page.count("1 missing") == 4
    assert "Something has to be put right first" in page
    assert 'name="based_on"' not in page


def test_what_cannot_be_published_says_why(as_chris: Client, world: World) -> None:
    changes.add_section(**by_chris(world, title="More", intro=""))

    leads = press(as_chris, at_form(world, "publish/"), {"based_on": "1"})

    assert leads == at_form(world, "edit/")
    assert "The section “" in read(as_chris, leads)
    assert not FormVersion.objects.exists()


def test_an_earlier_version_is_copied_on_a_page(as_chris: Client, world: World) -> None:
    chris = actor_of(world.chris)
    for form in (DEFAULT_FORM, FORM):
        publish_form(by=chris, scheme=world.scheme, form=form)
    page = read(as_chris, at_form(world))
    assert page.count("Go back to it") == 1

    leads = press(as_chris, at_form(world, "versions/1/copy/"), {"based_on": "0"})

    assert "This is the earlier version again, as a draft." in read(as_chris, leads)
    assert draft(world.scheme) == DEFAULT_FORM
    leads = press(as_chris, at_form(world, "versions/1/copy/"), {"based_on": "0"})
    assert leads == at_form(world)
    assert "Somebody else has changed this meanwhile" in read(as_chris, leads)
    leads = press(as_chris, at_form(world, "versions/2/copy/"), {"based_on": "1"})
    assert "There is a draft already. Publish it or give it up first." in read(as_chris, leads)
    assert FormDraft.objects.get().revision == 1
