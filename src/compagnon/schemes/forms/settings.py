from dataclasses import replace
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.errors import Refused
from compagnon.schemes.forms.circle import CirclesPart, circles_as_they_are, circles_chosen
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.term_calendar import list_keys
from compagnon.schemes.role_words import role_words
from compagnon.schemes.settings import (
    MODES,
    MOST_MENTORS,
    MOST_MONTHS,
    RHYTHMS,
    Cadence,
    MatchingMode,
    SchemeSettings,
    hours_needed,
)
from compagnon.schemes.template import TEMPLATES, settings_of

_BUDDIES = {"yes": True, "no": False, "": None}


class SettingsForm(CirclesPart):
    """How a scheme works. What its kind promises is shown, with the reason, and cannot be changed."""

    field_order = ("usual", "also", "matching_mode")  # what is said of circles comes after these

    usual = forms.ChoiceField(
        label=_("How often pairs usually meet"),
        help_text=_("What a new learning contract proposes."),
        widget=forms.RadioSelect,
    )
    also = forms.MultipleChoiceField(
        label=_("What pairs may choose instead"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    matching_mode = forms.ChoiceField(
        label=_("How people find each other"),
        help_text=_(
            "Choosing is for people whose applications are approved. Whom they must not meet"
            " they never find."
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    length_months = forms.IntegerField(
        label=_("How many months a partnership lasts"),
        help_text=_("Six to nine are usual. A pair may plan otherwise."),
        min_value=1,
        max_value=MOST_MONTHS,
    )
    calendar = forms.ChoiceField(
        label=_("Whose school terms it goes by"),
        help_text=_("Where an application names another nation, its terms count for that person."),
    )
    criteria = forms.CharField(
        label=_("Whom it is for"),
        help_text=_("One criterion on a line; everybody may read them. Empty: whoever applies."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1500,
        required=False,
    )
    mentor_criteria = forms.CharField(
        help_text=_(
            "One criterion on a line; whoever approves somebody ticks which are met. Empty: experience, a track"
            " record of good practice, and professional credibility."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1500,
        required=False,
    )
    qualification = forms.CharField(
        label=_("A qualification that it belongs to"),
        help_text=_(
            "Its name, where people take part for a course or an award. It stands beside the charter."
            " Nobody is assessed here."
        ),
        max_length=200,
        required=False,
    )
    mentors_after_introduction = forms.BooleanField(
        help_text=_(
            "Until one of its meetings is over, nobody signs up for that at a joining point."
        ),
        required=False,
    )
    may_be_directed = forms.BooleanField(
        label=_("An organisation may ask somebody to apply"),
        help_text=_(
            "Then the application offers to say so. Whoever was asked says yes or no to a partner all the same."
        ),
        required=False,
    )
    needs_second_person = forms.BooleanField(
        label=_("Two people release a match"),
        help_text=_(
            "One member of the group proposes it, another looks at the same letters and confirms. Choose it only where"
            " at least two people coordinate."
        ),
        required=False,
    )
    has_votes = forms.BooleanField(
        label=_("The group votes on proposed pairs"),
        help_text=_(
            "On a pair's page everybody of the group may say that they are for it or against it. The votes are counted;"
            " a person decides."
        ),
        required=False,
    )
    reports_to_managers = forms.BooleanField(
        help_text=_(
            "After two weeks, after a month, and then each month: how often the two met, how it goes and what it brings, in"
            " a few words of their own. Nothing goes before the other one has read and approved it; notes, goals and journals"
            " never go. Switching it off closes what was sent."
        ),
        required=False,
    )
    most_mentors = forms.IntegerField(
        help_text=_(
            "One is usual. With two or three, put the question “With how many people would you like to work?” into the form;"
            " whoever asks for another one comes after everybody who has nobody."
        ),
        min_value=1,
        max_value=MOST_MENTORS,
        required=False,
    )
    has_buddies = forms.ChoiceField(
        label=_("Does somebody new have a buddy here?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not decided"))],
        widget=forms.RadioSelect,
        required=False,
    )
    hours_a_pair = forms.IntegerField(
        label=_("Hours that you give each pair, from beginning to end"),
        help_text=_(
            "For both together, with the time to prepare. Ways of meeting that need more are not offered."
        ),
        min_value=1,
        max_value=2000,
        required=False,
    )
    cost_an_hour = forms.IntegerField(
        label=_("What an hour costs you"),
        help_text=_("In your own currency, to see what the scheme costs. Nobody else sees it."),
        min_value=1,
        max_value=10_000,
        required=False,
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        """Begin with what holds, and close what the scheme's kind promises."""
        super().__init__(*args, **kwargs)
        self._known = known = settings_of(scheme)
        helpers = role_words(scheme).several("mentor")
        for name, label in (
            ("mentor_criteria", _("{who}: what they bring")),
            ("mentors_after_introduction", _("{who}: only after an introductory meeting")),
            ("most_mentors", _("{who}: how many one person may have at a time")),
            ("reports_to_managers", _("{who}: may report to their own line manager")),
        ):
            self.fields[name].label = format_lazy(label, who=helpers)
        offered = [(one.value, _with_hours(one, known.length_months)) for one in Cadence]
        self.fields["usual"].choices = offered  # type: ignore[attr-defined]  # a choice field
        self.fields["also"].choices = offered  # type: ignore[attr-defined]  # a choice field
        self.fields["matching_mode"].choices = _modes_of(scheme)  # type: ignore[attr-defined]  # a choice field
        keys = list_keys(organisation_id=scheme.organisation_id)
        self.fields["calendar"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(one), one.title) for one in keys
        ]
        self.initial = {
            "calendar": known.calendar,
            "usual": next(iter(known.cadences), None),
            "also": list(known.cadences[1:]),
            "matching_mode": known.matching_mode.value,
            "length_months": known.length_months,
            "criteria": "\n".join(known.criteria),
            "mentor_criteria": "\n".join(known.mentor_criteria),
            "qualification": known.qualification,
            "mentors_after_introduction": known.mentors_after_introduction,
            "may_be_directed": known.may_be_directed,
            "needs_second_person": known.needs_second_person,
            "has_votes": known.has_votes,
            "most_mentors": known.most_mentors,
            "reports_to_managers": known.reports_to_managers,
            **circles_as_they_are(known),
            "has_buddies": next(key for key, said in _BUDDIES.items() if said is known.has_buddies),
            "hours_a_pair": known.hours_a_pair,
            "cost_an_hour": known.cost_an_hour,
        }
        self.leave_out_circles(known)
        for name, reason in TEMPLATES[scheme.template].promises.items():
            if name in self.fields:
                close(self.fields[name], reason)

    def settings(self) -> SchemeSettings:
        """Return what was chosen, of a valid form; the usual cadence first."""
        cleaned = self.cleaned_data
        chosen = dict.fromkeys((cleaned["usual"], *cleaned["also"]))
        return replace(
            self._known,
            cadences=tuple(Cadence(key) for key in chosen),
            matching_mode=MatchingMode(cleaned["matching_mode"] or self._known.matching_mode),
            length_months=cleaned["length_months"],
            criteria=_lines_of(cleaned["criteria"]),
            mentor_criteria=_lines_of(cleaned["mentor_criteria"]),
            qualification=" ".join(cleaned["qualification"].split()),
            mentors_after_introduction=cleaned["mentors_after_introduction"],
            may_be_directed=cleaned["may_be_directed"],
            needs_second_person=cleaned["needs_second_person"],
            has_votes=cleaned["has_votes"],
            most_mentors=cleaned["most_mentors"] or 1,
            reports_to_managers=cleaned["reports_to_managers"],
            **circles_chosen(cleaned, self._known),
            has_buddies=_BUDDIES[cleaned["has_buddies"]],
            hours_a_pair=cleaned["hours_a_pair"],
            cost_an_hour=cleaned["cost_an_hour"],
            calendar=cleaned["calendar"],
        )

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field it is about."""
        field = "usual" if refusal.field == "cadences" else refusal.field
        self.add_error(field, str(refusal))


def _modes_of(scheme: Scheme) -> list[tuple[str, StrOrPromise]]:
    """Return how people may find each other: one pool is for peers, who in turn have no sides to choose among."""
    is_peer = scheme.kind == Scheme.Kind.PEER_COACHING
    sided = {MatchingMode.GUIDED, MatchingMode.OPEN}
    left_out = sided if is_peer else {MatchingMode.MUTUAL}
    return [(mode.value, label) for mode, label in MODES.items() if mode not in left_out]


def _lines_of(text: str) -> tuple[str, ...]:
    """Return what stands on each line, once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _with_hours(cadence: Cadence, months: int) -> StrOrPromise:
    return format_lazy(
        _("{cadence} ({hours} hours a pair)"),
        cadence=RHYTHMS[cadence].label,
        hours=hours_needed(cadence, months),
    )


def close(field: forms.Field, reason: StrOrPromise) -> None:
    """Show a field that cannot be changed, and why; what a browser sends for it is not looked at."""
    field.disabled = True
    field.required = False
    field.help_text = format_lazy("{} {}", field.help_text, reason) if field.help_text else reason
