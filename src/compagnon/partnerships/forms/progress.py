from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core.pages import typed_id
from compagnon.partnerships.changes.progress import LONGEST_LETTER
from compagnon.partnerships.queries.progress import MemberFact
from compagnon.ui.widgets import DayInput

ALL: Final = "all"


class ContactForm(forms.Form):
    """A letter to one member of a partnership, or to all of them."""

    to = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your letter"),
        help_text=_(
            "It goes out as an ordinary letter with your name under it, and the group can read it in the outbox."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONGEST_LETTER,
    )

    def __init__(self, *args: Any, members: Sequence[MemberFact], **kwargs: Any) -> None:
        """Offer all of them, then each by name."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]  # a choice field
            (ALL, _("All of them")),
            *((one.id.hex, one.name) for one in members),
        ]
        self.fields["to"].initial = ALL

    def asked(self) -> dict[str, Any]:
        """Return what the change takes."""
        to = self.cleaned_data["to"]
        return {"member_id": None if to == ALL else typed_id(to), "text": self.cleaned_data["text"]}


class PauseForm(forms.Form):
    """Until when a partnership rests."""

    until = forms.DateField(
        label=_("Until"),
        help_text=_("Leave it empty if nobody knows yet. No reason is asked or kept."),
        widget=DayInput,
        required=False,
    )
