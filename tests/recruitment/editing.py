"""Editing a scheme's form in tests: the draft as it stands, and changes by Chris."""

from typing import Any

from compagnon.recruitment.models import FormDraft
from compagnon.recruitment.queries.form_view import FormView, get_form_draft
from compagnon.recruitment.rules.form import Form, Kind, Question
from compagnon.recruitment.rules.form_content import from_content
from compagnon.recruitment.rules.form_editing import find_question
from compagnon.schemes.models import Scheme
from tests.cast import World, actor_of


def by_chris(world: World, **asked: Any) -> dict[str, Any]:
    """Return who changes which scheme's form."""
    return {"by": actor_of(world.chris), "scheme": world.scheme, **asked}


def draft(scheme: Scheme) -> Form:
    """Return what is drafted."""
    return from_content(FormDraft.objects.get(scheme=scheme).content)


def view_of(world: World) -> FormView:
    """Return the next version as the editor shows it."""
    return get_form_draft(viewer=actor_of(world.chris), scheme=world.scheme)


def asked(form: Form, key: str) -> Question:
    """Return a question of a form."""
    return find_question(form, key)[1]


def own(kind: Kind = Kind.SHORT_TEXT, **more: Any) -> Question:
    """Return a new question of the scheme's own, as the editor's form writes it."""
    texts = {"label": {"en": "Any access needs?"}, "why": {"en": "To meet them."}}
    return Question(
        key="", kind=kind, seen_by="The Coordination Group. Nobody else.", **texts, **more
    )


def at_form(world: World, rest: str = "") -> str:
    """Return an address of the pages of a scheme's form."""
    return f"/schemes/{world.scheme.id.hex}/form/{rest}"
