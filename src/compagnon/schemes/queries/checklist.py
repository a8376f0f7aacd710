from dataclasses import dataclass
from datetime import date

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.schemes.models import Scheme, SetupStep
from compagnon.schemes.template import TEMPLATES


@dataclass(frozen=True)
class ChecklistLine:
    """A step of the way, and when it was done; the first that is not is the current one."""

    key: str
    title: StrOrPromise
    text: StrOrPromise
    done_on: date | None
    is_current: bool

    @property
    def state(self) -> str:
        """How the step stands, as the component of steps calls it."""
        if self.done_on:
            return "done"
        return "current" if self.is_current else "todo"


def get_checklist(*, viewer: Actor, scheme: Scheme) -> tuple[ChecklistLine, ...]:
    """Return the checklist of a scheme whose template has one, for whoever may tick it (LSIS-65).

    One query where there is a list, none where there is not.
    """
    steps = TEMPLATES[scheme.template].checklist
    if not steps or not decide(viewer, "schemes.tick_step", scheme).allowed:
        return ()
    done = dict(SetupStep.objects.filter(scheme=scheme).values_list("key", "done_on"))
    current = next((step.key for step in steps if step.key not in done), None)
    return tuple(
        ChecklistLine(step.key, step.title, step.text, done.get(step.key), step.key == current)
        for step in steps
    )
