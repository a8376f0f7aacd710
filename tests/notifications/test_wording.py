"""Words that a scheme wrote itself: what may stand in them, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from django.conf import settings

from compagnon.notifications import wording
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Letter, Recipient, letter_of, letters
from compagnon.notifications.rendering import RenderedMail, render, shipped_words
from compagnon.notifications.wording import (
    MOST_BODY,
    MOST_SUBJECT,
    NAME,
    SCHEME,
    Placeholder,
    Trial,
    Wording,
    Words,
    body_flaws,
    register_source,
    subject_flaws,
    trial_values,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
EDITABLE = sorted(kind for kind, one in letters().items() if one.wording)
KIND = "recruitment/application_declined"
SCHEME_ID = UUID(int=9)
REASON = Placeholder("reason", "reason", "why", "Because", is_required=True)


def known(kind: str) -> tuple[Letter, Wording]:
    """Return a letter that a scheme may word itself."""
    found = letter_of(kind)
    assert found is not None
    assert found.wording is not None
    return found, found.wording


def shown(
    kind: str, words: Words | None = None, language: str = "en", **said: object
) -> RenderedMail:
    """Return a letter to an invented person."""
    letter, wording = known(kind)
    values: Mapping[str, object] = {**wording.examples(), "scheme_id": SCHEME_ID, **said}
    mail = render(
        replace(letter, render_context=lambda _facts, _to: values, calendar=None),
        Facts({}),
        Recipient(None, "ines@example.org", language),
        secret="",
        words=words,
    )
    assert mail is not None
    return mail


@pytest.fixture(autouse=True)
def nobody_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_sources", [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EDITABLE)
def test_the_shipped_words_can_be_begun_from_in_every_language(kind: str, language: str) -> None:
    letter, wording = known(kind)

    words = shipped_words(letter, language)

    assert list(subject_flaws(words.subject)) == []
    assert list(body_flaws(words.body, wording.placeholders)) == []
    assert "{scheme}" in words.subject
    assert len(words.subject) <= MOST_SUBJECT
    assert len(words.body) <= MOST_BODY


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EDITABLE)
def test_the_shipped_words_as_ones_own_make_the_same_letter(kind: str, language: str) -> None:
    letter, _wording = known(kind)

    own = shown(kind, shipped_words(letter, language), language)

    shipped = shown(kind, language=language)
    assert (own.subject, own.text) == (shipped.subject, shipped.text)


def test_a_letter_that_no_scheme_words_has_no_words_to_begin_from() -> None:
    letter = letter_of("accounts/code")
    assert letter is not None

    with pytest.raises(LookupError):
        shipped_words(letter, "en")


def test_own_words_stand_in_the_frame_of_the_letter() -> None:
    words = Words("{scheme}: hello\r\nBcc: x@y.z", "Hello {name},\n\nnot yet:\n{reason}")

    mail = shown(KIND, words, reader_name="Bo & <Co>", reason="{name} {scheme}")

    assert mail.subject == "Peer Mentoring Programme: hello Bcc: x@y.z"
    assert mail.text.startswith("Hello Bo & <Co>,\n\nnot yet:\n{name} {scheme}\n\n")
    assert "See where your application stands: " in mail.text
    assert "<bdi>Bo &amp; &lt;Co&gt;</bdi>," in mail.html
    assert "not yet:<br><bdi>{name} {scheme}</bdi>" in mail.html
    assert 'class="button"' in mail.html
    assert "could not take up" not in mail.html + mail.text


def test_markup_and_template_language_in_own_words_mean_nothing() -> None:
    mail = shown(KIND, Words("S", "<b>{reason}</b> {% now 'Y' %} {{ secret }}"))

    assert "&lt;b&gt;<bdi>" in mail.html
    assert "{% now 'Y' %} {{ secret }}" in mail.html
    assert "{% now 'Y' %} {{ secret }}" in mail.text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "{reason} {nmae}",
            "There is no {nmae} here. You may use: {name}, {scheme}, {reason}.",
        ),
        (
            "{reason} Dear { name },",
            "“Dear { name },”: a curly bracket belongs to a placeholder. Write one as it stands",
        ),
        (
            "Dear {name}",
            "This letter has to say {reason} (why): put it where it belongs.",
        ),
        ("{reason} {{name}}", "“{}”: a curly bracket"),
        ("{reason} {Name}", "“{Name}”: a curly bracket"),
        ("}{reason}", "“}”: a curly bracket"),
    ],
)
def test_what_is_wrong_with_a_body_is_said(body: str, said: str) -> None:
    [flaw] = body_flaws(body, (NAME, SCHEME, REASON))

    assert flaw.startswith(said)


def test_a_subject_says_nothing_of_what_was_done() -> None:
    assert list(subject_flaws("{scheme}: news")) == []
    assert list(subject_flaws("{reason}")) == ["There is no {reason} here. You may use: {scheme}."]


class Written:
    """What one scheme wrote for its declined applications in English."""

    def __init__(self, words: Words | None) -> None:
        self.words = words

    def own_words(self, scheme_id: UUID, kind: str, language: str) -> Words | None:
        assert (scheme_id, kind, language) == (SCHEME_ID, KIND, "en")
        return self.words

    def trial_values(self, *_of: object) -> Mapping[str, object] | None:
        return None


def test_words_are_known_to_one_package() -> None:
    register_source(Written(None))

    with pytest.raises(ValueError, match="one package"):
        register_source(Written(None))


def test_without_schemes_nothing_is_tried_out() -> None:
    _letter, wording = known(KIND)

    assert trial_values(Trial(SCHEME_ID, None), wording, None) is None
    assert trial_values(Trial(SCHEME_ID, None), None, None) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words("{scheme}", "Sorry: {reason}"), "Sorry: "),
        (Words("{scheme}", "Sorry, {someone_who_left}: {reason}"), "Thank you for applying"),
        (Words("{gone}", "Sorry: {reason}"), "Thank you for applying"),
        (None, "Thank you for applying"),
    ],
)
def test_words_that_cannot_be_sent_give_way_to_the_shipped_ones(
    monkeypatch: pytest.MonkeyPatch, words: Words | None, said: str
) -> None:
    monkeypatch.setattr(wording, "_sources", [Written(words)])

    assert said in shown(KIND).text
