"""Why two people were thought of for each other, in sentences for a letter or a page. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.wording import listed, name_of_attribute, say
from compagnon.schemes.matching_defaults import MatchingSettings

# What a letter may say: it introduces two people, so it tells what they have, not what they lack.
KIND_REASONS: Final = {
    "wanted.some",
    "shared.some",
    "shared.by_all",
    "likeness.alike_as_wished",
    "likeness.different_as_wished",
    "gap.within",
}


def reasons_for_pair(
    contributions: list[dict[str, Any]], settings: MatchingSettings, interests: Mapping[str, str]
) -> list[str]:
    """Return what speaks for a pair, the weightiest first, as far as the two themselves may read it (ALL-51).

    Left out: what adds nothing or points to a lack, and what one side may not learn of the other (LSIS-70:
    why somebody would like a mentor). `interests`: what the scheme calls those that it words itself.
    """
    told = {one.key: one.label for one in settings.criteria if one.is_told_to_pair}
    speaking = sorted(
        (
            one
            for one in contributions
            if one["points"] > 0
            and one["criterion"] in told
            and one["reason"]["key"] in KIND_REASONS
        ),
        key=lambda one: (-one["points"], one["criterion"]),
    )
    return [f"{told[one['criterion']]} · {_sentence(one, settings, interests)}" for one in speaking]


def shared_in_words(
    shared: Mapping[str, Any], interests: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return what partners may read of each other, as labels and values in the reader's language."""
    return [
        (str(name_of_attribute(key)), _in_words(value, key, interests))
        for key, value in shared.items()
    ]


def _sentence(
    contribution: dict[str, Any], settings: MatchingSettings, interests: Mapping[str, str]
) -> StrOrPromise:
    reason = contribution["reason"]
    return say(
        reason["key"],
        reason["params"],
        criterion=contribution["criterion"],
        settings=settings,
        names=interests,
    )


def _in_words(value: str | list[str], attribute: str, interests: Mapping[str, str]) -> str:
    values = value if isinstance(value, list) else [value]
    return listed(values, attribute, interests)
