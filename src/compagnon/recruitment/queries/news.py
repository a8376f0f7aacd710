"""What waits in a scheme's applications, for the coordinators' letter of the day."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.translation import ngettext

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application, InformationRequest
from compagnon.schemes.models import Scheme


def news(viewer: Actor, scheme: Scheme) -> Iterable[str]:
    """Say how many applications wait, may be somebody twice, or were answered about; two queries, no names."""
    waiting = Application.objects.filter(
        joining_point__cycle__scheme=scheme,
        joining_point__cycle__ends_on__gte=clock.today(),
        state=Application.State.SUBMITTED,
    )
    counts = waiting.aggregate(
        undecided=Count("id"), twice=Count("id", filter=Q(has_possible_duplicate=True))
    )
    answered = InformationRequest.objects.filter(
        application__in=waiting, asked_by=viewer.person_id, answered_at__isnull=False
    )
    if count := counts["undecided"]:
        yield ngettext(
            "%(count)d application waits for a decision",
            "%(count)d applications wait for a decision",
            count,
        ) % {"count": count}
    if count := counts["twice"]:
        yield ngettext(
            "%(count)d of them may be from somebody who applied twice",
            "%(count)d of them may be from people who applied twice",
            count,
        ) % {"count": count}
    if count := answered.values("application").distinct().count():
        yield ngettext(
            "%(count)d applicant has answered what you asked",
            "%(count)d applicants have answered what you asked",
            count,
        ) % {"count": count}
