"""A scheme's own words for its letters: written in versions, checked, tried out, and sent."""

from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.notifications.changes import choose_reminders
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.notifications.wording import MOST_BODY, Trial, Words
from compagnon.schemes.changes.charter import publish_charter, sign_charter
from compagnon.schemes.changes.charter_draft import Overtaken
from compagnon.schemes.changes.letter import try_letter, unword_letter, write_letter
from compagnon.schemes.changes.scheme import copy_scheme
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.models import Appointment, LetterWords, Scheme
from compagnon.schemes.queries.letter import (
    SchemeWords,
    get_letter,
    list_letters,
    list_samples,
    preview_letter,
)
from tests.cast import World, actor_of, make_world

pytestmark = pytest.mark.django_db
KIND = "schemes/charter_published"
OWN = Words("{scheme}: a new charter", "Dear {name},\n\nour charter is new. <b>Read</b> it.")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def put(
    world: World, words: Words = OWN, *, based_on: int = 0, kind: str = KIND, language: str = "en"
) -> LetterWords:
    return write_letter(
        by=actor_of(world.chris),
        scheme=world.scheme,
        kind=kind,
        language=language,
        words=words,
        based_on=based_on,
    )


def at(scheme: Scheme, rest: str = f"{KIND}/en/") -> str:
    return f"/schemes/{scheme.id.hex}/letters/{rest}"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_write_letter_keeps_versions_and_only_one_language_changes(world: World) -> None:
    put(world)
    put(world, Words("{scheme}", "Hello {name}"), based_on=1)

    chris = actor_of(world.chris)
    letter = get_letter(viewer=chris, scheme=world.scheme, kind=KIND, language="en")
    assert letter is not None
    assert (letter.version, letter.is_own, letter.words.body) == (2, True, "Hello {name}")
    assert [one.author for one in letter.versions] == ["Chris", "Chris"]
    assert letter.words_to_begin_from("1") == OWN
    assert letter.words_to_begin_from("7") == letter.words
    welsh = get_letter(viewer=chris, scheme=world.scheme, kind=KIND, language="cy")
    assert welsh is not None
    assert (welsh.is_own, welsh.words) == (False, welsh.shipped)
    names = list(EventRow.objects.order_by("id").values_list("name", flat=True))
    assert names == ["LetterWorded"] * 2


def test_write_letter_loses_nobodys_words(world: World) -> None:
    put(world)

    with pytest.raises(Overtaken, match="Somebody else has written meanwhile"):
        put(world, Words("{scheme}", "Mine"))

    assert LetterWords.objects.get().body == OWN.body


