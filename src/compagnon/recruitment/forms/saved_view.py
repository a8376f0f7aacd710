from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    """The name of a view of the queue, and for whom it is."""

    view_name = forms.CharField(
        label=_("Name of the view"),
        max_length=60,
        error_messages={"required": _("Give the view a name.")},
    )
    is_shared = forms.BooleanField(
        label=_("Everybody in the Coordination Group sees it"), required=False
    )

    use_required_attribute = False
