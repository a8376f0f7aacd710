"""What somebody of the Coordination Group fills in at the desk."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.colleagues import Colleague
from compagnon.recruitment.queries.request import Askable
from compagnon.recruitment.rules.ruling import (
    APPROVED,
    Ruling,
    own_reason,
    usual_reason,
)
from compagnon.schemes.role_words import RoleWords

LONGEST: Final = 2000


class AssignForm(forms.Form):
    """Who of the group looks at an application."""

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    assigned_to = forms.ChoiceField(label=_("Who looks at it"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        colleagues: Sequence[Colleague],
        application: Application,
        assigned_to: UUID | None = None,
        chosen: str | None = None,
    ) -> None:
        """Offer everybody of the group but the applicant; `chosen` was chosen already, but not assigned."""
        shown = assigned_to.hex if assigned_to else ""
        first = shown if chosen is None else chosen
        super().__init__(data, initial={"seen": shown, "assigned_to": first})
        self.fields["assigned_to"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Nobody yet")),
            *(
                (one.id.hex, _("Me") if one.is_viewer else one.name)
                for one in colleagues
                if one.id != application.person_id
            ),
        ]

    def chosen(self) -> UUID | None:
        """Return whom was chosen; nobody where the choice makes no sense."""
        key: str = self.cleaned_data.get("assigned_to", "")
        return UUID(hex=key) if key else None

    def seen_id(self) -> UUID | None:
        """Return who looked at it when the page was opened; nobody where it does not say."""
        found: UUID | None = self.cleaned_data.get("seen")
        return found


class CommentForm(forms.Form):
    """Something to note for the others of the group."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For the Coordination Group alone. Write what you could say to their face: everybody may ask for a"
            " copy of what is kept about them."
        ),
    )

    use_required_attribute = False


class DecideForm(forms.Form):
    """What comes with a decision: as what somebody is approved, which criteria are met, and a sentence to read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Approve as"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose as what they take part.")},
    )
    criteria = forms.MultipleChoiceField(
        label=_("What this person brings"),
        help_text=_("Tick what you know to be true. It is kept in the log of decisions."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=_("What the applicant reads"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        outcome: str,
        roles: Sequence[str],
        offered: Sequence[str],
        is_pool: bool,
        seen: int,
        words: RoleWords,
        mentor_criteria: Mapping[str, StrOrPromise],
    ) -> None:
        """Ask what an outcome needs: roles of whoever applied as both (not of peers, who are both), criteria of whoever may become a mentor."""
        first = {"seen": seen, "roles": list(roles), "reason": usual_reason(outcome)}
        super().__init__(data, initial=first)
        self.sent = data or QueryDict()
        self.outcome = outcome
        self.fields["roles"].choices = [(role, words.of(role)) for role in offered]  # type: ignore[attr-defined]  # a choice field
        self.fields["criteria"].choices = list(mentor_criteria.items())  # type: ignore[attr-defined]  # as above
        if outcome != APPROVED or is_pool or len(offered) == 1:
            del self.fields["roles"]
        if outcome != APPROVED or "mentor" not in offered:
            del self.fields["criteria"]
        if outcome == APPROVED:
            del self.fields["reason"]

    def ruling(self) -> Ruling:
        """Return what comes with the decision."""
        cleaned = self.cleaned_data
        roles = tuple(cleaned.get("roles", ()))
        is_mentor = not roles or "mentor" in roles
        return Ruling(
            roles=roles,
            criteria=tuple(cleaned.get("criteria", ())) if is_mentor else (),
            reason=own_reason(self.outcome, cleaned.get("reason", "")),
            is_told=True,
        )

    def look_again(self, seen: int) -> None:
        """Take what is shown now for seen: what is sent next is decided on that."""
        self.data = self.sent.copy()
        self.data["seen"] = str(seen)

    def seen_count(self) -> int:
        """Return how much had happened when the page was opened; nothing where it does not say."""
        return self.cleaned_data.get("seen") or 0


class AskForm(forms.Form):
    """Which questions an applicant is asked again, and a sentence that says what is missing."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sentence = forms.CharField(
        label=_("What you would like to know"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The applicant reads this in a letter, with a link to the questions you choose. They can add words of"
            " their own."
        ),
        error_messages={"required": _("Say in a sentence what you would like to know.")},
    )
    questions = forms.MultipleChoiceField(
        label=_("Which questions they answer again"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what you would like to know.")},
    )

    use_required_attribute = False

    def __init__(
        self, data: QueryDict | None = None, *, askable: Sequence[Askable], seen: int
    ) -> None:
        """Offer every question that the applicant was asked, with what they answered."""
        super().__init__(data, initial={"seen": seen})
        self.sent = data or QueryDict()
        self.fields["questions"].choices = [(one.key, _told(one)) for one in askable]  # type: ignore[attr-defined]  # a choice field

    def asked(self) -> dict[str, Any]:
        """Return what is asked, as the change takes it."""
        cleaned = self.cleaned_data
        return {
            "questions": cleaned["questions"],
            "sentence": cleaned["sentence"],
            "seen": self.seen_count(),
        }

    def look_again(self, seen: int) -> None:
        """Take what is shown now for seen."""
        self.data = self.sent.copy()
        self.data["seen"] = str(seen)

    def seen_count(self) -> int:
        """Return how much had happened when the page was opened; nothing where it does not say."""
        return self.cleaned_data.get("seen") or 0


class ReplyForm(forms.Form):
    """What an applicant adds to the answers that were asked for."""

    reply = forms.CharField(
        label=_("Anything you would like to add"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the Coordination Group reads it."),
        required=False,
    )


def _told(one: Askable) -> SafeString:
    unsaid = _("only the applicant sees the answer") if one.is_sensitive else _("not answered")
    said = ", ".join(str(value) for value in one.values) or unsaid
    return format_html('{} <span class="hint">{}</span>', one.label, said)
