"""What time makes due: questions that were answered long ago are deleted."""

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.help.changes import KEPT_FOR, forget_questions
from compagnon.help.models import Question
from compagnon.notifications import ticking


def _forget_old() -> int:
    rows = Question.objects.filter(answered_at__lt=clock.now() - KEPT_FOR).select_related("scheme")
    return forget_questions(by=SYSTEM, only=list(rows))


ticking.register("questions that were answered long ago", _forget_old)
