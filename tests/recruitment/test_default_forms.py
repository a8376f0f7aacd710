"""The application of each kind of scheme: complete, in its own words, and nothing that does not fit."""

import pytest

from compagnon.core.actors import SYSTEM
from compagnon.recruitment.changes import publish_form
from compagnon.recruitment.queries.eligibility import doubts_about, with_signatures
from compagnon.recruitment.queries.form import form_of, form_of_scheme
from compagnon.recruitment.rules.default_form import DEFAULT_FORM, FORMS
from compagnon.recruitment.rules.entry_route import without_directed
from compagnon.recruitment.rules.form import Form, Question, option_keys
from compagnon.recruitment.rules.form_content import from_content, to_content
from compagnon.recruitment.rules.form_editing import find_question
from compagnon.recruitment.rules.form_flaws import check
from compagnon.recruitment.rules.form_texts import missing_in
from compagnon.recruitment.rules.form_uses import lacking
from compagnon.schemes.changes.scheme import open_scheme
from compagnon.schemes.settings import parsed
from compagnon.schemes.template import TEMPLATES
from compagnon.schemes.vocabularies import interests_of
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.forms import MENTEE_TYPES


def keys(form: Form, role: str) -> set[str]:
    return {one.key for one in form.questions() if role in one.roles}


def question(template: str, key: str) -> Question:
    return find_question(FORMS[template], key)[1]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_has_a_form_that_can_be_used_in_every_language(template: str) -> None:
    form = FORMS[template]
    check(form)

    assert from_content(to_content(form)) == form
    assert lacking(form, template) == ()
    for section in form.sections:
        assert {missing_in(section, code, "en") for code in ("cy", "fr", "de", "es")} == {0}


def test_only_a_scheme_for_members_asks_who_is_one() -> None:
    asking = [name for name, form in FORMS.items() if "membership_category" in keys(form, "mentor")]

    assert asking == ["association"]
    assert FORMS["association"] == DEFAULT_FORM


@pytest.mark.requirement("CORE-12")
@pytest.mark.requirement("LSIS-41")
@pytest.mark.requirement("NF-07")
def test_mentoring_and_coaching_ask_how_somebody_came_to_it() -> None:
    for template in ("association", "in_house", "training", "coaching"):
        asked = question(template, "entry_route")
        assert (asked.roles, option_keys(asked)) == (
            ("mentee",),
            ("own_wish", "offered", "directed_manager", "directed_training", "directed"),
        )
    assert "entry_route" not in keys(FORMS["peer_coaching"], "mentee")


@pytest.mark.requirement("CORE-11")
@pytest.mark.requirement("CORE-13")
@pytest.mark.requirement("CORE-25")
@pytest.mark.requirement("LSIS-68")
@pytest.mark.requirement("LSIS-69")
@pytest.mark.parametrize("template", ["association", "in_house", "training"])
def test_mentoring_asks_why_now(template: str) -> None:
    """At the beginning, while growing into a new role, or because something particular is in the way."""
    asked = question(template, "purposes")

    assert asked.required
    assert asked.roles == ("mentee",)
    assert option_keys(asked) == ("induction", "progression", "challenge")


@pytest.mark.requirement("CORE-12")
def test_being_directed_is_offered_only_where_the_scheme_allows_it() -> None:
    asked = find_question(without_directed(FORMS["in_house"], []), "entry_route")[1]
    given = find_question(without_directed(FORMS["in_house"], ["directed"]), "entry_route")[1]

    assert option_keys(asked) == ("own_wish", "offered")
    assert option_keys(given) == ("own_wish", "offered", "directed")
    assert without_directed(FORMS["peer_coaching"], []) == FORMS["peer_coaching"]


