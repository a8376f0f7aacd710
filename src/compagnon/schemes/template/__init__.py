"""What a new scheme starts from. It copies the template, and what it copied is its own from then on."""

from typing import Final

from compagnon.schemes.models import Scheme
from compagnon.schemes.settings import SchemeSettings, parsed
from compagnon.schemes.template.association import ASSOCIATION
from compagnon.schemes.template.coaching import COACHING
from compagnon.schemes.template.in_house import IN_HOUSE
from compagnon.schemes.template.peer_coaching import PEER_COACHING
from compagnon.schemes.template.shape import ChecklistStep, Template
from compagnon.schemes.template.training import TRAINING

TEMPLATES: Final[dict[str, Template]] = {
    one.key: one for one in (ASSOCIATION, IN_HOUSE, TRAINING, COACHING, PEER_COACHING)
}


def settings_of(scheme: Scheme) -> SchemeSettings:
    """Return how a scheme works: as its template, but for what it keeps of its own.

    What its kind promises holds, whatever stands in the row.
    """
    template = TEMPLATES[scheme.template]
    own = {name: said for name, said in scheme.settings.items() if name not in template.promises}
    return parsed({**template.settings, **own})


__all__ = ["ASSOCIATION", "TEMPLATES", "ChecklistStep", "Template", "settings_of"]
