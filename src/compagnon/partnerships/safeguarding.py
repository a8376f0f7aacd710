"""Where somebody turns who thinks that a person is at risk: outside this system, which is no place to report it."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Route:
    """The way in one nation: whom to tell at one's own institution, where to turn outside it, and the guidance."""

    nation: StrPromise
    inside: StrPromise
    outside: StrPromise
    guidance: str


ROUTES: Final = (
    Route(
        _("England"),
        _("The designated safeguarding lead; about an adult at work, the head."),
        _(
            "Children's social care of the local authority, or its designated officer (LADO) about an adult who works with children; the police on 101."
        ),
        "Keeping children safe in education",
    ),
    Route(
        _("Wales"),
        _("The designated safeguarding person; about an adult at work, the head."),
        _("Social services of the local authority; the police on 101."),
        "Keeping learners safe",
    ),
    Route(
        _("Scotland"),
        _("The child protection co-ordinator; about an adult at work, the head."),
        _("The council's social work department; the police on 101."),
        "National guidance for child protection in Scotland",
    ),
    Route(
        _("Northern Ireland"),
        _("The designated teacher for child protection; about an adult at work, the principal."),
        _("The Gateway service of the Health and Social Care Trust; the police on 101."),
        "Safeguarding and child protection in schools",
    ),
)
