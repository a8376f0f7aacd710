"""Publishing a form's next version, its earlier versions, and how two of them differ."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.recruitment.changes import form_draft as changes
from compagnon.recruitment.queries.form_comparison import compare_versions, compare_with_draft
from compagnon.recruitment.queries.form_languages import languages_of
from compagnon.recruitment.queries.form_view import get_form_draft, list_versions
from compagnon.recruitment.views.form import edit_url, revision_of
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@page("recruitment.publish_form", on="scheme")
def publish(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Say what would change for whom, and publish the next version."""
    if request.method == "POST":
        try:
            changes.publish_form_draft(
                by=request.actor, scheme=scheme, based_on=revision_of(request)
            )
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return see_other(edit_url(scheme))
        messages.success(request, _("Published. Whoever begins from now on fills in this version."))
        return see_other(path_to("recruitment:form", scheme_id=scheme.id))
    view = get_form_draft(viewer=request.actor, scheme=scheme)
    versions = list_versions(viewer=request.actor, scheme=scheme)
    context = {
        "view": view,
        "scheme": scheme,
        "differences": compare_with_draft(viewer=request.actor, scheme=scheme),
        "sent_count": sum(line.sent_count for line in versions),
        "languages": [one for one in languages_of(view) if one.missing_count or one.outdated_count],
    }
    return respond(request, "recruitment/form/publish.html", context)


@page("recruitment.view_form", on="scheme")
@require_safe
def compare(request: PageRequest, *, scheme: Scheme, older: str, newer: str) -> HttpResponse:
    """Show in words how two versions differ."""
    numbers = [typed_number(older, otherwise=0), typed_number(newer, otherwise=0)]
    differences = compare_versions(
        viewer=request.actor, scheme=scheme, older=numbers[0], newer=numbers[1]
    )
    if differences is None:
        raise Http404
    context = {
        "scheme": scheme,
        "differences": differences,
        "older": numbers[0],
        "newer": numbers[1],
    }
    return respond(request, "recruitment/form/compare.html", context)


@page("recruitment.write_form", on="scheme")
@require_POST
def copy(request: PageRequest, *, scheme: Scheme, older: str) -> HttpResponse:
    """Make an earlier version the next one, to be looked at and published."""
    try:
        changes.copy_version(
            by=request.actor,
            scheme=scheme,
            version=typed_number(older, otherwise=0),
            based_on=revision_of(request),
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(path_to("recruitment:form", scheme_id=scheme.id))
    messages.success(
        request, _("This is the earlier version again, as a draft. Publish it if it is right.")
    )
    return see_other(edit_url(scheme))
