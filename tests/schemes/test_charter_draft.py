"""The charter editor: drafts by language, what cannot be written away, publishing that asks everybody again."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.schemes.changes.charter import publish_charter, sign_charter
from compagnon.schemes.changes.charter_draft import (
    Overtaken,
    drop_charter_draft,
    publish_draft,
    write_charter,
)
from compagnon.schemes.charter import CHARTER, Passage
from compagnon.schemes.charter.storing import from_stored
from compagnon.schemes.models import Charter, CharterDraft, Scheme
from compagnon.schemes.notices import about_charter
from compagnon.schemes.queries.charter_draft import get_draft
from tests.cast import World, actor_of, make_world

pytestmark = pytest.mark.django_db

NEW = replace(CHARTER["en"], title="Our charter")
WELSH = replace(CHARTER["cy"], title="Ein siarter")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def write(world: World, language: str = "en", based_on: int = 0, text: Any = NEW) -> CharterDraft:
    return write_charter(
        by=actor_of(world.chris),
        scheme=world.scheme,
        language=language,
        text=text,
        based_on=based_on,
    )


def event_names() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


def test_write_charter_keeps_a_draft_by_language_and_publishes_nothing(world: World) -> None:
    write(world)
    write(world, "cy", 1, WELSH)

    draft = get_draft(viewer=actor_of(world.chris), scheme=world.scheme)
    assert (draft.revision, draft.version, draft.changed) == (2, 1, ("en", "cy"))
    assert draft.text_in("en") == NEW
    assert draft.text_in("cy") == WELSH
    assert draft.text_in("fr") == CHARTER["fr"]
    assert Charter.objects.count() == 1
    assert event_names() == ["CharterDrafted"] * 2


def test_write_charter_loses_nobodys_words(world: World) -> None:
    write(world)

    with pytest.raises(Overtaken, match="Somebody else has written meanwhile"):
        write(world, "cy", 0, WELSH)

    assert set(CharterDraft.objects.get().text) == {"en"}


@pytest.mark.requirement("ALL-91")
def test_write_charter_never_changes_what_bounds_confidentiality(world: World) -> None:
    hushed = replace(
        NEW,
        confidentiality_limits=Passage("Secrecy", ("Tell nobody.",)),
        boundaries_reminder="Tell nobody.",
    )
    write(world, text=hushed)
    write(world, "cy", 1, replace(hushed, title="Ein siarter"))

    texts = CharterDraft.objects.get().text
    for language in ("en", "cy"):
        kept = from_stored(texts[language])
        assert kept.confidentiality_limits == CHARTER[language].confidentiality_limits
        assert kept.boundaries_reminder == CHARTER[language].boundaries_reminder
        assert kept.title == ("Our charter" if language == "en" else "Ein siarter")


def test_write_charter_is_refused_in_a_language_the_site_lacks(world: World) -> None:
    with pytest.raises(Refused, match="does not speak that language"):
        write(world, "tlh")


def test_writing_and_publishing_is_for_those_who_run_the_scheme(world: World) -> None:
    amal = actor_of(world.amal)
    for change in (
        lambda: write_charter(by=amal, scheme=world.scheme, language="en", text=NEW, based_on=0),
        lambda: drop_charter_draft(by=amal, scheme=world.scheme),
        lambda: publish_draft(by=amal, scheme=world.scheme),
        lambda: get_draft(viewer=amal, scheme=world.scheme),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_drop_charter_draft_leaves_the_charter_that_stands(world: World) -> None:
    write(world)
    for _twice in range(2):
        drop_charter_draft(by=actor_of(world.chris), scheme=world.scheme)

    draft = get_draft(viewer=actor_of(world.chris), scheme=world.scheme)
    assert (draft.revision, draft.is_new) == (0, False)
    assert event_names() == ["CharterDrafted", "CharterDraftDropped"]


@pytest.mark.requirement("ALL-11")
def test_publish_draft_asks_everybody_who_signed_to_sign_again(world: World) -> None:
    sign_charter(by=actor_of(world.amal), charter=world.charter)
    sign_charter(by=actor_of(world.bela), charter=world.charter)
    type(world.bela).objects.filter(pk=world.bela.pk).update(is_active=False)
    write(world)

    charter = publish_draft(by=actor_of(world.chris), scheme=world.scheme)

    assert (charter.version, from_stored(charter.text["en"])) == (2, NEW)
    assert not CharterDraft.objects.exists()
    message = Message.objects.get()
    assert (message.kind, message.address) == ("schemes/charter_published", "amal@example.org")
    recipient = Recipient(message.recipient_id, message.address, message.language)
    letter = preview(message.kind, {"charter_id": charter.id}, recipient)
    assert letter is not None
    assert letter.subject == f"{world.scheme.name}: the charter has a new version"
    assert f"/schemes/{world.scheme.id.hex}/charter/" in letter.text
    assert "your partnership goes on meanwhile" in letter.html


def test_the_first_version_asks_nobody(world: World) -> None:
    fresh = Scheme.objects.create(
        organisation=world.organisation, name="Fresh", kind="coaching", summary="-"
    )

    publish_charter(by=actor_of(world.chris), scheme=world.scheme, text={"en": NEW})
    write_to_nobody = get_draft(viewer=actor_of(world.chris), scheme=world.scheme)

    assert write_to_nobody.signed_count == 0
    assert not Message.objects.exists()
    assert fresh.state == "setting_up"


def test_publish_draft_is_refused_without_anything_new(world: World) -> None:
    with pytest.raises(Refused, match="Nothing new has been written yet"):
        publish_draft(by=actor_of(world.chris), scheme=world.scheme)
    write(world, text=CHARTER["en"])
    with pytest.raises(Refused, match="nothing new to sign"):
        publish_draft(by=actor_of(world.chris), scheme=world.scheme)


def test_a_charter_can_be_written_where_there_is_none(world: World) -> None:
    Charter.objects.all().delete()
    draft = get_draft(viewer=actor_of(world.chris), scheme=world.scheme)
    assert (draft.version, draft.texts) == (0, {})
    write(world)

    assert publish_draft(by=actor_of(world.chris), scheme=world.scheme).version == 1


def facts_of(charter: Charter) -> Facts:
    return Facts({"charter_id": charter.id.hex})


def test_the_letter_has_no_reason_once_signed_replaced_or_gone(world: World) -> None:
    recipient = Recipient(world.amal.id, world.amal.email, "en")
    second = publish_charter(by=actor_of(world.chris), scheme=world.scheme, text={"en": NEW})

    said = about_charter(facts_of(second), recipient)
    assert said == {
        "scheme_id": world.scheme.id,
        "scheme_name": world.scheme.name,
        "reader_name": "Amal",
        "path": f"/schemes/{world.scheme.id.hex}/charter/",
    }
    assert about_charter(facts_of(world.charter), recipient) is None
    assert about_charter(facts_of(second), Recipient(None, "x@example.org", "en")) is None
    sign_charter(by=actor_of(world.amal), charter=second)
    assert about_charter(facts_of(second), recipient) is None


# --- pages --------------------------------------------------------------------------------------


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def address_of(world: World) -> str:
    return f"/schemes/{world.scheme.id.hex}/charter/"


def typed(**changed: str) -> dict[str, str]:
    """Return the whole form as a browser sends it."""
    text = CHARTER["en"]
    sent = {"based_on": "0", "title": text.title, "introduction": text.introduction}
    for one in text.principles:
        sent |= {f"{one.key}_title": one.title, f"{one.key}_text": one.text}
    for name in ("taking_part", "leaving", "not_appraisal"):
        passage = getattr(text, name)
        sent |= {
            f"{name}_title": passage.title,
            f"{name}_text": "\r\n\r\n".join(passage.paragraphs),
        }
    return {**sent, **changed}


@pytest.mark.requirement("ALL-10")
@pytest.mark.requirement("ALL-11")
def test_the_charter_is_written_looked_at_and_published(as_chris: Client, world: World) -> None:
    sign_charter(by=actor_of(world.amal), charter=world.charter)
    overview = f"{address_of(world)}write/"
    page = page_of(as_chris, overview)
    assert "Version 1 stands" in page
    assert "Publish the next version" not in page
    assert page.count("Not written yet") == 4

    page = page_of(as_chris, f"{overview}en/?beside=cy")
    assert CHARTER["cy"].principles[0].text in page
    assert "nobody is ever deterred from raising a concern" in page
    response = as_chris.post(
        f"{overview}en/", typed(title="Our charter", leaving_text="One.\n\nTwo.")
    )
    assert (response.status_code, response.headers["Location"]) == (303, overview)

    page = page_of(as_chris, overview)
    assert "sign again: 1." in page
    preview = page_of(as_chris, f"{address_of(world)}preview/en/")
    assert "Our charter" in preview
    assert "<p>Two.</p>" in preview
    assert "Our charter" not in page_of(as_chris, address_of(world))
    as_chris.post(f"{address_of(world)}publish/")
    assert "Whoever signed before is asked to sign again." in page_of(as_chris, overview)
    assert "Our charter" in page_of(as_chris, address_of(world))
    as_chris.post(f"{address_of(world)}publish/")
    assert "Nothing new has been written yet." in page_of(as_chris, overview)


def test_nothing_changed_is_nothing_new(as_chris: Client, world: World) -> None:
    as_chris.post(f"{address_of(world)}write/en/", typed())

    assert get_draft(viewer=actor_of(world.chris), scheme=world.scheme).changed == ()


def test_what_was_typed_stays_when_somebody_was_quicker(as_chris: Client, world: World) -> None:
    write(world, "cy", 0, WELSH)
    address = f"{address_of(world)}write/en/"

    response = as_chris.post(address, typed(title="Mine"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else has written meanwhile." in page
    assert 'value="Mine"' in page
    assert as_chris.post(address, typed(title="Mine", based_on="1")).status_code == 303


def test_a_charter_lacking_a_passage_says_where(as_chris: Client, world: World) -> None:
    response = as_chris.post(f"{address_of(world)}write/en/", typed(leaving_text=" "))

    assert response.status_code == 422
    assert "This field is required." in response.content.decode()


def test_a_draft_is_given_up(as_chris: Client, world: World) -> None:
    write(world)

    response = as_chris.post(f"{address_of(world)}drop/")

    assert response.headers["Location"] == f"{address_of(world)}write/"
    assert not CharterDraft.objects.exists()


@pytest.mark.parametrize("part", ["write", "preview"])
def test_a_language_that_the_site_lacks_has_no_page(
    as_chris: Client, world: World, part: str
) -> None:
    page_of(as_chris, f"{address_of(world)}{part}/tlh/", 404)
    page_of(as_chris, f"{address_of(world)}{part}/es/")


def test_the_neighbour_of_the_readers_own_language_is_another(
    as_chris: Client, world: World
) -> None:
    page = page_of(as_chris, f"{address_of(world)}write/cy/")

    assert '<div lang="en">' in page
    assert '<div lang="cy">' in page_of(as_chris, f"{address_of(world)}write/en/?beside=tlh")


@pytest.mark.parametrize("languages", [1, 5])
def test_the_overview_takes_seven_queries(as_chris: Client, world: World, languages: int) -> None:
    for revision, code in enumerate(("en", "cy", "fr", "de", "es")[:languages]):
        write(world, code, revision, replace(CHARTER[code], title="New"))
    page_of(as_chris, f"{address_of(world)}write/")

    with CaptureQueriesContext(connection) as queries:
        page_of(as_chris, f"{address_of(world)}write/")

    assert len(queries) == 7
