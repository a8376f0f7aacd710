"""The application that ships with a scheme. Its questions are those that matching and the checks can use, and few more.

Nobody's health, belief or descent is asked about: such answers have no place in matching. Line managers are asked for
so that nobody is paired with theirs.
"""

from typing import Final

from compagnon.recruitment.rules.default_form.about_mentoring import APART, HOPES, MEETING
from compagnon.recruitment.rules.default_form.about_you import MEMBERSHIP, TEACHING, WORK
from compagnon.recruitment.rules.form import Form

DEFAULT_FORM: Final = Form(
    languages=("en",), sections=(MEMBERSHIP, WORK, TEACHING, HOPES, MEETING, APART)
)

__all__ = ["DEFAULT_FORM"]
