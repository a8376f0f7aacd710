"""From a letter's facts to the mail: values loaded now, in the recipient's language, in three shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cache

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context, Engine
from django.utils import translation

from compagnon.core import clock, installation
from compagnon.notifications.facts import Fact, Facts, plain
from compagnon.notifications.letters import CalendarPart, Letter, Recipient, letter_of
from compagnon.notifications.models import Message
from compagnon.notifications.unsubscribing import unsubscribe_url

SECRET_IN_A_PREVIEW = "••••••"  # noqa: S105 -- it is what stands in the secret's place
SUBJECT_MAY_SAY = ("scheme_name",)


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
    letter: Letter, facts: Facts, recipient: Recipient, *, secret: str
) -> RenderedMail | None:
    """Load what the letter says and write it in the recipient's language; None if its reason is gone."""
    with translation.override(recipient.language):
        loaded = letter.render_context(facts, recipient)
        if loaded is None:
            return None
        values = {
            **loaded,
            "origin": installation.origin(),
            "recipient": recipient,
            "secret": secret,
            "preferences_url": _preferences_url(letter, recipient),
        }
        in_subject = {name: values[name] for name in SUBJECT_MAY_SAY if name in values}
        return RenderedMail(
            subject=_one_line(_fill(letter.template("subject.txt"), in_subject, escape=False)),
            text=_tidy(_fill(letter.template("txt"), values, escape=False)),
            html=_inliner().inline(_fill(letter.template("html"), values, escape=True)),
            calendar=letter.calendar(facts, recipient) if letter.calendar else None,
        )


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


def _fill(template: str, values: Mapping[str, object], *, escape: bool) -> str:
    """Fill one template; plain text must not be escaped, so it does not depend on the template's care."""
    filled = Engine.get_default().get_template(template).render(Context(values, autoescape=escape))
    return str(filled)


def _one_line(subject: str) -> str:
    """Join all white space, so that no value can begin a header of its own."""
    return " ".join(subject.split())


def _tidy(text: str) -> str:
    """Leave at most one empty line between paragraphs, whatever tags stood on lines of their own."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for number, line in enumerate(lines) if line or lines[number - 1]]
    return "\n".join(kept) + "\n"


@cache
def _inliner() -> css_inline.CSSInliner:
    """Return the tool that moves the style sheet into the tags, where mail programs look for it."""
    return css_inline.CSSInliner(load_remote_stylesheets=False)
