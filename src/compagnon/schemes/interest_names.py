"""What a scheme calls the interests that it words itself: added, or named otherwise than they ship. The one place that says them.

They are kept with the scheme when a form is published, so that an answer keeps its name when its entry is dropped.
"""

from collections.abc import Mapping

from django.utils.translation import get_language

from compagnon.schemes.models import Scheme
from compagnon.schemes.vocabularies.interests import FIRST


def interest_names(scheme: Scheme) -> Mapping[str, str]:
    """Return the scheme's own words by the key of the interest, in the language that is spoken now; no query.

    An interest that is not among them is called as it ships.
    """
    language = (get_language() or "").partition("-")[0]
    return {key: words.get(language) or words[FIRST] for key, words in scheme.interests.items()}
