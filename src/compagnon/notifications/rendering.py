"""From a letter's facts to the mail: values loaded now, in the recipient's language, in three shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import format_datetime
from functools import cache
from typing import cast
from uuid import UUID

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context, Engine
from django.template.loader_tags import BlockNode
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core import clock, installation
from compagnon.notifications.facts import Fact, Facts, plain
from compagnon.notifications.letters import CalendarPart, Letter, Recipient, letter_of, letters
from compagnon.notifications.models import Message
from compagnon.notifications.unsubscribing import unsubscribe_url
from compagnon.notifications.wording import (
    NO_PATH,
    SCHEME,
    Trial,
    Words,
    fill_paragraphs,
    fill_plain,
    one_line,
    own_words,
    trial_values,
)

SECRET_IN_A_PREVIEW = "••••••"  # noqa: S105 -- it is what stands in the secret's place
SUBJECT_MAY_SAY = ("scheme_name",)
WORDS_BLOCK = "words"
OWN = {ending: f"notifications/mail/own.{ending}" for ending in ("txt", "html")}


@dataclass(frozen=True)
class RenderedMail:
    """A letter as its reader sees it."""

    subject: str
    text: str
    html: str
    calendar: CalendarPart | None


def preview(kind: str, context: Mapping[str, Fact], recipient: Recipient) -> RenderedMail | None:
    """Return a letter as it would be sent now, with dots for its secret; None if it would not be sent."""
    letter = letter_of(kind)
    if letter is None:
        raise LookupError(f"No package registered the letter {kind}")
    return render(letter, Facts(plain(context)), recipient, secret=SECRET_IN_A_PREVIEW)


def render(
    letter: Letter, facts: Facts, recipient: Recipient, *, secret: str, words: Words | None = None
) -> RenderedMail | None:
    """Load what the letter says and write it in the recipient's language; None if its reason is gone.

    In the scheme's own words for that language where it has some (`words`: in these, for a preview).
    """
    with translation.override(recipient.language):
        tried = trial_of(facts)
        loaded = (
            trial_values(tried, letter.wording, recipient.person_id)
            if tried
            else letter.render_context(facts, recipient)
        )
        if loaded is None:
            return None
        if words is None and letter.wording:
            words = words_in(letter, UUID(str(loaded["scheme_id"])), recipient.language)
        values = {
            **loaded,
            "origin": installation.origin(),
            "recipient": recipient,
            "secret": secret,
            "preferences_url": _preferences_url(letter, recipient),
        }
        return RenderedMail(
            subject=_subject(letter, values, words, is_trial=tried is not None),
            text=_tidy(_body(letter, "txt", values, words)),
            html=_inliner().inline(_body(letter, "html", values, words)),
            calendar=letter.calendar(facts, recipient) if letter.calendar and not tried else None,
        )


def as_it_stands(message: Message) -> RenderedMail | None:
    """Return a letter of the outbox as it would be written now, for somebody else to read: its button leads nowhere.

    None where there is no reason to send it any more. Its link may be a key, and a secret is the reader's alone.
    """
    letter = letters()[message.kind]

    def loaded(facts: Facts, recipient: Recipient) -> Mapping[str, object] | None:
        values = letter.render_context(facts, recipient)
        return None if values is None else {**values, "path": NO_PATH}

    return render(
        replace(letter, render_context=loaded, calendar=None),
        Facts(message.context),
        recipient_of(message),
        secret=SECRET_IN_A_PREVIEW,
    )


def trial_of(facts: Facts) -> Trial | None:
    """Return what is tried out, where a coordinator sends a letter to herself."""
    if not facts.has("tried_in"):
        return None
    return Trial(facts.id("tried_in"), facts.id("sample_id") if facts.has("sample_id") else None)


def words_in(letter: Letter, scheme_id: UUID, language: str) -> Words | None:
    """Return a scheme's own words for a letter in a language, None for the shipped ones; one query."""
    return own_words(scheme_id, letter.kind, letter.wording, language) if letter.wording else None


