"""Schools, colleges and other workplaces: one key for one place, likely doubles, putting together and parting."""

import pytest

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.recruitment.changes.institution import (
    merge_institutions,
    name_institution,
    part_institution,
)
from compagnon.recruitment.models import Application, Institution
from compagnon.recruitment.queries.institution import (
    InstitutionLine,
    get_institution,
    identities_of,
    list_institutions,
    list_suggestions,
)
from compagnon.recruitment.rules.institutions import doubles_of, key_of, root_of
from tests.cast import World, actor_of, make_person
from tests.membership.test_register import apply

pytestmark = pytest.mark.django_db
SPELLINGS = ("St Mary's School, Leeds", "The St. Marys Sch Leeds", "SAINT MARY'S SCHOOL - LEEDS")


def work_at(world: World, place: str, name: str) -> Application:
    """Let somebody apply who works in a place."""
    application = apply(world, make_person(name))
    application.answers = {"institution": place}
    application.save()
    return application


def lines(world: World) -> dict[str, InstitutionLine]:
    found = list_institutions(viewer=actor_of(world.chris), scheme=world.scheme)
    return {one.name: one for one in found}


def name(world: World, line: InstitutionLine, called: str, *, is_confirmed: bool = True) -> None:
    name_institution(
        by=actor_of(world.chris),
        scheme=world.scheme,
        line=line,
        name=called,
        is_confirmed=is_confirmed,
    )


def merge(world: World, kept: InstitutionLine, other: InstitutionLine) -> None:
    merge_institutions(by=actor_of(world.chris), scheme=world.scheme, kept=kept, other=other)


def test_one_place_has_one_key_however_it_is_typed() -> None:
    assert {key_of(text) for text in SPELLINGS} == {"saint-marys-school-leeds"}
    assert key_of("Bournville Coll.") == key_of("bournville college")
    assert key_of("Ysgol Dŵr & Pont") == "ysgol-dwr-pont"
    assert key_of(" - ") == key_of("") == ""
    assert key_of(key_of(SPELLINGS[0])) == key_of(SPELLINGS[0])
    assert key_of("St Mary's School") != key_of("St Mary's School, Leeds")


def test_what_was_put_together_leads_to_one_key() -> None:
    merged = {"a": "b", "b": "c"}

    assert [root_of(key, merged) for key in "abcd"] == ["c", "c", "c", "d"]
    assert root_of("a", {"a": "b", "b": "a"}) in {"a", "b"}  # a circle that somebody wrote ends


def test_likely_doubles_have_more_words_or_one_slip() -> None:
    keys = {key_of(text) for text in ("St Mary's School", *SPELLINGS[:1], "St Maris School")}
    keys |= {"leeds-college", "school", "york-college"}

    found = doubles_of(keys)

    assert found["saint-marys-school"] == ("saint-maris-school", "saint-marys-school-leeds")
    assert found["saint-marys-school-leeds"] == ("saint-marys-school",)
    assert found["leeds-college"] == found["school"] == found["york-college"] == ()


def test_spellings_of_one_place_are_one_line_with_its_people(world: World) -> None:
    for number, spelling in enumerate((*SPELLINGS, SPELLINGS[0])):
        work_at(world, spelling, f"Person{number}")
    work_at(world, "", "Nobody")
    Application.objects.filter(person=work_at(world, "Secret", "Drafter").person).update(
        state="draft"
    )

    found = lines(world)

    assert {one.name: one.people_count for one in found.values()} == {SPELLINGS[0]: 4}


def test_only_the_coordination_group_sees_and_changes_the_list(world: World) -> None:
    work_at(world, "Ysgol y Bryn", "Ivo")
    (line,) = lines(world).values()

    with pytest.raises(NotAllowed):
        list_institutions(viewer=actor_of(world.dana), scheme=world.scheme)
    with pytest.raises(NotAllowed):
        name_institution(
            by=actor_of(world.dana), scheme=world.scheme, line=line, name="X", is_confirmed=True
        )


def test_applicants_are_offered_what_a_coordinator_confirmed_and_nothing_else(world: World) -> None:
    work_at(world, "ysgol y bryn", "Ivo")
    work_at(world, "Elsewhere College", "Kim")
    name(world, lines(world)["ysgol y bryn"], "Ysgol y Bryn")
    name(world, lines(world)["Ysgol y Bryn"], "Ysgol y Bryn")
    name(world, lines(world)["Elsewhere College"], "Elsewhere", is_confirmed=False)

    assert list_suggestions(world.organisation.id) == ("Ysgol y Bryn",)
    assert lines(world)["Ysgol y Bryn"].is_confirmed
    assert "Elsewhere College" in lines(world)
    # A confirmed place stays in the list when the last applicant has gone.
    Application.objects.all().update(answers={})
    assert [(one.name, one.people_count) for one in lines(world).values()] == [("Ysgol y Bryn", 0)]
    assert EventRow.objects.filter(name="InstitutionNamed").count() == 2


def test_two_places_are_put_together_and_parted_again(world: World) -> None:
    work_at(world, "Bryn", "Ivo")
    work_at(world, "Ysgol y Bryn", "Kim")
    found = lines(world)
    merge(world, found["Ysgol y Bryn"], found["Bryn"])

    (one,) = lines(world).values()
    view = get_institution(viewer=actor_of(world.chris), scheme=world.scheme, handle=one.handle)
    assert view is not None
    assert (one.people_count, view.spellings) == (2, ("Bryn", "Ysgol y Bryn"))
    assert view.parts == ((found["Bryn"].handle, "Bryn"),)
    assert identities_of(world.organisation.id).of("BRYN") == "ysgol-y-bryn"
    with pytest.raises(Refused, match="one place already"):
        merge(world, one, found["Bryn"])

    part_institution(by=actor_of(world.chris), scheme=world.scheme, handle=found["Bryn"].handle)

    assert {line.people_count for line in lines(world).values()} == {1}
    with pytest.raises(Refused, match="stands alone already"):
        part_institution(by=actor_of(world.chris), scheme=world.scheme, handle=found["Bryn"].handle)


def test_a_place_without_people_is_called_as_it_was_named(world: World) -> None:
    for number, place in enumerate(("Bryn", "Ysgol y Bryn")):
        work_at(world, place, f"Person{number}")
    found = lines(world)
    name(world, found["Bryn"], "Ysgol Bryn")
    merge(world, lines(world)["Ysgol y Bryn"], lines(world)["Ysgol Bryn"])
    Application.objects.all().update(answers={})

    assert [one.name for one in lines(world).values()] == ["Ysgol y Bryn"]
    assert list_suggestions(world.organisation.id) == ()
    assert Institution.objects.count() == 2
