"""Invented data for the gallery: every component in every state."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from compagnon.core.policy import Decision
from compagnon.ui.components.pictures import Bar, Legend, Stairs, Tile
from compagnon.ui.icons import ICONS
from compagnon.ui.widgets import DayInput, GridInput, Part, RowsInput, Tick, TickRow

STAIRS = (
    Stairs("I let a silence stand.", "Usually", (1, 2, 3)),
    Stairs("What I know I offer as a question.", "Does not matter here", (2, 1, None)),
)
REFUSED = Decision(
    allowed=False, reason=_("Only the members of a partnership record its meetings.")
)


class MeetingExample(forms.Form):
    """One field of each look."""

    held_on = forms.DateField(label=_("When did you meet?"), widget=DayInput)
    minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=5, help_text=_("A guess is fine.")
    )
    mode = forms.ChoiceField(
        label=_("How did you meet?"),
        widget=forms.RadioSelect,
        choices=[("online", _("Online")), ("person", _("In person")), ("phone", _("By telephone"))],
    )
    attended = forms.MultipleChoiceField(
        label=_("Who was there?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("amal", "Amal Haddad"), ("bela", "Bela Kovács")],
        help_text=_("Tick everybody who came."),
    )
    language = forms.ChoiceField(
        label=_("Language of the notes"),
        required=False,
        choices=[("en", "English"), ("cy", "Cymraeg")],
    )
    notes = forms.CharField(
        label=_("Action points"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    email = forms.EmailField(label=_("E-mail address"))
    people = forms.Field(
        label=_("Who else was there?"),
        required=False,
        widget=RowsInput(
            (
                Part("people", _("Name"), forms.TextInput()),
                Part("people__email", _("E-mail address"), forms.EmailInput()),
            ),
            add_label=_("Add somebody"),
            most=3,
        ),
    )
    times = forms.Field(
        label=_("When could you meet?"),
        required=False,
        widget=GridInput(
            (
                TickRow(
                    _("Monday"),
                    (Tick("mon_morning", _("morning")), Tick("mon_evening", _("evening"))),
                ),
                TickRow(_("Sunday"), (Tick("sun_evening", _("evening")),)),
            )
        ),
    )
    file = forms.FileField(label=_("A file to share"), required=False)
    agreed = forms.BooleanField(label=_("We have both agreed to this."))
    partnership = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse the form as a whole, to show how that looks."""
        self.add_error(None, _("This meeting has already been recorded."))
        return self.cleaned_data


class FilterExample(forms.Form):
    words = forms.CharField(label=_("Name or school"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), ("new", _("New"))]
    )


def example(request: HttpRequest) -> dict[str, Any]:
    """Return what the gallery shows; `?running=0` is the page after the work has ended."""
    wrong = {
        "minutes": "2",
        "mode": "boat",
        "email": "amal(at)example.org",
        "language": "en",
        "people": "Chris Okafor",
        "people__email": "chris@example.org",
    }
    return {
        "refused": REFUSED,
        "tones": ("plain", "good", "warn", "bad"),
        "icons": ICONS,
        "untouched": MeetingExample(auto_id="new_%s", initial={"partnership": "p"}),
        "wrong": MeetingExample(wrong, auto_id="wrong_%s"),
        "filters": FilterExample(request.GET, auto_id="filter_%s"),
        "running": request.GET.get("running") != "0",
        "day": date(2026, 10, 14),
        "instant": datetime(2026, 10, 14, 15, 30, tzinfo=UTC),
        "good_reasons": [
            _("Bela asked for help with oral exams; Amal has taught them for eleven years."),
            _("Both teach Arabic, and both can meet on Wednesday afternoons."),
            _("They live 14 km apart and would like to meet in person."),
        ],
        "bad_reasons": [
            _("Every mentor for Mandarin already has two partners."),
            _("The nearest free mentor shares no day with this applicant."),
        ],
        "bars": (
            Bar("Maintained or council school", 85, "85%", 100),
            Bar("Academy or trust", 60, "60%", 100),
        ),
        "stairs": STAIRS,
        "columns": (
            Bar("60", 0, "—"),
            Bar("70", 35, "35"),
            Bar("80", 120, "120"),
            Bar("90", 15, "15"),
        ),
        "tiles": (
            Tile("SCO", 1, 0, asks=15, offers=20, percent=100, note="100%"),
            Tile("NI", 0, 1, note="—"),
            Tile("NW", 1, 1, asks=40, offers=25, percent=60, note="60%"),
            Tile("NE", 2, 1, asks=10, offers=15, percent=80, note="80%"),
        ),
        "legend": Legend(_("Mentees"), _("Mentees: placed"), _("Mentors"), _("Few, or nobody")),
        "words": "We met in the library.\nIt rained.\n\nBela brought the <new> syllabus.",
    }