def shipped_words(letter: Letter, language: str) -> Words:
    """Return the words that a letter comes with in a language, each value as its placeholder."""
    if letter.wording is None:
        raise LookupError(f"No scheme words the letter {letter.kind} itself")
    codes = {one.value: one.code for one in letter.wording.placeholders}
    with translation.override(language):
        subject = _fill(letter.template("subject.txt"), {SCHEME.value: SCHEME.code}, escape=False)
        return Words(one_line(subject), _tidy(_words_of(letter.template("txt"), codes)).strip())


def to_mail(
    message: Message, rendered: RenderedMail, letter: Letter, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """Return the mail: text, HTML and invitation as alternatives, and the invitation as a file besides."""
    headers = {
        "Message-ID": message.message_id,
        "Date": format_datetime(clock.now()),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if url := _preferences_url(letter, recipient_of(message)):
        headers["List-Unsubscribe"] = f"<{url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        to=[message.address],
        headers=headers,
        connection=connection,
    )
    mail.attach_alternative(rendered.html, "text/html")
    if part := rendered.calendar:
        mail.attach_alternative(part.content, f"text/calendar; method={part.method}")
        mail.attach(part.filename, part.content.encode(), "application/ics")
    return mail


def recipient_of(message: Message) -> Recipient:
    """Return who a message goes to."""
    return Recipient(message.recipient_id, message.address, message.language)


def _preferences_url(letter: Letter, recipient: Recipient) -> str:
    if letter.is_reminder and recipient.person_id:
        return unsubscribe_url(recipient.person_id)
    return ""


def _subject(
    letter: Letter, values: Mapping[str, object], words: Words | None, *, is_trial: bool
) -> str:
    in_subject = {name: values[name] for name in SUBJECT_MAY_SAY if name in values}
    if words is None:
        said = _fill(letter.template("subject.txt"), in_subject, escape=False)
    else:
        said = words.subject.replace(SCHEME.code, str(in_subject[SCHEME.value]))
    return one_line(_("Trial: %(subject)s") % {"subject": said} if is_trial else said)


def _body(letter: Letter, ending: str, values: Mapping[str, object], words: Words | None) -> str:
    """Fill the shipped template; own words stand in it where the shipped ones would, and what is around them stays."""
    template, is_html = letter.template(ending), ending == "html"
    if words is None or letter.wording is None:
        return _fill(template, values, escape=is_html)
    own = (
        fill_paragraphs(words.body, letter.wording, values)
        if is_html
        else fill_plain(words.body, letter.wording, values)
    )
    return _fill(OWN[ending], {**values, "shipped": template, "own": own}, escape=is_html)


def _words_of(name: str, values: Mapping[str, object]) -> str:
    """Fill the block of a plain template that holds its words, and nothing else of it."""
    template = Engine.get_default().get_template(name)
    blocks = cast("list[BlockNode]", template.nodelist.get_nodes_by_type(BlockNode))
    block = next(node for node in blocks if node.name == WORDS_BLOCK)
    context = Context(values, autoescape=False)
    with context.render_context.push_state(template), context.bind_template(template):
        return str(block.nodelist.render(context))


def _fill(template: str, values: Mapping[str, object], *, escape: bool) -> str:
    """Fill one template; plain text must not be escaped, so it does not depend on the template's care."""
    filled = Engine.get_default().get_template(template).render(Context(values, autoescape=escape))
    return str(filled)


def _tidy(text: str) -> str:
    """Leave at most one empty line between paragraphs, whatever tags stood on lines of their own."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for number, line in enumerate(lines) if line or lines[number - 1]]
    return "\n".join(kept) + "\n"


@cache
def _inliner() -> css_inline.CSSInliner:
    """Return the tool that moves the style sheet into the tags, where mail programs look for it."""
    return css_inline.CSSInliner(load_remote_stylesheets=False)
