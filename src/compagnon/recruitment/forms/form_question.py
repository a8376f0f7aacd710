"""A question of the application form, as its coordinator writes it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.form_view import FormView
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.form import Kind, Limits, Option, Question, Text
from compagnon.recruitment.rules.form_editing import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_OPTIONS,
)
from compagnon.recruitment.rules.form_flaws import MOST_ON_A_SCALE
from compagnon.recruitment.rules.form_kinds import MEASURING, OFFERING
from compagnon.recruitment.rules.form_seen import seen_of_question
from compagnon.recruitment.rules.form_texts import with_words, words_in
from compagnon.recruitment.rules.form_uses import staying_in
from compagnon.recruitment.rules.interests import ASKED, offered_by
from compagnon.schemes.role_words import SIDES, role_words
from compagnon.schemes.vocabularies import ROLES

_FEWEST: Final = 3  # places for answers
_LARGEST: Final = 100_000
# What a button asks for that changes the page and saves nothing.
_REARRANGING: Final = frozenset({"more", "raise"})


class SectionWordsForm(forms.Form):
    """A section's title and introduction."""

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    intro = forms.CharField(
        label=_("Introduction"),
        help_text=_("Stands above the questions, for whoever needs to know more."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class Place(NamedTuple):
    """A place for an answer; `key` names the one that stands there, empty for a new one."""

    number: int
    key: BoundField
    words: BoundField
    is_first: bool


class QuestionForm(forms.Form):
    """A question in the form's first language. Who sees the answer follows from its use, and is not written here."""

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Question"), max_length=LONGEST_LINE)
    help = forms.CharField(
        label=_("Help"),
        help_text=_("One sentence under the question, if it needs one."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    why = forms.CharField(
        label=_("Why you ask"),
        help_text=_(
            "Everybody can read this under the question. Ask for nothing that you do not need."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 2}),
    )
    required = forms.BooleanField(label=_("Everybody has to answer it"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
    )

    use_required_attribute = False

    def __init__(self, data: QueryDict | None, *, question: Question, view: FormView) -> None:
        """Ask what there is to say about a question of its kind, and begin with what stands."""
        self.question = question
        self.view = view
        self.main = main = view.main
        self.rearranges = data is not None and bool(_REARRANGING & set(data))
        sent = _rearranged(data) if data is not None and self.rearranges else None
        initial = _kept(sent) if sent is not None else self._standing()
        super().__init__(None if self.rearranges else data, initial=initial)
        called = role_words(view.scheme)
        self.fields["roles"].choices = [(side, called.several(side)) for side in SIDES]  # type: ignore[attr-defined]  # a choice field
        if question.key in staying_in(view.scheme.template):
            del self.fields["roles"]
        self._options = _options(sent or data, question, main) if self.offers else []
        for number, (key, words) in enumerate(self._options):
            self._add_place(number, key, words)
        if self.measures:
            self._add_limits(question.limits)

    @property
    def offers(self) -> bool:
        """Whether the scheme writes the answers itself, or the levels of languages."""
        of_a_list = self.question.vocabulary or self.question.key in FIELD
        return self.is_of_interests or (self.question.kind in OFFERING and not of_a_list)

    @property
    def is_of_interests(self) -> bool:
        """Whether the answers are the scheme's interests, which two questions offer."""
        return self.question.key in ASKED

    @property
    def measures(self) -> bool:
        """Whether there is a smallest and a largest answer to be fixed."""
        return self.question.kind in MEASURING and self.question.key not in FIELD

    @property
    def places(self) -> list[Place]:
        """The places for answers, in order."""
        return [
            Place(number, self[f"option_{number}_key"], self[f"option_{number}"], number == 0)
            for number in range(len(self._options))
        ]

    @property
    def plain(self) -> Sequence[BoundField]:
        """The fields beside the answers, in order."""
        return [one for one in self.visible_fields() if not one.name.startswith("option_")]

    def clean(self) -> dict[str, Any]:
        if self.offers and self.question.kind is not Kind.LANGUAGES:
            chosen = self._chosen()
            if len(chosen) < 2:  # noqa: PLR2004 -- a choice is between two
                self.add_error("option_0", _("Please write at least two answers to choose from."))
        if self.measures:
            self._check_limits()
        return self.cleaned_data

    def written(self) -> Question:
        """Return the question as it was written, of a valid form; new answers have no key yet."""
        said, before = self.cleaned_data, self.question
        limits = before.limits
        if self.measures:
            limits = Limits(
                said["low"],
                said["high"],
                self._text(limits.low_text if limits else "", said.get("low_text", "")),
                self._text(limits.high_text if limits else "", said.get("high_text", "")),
            )
        choices = tuple(self._chosen()) if self.offers else before.choices
        ships = self.is_of_interests and choices == offered_by(before)
        return replace(
            before,
            label=self._text(before.label, said["label"]),
            help=self._text(before.help, said["help"]),
            why=self._text(before.why, said["why"]),
            required=said["required"],
            roles=tuple(role for role in ROLES.keys if role in said.get("roles", before.roles)),
            choices=before.choices if ships else choices,
            vocabulary=before.vocabulary if ships or not self.offers else "",
            limits=limits,
        )

    def on_top_of(self, sent: QueryDict) -> "QuestionForm":
        """Return the form with what was typed, to be sent again by whoever has seen what stands by now."""
        data = sent.copy()
        data["seen"] = seen_of_question(self.question)
        return QuestionForm(data, question=self.question, view=self.view)

    def _standing(self) -> dict[str, Any]:
        one = self.question
        return {
            "seen": seen_of_question(one) if one.key else "",
            "label": words_in(one.label, self.main),
            "help": words_in(one.help, self.main),
            "why": words_in(one.why, self.main),
            "required": one.required,
            "roles": list(one.roles),
        }

    def _text(self, before: Text, words: str) -> Text:
        return with_words(before, self.main, words) if words else ""

    def _chosen(self) -> list[Option]:
        """Return the answers that were written, each with the key it had."""
        known = {option.key: option for option in _offered(self.question)}
        found: list[Option] = []
        for number in range(len(self._options)):
            words = str(self.cleaned_data.get(f"option_{number}") or "")
            key = str(self.cleaned_data.get(f"option_{number}_key") or "")
            before = known.pop(key, Option("", ""))
            if words:
                found.append(Option(before.key, with_words(before.text, self.main, words)))
        return found

    def _add_place(self, number: int, key: str, words: str) -> None:
        self.fields[f"option_{number}_key"] = forms.CharField(
            max_length=60, required=False, widget=forms.HiddenInput, initial=key
        )
        self.fields[f"option_{number}"] = forms.CharField(
            label=format_lazy(_("Answer {number}"), number=number + 1),
            max_length=LONGEST_LINE,
            required=False,
            initial=words,
        )

    def _add_limits(self, limits: Limits | None) -> None:
        for name, label in (("low", _("Smallest number")), ("high", _("Largest number"))):
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=_LARGEST,
                initial=getattr(limits, name, None),
                widget=forms.TextInput({"inputmode": "numeric", "size": 6}),
            )
        if self.question.kind is Kind.SCALE:
            for name, label in (
                ("low_text", _("Words at the small end")),
                ("high_text", _("Words at the large end")),
            ):
                words = words_in(getattr(limits, name, ""), self.main)
                self.fields[name] = forms.CharField(
                    label=label, max_length=LONGEST_LINE, required=False, initial=words
                )

    def _check_limits(self) -> None:
        low, high = self.cleaned_data.get("low"), self.cleaned_data.get("high")
        if low is None or high is None:
            return
        if low >= high:
            self.add_error("high", _("The largest number has to be larger than the smallest."))
        elif self.question.kind is Kind.SCALE and high - low >= MOST_ON_A_SCALE:
            self.add_error("high", _("A scale of more than eleven steps helps nobody."))


def _offered(question: Question) -> tuple[Option, ...]:
    return offered_by(question) if question.key in ASKED else question.choices


def _options(data: QueryDict | None, question: Question, main: str) -> list[tuple[str, str]]:
    """Return key and words of every place: as they stand, or as they were sent, and a few that are empty."""
    if data is None:
        rows = [(one.key, words_in(one.text, main)) for one in _offered(question)]
        return (rows + [("", "")] * _FEWEST)[: max(_FEWEST, len(rows) + 1)]
    return [
        (data.get(f"option_{number}_key", ""), data.get(f"option_{number}", ""))
        for number in range(max(_FEWEST, _count(data)))
    ]


def _count(data: QueryDict) -> int:
    return sum(1 for number in range(MOST_OPTIONS) if f"option_{number}" in data)


def _rearranged(data: QueryDict) -> QueryDict:
    """Return what was sent with a place for an answer more, or with an answer one place further up."""
    sent, count = data.copy(), _count(data)
    if "more" in data and count < MOST_OPTIONS:
        sent[f"option_{count}"] = ""
    place = data.get("raise", "")
    if place in {str(number) for number in range(1, count)}:
        one, other = f"option_{place}", f"option_{int(place) - 1}"
        for end in ("", "_key"):
            sent[one + end], sent[other + end] = (
                data.get(other + end, ""),
                data.get(one + end, ""),
            )
    return sent


def _kept(sent: QueryDict) -> dict[str, Any]:
    """Return what was typed, as a form begins with it."""
    kept: dict[str, Any] = dict(sent.items())
    return kept | {"roles": sent.getlist("roles"), "required": "required" in sent}
