"""What a scheme does otherwise than the template, from a file: weights, and how strongly rules hold."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from compagnon.core.errors import Refused
from compagnon.schemes.matching_defaults import CRITERIA, RULES, MatchingSettings, matching_settings
from compagnon.schemes.matching_shape import Ban, Force

MOST_WEIGHT: Final = 1_000_000


def read_settings(path: Path | None) -> MatchingSettings:
    """Read settings as a scheme keeps them: {"weights": {criterion: whole number}, "rules": {rule: "warn"}}.

    Refused with a sentence: what is no such file, names a criterion or rule that does not exist, or would let go
    of a rule that stands whatever is asked (ALL-54).
    """
    if path is None:
        return MatchingSettings()
    try:
        asked = json.loads(path.read_bytes())
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise Refused(f"{path} is not JSON: {error}.") from error
    if not isinstance(asked, dict) or not asked.keys() <= {"weights", "rules"}:
        raise Refused(f'{path} must hold {{"weights": {{…}}, "rules": {{…}}}} and nothing else.')
    _check_weights(path, asked.get("weights", {}))
    _check_rules(path, asked.get("rules", {}))
    return matching_settings(asked)


def _check_weights(path: Path, weights: object) -> None:
    known = [one.key for one in CRITERIA]
    if not isinstance(weights, Mapping):
        raise Refused(f"{path}: the weights must be given by criterion.")
    for key, weight in weights.items():
        if key not in known:
            raise Refused(f"{path}: there is no criterion {key}. There are: {', '.join(known)}.")
        if type(weight) is not int or not 0 <= weight <= MOST_WEIGHT:
            raise Refused(
                f"{path}: the weight of {key} must be a whole number, 0 to {MOST_WEIGHT}."
            )


def _check_rules(path: Path, rules: object) -> None:
    # A file tells of no agreements.
    usable = (one for one in RULES if one.ban is not Ban.WITHOUT_AGREEMENT)
    known = [one.key for one in usable if not one.is_locked]
    forces = [one.value for one in Force]
    if not isinstance(rules, Mapping):
        raise Refused(f"{path}: what rules do must be given by rule.")
    for key, force in rules.items():
        if key not in known:
            raise Refused(
                f"{path}: {key} is no rule that can be changed. There are: {', '.join(known)}."
            )
        if force not in forces:
            raise Refused(f"{path}: {key} is one of {', '.join(forces)}.")
