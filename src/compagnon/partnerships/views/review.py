from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide as ask
from compagnon.partnerships.changes import review as changes
from compagnon.partnerships.forms.review import DecisionForm, ReviewForm
from compagnon.partnerships.models import Partnership, Review
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.queries.review import ReviewAnswerView, get_review, list_reviews
from compagnon.ui.responses import respond


def review_url(review: Review) -> str:
    """Return the address of a review."""
    return reverse("partnerships:review", kwargs={"review_id": review.id})


@page("partnerships.view_partnership", on="partnership")
def listed(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Show every review of a partnership, and let a member begin one at any time."""
    context = {
        "partnership": get_partnership(viewer=request.actor, partnership=partnership),
        "reviews": list_reviews(viewer=request.actor, partnership=partnership),
        "may_open": ask(request.actor, "partnerships.open_review", partnership),
    }
    return respond(request, "partnerships/reviews.html", context)


@page("partnerships.open_review", on="partnership")
@require_POST
def begin(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Begin a review, or go to the one under way."""
    review = changes.open_review(by=request.actor, partnership=partnership)
    return see_other(review_url(review))


@page("partnerships.open_review", on="partnership")
@require_POST
def begin_last(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Begin the last review, or go to the one under way."""
    review = changes.open_review(by=request.actor, partnership=partnership, is_final=True)
    return see_other(review_url(review))


@page("partnerships.view_partnership", on="review")
def read(request: PageRequest, review: Review) -> HttpResponse:
    """Show a review: one's own part, everybody's once all have handed in, and what was decided."""
    context = {
        "review": get_review(viewer=request.actor, review=review),
        "partnership": get_partnership(viewer=request.actor, partnership=review.partnership),
        "may_write": ask(request.actor, "partnerships.write_review", review),
        "may_decide": ask(request.actor, "partnerships.decide_review", review),
    }
    return respond(request, "partnerships/review.html", context)


@page("partnerships.write_review", on="review")
def write(request: PageRequest, review: Review) -> HttpResponse:
    """Write one's own part; what was written in another window meanwhile stands beside it."""
    shown, newer = get_review(viewer=request.actor, review=review), None
    form = _form(request, review, shown.own)
    if form.is_valid():
        based_on = form.cleaned_data["based_on"]
        try:
            changes.write_review(
                by=request.actor, review=review, words=form.words(), based_on=based_on
            )
        except Refused as refusal:
            newer = shown.own
            data = {**request.POST.dict(), "based_on": str(newer.version)}
            form = ReviewForm(data, is_final=review.kind == Review.Kind.FINAL)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Only you can read it until you hand it in."))
            return see_other(review_url(review))
    return _form_page(request, review, form, template="review_write", newer=newer)


@page("partnerships.answer_review", on="review")
@require_POST
def answer(request: PageRequest, review: Review) -> HttpResponse:
    """Hand in one's own part."""
    try:
        changes.answer_review(by=request.actor, review=review)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Handed in. Once everybody has, you read all the answers."))
    return see_other(review_url(review))


@page("partnerships.decide_review", on="review")
def decide(request: PageRequest, review: Review) -> HttpResponse:
    """Write down what was decided together."""
    may_change = ask(request.actor, "partnerships.propose_kind", review.partnership).allowed
    form = DecisionForm(request.POST or None, may_change_kind=may_change)
    if form.is_valid():
        try:
            changes.decide_review(
                by=request.actor,
                review=review,
                decision=form.decision(),
                next_on=form.cleaned_data["next_on"],
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return see_other(review_url(review))
    return _form_page(request, review, form, template="review_decide")


def _form(request: PageRequest, review: Review, own: ReviewAnswerView) -> ReviewForm:
    return ReviewForm(
        request.POST or None,
        is_final=review.kind == Review.Kind.FINAL,
        initial={**asdict(own.words), "based_on": own.version},
    )


def _form_page(
    request: PageRequest,
    review: Review,
    form: ReviewForm | DecisionForm,
    *,
    template: str,
    newer: ReviewAnswerView | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "newer": newer,
        "review": review,
        "partnership": get_partnership(viewer=request.actor, partnership=review.partnership),
    }
    status = 422 if form.errors else 200
    return respond(request, f"partnerships/{template}.html", context, status=status)
