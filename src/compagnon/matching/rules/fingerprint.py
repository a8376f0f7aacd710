"""Whether two runs were asked the same question."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from compagnon.matching.rules.facts import ApplicantFacts
from compagnon.matching.rules.problem import Decisions


def fingerprint(
    applicants: Iterable[ApplicantFacts],
    decisions: Decisions,
    settings: Mapping[str, object],
    *,
    key: bytes,
) -> str:
    """Return 64 letters that change whenever anything changes that a run depends on, whatever its order.

    Keyed, because who must not be paired is part of it: without the key nobody can try out names.
    """
    asked = {
        "applicants": sorted((asdict(one) for one in applicants), key=lambda one: str(one["id"])),
        "decisions": {name: sorted(pairs) for name, pairs in vars(decisions).items()},
        "settings": settings,
    }
    text = json.dumps(asked, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return hmac.digest(key, text, hashlib.sha256).hex()
