from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.choosing.forms.search import RequestForm


class TogetherForm(RequestForm):
    """The codes of one or two with whom somebody has found each other, and a few words to them."""

    code = forms.CharField(
        label=_("The code of whoever you have found"),
        help_text=_(
            "It stands on their own page, where you read yours. Capitals and the dash do not matter."
        ),
        max_length=20,
    )
    other_code = forms.CharField(
        label=_("The code of a third one"),
        help_text=_("Only if you are three."),
        max_length=20,
        required=False,
    )

    field_order = ("code", "other_code", "words")
