"""One action for several applications."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.forms.review import LONGEST
from compagnon.recruitment.queries.colleagues import Colleague
from compagnon.recruitment.queries.together import ASSIGN
from compagnon.recruitment.rules.ruling import (
    APPROVED,
    DECLINED,
    WAITING,
    Ruling,
    own_reason,
    usual_reason,
)
from compagnon.schemes.role_words import RoleWords

ACTIONS: Final = {
    APPROVED: _("Approve"),
    WAITING: _("Put on the waiting list"),
    DECLINED: _("Decline"),
    ASSIGN: _("Assign"),
}


class ChooseForm(forms.Form):
    """What to do with the applications that are ticked in the queue, or with all of it."""

    everybody = forms.BooleanField(label=_("Everybody in this list, on all pages"), required=False)
    action = forms.ChoiceField(
        label=_("What to do with them"),
        choices=[("", _("Choose")), *ACTIONS.items()],
        error_messages={"required": _("Choose what to do.")},
    )

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        if self.ids() == []:
            self.add_error(
                "everybody", _("Tick at least one application in the list, or everybody.")
            )
        return self.cleaned_data

    def ticked(self) -> set[UUID]:
        """Return which applications are ticked, one by one."""
        return set(self._sent())

    def ids(self) -> list[UUID] | None:
        """Return which applications are ticked; None for everybody."""
        return None if self.cleaned_data.get("everybody") else self._sent()

    def _sent(self) -> list[UUID]:
        sent = self.data if isinstance(self.data, QueryDict) else QueryDict()
        return [one for one in map(_id, sent.getlist("chosen")) if one is not None]


class TogetherForm(forms.Form):
    """What goes with the action: a sentence to read, criteria of mentors, or a colleague."""

    action = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    criteria = forms.MultipleChoiceField(
        label="",
        help_text=_(
            "Tick what you know to be true of each of them. It is kept in the log of decisions."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=_("What the applicants read"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    assigned_to = forms.ChoiceField(label=_("Who looks at them"), required=False)

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None,
        *,
        action: str,
        seen: str,
        has_mentors: bool,
        words: RoleWords,
        colleagues: Sequence[Colleague],
        mentor_criteria: Mapping[str, StrOrPromise],
    ) -> None:
        """Ask what an action needs, and no more."""
        first = {"action": action, "seen": seen, "reason": usual_reason(action)}
        super().__init__(data, initial=first)
        self.doing = action
        self.fields["assigned_to"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Nobody yet")),
            *((one.id.hex, _("Me") if one.is_viewer else one.name) for one in colleagues),
        ]
        self.fields["criteria"].label = format_lazy(
            _("{who}: what they bring"), who=words.several("mentor")
        )
        self.fields["criteria"].choices = list(mentor_criteria.items())  # type: ignore[attr-defined]  # as above
        needed = {
            APPROVED: {"criteria"} if has_mentors else set(),
            ASSIGN: {"assigned_to"},
        }.get(action, {"reason"})
        for name in {"criteria", "reason", "assigned_to"} - needed:
            del self.fields[name]

    def look_again(self, sent: QueryDict, seen: str) -> None:
        """Take what is shown now for seen."""
        self.data = sent.copy()
        self.data["seen"] = seen

    def ruling(self) -> Ruling:
        """Return what comes with the decisions."""
        cleaned = self.cleaned_data
        return Ruling(
            criteria=tuple(cleaned.get("criteria", ())),
            reason=own_reason(self.doing, cleaned.get("reason", "")),
            is_told=True,
        )

    def colleague_id(self) -> UUID | None:
        """Return who is to look at them; nobody where nobody is chosen."""
        return _id(self.cleaned_data.get("assigned_to", ""))


def _id(written: str) -> UUID | None:
    try:
        return UUID(hex=written)
    except ValueError:
        return None
