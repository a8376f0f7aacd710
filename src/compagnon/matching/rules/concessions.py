"""What somebody who is left out is asked: whether they would accept what a rule keeps from them. Pure."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

QUESTIONS: Final[Mapping[str, StrOrPromise]] = {
    "no_shared_mode": _(
        "You told us how you would like to meet. Would you also meet in the other way: online, or face to face?"
    ),
    "too_few_times": _(
        "You told us when you could meet. Could you also meet at other times of the week?"
    ),
    "too_far": _(
        "You would like to meet face to face. Would you accept a partner in another region of the country?"
    ),
    "same_institution": _(
        "We do not usually pair people of one school, college or workplace. Would you accept a partner at your own?"
    ),
}
"""Said to the person, by the rule that is in the way. Nothing in them says who the other would be."""
