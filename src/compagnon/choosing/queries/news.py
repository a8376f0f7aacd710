"""Who lets learners wait, and what is still open where nobody chooses any more, for the coordinators' letter of the day."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db.models import Count, F, Max
from django.utils.formats import date_format
from django.utils.translation import ngettext

from compagnon.accounts.models import known_as
from compagnon.choosing.models import Request
from compagnon.choosing.policy import CHOOSING
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.installation import origin
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import kept_from
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of

_LATELY: Final = timedelta(days=7)


def news(viewer: Actor, scheme: Scheme) -> Iterable[str]:
    """Name who let requests pass without an answer in the last week, so that a coordinator can speak to them; one query.

    And what is still open of a scheme that has stopped letting people choose, where no tab leads to it; one query more.

    Not those whom she leaves to others.
    """
    rows = (
        Request.objects.filter(
            asked__joining_point__cycle__scheme=scheme,
            state=Request.State.LAPSED,
            answered_at__date__gt=F("answer_by"),
            answered_at__gte=clock.now() - _LATELY,
        )
        .exclude(asked__in=Application.objects.filter(kept_from(viewer)))
        .values_list("asked__person__name")
        .annotate(count=Count("id"))
        .order_by("-count", "asked__person__name")
    )
    yield from _left_open(scheme)
    for name, count in rows:
        yield ngettext(
            "%(name)s let %(count)d request pass without an answer",
            "%(name)s let %(count)d requests pass without an answer",
            count,
        ) % {"name": known_as(name), "count": count}


def _left_open(scheme: Scheme) -> Iterable[str]:
    """Say how many requests still wait at each joining point of a scheme that lets nobody choose any more, and where."""
    if settings_of(scheme).matching_mode in CHOOSING:
        return
    rows = (
        Request.objects.filter(
            asker__joining_point__cycle__scheme=scheme, state=Request.State.WAITING
        )
        .values_list("asker__joining_point")
        .annotate(count=Count("id"), last=Max("answer_by"))
        .order_by("last", "asker__joining_point")
    )
    for joining_point_id, count, last in rows:
        yield ngettext(
            "%(count)d request from the time when people chose still waits for an answer, or lapses by %(day)s: %(address)s",
            "%(count)d requests from the time when people chose still wait for an answer, or lapse by %(day)s: %(address)s",
            count,
        ) % {
            "count": count,
            "day": date_format(last, "DATE_FORMAT"),
            "address": origin()
            + path_to("choosing:request_list", joining_point_id=joining_point_id),
        }