@pytest.mark.django_db
@pytest.mark.requirement("CORE-12")
@pytest.mark.parametrize(("template", "is_allowed"), [("association", False), ("in_house", True)])
def test_an_applicant_is_offered_what_the_scheme_allows(
    world: World, template: str, *, is_allowed: bool
) -> None:
    publish_form(by=SYSTEM, scheme=world.scheme, form=FORMS["in_house"])
    type(world.scheme).objects.filter(pk=world.scheme.pk).update(template=template)
    form = form_of(begin(open_january(world), world.dana))

    assert ("directed" in option_keys(find_question(form, "entry_route")[1])) is is_allowed


@pytest.mark.requirement("CORE-12")
@pytest.mark.requirement("ALL-89")
def test_schemes_that_are_voluntary_never_let_anybody_be_directed() -> None:
    closed = {name for name, one in TEMPLATES.items() if "may_be_directed" in one.promises}
    allowed = {name for name, one in TEMPLATES.items() if parsed(one.settings).may_be_directed}

    assert closed == {"association", "peer_coaching"}
    assert allowed == {"in_house", "training"}


@pytest.mark.requirement("LSIS-64")
@pytest.mark.requirement("LSIS-67")
@pytest.mark.requirement("LSIS-71")
@pytest.mark.requirement("LSIS-76")
def test_one_house_asks_for_buddy_reason_potential_site_and_time() -> None:
    asked = keys(FORMS["in_house"], "mentee")

    assert asked >= {
        *("has_buddy", "purposes", "more_responsibility"),
        *("institution", "availability", "experience_years"),
    }
    assert asked.isdisjoint({"region", "sector", "languages_taught", "how_heard"})
    assert "has_buddy" not in keys(FORMS["in_house"], "mentor")


@pytest.mark.requirement("NF-14")
@pytest.mark.requirement("NF-17")
def test_coaching_asks_for_expertise_and_challenge() -> None:
    form = FORMS["coaching"]

    assert option_keys(question("coaching", "coach_expertise")) == (
        *("process", "practice", "leadership"),
    )
    assert option_keys(question("coaching", "coaching_challenge")) == ("teaching", "leadership")
    assert "purposes" not in keys(form, "mentee")
    assert question("coaching", "capacity").label == "How many people could you coach?"


@pytest.mark.requirement("LSIS-26")
@pytest.mark.parametrize("template", ["association", "in_house", "training"])
def test_whoever_mentors_says_what_they_know_would_share_and_have_time_for(template: str) -> None:
    for key in ("experience_years", "interests_offered", "availability", "capacity"):
        asked = question(template, key)
        assert "mentor" in asked.roles
        assert asked.required


def test_peers_are_asked_the_same_and_where_expertise_may_come_from() -> None:
    form = FORMS["peer_coaching"]
    one_sided = keys(form, "mentor") ^ keys(form, "mentee")

    assert one_sided == {"interests_wanted", "interests_offered"}
    assert option_keys(question("peer_coaching", "outside_expertise")) == (
        *("course", "conference", "demonstration", "video", "text"),
    )
    assert "experience_years" not in keys(form, "mentor")


@pytest.mark.django_db
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_scheme_gets_the_form_of_its_template(world: World, template: str) -> None:
    scheme = open_scheme(
        by=SYSTEM, organisation=world.organisation, name="Ours", template=TEMPLATES[template]
    )

    standing = form_of_scheme(scheme.id)
    assert standing.row is not None
    assert standing.form == FORMS[template]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "doubts"),
    [("association", ["It is not known whether this person is a member."]), ("coaching", [])],
)
def test_only_those_who_were_asked_are_doubted_to_be_members(
    world: World, template: str, doubts: list[str]
) -> None:
    publish_form(by=actor_of(world.chris), scheme=world.scheme, form=FORMS[template])
    typed = {
        **MENTEE_TYPES,
        "membership_category": ["not_a_member"],
        "coaching_challenge": ["teaching"],
        "interests_wanted": list(interests_of(template).keys[:2]),
    }
    point = open_january(world)
    sent = send(world, fill(begin(point, world.bela), typed))

    row = with_signatures(actor_of(world.chris), point).get(pk=sent.pk)
    assert list(map(str, doubts_about(row))) == doubts
