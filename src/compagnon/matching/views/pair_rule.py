import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.checking import RulesForbid
from compagnon.matching.changes.pair_rule import (
    forbid_pair,
    hold_pair,
    lift_pair_rule,
    pin_pair,
)
from compagnon.matching.models import PairRule, Run
from compagnon.matching.queries.pair_rule import get_pair
from compagnon.matching.views.waiver import waive_url

# Where a press came from: a run, and the key its list had gone on from; the pair's own page; or a run's letters, and
# which pair's.
BACK: Final = re.compile(r"([0-9a-f]{32})-([0-9a-f]{32}|)")
CARD: Final = re.compile(r"card-([0-9a-f]{32})")
GROUP: Final = re.compile(r"group-([0-9a-f]{32})-([0-9a-f]{32})")
GROUP_LETTERS: Final = re.compile(r"group-letters-([0-9a-f]{32})-([0-9]{1,6})")
LETTERS: Final = re.compile(r"letters-([0-9a-f]{32})-([0-9]{1,6})")


@page("matching.pin_pair", on="run")
@require_POST
def pin(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Decide that two people belong together."""
    return _decided(request, run, (mentor_id, mentee_id), pin_pair)


@page("matching.forbid_pair", on="run")
@require_POST
def forbid(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Decide that two people are not paired."""
    return _decided(request, run, (mentor_id, mentee_id), forbid_pair)


@page("matching.hold_pair", on="run")
@require_POST
def hold(request: PageRequest, run: Run, mentor_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Decide that two people get no letters yet."""
    return _decided(request, run, (mentor_id, mentee_id), hold_pair)


@page("matching.lift_pair_rule", on="pair_rule")
@require_POST
def lift(request: PageRequest, pair_rule: PairRule) -> HttpResponse:
    """Take a decision about a pair back."""
    ids = pair_rule.mentor_id, pair_rule.mentee_id
    lift_pair_rule(by=request.actor, pair_rule=pair_rule)
    back = _back_url(request, ids)
    if back:
        return see_other(back)
    messages.success(request, _("Taken back. The next match decides afresh."))
    where = {"joining_point_id": pair_rule.joining_point_id}
    return see_other(reverse("matching:pair_rules", kwargs=where))


def _decided(
    request: PageRequest,
    run: Run,
    ids: tuple[UUID, UUID],
    make: Callable[..., PairRule],
) -> HttpResponse:
    """Make a decision and go back to the pair's row; one that is refused says why at the top of the page."""
    point = run.joining_point
    pair = get_pair(viewer=request.actor, joining_point=point, mentor_id=ids[0], mentee_id=ids[1])
    if pair is None:
        raise Http404
    back = _back_url(request, ids) or _row_url(run.id, ids[1], "")
    try:
        make(by=request.actor, joining_point=point, mentor=pair[0], mentee=pair[1])
    except Refused as refusal:
        if isinstance(refusal, RulesForbid) and refusal.may_be_waived:
            return see_other(waive_url(point.id, *ids))
        messages.warning(request, str(refusal))
        return see_other(back.partition("#")[0])
    return see_other(back)


def _back_url(request: PageRequest, ids: tuple[UUID, UUID]) -> str:
    """Return the address of the pair where the button was pressed; empty where no page of a match was named."""
    written = request.POST.get("back", "")
    if found := LETTERS.fullmatch(written):
        url = reverse("matching:letters", kwargs={"run_id": UUID(hex=found[1])})
        return f"{url}?{urlencode({'pair': found[2]})}"
    if found := CARD.fullmatch(written):
        pair = {"run_id": UUID(hex=found[1]), "mentor_id": ids[0], "mentee_id": ids[1]}
        return reverse("matching:pair", kwargs=pair)
    if found := GROUP.fullmatch(written):
        return f"{_run_url(UUID(hex=found[1]), '')}#group-{found[2]}"
    if found := GROUP_LETTERS.fullmatch(written):
        url = reverse("matching:group_letters", kwargs={"run_id": UUID(hex=found[1])})
        return f"{url}?{urlencode({'group': found[2]})}"
    found = BACK.fullmatch(written)
    return _row_url(UUID(hex=found[1]), ids[1], found[2]) if found else ""


def _run_url(run_id: UUID, after: str) -> str:
    url = reverse("matching:run", kwargs={"run_id": run_id})
    return f"{url}?{urlencode({'after': after})}" if after else url


def _row_url(run_id: UUID, mentee_id: UUID, after: str) -> str:
    return f"{_run_url(run_id, after)}#pair-{mentee_id.hex}"
