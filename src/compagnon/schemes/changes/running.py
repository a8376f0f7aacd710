"""A scheme's life after it was set up: its words, its opening and closing, its checklist."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.schemes.events import (
    SchemeClosed,
    SchemeDescribed,
    SchemeReopened,
    SchemeStarted,
    SetupStepTicked,
    SetupStepUnticked,
)
from compagnon.schemes.models import Scheme, SetupStep
from compagnon.schemes.queries.readiness import what_is_left
from compagnon.schemes.rules import named
from compagnon.schemes.states import SCHEME
from compagnon.schemes.template import TEMPLATES


@change("schemes.describe_scheme", on="scheme")
def describe_scheme(
    *, by: Actor, scheme: Scheme, name: str, summary: str, focus_areas: Sequence[str]
) -> Scheme:
    """Change what a scheme is called, says of itself, and offers to work on (ALL-01, ALL-64).

    A focus area is one of the vocabulary or the organisation's own words; twice the same is kept once. Refused
    without a name, a summary or a focus area. What is the same already changes nothing.
    """
    if not summary.strip():
        raise Refused(_("Say in a sentence or two what the scheme is for."), field="summary")
    areas = list(dict.fromkeys(area.strip() for area in focus_areas if area.strip()))
    if not areas:
        raise Refused(_("Keep at least one focus area."), field="focus_areas")
    words = {"name": named(name), "summary": summary.strip(), "focus_areas": areas}
    if all(getattr(scheme, field) == value for field, value in words.items()):
        return scheme
    for field, value in words.items():
        setattr(scheme, field, value)
    scheme.save(update_fields=list(words))
    record(SchemeDescribed(scheme_id=scheme.id), by=by)
    return scheme


@change("schemes.start_scheme", on="scheme")
def start_scheme(*, by: Actor, scheme: Scheme) -> Scheme:
    """Open a scheme that is set up: from now on it takes applications at its joining points.

    Refused while anything is left to do, naming the first: a charter, a joining point that is still to come, a
    Coordination Group with its approval (ALL-30, ALL-31), and what other packages need.
    """
    for item in what_is_left(viewer=by, scheme=scheme):
        if not item.is_done:
            raise Refused(_("First: %(what)s.") % {"what": item.title})
    move(scheme, Scheme.State.OPEN, SCHEME)
    record(SchemeStarted(scheme_id=scheme.id), by=by)
    return scheme


@change("schemes.close_scheme", on="scheme")
def close_scheme(*, by: Actor, scheme: Scheme) -> Scheme:
    """Close a scheme: it takes no more applications. Partnerships go on, and nothing is deleted.

    Refused unless it is open.
    """
    move(scheme, Scheme.State.CLOSED, SCHEME)
    record(SchemeClosed(scheme_id=scheme.id), by=by)
    return scheme


@change("schemes.reopen_scheme", on="scheme")
def reopen_scheme(*, by: Actor, scheme: Scheme) -> Scheme:
    """Let a scheme that was closed take applications again. Refused unless it is closed."""
    move(scheme, Scheme.State.OPEN, SCHEME)
    record(SchemeReopened(scheme_id=scheme.id), by=by)
    return scheme


@change("schemes.tick_step", on="scheme")
def tick_step(*, by: Actor, scheme: Scheme, key: str, is_done: bool) -> None:
    """Tick a step of the scheme's checklist, or take the tick back (LSIS-65). Twice changes nothing.

    Refused for a step that its template does not have.
    """
    if key not in {step.key for step in TEMPLATES[scheme.template].checklist}:
        raise Refused(_("This scheme's list has no such step."))
    if is_done:
        step, is_new = SetupStep.objects.get_or_create(
            scheme=scheme, key=key, defaults={"done_on": clock.today()}
        )
        if is_new:
            record(SetupStepTicked(setup_step_id=step.id, scheme_id=scheme.id), by=by)
        return
    for step in SetupStep.objects.filter(scheme=scheme, key=key):
        record(SetupStepUnticked(setup_step_id=step.id, scheme_id=scheme.id), by=by)
        step.delete()
