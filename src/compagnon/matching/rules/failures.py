"""Why a run has no result, in a sentence for a coordinator."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.wording import say
from compagnon.schemes.matching_defaults import MatchingSettings

OWN: Final[Mapping[str, StrOrPromise]] = {
    "run.closed": _(
        "What some applicants declared about their line managers cannot be opened, so no match was made."
        " Please tell the people who run this site: the key file may be missing."
    ),
    "run.failed": _(
        "The match could not be computed. Please tell the people who run this site; nothing else was changed."
    ),
    "run.cancelled": _("Somebody of the group stopped this match. Nothing was changed by it."),
}


def say_failure(
    problem: Mapping[str, Any], settings: MatchingSettings, names: Mapping[str, str]
) -> StrOrPromise:
    """Say why there is no result; `names`: people by id, for a fixed pair that cannot be."""
    key: str = problem["key"]
    return OWN[key] if key in OWN else say(key, problem["params"], settings=settings, names=names)


def named_in(problem: Mapping[str, Any]) -> set[str]:
    """Return the ids of the people whom the sentence names."""
    params: Mapping[str, Any] = problem["params"]
    return {str(params[name]) for name in ("id", "mentor", "mentee") if name in params}
