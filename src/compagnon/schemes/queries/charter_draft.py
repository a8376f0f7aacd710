from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.schemes.charter import CHARTER, CharterText, Principle
from compagnon.schemes.charter.storing import from_stored
from compagnon.schemes.models import Charter, CharterDraft, CharterSignature, Scheme
from compagnon.schemes.rules import principles


@dataclass(frozen=True)
class DraftView:
    """The charter as it is being written: its texts by language, in the order of this site.

    `revision` is 0 where nothing was written since the version that stands. `changed`: the languages that differ
    from it. `signed_count`: how many people have signed it, and would be asked again.
    """

    scheme: Scheme
    version: int
    revision: int
    texts: Mapping[str, CharterText]
    changed: tuple[str, ...]
    signed_count: int

    @property
    def is_new(self) -> bool:
        """Say whether there is anything to publish."""
        return bool(self.changed)

    def text_in(self, language: str) -> CharterText:
        """Return the text in a language; in one that it was not written in, the shipped one to start from."""
        if language in self.texts:
            return self.texts[language]
        keys = principles.keys_of(self.texts)
        return principles.in_order(CHARTER[language], keys) if keys else CHARTER[language]

    def principles_in(self, language: str) -> tuple[Principle, ...]:
        """Return the principles as a language names them; none before the charter is written in any."""
        if not self.texts:
            return ()
        return self.text_in(
            language if language in self.texts else next(iter(self.texts))
        ).principles

    @property
    def lacking(self) -> list[str]:
        """Return a sentence for each principle that lacks its words in some language."""
        return lacking_words(self.texts)

    @property
    def lacking_in(self) -> set[str]:
        """Return the languages in which a principle lacks its words."""
        return {code for one in principles.unwritten(self.texts) for code in one.languages}

    @property
    def has_room(self) -> bool:
        """Say whether there may be a principle more."""
        return len(principles.keys_of(self.texts)) < principles.MOST_PRINCIPLES


def get_draft(*, viewer: Actor, scheme: Scheme) -> DraftView:
    """Return the next version of a scheme's charter, for whoever may write it; three queries.

    Refuses everybody else.
    """
    decision = decide(viewer, "schemes.write_charter", scheme)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    latest = Charter.objects.filter(scheme=scheme).order_by("-version").first()
    draft = CharterDraft.objects.filter(scheme=scheme).first()
    standing: dict[str, Any] = latest.text if latest else {}
    written: dict[str, Any] = draft.text if draft else standing
    return DraftView(
        scheme=scheme,
        version=latest.version if latest else 0,
        revision=draft.revision if draft else 0,
        texts={code: from_stored(written[code]) for code in get_languages() if code in written},
        changed=tuple(code for code in get_languages() if written.get(code) != standing.get(code)),
        signed_count=CharterSignature.objects.filter(charter=latest).count(),
    )


def lacking_words(texts: Mapping[str, CharterText]) -> list[str]:
    """Return a sentence for each principle that lacks its words in some language: nothing is published without."""
    return [
        _("Principle {number} still has to be written in: {languages}.").format(
            number=one.number,
            languages=", ".join(get_language_info(code)["name_local"] for code in one.languages),
        )
        for one in principles.unwritten(texts)
    ]
