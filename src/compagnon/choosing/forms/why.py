from django import forms
from django.utils.translation import gettext_lazy as _


class WhyForm(forms.Form):
    """Why somebody says yes although a rule of the scheme warns of it."""

    why = forms.CharField(
        label=_("Why it is right for you all the same"),
        help_text=_("A sentence or two. The Coordination Group reads it, with your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Say why it is right for you all the same.")},
    )

    use_required_attribute = False
