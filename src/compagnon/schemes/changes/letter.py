"""A scheme's own words for its letters: in versions, checked before they are kept, and never over unseen ones."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.notifications.changes import plan_message
from compagnon.notifications.letters import letter_of
from compagnon.notifications.wording import (
    MOST_BODY,
    MOST_SUBJECT,
    Wording,
    Words,
    body_flaws,
    subject_flaws,
)
from compagnon.schemes.changes.charter_draft import Overtaken
from compagnon.schemes.events import LetterTried, LetterUnworded, LetterWorded
from compagnon.schemes.models import LetterWords, Scheme
from compagnon.schemes.queries.letter import latest_of, standing_words


@change("schemes.write_letters", on="scheme")
def write_letter(
    *, by: Actor, scheme: Scheme, kind: str, language: str, words: Words, based_on: int
) -> LetterWords:
    """Word a letter in one language; the version before is kept, and letters that wait are sent in the new words.

    `based_on` is the version that was read, 0 for the shipped words. Refused (`Overtaken`) if somebody wrote since,
    and for a placeholder that the letter does not fill, or leaves out though it has to say it.
    """
    wording = _wording_of(kind, language)
    if not words.subject or not words.body:
        raise Refused(_("Write something, or go back to the shipped words."), field="body")
    if len(words.subject) > MOST_SUBJECT or len(words.body) > MOST_BODY:
        raise Refused(_("This is too long for a letter."), field="body")
    for flaw in subject_flaws(words.subject):
        raise Refused(flaw, field="subject")
    for flaw in body_flaws(words.body, wording.placeholders):
        raise Refused(flaw, field="body")
    row = LetterWords(
        scheme=scheme,
        kind=kind,
        language=language,
        subject=words.subject,
        body=words.body,
        written_by_id=by.person_id,
    )
    _append(row, based_on)
    record(LetterWorded(words_id=row.id, scheme_id=scheme.id, version=row.version), by=by)
    return row


@change("schemes.write_letters", on="scheme")
def unword_letter(*, by: Actor, scheme: Scheme, kind: str, language: str) -> None:
    """Go back to the shipped words in one language; the own ones are kept as an earlier version.

    Twice changes nothing.
    """
    _wording_of(kind, language)
    last = latest_of(scheme.id, kind, language)
    if last is None or not last.body:
        return
    row = LetterWords(scheme=scheme, kind=kind, language=language, written_by_id=by.person_id)
    _append(row, last.version)
    record(LetterUnworded(words_id=row.id, scheme_id=scheme.id, version=row.version), by=by)


@change("schemes.write_letters", on="scheme")
def try_letter(
    *, by: Actor, scheme: Scheme, kind: str, language: str, sample_id: UUID | None
) -> None:
    """Send a letter to whoever tries it out, and to nobody else: as it would be to one of the scheme's people."""
    _wording_of(kind, language)
    reader = Person.objects.get(pk=by.person_id or UUID(int=0))
    plan_message(
        kind=kind,
        recipient_id=reader.id,
        address=reader.email,
        language=language,
        context={"tried_in": scheme.id, "sample_id": sample_id},
        key=f"trial {scheme.id.hex} {clock.now().isoformat()}",
    )
    record(LetterTried(scheme_id=scheme.id), by=by)


@change("schemes.write_letters", on="scheme")
def copy_letters(*, by: Actor, scheme: Scheme, original_id: UUID) -> None:
    """Give a copied scheme the words of its original, as they stand; part of copying it."""
    for row in standing_words(original_id):
        write_letter(
            by=by,
            scheme=scheme,
            kind=row.kind,
            language=row.language,
            words=Words(row.subject, row.body),
            based_on=0,
        )


def _wording_of(kind: str, language: str) -> Wording:
    letter = letter_of(kind)
    if letter is None or letter.wording is None:
        raise Refused(_("This letter is the same in every scheme."))
    if language not in get_languages():
        raise Refused(_("This site does not speak that language yet."), field="language")
    return letter.wording


def _append(row: LetterWords, based_on: int) -> None:
    """Keep a version after the one that was read; refuses it (`Overtaken`) if there is a later one."""
    Scheme.objects.select_for_update().get(pk=row.scheme_id)
    last = latest_of(row.scheme_id, row.kind, row.language)
    version = last.version if last else 0
    if version != based_on:
        raise Overtaken(
            _("Somebody else has written meanwhile. Look at their words, then save yours again.")
        )
    row.version = version + 1
    row.written_at = clock.now()
    row.save(force_insert=True)
