"""What time does to requests: a day after the last one they lapse, and the learner may ask somebody else."""

from compagnon.choosing.changes.request import lapse_request
from compagnon.choosing.models import Request
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.notifications import ticking


def _lapse() -> int:
    rows = Request.objects.filter(state=Request.State.WAITING, answer_by__lt=clock.today())
    return len([lapse_request(by=SYSTEM, request=row) for row in rows.order_by("answer_by", "id")])


ticking.register("requests that nobody answered", _lapse)
