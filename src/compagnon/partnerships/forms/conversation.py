from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from compagnon.partnerships.forms.meeting import LONGEST


class DraftForm(forms.Form):
    """Notes during a meeting, in the two fields that the minutes have (ALL-70)."""

    actions = forms.CharField(
        label=_("What I will do"),
        help_text=_("One action point on a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    next_items = forms.CharField(
        label=_("For next time"),
        help_text=_("Only you can read this until you record the meeting. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


class VideoForm(forms.Form):
    """Where on the net a meeting takes place."""

    url = forms.CharField(
        label=_("Address of your video call"),
        widget=forms.URLInput,
        validators=[URLValidator(schemes=["https"])],
        max_length=500,
        required=False,
    )

    def __init__(self, *args: object, has_rooms: bool, **kwargs: object) -> None:
        """Say whether an empty field asks for a room of the installation's own."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django hands them on
        self.fields["url"].help_text = (
            _("Any service will do. Leave it empty for a room of our own, under a random name.")
            if has_rooms
            else _("Any service will do; the address begins with https://.")
        )
