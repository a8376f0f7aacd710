from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.institution import InstitutionView


class InstitutionForm(forms.Form):
    """The name of a place, and whether applicants are offered it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    is_confirmed = forms.BooleanField(
        label=_("Offer this name to everybody who applies"),
        help_text=_("Nobody is told who works there."),
        required=False,
    )


class MergeForm(forms.Form):
    """Which other entry of the list means the same place."""

    other = forms.ChoiceField(label=_("The same place as"))

    def __init__(self, *args: object, view: InstitutionView) -> None:
        """Offer every other place, the likely ones first."""
        super().__init__(*args)  # type: ignore[arg-type]  # what was sent, or nothing
        likely = dict(view.line.doubles)
        rest = [one for one in view.others if one[0] not in likely]
        self.fields["other"].choices = [*likely.items(), *rest]  # type: ignore[attr-defined]  # a choice field
