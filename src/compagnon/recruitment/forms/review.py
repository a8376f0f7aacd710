"""How the Coordination Group shares the work on applications."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.colleagues import Colleague


class AssignForm(forms.Form):
    """Who of the group looks at an application."""

    assigned_to = forms.ChoiceField(label=_("Colleague"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        colleagues: Sequence[Colleague],
        application: Application,
    ) -> None:
        """Offer everybody of the group but the applicant."""
        now = application.assigned_to_id
        super().__init__(data, initial={"assigned_to": "" if now is None else UUID(str(now)).hex})
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
