from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes import settings as changes
from compagnon.schemes.forms.alignment import AlignmentForm
from compagnon.schemes.forms.matching import MatchingForm
from compagnon.schemes.forms.role_words import RoleWordsForm
from compagnon.schemes.forms.settings import SettingsForm
from compagnon.schemes.later import CHOICES_TO_COME
from compagnon.schemes.models import Scheme
from compagnon.schemes.settings import SchemeSettings, remarks
from compagnon.schemes.template import settings_of
from compagnon.ui.responses import respond


@page("schemes.change_settings", on="scheme")
def settings(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Change how the scheme works; what is unusual is said, and allowed (ALL-67)."""
    form = SettingsForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        chosen = form.settings()
        try:
            changes.change_settings(by=request.actor, scheme=scheme, settings=chosen)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            for remark in remarks(chosen):
                messages.warning(request, str(remark.reason))
            return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
    context = {"form": form, "scheme": scheme, "later": CHOICES_TO_COME}
    return respond(request, "schemes/settings.html", context, status=422 if form.errors else 200)


@page("schemes.change_settings", on="scheme")
def alignment(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Word, in each language, how the scheme serves what its organisation is for (ALL-03)."""
    form = AlignmentForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        chosen = replace(settings_of(scheme), alignment=form.texts())
        if _is_saved(request, scheme, form, chosen):
            return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
    context = {"form": form, "scheme": scheme}
    return respond(request, "schemes/alignment.html", context, status=422 if form.errors else 200)


@page("schemes.change_settings", on="scheme")
def words(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Say, in each language, what those who take part are called (LSIS-88)."""
    form = RoleWordsForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        chosen = replace(settings_of(scheme), role_words=form.words())
        if _is_saved(request, scheme, form, chosen):
            return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
    context = {"form": form, "scheme": scheme}
    return respond(request, "schemes/role_words.html", context, status=422 if form.errors else 200)


def _is_saved(
    request: PageRequest, scheme: Scheme, form: forms.Form, chosen: SchemeSettings
) -> bool:
    """Save settings and say so; a refusal stands above the form."""
    try:
        changes.change_settings(by=request.actor, scheme=scheme, settings=chosen)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


@page("schemes.change_matching", on="scheme")
def matching(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Change what counts when pairs are made."""
    form = MatchingForm(request.POST or None, scheme=scheme)
    if form.is_valid():
        try:
            changes.change_matching(by=request.actor, scheme=scheme, chosen=form.chosen())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("Saved. The next match uses it; earlier ones stay as they are.")
            )
            return see_other(path_to("schemes:scheme", scheme_id=scheme.id))
    context = {"form": form, "scheme": scheme}
    return respond(request, "schemes/matching.html", context, status=422 if form.errors else 200)
