from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import reflection as changes
from compagnon.partnerships.changes.reflection import ReflectionOvertaken
from compagnon.partnerships.forms.reflection import ReflectionForm, RevisionForm
from compagnon.partnerships.models import Partnership, Reflection
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.queries.reflection import get_journal, get_reflection
from compagnon.ui.responses import respond


def journal_url(partnership: Partnership) -> str:
    """Return the address of the reader's journal in a partnership."""
    return reverse("partnerships:journal", kwargs={"partnership_id": partnership.id})


@page("partnerships.view_partnership", on="partnership")
def journal(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show the reader's own journal, and what others share of theirs."""
    return _journal_page(request, partnership, ReflectionForm())


@page("partnerships.write_reflection", on="partnership")
def write(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Write an entry of one's journal."""
    form = ReflectionForm(request.POST or None)
    if form.is_valid():
        changes.write_reflection(by=request.actor, partnership=partnership, **form.cleaned_data)
        messages.success(request, _("Kept. Only you can read it."))
        return see_other(journal_url(partnership))
    return _journal_page(request, partnership, form)


@page("partnerships.revise_reflection", on="reflection")
def revise(request: PageRequest, reflection: Reflection) -> HttpResponse:
    """Word an entry anew, share it or delete it; what was written in another window stands beside it."""
    shown, newer = get_reflection(viewer=request.actor, reflection=reflection), None
    form = RevisionForm(
        request.POST or None, initial={"text": shown.text, "based_on": shown.version}
    )
    if form.is_valid():
        try:
            changes.revise_reflection(by=request.actor, reflection=reflection, **form.cleaned_data)
        except ReflectionOvertaken as refusal:
            newer = shown
            form = RevisionForm({**request.POST.dict(), "based_on": str(shown.version)})
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your entry is worded anew."))
            return see_other(journal_url(reflection.partnership))
    context = {
        "form": form,
        "reflection": shown,
        "newer": newer,
        "partnership": get_partnership(viewer=request.actor, partnership=reflection.partnership),
        "may_share": decide(request.actor, "partnerships.share_reflection", reflection),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/reflection.html", context, status=status)


@page("partnerships.share_reflection", on="reflection")
@require_POST
def share(request: PageRequest, reflection: Reflection) -> HttpResponse:
    """Let the others read an entry."""
    said = _("Shared. The others of your partnership can read this entry, and no other.")
    return _done(request, reflection, changes.share_reflection, said)


@page("partnerships.unshare_reflection", on="reflection")
@require_POST
def unshare(request: PageRequest, reflection: Reflection) -> HttpResponse:
    """Keep an entry private again."""
    return _done(request, reflection, changes.unshare_reflection, _("Only you can read it again."))


@page("partnerships.delete_reflection", on="reflection")
@require_POST
def delete(request: PageRequest, reflection: Reflection) -> HttpResponse:
    """Delete an entry."""
    return _done(request, reflection, changes.delete_reflection, _("Deleted for good."))


def _done(
    request: PageRequest, reflection: Reflection, change: Callable[..., object], said: str
) -> HttpResponse:
    change(by=request.actor, reflection=reflection)
    messages.success(request, said)
    return see_other(journal_url(reflection.partnership))


def _journal_page(
    request: PageRequest, partnership: Partnership, form: ReflectionForm
) -> HttpResponse:
    context = {
        "form": form,
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "journal": get_journal(viewer=request.actor, partnership=partnership),
        "may_write": decide(request.actor, "partnerships.write_reflection", partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, "partnerships/journal.html", context, status=status)