@pytest.mark.parametrize(
    ("words", "kind", "language", "field"),
    [
        (Words("", "x"), KIND, "en", "body"),
        (Words("x", "x" * (MOST_BODY + 1)), KIND, "en", "body"),
        (Words("{name}", "x"), KIND, "en", "subject"),
        (Words("x", "{partner}"), KIND, "en", "body"),
        (Words("x", "x"), "recruitment/application_declined", "en", "body"),
        (Words("x", "x"), KIND, "tlh", "language"),
        (Words("x", "x"), "accounts/code", "en", None),
        (Words("x", "x"), "accounts/nothing", "en", None),
    ],
)
def test_write_letter_is_refused_for_what_cannot_be_sent(
    world: World, words: Words, kind: str, language: str, field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        put(world, words, kind=kind, language=language)

    assert refused.value.field == field
    assert not LetterWords.objects.exists()


def test_unword_letter_goes_back_and_keeps_what_was_written(world: World) -> None:
    unword_letter(by=actor_of(world.chris), scheme=world.scheme, kind=KIND, language="en")
    put(world)
    for _twice in range(2):
        unword_letter(by=actor_of(world.chris), scheme=world.scheme, kind=KIND, language="en")

    letter = get_letter(viewer=actor_of(world.chris), scheme=world.scheme, kind=KIND, language="en")
    assert letter is not None
    assert (letter.version, letter.is_own, letter.words) == (2, False, letter.shipped)
    assert letter.words_to_begin_from("1") == OWN
    assert letter.words_to_begin_from("2") == letter.shipped


def test_a_copy_of_a_scheme_has_its_words_as_they_stand(world: World) -> None:
    put(world)
    put(world, Words("x", "in Welsh"), language="cy")
    unword_letter(by=actor_of(world.chris), scheme=world.scheme, kind=KIND, language="cy")

    copy = copy_scheme(by=SYSTEM, scheme=world.scheme, name="Next")

    [row] = LetterWords.objects.filter(scheme=copy)
    assert (row.language, row.version, row.body, row.written_by) == ("en", 1, OWN.body, None)


def test_letters_are_worded_by_those_who_run_the_scheme(world: World) -> None:
    amal, scheme = actor_of(world.amal), world.scheme
    for use in (
        lambda: write_letter(
            by=amal, scheme=scheme, kind=KIND, language="en", words=OWN, based_on=0
        ),
        lambda: unword_letter(by=amal, scheme=scheme, kind=KIND, language="en"),
        lambda: try_letter(by=amal, scheme=scheme, kind=KIND, language="en", sample_id=None),
        lambda: list_letters(viewer=amal, scheme=scheme),
        lambda: get_letter(viewer=amal, scheme=scheme, kind=KIND, language="en"),
        lambda: list_samples(viewer=amal, scheme=scheme, kind=KIND),
        lambda: preview_letter(viewer=amal, scheme=scheme, kind=KIND, language="en"),
    ):
        with pytest.raises(NotAllowed):
            use()


def test_a_letter_goes_out_in_own_words_where_there_are_some(world: World) -> None:
    for row, language in ((world.amal, "en"), (world.bela, "cy")):
        type(row).objects.filter(pk=row.pk).update(language=language)
        sign_charter(by=actor_of(row), charter=world.charter)
    put(world)
    text = {"en": CHARTER["cy"]}

    publish_charter(by=actor_of(world.chris), scheme=world.scheme, text=text)
    deliver_due()

    letters = {one.to[0]: one for one in mail.outbox}
    english, welsh = letters["amal@example.org"], letters["bela@example.org"]
    assert english.subject == f"{world.scheme.name}: a new charter"
    assert english.body.startswith("Dear Amal,\n\nour charter is new. <b>Read</b> it.\n\n")
    html = str(english.alternatives[0][0])
    assert "our charter is new. &lt;b&gt;Read&lt;/b&gt; it." in html
    assert f"/schemes/{world.scheme.id.hex}/charter/" in english.body
    assert "our charter" not in welsh.body


def test_no_other_letter_is_asked_for_words(world: World) -> None:
    with pytest.raises(LookupError):
        list_samples(viewer=actor_of(world.chris), scheme=world.scheme, kind="accounts/code")


def test_try_letter_goes_to_whoever_tries_it_and_to_nobody_else(world: World) -> None:
    put(world)
    chris = actor_of(world.chris)
    choose_reminders(by=chris, person_id=world.chris.id, wants_reminders=False)
    for kind in (KIND, "partnerships/review_due", "partnerships/meeting_arranged"):
        try_letter(by=chris, scheme=world.scheme, kind=kind, language="en", sample_id=None)
    deliver_due()

    assert {one.to[0] for one in mail.outbox} == {"chris@example.org"}
    assert len(mail.outbox) == 3
    subject = f"Trial: {world.scheme.name}: a new charter"
    assert next(one.body for one in mail.outbox if one.subject == subject).startswith(
        "Dear Ines Alder,"
    )


def test_a_trial_is_not_sent_to_whoever_coordinates_no_more(world: World) -> None:
    try_letter(
        by=actor_of(world.chris), scheme=world.scheme, kind=KIND, language="en", sample_id=None
    )
    Appointment.objects.all().delete()
    deliver_due()

    assert mail.outbox == []
    assert Message.objects.get().outcome == "lapsed"


def test_a_trial_is_about_a_scheme_and_for_somebody(world: World) -> None:
    letters, wording = (
        SchemeWords(),
        list_letters(viewer=actor_of(world.chris), scheme=world.scheme),
    )
    assert wording
    for tried, reader in (
        (Trial(UUID(int=1), None), world.chris.id),
        (Trial(world.scheme.id, None), None),
    ):
        assert letters.trial_values(tried, None, reader) is None  # type: ignore[arg-type]  # it is not read


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_much_was_written(
    as_chris: Client, world: World, count: int
) -> None:
    for language in ("en", "cy", "de")[:count]:
        put(world, language=language)
    with CaptureQueriesContext(connection) as captured:
        page = read(as_chris, at(world.scheme, ""))

    assert page.count("Your words: ") == count
    assert len(captured) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_a_letter_takes_the_same_queries_however_many_versions_there_are(
    as_chris: Client, world: World, count: int
) -> None:
    for number in range(count):
        put(world, Words("{scheme}", f"Text {number}"), based_on=number)
    with CaptureQueriesContext(connection) as captured:
        page = read(as_chris, at(world.scheme))

    assert page.count("Begin from these words") == count
    assert len(captured) == 5


def test_the_page_begins_with_the_shipped_words_and_saves_ones_own(
    as_chris: Client, world: World
) -> None:
    page = read(as_chris, at(world.scheme))
    assert "Dear {name},\n\nThe charter of {scheme}" in page
    assert ">Shipped words<" in page
    assert "Needed" not in page
    assert "Needed" in read(as_chris, at(world.scheme, "recruitment/application_declined/en/"))
    assert "Back to the shipped words" not in page

    typed = {"based_on": "0", "subject": "{scheme}:  hi", "body": "Dear {name},\r\n\r\nhi."}
    assert as_chris.post(at(world.scheme), typed).status_code == 303

    row = LetterWords.objects.get()
    assert (row.subject, row.body) == ("{scheme}: hi", "Dear {name},\n\nhi.")
    page = read(as_chris, at(world.scheme))
    assert "Saved. From now on the letter goes out in these words." in page
    assert "Version 1, Chris, 14 September 2026" in page
    assert as_chris.post(at(world.scheme, f"{KIND}/en/shipped/")).status_code == 303
    page = read(as_chris, at(world.scheme))
    assert "The letter goes out in the shipped words again." in page
    assert "Dear {name},\n\nhi." in read(as_chris, at(world.scheme, f"{KIND}/en/?from=1"))


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    as_chris: Client, world: World
) -> None:
    typed = {"based_on": "0", "subject": "{name}", "body": "Dear {nmae}, my long letter"}

    response = as_chris.post(at(world.scheme), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("There is no {name} here. You may use: {scheme}.") == 2
    assert page.count("There is no {nmae} here. You may use: {name}, {scheme}.") == 2
    assert "Dear {nmae}, my long letter</textarea>" in page


def test_somebody_quicker_is_shown_and_what_was_typed_stays(as_chris: Client, world: World) -> None:
    put(world)
    typed = {"based_on": "0", "subject": "Mine", "body": "My own words"}

    response = as_chris.post(at(world.scheme), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else has written meanwhile" in page
    assert "our charter is new." in page
    assert "My own words</textarea>" in page
    assert 'name="based_on" value="1"' in page
    assert as_chris.post(at(world.scheme), {**typed, "based_on": "1"}).status_code == 303


def test_words_are_shown_before_they_are_kept(as_chris: Client, world: World) -> None:
    typed = {"based_on": "0", "subject": "Hi", "body": "Dear {name}, hello.", "show": "yes"}

    page = as_chris.post(at(world.scheme), typed).content.decode()

    assert "Dear Ines Alder, hello." in page
    assert not LetterWords.objects.exists()


def test_the_preview_shows_an_invented_person_and_sends_on_request(
    as_chris: Client, world: World
) -> None:
    address = at(world.scheme, f"{KIND}/de/preview/")
    page = read(as_chris, address)
    assert "Ines Alder" in page
    assert "This letter is shown to an invented person only." in page

    response = as_chris.post(at(world.scheme, f"{KIND}/de/try/"), {"reader": ""})

    assert response.headers["Location"] == address
    assert "It is on its way to you. Nobody else gets it." in read(as_chris, address)
    message = Message.objects.get()
    assert (message.kind, message.address, message.language) == (KIND, "chris@example.org", "de")


@pytest.mark.parametrize(
    "rest", ["accounts/code/en/", "nobody/nothing/en/", f"{KIND}/tlh/", f"{KIND}/tlh/preview/"]
)
def test_a_letter_that_cannot_be_worded_has_no_page(
    as_chris: Client, world: World, rest: str
) -> None:
    assert as_chris.get(at(world.scheme, rest)).status_code == 404
