"""Which form an application is filled in on."""

from typing import NamedTuple
from uuid import UUID

from compagnon.recruitment.models import Application, FormVersion
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.form import Form
from compagnon.recruitment.rules.form_content import from_content


class StandingForm(NamedTuple):
    """A form and its row; without a row it is the one that ships."""

    row: FormVersion | None
    form: Form


def form_of_scheme(scheme_id: UUID) -> StandingForm:
    """Return the form of a scheme as it stands, the newest version; the shipped one if it published none. One query."""
    row = FormVersion.objects.filter(scheme=scheme_id).order_by("-version").first()
    return StandingForm(row, from_content(row.content) if row else DEFAULT_FORM)


def form_of(application: Application) -> Form:
    """Return the form that an application was begun with; of one that came in a file, the scheme's. One query."""
    if application.form is not None:
        return from_content(application.form.content)
    return form_of_scheme(application.joining_point.cycle.scheme_id).form
