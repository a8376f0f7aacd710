"""What a test run counts besides tests: pages that axe saw, pages that the crawl visited.

`./dev test` names a file and prints the counts at its end; without one nothing is written.
"""

import json
import os
from collections import Counter
from pathlib import Path


def note(kind: str, *facts: str) -> None:
    """Remember one thing of a kind; the same facts twice count once."""
    if path := os.environ.get("COMPAGNON_FIGURES"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps([kind, *facts]) + "\n")


def counts(path: Path) -> dict[str, int]:
    """How many different things of each kind were noted."""
    if not path.is_file():
        return {}
    seen = {tuple(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()}
    return dict(sorted(Counter(kind for kind, *_facts in seen).items()))
