"""As what somebody would like to join, and when."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.join import OpenPoint
from compagnon.schemes.role_words import RoleWords
from compagnon.schemes.vocabularies import ROLES

_NOTES: Final = {
    "mentee": _("Somebody listens, asks and thinks along with me"),
    "mentor": _("I listen, ask and think along with somebody else"),
}


class RolesForm(forms.Form):
    """As mentor, as mentee or as both, in the scheme's own words (ALL-28, LSIS-88)."""

    roles = forms.MultipleChoiceField(
        label=_("I would like to join as"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You may tick both: many learn and help in the same year."),
    )

    use_required_attribute = False

    def __init__(
        self, data: QueryDict | None, *, words: RoleWords, initial: dict[str, Any]
    ) -> None:
        """Offer both roles, each in a few words."""
        super().__init__(data, initial=initial)
        self.fields["roles"].choices = [  # type: ignore[attr-defined]  # a choice field
            (
                role,
                format_html('{} <span class="option-note">{}</span>', words.of(role), note),
            )
            for role, note in _NOTES.items()
        ]

    def chosen_roles(self) -> tuple[str, ...]:
        """Return the roles, in the order of the list."""
        return tuple(role for role in ROLES.keys if role in self.cleaned_data["roles"])


class BeginForm(RolesForm):
    """The roles, and the joining point only where there are several to choose from."""

    joining_point = forms.ChoiceField(label=_("When"), widget=forms.RadioSelect)
    source = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        words: RoleWords,
        points: Sequence[OpenPoint],
        initial: dict[str, Any],
    ) -> None:
        """Offer the joining points that are still open, the next one first."""
        super().__init__(data, words=words, initial=initial)
        choices = [(point.id.hex, point.told) for point in points]
        self.fields["joining_point"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if len(choices) == 1:
            self.fields["joining_point"].widget = forms.HiddenInput()

    def take_as_peer(self) -> None:
        """Ask nobody as what they join: peers are all alike."""
        self.initial["roles"] = ROLES.keys
        self.fields["roles"].required = False
        self.fields["roles"].widget = forms.MultipleHiddenInput()

    def point_id(self) -> UUID:
        """Return the joining point that was chosen."""
        return UUID(hex=self.cleaned_data["joining_point"])
