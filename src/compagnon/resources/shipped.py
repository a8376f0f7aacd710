"""What a list may begin with, by template: for a coordinator to check, to fill in, or to take off again.

A link stands only where the place is public and well known; what is the organisation's own is left to be filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Shipped:
    """A resource to begin with. Without a link it is the organisation's own."""

    title: StrOrPromise
    purpose: StrOrPromise
    url: str = ""


_WELLBEING: Final = Shipped(
    "Education Support",
    _(
        "A charity for everybody who works in education: when work weighs too much, and you want to talk."
    ),
    "https://www.educationsupport.org.uk/",
)
_SUMMARIES: Final = Shipped(
    "OASIS",
    _("Research on how languages are learned, taught and used, in summaries of one page."),
    "https://oasis-database.org/",
)
_GUIDES: Final = Shipped(
    "MESHGuides",
    _("What research says about many subjects of teaching, in short guides."),
    "https://www.meshguides.org/",
)
_EVIDENCE: Final = Shipped(
    "Education Endowment Foundation",
    _("How well approaches have worked elsewhere, what they cost, and how sure that is."),
    "https://educationendowmentfoundation.org.uk/",
)
_FURTHER_EDUCATION: Final = Shipped(
    "Education and Training Foundation",
    _("Professional development for further education and training, mentoring included."),
    "https://www.et-foundation.co.uk/",
)
_JOURNALS: Final = Shipped(
    _("Our journals and magazines"), _("What members read, and how they get at it.")
)
_EVENTS: Final = Shipped(
    _("Our events and training"), _("Conferences, webinars, meetings of branches: what comes next.")
)
_MATERIALS: Final = Shipped(
    _("Our teaching materials"), _("What colleagues have made, and may be used in lessons.")
)
_WHOM_TO_ASK: Final = Shipped(
    _("Whom to ask here"), _("Who knows about what: subjects, systems, support for learners.")
)
_COURSES: Final = Shipped(_("Training we offer"), _("Courses and days of your own institution."))

SHIPPED: Final[Mapping[str, tuple[Shipped, ...]]] = {
    "association": (_JOURNALS, _EVENTS, _MATERIALS, _SUMMARIES, _WELLBEING),
    "in_house": (_WHOM_TO_ASK, _COURSES, _FURTHER_EDUCATION, _WELLBEING),
    "training": (_COURSES, _FURTHER_EDUCATION, _WELLBEING),
    "coaching": (_COURSES, _GUIDES, _EVIDENCE, _WELLBEING),
    "peer_coaching": (_COURSES, _GUIDES, _EVIDENCE, _WELLBEING),
}
