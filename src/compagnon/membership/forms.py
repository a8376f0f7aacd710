from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.forms.import_file import FileForm
from compagnon.recruitment.rules.table import MAX_BYTES


class RegisterForm(FileForm):
    """A register of members."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what the file should be."""
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Register of members")
        self.fields["file"].help_text = format_lazy(
            _(
                "CSV or XLSX with columns for the membership number, the name, the e-mail address and, if you have it, until when. Up to {limit} MB."
            ),
            limit=MAX_BYTES // 1024 // 1024,
        )
