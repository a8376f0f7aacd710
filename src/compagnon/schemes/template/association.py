from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.schemes.charter import CHARTER
from compagnon.schemes.models import Scheme
from compagnon.schemes.template.shape import Template
from compagnon.schemes.vocabularies import FOCUS_AREAS

# ALL-01, ALL-03, ALL-10 to ALL-24, ALL-33, ALL-43: an association's offer to all its members.
ASSOCIATION: Final = Template(
    key="association",
    kind=Scheme.Kind.MENTORING,
    title=_("Peer mentoring in an association"),
    purpose=_(
        "For members of a professional association, across schools and sectors. A Coordination Group matches;"
        " nothing goes to employers."
    ),
    summary=_(
        "Structured, supportive peer mentoring for everyone who teaches languages, across all sectors"
        " and phases. One-to-one, for six to nine months, face to face or online."
    ),
    alignment=_(
        "The association represents and supports everybody who teaches languages, and works for inclusive language"
        " education of high quality across the UK. This programme is part of what it offers all its members: a"
        " colleague who listens, and a profession that learns from itself."
    ),
    focus_areas=FOCUS_AREAS.keys,
    charter=CHARTER,
    promises={
        "matching_mode": _(
            "Partnerships come about by a match that the Coordination Group makes, for everybody alike."
        ),
        "reports_to_managers": _(
            "Nothing goes to employers; this kind of scheme will never offer it."
        ),
        "qualification": _("Nobody is assessed here, and no qualification depends on it."),
        "may_be_directed": _("Taking part is voluntary: members come because they want to."),
        "criteria": _("The scheme is open to every member; it does not choose among them."),
        "has_buddies": _("Members work in many places; a buddy is their workplace's affair."),
        "hours_a_pair": _("Members give their own time; nothing is asked of their employers."),
        "cost_an_hour": _("Members give their own time; nothing is asked of their employers."),
    },
)
