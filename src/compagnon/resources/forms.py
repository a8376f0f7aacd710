from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_languages

from compagnon.resources.models import LONGEST_TITLE, LONGEST_URL
from compagnon.resources.rules import ResourceWords
from compagnon.schemes.facts import focus_label
from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import SIDES, role_words
from compagnon.schemes.template import settings_of

_WEB: Final = URLValidator(schemes=["http", "https"])


class ResourceForm(forms.Form):
    """What a scheme points its people to."""

    title = forms.CharField(label=_("What is it called?"), max_length=LONGEST_TITLE)
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("A sentence or two, in the language of its readers."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    url = forms.URLField(
        label=_("Link"),
        help_text=_("A page that everybody may open; follow it once yourself."),
        validators=[_WEB],
        max_length=LONGEST_URL,
        assume_scheme="https",
        required=False,
    )
    where = forms.CharField(
        label=_("Where else it is found"),
        help_text=_("A shelf, a person, a room: where there is no link, or one is not enough."),
        max_length=LONGEST_URL,
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=_("Whom is it for?"),
        help_text=_("Tick none where it is for everybody."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    focus_areas = forms.MultipleChoiceField(
        label=_("Which focus areas does it serve?"),
        help_text=_("Whoever agreed to work on one of them finds it at the top."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(label=_("Which language is it in?"), required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, scheme: Scheme, known: ResourceWords | None = None, **kwargs: Any
    ) -> None:
        """Offer the roles and focus areas of the scheme, and what was ticked before."""
        super().__init__(*args, **kwargs)
        words = role_words(scheme)
        if settings_of(scheme).is_pool:
            del self.fields["roles"]
        else:
            self._offer("roles", [(side, words.several(side)) for side in SIDES])
        ticked = known.focus_areas if known else ()
        areas = dict.fromkeys([*scheme.focus_areas, *ticked])
        self._offer("focus_areas", [(area, focus_label(area)) for area in areas])
        spoken = [(code, get_language_info(code)["name_local"]) for code in get_languages()]
        self._offer("language", [("", _("It does not matter")), *spoken])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def words(self) -> ResourceWords:
        """Return what was said, of a valid form."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "based_on"}
        lists = {name: tuple(said.get(name, ())) for name in ("roles", "focus_areas")}
        return ResourceWords(**{**said, **lists})
