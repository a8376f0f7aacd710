from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation.trans_real import get_languages

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.schemes.charter import CHARTER, CharterText
from compagnon.schemes.charter.storing import from_stored
from compagnon.schemes.models import Charter, CharterDraft, CharterSignature, Scheme


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
        return self.texts.get(language) or CHARTER[language]


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
