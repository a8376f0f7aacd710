import io
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.import_preview import SHOW_LABELS, ColumnView, Show
from compagnon.recruitment.rules.fields import FIELDS
from compagnon.recruitment.rules.reading import check_kind
from compagnon.recruitment.rules.table import MAX_BYTES, FileProblem, too_large

NOT_USED = "-"


class FileForm(forms.Form):
    """A list that is uploaded, of whichever kind; what can be told from its size and its beginning is said at once."""

    file = forms.FileField(
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

    def clean_file(self) -> tuple[str, bytes]:
        """Return the file's name and what is in it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        data = file.read()
        try:
            check_kind(io.BytesIO(data))
        except FileProblem as problem:
            raise forms.ValidationError(str(problem.reason)) from problem
        return file.name or "", data


class UploadForm(FileForm):
    """A file of applications."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what the file should be."""
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("File of applications")
        self.fields["file"].help_text = format_lazy(
            _("CSV or XLSX, as Microsoft Forms or Google Forms export it, up to {limit} MB."),
            limit=MAX_BYTES // 1024 // 1024,
        )


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
