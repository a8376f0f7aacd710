from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.matching.forms.release import ReleaseForm
from compagnon.matching.models import Release
from compagnon.matching.queries.people import Applicant

_TWO: Final = 2


def release_form(data: Any = None) -> ReleaseForm:
    """Return the form of a release of groups: whoever is silent need not stop the others."""
    form = ReleaseForm(data)
    form.fields["on_silence"].choices = [  # type: ignore[attr-defined]  # a choice field
        (Release.OnSilence.ASK, _("Leave it to the group")),
        (
            Release.OnSilence.TAKE_BACK,
            _(
                "Open with those who said yes the day after, if they are enough; else take the proposal back, and tell all"
                " kindly"
            ),
        ),
    ]
    return form


class ApartForm(forms.Form):
    """Which two of those put together are not to be together again."""

    who = forms.TypedMultipleChoiceField(
        label=_("Which two?"), coerce=lambda key: UUID(hex=key), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[Applicant], **kwargs: Any) -> None:
        """Offer those who are still there by name; of two, both are meant."""
        super().__init__(*args, **kwargs)
        known = [(one.id.hex, one.name) for one in people if one.is_known]
        self.fields["who"].choices = known  # type: ignore[attr-defined]  # a choice field
        if len(known) == _TWO:
            self.fields["who"].initial = [key for key, _name in known]

    def clean_who(self) -> list[UUID]:
        """Return the two; refuse fewer and more."""
        who: list[UUID] = self.cleaned_data["who"]
        if len(who) != _TWO:
            raise forms.ValidationError(_("Choose two people."))
        return who
