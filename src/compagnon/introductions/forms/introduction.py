from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_languages

from compagnon.core.errors import Refused
from compagnon.introductions.changes.introduction import Details
from compagnon.introductions.models import Introduction
from compagnon.introductions.rules.topics import own_topics, topics_of
from compagnon.ui.widgets import DayInput, TimeInput


class IntroductionForm(forms.Form):
    """An introductory meeting: when, where, for how many, and what it covers."""

    title = forms.CharField(label=_("Title"), max_length=200)
    day = forms.DateField(label=_("Day"), widget=DayInput)
    time = forms.TimeField(label=_("Time"), widget=TimeInput)
    length_minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=5, max_value=480
    )
    place = forms.CharField(
        label=_("Where"),
        help_text=_("A room, or the link to an online meeting; it stands in the invitation."),
        max_length=300,
    )
    seat_count = forms.IntegerField(
        label=_("How many can come?"),
        help_text=_("Leave it empty if there is room for everybody."),
        min_value=1,
        max_value=2000,
        required=False,
    )
    topics = forms.CharField(
        label=_("What it covers"),
        help_text=_(
            "One point on a line. As long as these six stand, everybody reads them in their own language."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=2000,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of the letters"), widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, language: str = "en", meeting: Introduction | None = None, **kwargs: Any
    ) -> None:
        """Begin with what is known of a meeting, or with what is usual."""
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [  # type: ignore[attr-defined]  # a choice field
            (code, get_language_info(code)["name_local"]) for code in get_languages()
        ]
        self.initial = {
            "title": str(_("Introduction to mentoring")),
            "length_minutes": 60,
            "language": language,
        }
        if meeting is not None:
            starts_at = timezone.localtime(meeting.starts_at)
            names = ("title", "length_minutes", "place", "seat_count", "language")
            self.initial = {
                **{name: getattr(meeting, name) for name in names},
                "day": starts_at.date(),
                "time": starts_at.time(),
                "seen": meeting.sequence,
            }
        points = topics_of(meeting.topics if meeting else ())
        self.initial["topics"] = "\n".join(str(point) for point in points)

    def details(self) -> Details:
        """Return what was typed, of a valid form."""
        cleaned = self.cleaned_data
        return Details(
            title=cleaned["title"],
            starts_at=timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"])),
            length_minutes=cleaned["length_minutes"],
            place=cleaned["place"],
            seat_count=cleaned["seat_count"],
            topics=own_topics(cleaned["topics"], list(get_languages())),
            language=cleaned["language"],
        )

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field it is about."""
        self.add_error(refusal.field, str(refusal))
