"""Which form an application is filled in on."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from compagnon.recruitment.models import Application, FormVersion
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.entry_route import KEY, without_directed
from compagnon.recruitment.rules.form import Form
from compagnon.recruitment.rules.form_content import from_content
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of


class StandingForm(NamedTuple):
    """A form and its row; without a row it is the one that ships."""

    row: FormVersion | None
    form: Form


def form_of_scheme(scheme_id: UUID) -> StandingForm:
    """Return the form of a scheme as it stands, the newest version; the shipped one if it published none. One query."""
    row = FormVersion.objects.filter(scheme=scheme_id).order_by("-version").first()
    return StandingForm(row, from_content(row.content) if row else DEFAULT_FORM)


def form_of(application: Application) -> Form:
    """Return the form that an application was begun with, or read with from a file; one query.

    Without the answer that one was directed to apply, where the scheme does not allow that and it was not given before.
    """
    scheme = application.joining_point.cycle.scheme
    if application.form is not None:
        form = from_content(application.form.content)
    else:
        form = form_of_scheme(scheme.id).form
    given = (application.answers.get(KEY), *application.typed.get(KEY, ()))
    return as_offered(form, scheme, [one for one in given if isinstance(one, str)])


def as_offered(form: Form, scheme: Scheme, given: Collection[str] = ()) -> Form:
    """Return a form as a scheme offers it: without having been directed, where that is not allowed and not given."""
    return form if settings_of(scheme).may_be_directed else without_directed(form, given)
