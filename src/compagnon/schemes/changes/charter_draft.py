"""The next version of a charter while it is being written: several people, several languages, no lost words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.ids import new_public_id
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.charter import CHARTER, CharterText
from compagnon.schemes.charter.storing import from_stored, to_stored
from compagnon.schemes.events import CharterDraftDropped, CharterDrafted
from compagnon.schemes.models import Charter, CharterDraft, Scheme
from compagnon.schemes.queries.charter_draft import lacking_words
from compagnon.schemes.rules import principles

# Worded so that nobody is ever deterred from raising a concern (ALL-91).
FIXED: Final = ("confidentiality_limits", "boundaries_reminder")


class Overtaken(Refused):
    """Somebody else wrote meanwhile: what was typed is kept, and sent again by its writer."""


@change("schemes.write_charter", on="scheme")
def write_charter(
    *, by: Actor, scheme: Scheme, language: str, text: CharterText, based_on: int
) -> CharterDraft:
    """Write one language of the next version; the other languages stay as they are.

    `based_on` is the revision that was read, 0 for the charter as it stands. Refused (`Overtaken`) if somebody
    wrote since, and for a language that this site does not speak. What bounds confidentiality is not written here: whatever is sent, it stays as it stands (ALL-91).
    """
    if language not in get_languages():
        raise Refused(_("This site does not speak that language yet."), field="language")
    draft = _begun(scheme, based_on)
    keys = principles.keys_of(_texts_of(draft))
    if keys:
        text = principles.in_order(text, keys)
    kept = draft.text.get(language) or to_stored(CHARTER)[language]
    written = to_stored({language: text})[language]
    draft.text = {**draft.text, language: {**written, **{name: kept[name] for name in FIXED}}}
    _keep(by, draft)
    return draft


@change("schemes.write_charter", on="scheme")
def add_principle(*, by: Actor, scheme: Scheme, based_on: int) -> str:
    """Add a principle at the end, in every language, still without words; return its key.

    Refused if there are too many, before the charter is written in any language, and (`Overtaken`) if somebody
    wrote since `based_on`.
    """
    key = f"p_{new_public_id().hex[:8]}"
    _reorder(by, scheme, lambda keys: principles.with_key(keys, key), based_on)
    return key


@change("schemes.write_charter", on="scheme")
def remove_principle(*, by: Actor, scheme: Scheme, key: str, based_on: int) -> None:
    """Take a principle away, in every language. The version that stands keeps it.

    Refused for the last one, and (`Overtaken`) if somebody wrote since `based_on`.
    """
    _reorder(by, scheme, lambda keys: principles.without_key(keys, key), based_on)


@change("schemes.write_charter", on="scheme")
def move_principle(*, by: Actor, scheme: Scheme, key: str, up: bool, based_on: int) -> None:
    """Move a principle one place up or down, in every language.

    Refused if it is gone, and (`Overtaken`) if somebody wrote since `based_on`.
    """
    _reorder(by, scheme, lambda keys: principles.with_key_moved(keys, key, up=up), based_on)


@change("schemes.write_charter", on="scheme")
def drop_charter_draft(*, by: Actor, scheme: Scheme) -> None:
    """Give up the next version of a charter; the one that stands is not touched. Twice changes nothing."""
    for draft in CharterDraft.objects.filter(scheme=scheme):
        record(CharterDraftDropped(draft_id=draft.id, scheme_id=scheme.id), by=by)
        draft.delete()


@change("schemes.publish_charter", on="scheme")
def publish_draft(*, by: Actor, scheme: Scheme) -> Charter:
    """Publish what was written as the charter's next version: everybody is asked to sign again (ALL-11).

    Refused if nothing was written, nothing of it is new, or a principle lacks its words in one of the languages.
    """
    draft = CharterDraft.objects.filter(scheme=scheme).first()
    if draft is None:
        raise Refused(_("Nothing new has been written yet."))
    texts = _texts_of(draft)
    spoken = {code: text for code, text in texts.items() if code in get_languages()}
    if lacking := lacking_words(spoken):
        raise Refused(" ".join(lacking))
    charter = publish_charter(by=by, scheme=scheme, text=texts)
    draft.delete()
    return charter


def _begun(scheme: Scheme, based_on: int) -> CharterDraft:
    """Return the next version to write on; it begins as the one that stands. Refused if somebody wrote since."""
    # Of two at once, one comes second and is told of the first.
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    draft = CharterDraft.objects.filter(scheme=scheme).first()
    if (draft.revision if draft else 0) != based_on:
        raise Overtaken(
            _("Somebody else has written meanwhile. Look at their words, then save yours again.")
        )
    if draft is not None:
        return draft
    latest = Charter.objects.filter(scheme=scheme).order_by("-version").first()
    return CharterDraft(
        scheme=scheme,
        text=latest.text if latest else {},
        based_on=latest.version if latest else 0,
        revision=0,
    )


def _reorder(
    by: Actor,
    scheme: Scheme,
    make: Callable[[Sequence[str]], tuple[str, ...]],
    based_on: int,
) -> None:
    """Give the principles the order that `make` makes, the same in all languages; the same again is nothing new."""
    draft = _begun(scheme, based_on)
    texts = _texts_of(draft)
    if not texts:
        raise Refused(_("Write the charter in a language first."))
    keys = make(principles.keys_of(texts))
    stored = to_stored({code: principles.in_order(text, keys) for code, text in texts.items()})
    if stored != draft.text:
        draft.text = stored
        _keep(by, draft)


def _keep(by: Actor, draft: CharterDraft) -> None:
    draft.revision += 1
    draft.save()
    record(
        CharterDrafted(draft_id=draft.id, scheme_id=draft.scheme_id, revision=draft.revision), by=by
    )


def _texts_of(draft: CharterDraft) -> Mapping[str, CharterText]:
    """Return the texts by language in the installation's order: PostgreSQL keeps the keys of an object in its own."""
    order = [*get_languages(), *draft.text]
    return {code: from_stored(draft.text[code]) for code in order if code in draft.text}
