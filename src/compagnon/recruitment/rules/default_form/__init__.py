"""The applications that ship with a scheme. Their questions are those that matching and the checks can use, and few more.

Nobody's health, belief or descent is asked about: such answers have no place in matching. Line managers are asked for
so that nobody is paired with theirs.
"""

from compagnon.recruitment.rules.default_form.about_mentoring import SEVERAL_MENTORS
from compagnon.recruitment.rules.default_form.by_template import ASSOCIATION, FORMS

# What a scheme may ask once its settings allow it.
OFFERED = (SEVERAL_MENTORS,)
# Every question that ships and that matching or a check can use is among these.
DEFAULT_FORM = ASSOCIATION

__all__ = ["DEFAULT_FORM", "FORMS", "OFFERED"]
