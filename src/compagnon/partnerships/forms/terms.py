from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.schemes.term_calendars import NATION_LABELS, CalendarKey


class TermsForm(forms.Form):
    """Whose school terms somebody goes by."""

    calendar = forms.CharField(
        label=_("My school's terms"),
        widget=forms.Select,
        help_text=_(
            "Is your council or your school not there? Ask your coordinator to add its calendar; until then choose your nation."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, keys: Sequence[CalendarKey], usual: CalendarKey, **kwargs: Any
    ) -> None:
        """Offer the terms that follow from one's region, then each nation with its councils and institutions."""
        super().__init__(*args, **kwargs)
        self.fields["calendar"].widget.choices = [
            ("", _("Those of my region (%(place)s)") % {"place": usual.title}),
            *(
                (label, [(str(key), key.title) for key in keys if key.nation == nation])
                for nation, label in NATION_LABELS.items()
            ),
        ]
