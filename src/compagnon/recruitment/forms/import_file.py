from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.application_list import STATE_LABELS
from compagnon.recruitment.queries.eligibility import Candidate, Eligibility
from compagnon.recruitment.queries.import_preview import SHOW_LABELS, ColumnView, Show
from compagnon.recruitment.rules.fields import FIELDS
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.rules.table import MAX_BYTES, FileProblem, Table, too_large

NOT_USED = "-"


class UploadForm(forms.Form):
    """A file of applications; what is wrong with it as a whole is said at once."""

    file = forms.FileField(
        label=_("File of applications"),
        help_text=_("CSV or XLSX, as Microsoft Forms or Google Forms export it, up to 10 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
    )

    def __init__(self, *args: Any, length: int = 0, **kwargs: Any) -> None:
        """Take the length of the request: a file that is much too large is not even received."""
        super().__init__(*args, **kwargs)
        self.length = length

    def clean(self) -> dict[str, Any]:
        if self.length > MAX_BYTES and "file" in self.errors:
            del self.errors["file"]
            self.add_error("file", str(too_large(MAX_BYTES)))
        return self.cleaned_data

    def clean_file(self) -> tuple[str, Table]:
        """Return the file's name and what is in it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return file.name or "", read_table(file.read())
        except FileProblem as problem:
            raise forms.ValidationError(str(problem.reason)) from problem


class ColumnsForm(forms.Form):
    """What each column of a file means."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, columns: tuple[ColumnView, ...]
    ) -> None:
        """Ask about every column, in the order of the file."""
        super().__init__(data)
        self.numbers = [column.number for column in columns]
        choices = [
            (NOT_USED, _("Not used")),
            *((field.name, field.label) for field in FIELDS),
        ]
        for column in columns:
            number = column.number + 1
            told = format_lazy("{how}. {sample}", how=column.confidence, sample=column.sample)
            self.fields[f"column_{column.number}"] = forms.ChoiceField(
                label=column.heading or format_lazy(_("Column {number}"), number=number),
                choices=choices,
                initial=column.field or NOT_USED,
                help_text=told,
            )

    def meanings(self) -> dict[int, str | None]:
        """Return the value that each column was said to hold."""
        said = {number: self.cleaned_data[f"column_{number}"] for number in self.numbers}
        return {number: None if name == NOT_USED else name for number, name in said.items()}


class LinesForm(forms.Form):
    """Which lines of a preview are looked at; what makes no sense is the first page of all."""

    show = forms.ChoiceField(choices=SHOW_LABELS.items(), required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def asked(self) -> tuple[Show, int]:
        """Return which lines, and which page of them."""
        self.full_clean()
        return Show(self.cleaned_data.get("show") or Show.ALL), self.cleaned_data.get("page") or 1


class FilterForm(forms.Form):
    """Which applications are looked at."""

    state = forms.ChoiceField(
        choices=[("", ""), *STATE_LABELS.items()], required=False, widget=forms.HiddenInput
    )
    name = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    after = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    before = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def asked(self, name: str) -> str:
        """Return one of the answers; nothing where it makes no sense."""
        return str(self.cleaned_data.get(name) or "")


class EligibleForm(forms.Form):
    """Who is approved together: everybody without a doubt, and those of the others who are ticked."""

    seen = forms.CharField(widget=forms.HiddenInput)
    doubtful = forms.MultipleChoiceField(
        label=_("Somebody should look at these. Tick whom you approve all the same."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, eligibility: Eligibility) -> None:
        """Offer everybody about whom there is a doubt, each with the doubt."""
        super().__init__(data, initial={"seen": eligibility.seen})
        self.sent = data or QueryDict()
        self.eligibility = eligibility
        self.offered = {one.id.hex: one for one in eligibility.doubtful}
        field = self.fields["doubtful"]
        field.choices = [(key, _told(one)) for key, one in self.offered.items()]  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> list[Candidate]:
        """Return everybody who is to be approved."""
        ticked: list[str] = self.cleaned_data["doubtful"]
        return [*self.eligibility.ready, *(self.offered[key] for key in ticked)]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("seen") != self.eligibility.seen:
            # What is sent next is what is shown now.
            self.data = self.sent.copy()
            self.data["seen"] = self.eligibility.seen
            raise forms.ValidationError(
                _("The list has changed since you looked at it. Nothing was approved yet.")
            )
        if "doubtful" not in self.errors and not self.chosen():
            self.add_error("doubtful", _("Tick at least one application."))
        return self.cleaned_data


def _told(candidate: Candidate) -> str:
    return " ".join((f"{candidate.name}:", *(str(doubt) for doubt in candidate.doubts)))
