"""The next version of a charter while it is being written: several people, several languages, no lost words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.charter import CHARTER, CharterText
from compagnon.schemes.charter.storing import from_stored, to_stored
from compagnon.schemes.events import CharterDraftDropped, CharterDrafted
from compagnon.schemes.models import Charter, CharterDraft, Scheme

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
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    draft = CharterDraft.objects.filter(scheme=scheme).first()
    if (draft.revision if draft else 0) != based_on:
        raise Overtaken(
            _("Somebody else has written meanwhile. Look at their words, then save yours again.")
        )
    if draft is None:
        latest = Charter.objects.filter(scheme=scheme).order_by("-version").first()
        draft = CharterDraft(
            scheme=scheme,
            text=latest.text if latest else {},
            based_on=latest.version if latest else 0,
            revision=0,
        )
    kept = draft.text.get(language) or to_stored(CHARTER)[language]
    written = to_stored({language: text})[language]
    draft.text = {**draft.text, language: {**written, **{name: kept[name] for name in FIXED}}}
    draft.revision += 1
    draft.save()
    record(CharterDrafted(draft_id=draft.id, scheme_id=scheme.id, revision=draft.revision), by=by)
    return draft


@change("schemes.write_charter", on="scheme")
def drop_charter_draft(*, by: Actor, scheme: Scheme) -> None:
    """Give up the next version of a charter; the one that stands is not touched. Twice changes nothing."""
    for draft in CharterDraft.objects.filter(scheme=scheme):
        record(CharterDraftDropped(draft_id=draft.id, scheme_id=scheme.id), by=by)
        draft.delete()


@change("schemes.publish_charter", on="scheme")
def publish_draft(*, by: Actor, scheme: Scheme) -> Charter:
    """Publish what was written as the charter's next version: everybody is asked to sign again (ALL-11).

    Refused if nothing was written, or nothing of it is new.
    """
    draft = CharterDraft.objects.filter(scheme=scheme).first()
    if draft is None:
        raise Refused(_("Nothing new has been written yet."))
    texts = {language: from_stored(text) for language, text in draft.text.items()}
    charter = publish_charter(by=by, scheme=scheme, text=texts)
    draft.delete()
    return charter
