from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from compagnon.membership.rules.reading import REGISTER, Reading, read_members
from compagnon.recruitment.rules.reading import read_file
from compagnon.recruitment.rules.table import MAX_BYTES, FileProblem, too_large


class RegisterForm(forms.Form):
    """A register of members; what is wrong with it as a whole is said at once."""

    file = forms.FileField(
        label=_("Register of members"),
        help_text=_(
            "CSV or XLSX with columns for the membership number, the name, the e-mail address and, if you have it, until when. Up to 10 MB."
        ),
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

    def clean_file(self) -> tuple[str, Reading]:
        """Return the file's name and the members in it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return file.name or "", read_members(read_file(cast("BinaryIO", file.file), REGISTER))
        except FileProblem as problem:
            raise forms.ValidationError(str(problem.reason)) from problem
