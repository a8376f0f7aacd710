"""From approved applications to released pairs as a coordinator goes: what she presses, and what the pages take.

She runs the match, opens each proposal that the room flags (the lowest tenth of the scores, a rule that warns, or somebody
with a place left who would suit better), comes back to the list, looks at who is left out, previews the letters and releases.
The script does not read: reading and thinking come on top of its seconds.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

SEEN: Final = re.compile(r'name="seen" value="([^"]*)"')
LOWEST: Final = 10
"""One in so many has a score that needs the eye."""
PAGE_SIZE: Final = 25


@dataclass
class Evening:
    """What it took; seconds on the wall and of the processor are those of the pages.

    `engine`: those of the processor that the match took; `release`: those, on the wall, of the last press, which writes
    proposals and letters.
    """

    people: int
    pairs: int = 0
    flagged: int = 0
    looked_at: int = 0
    clicks: int = 0
    typed: int = 0
    wall: float = 0
    cpu: float = 0
    engine: float = 0
    release: float = 0


class _Way:
    """A browser that counts what is pressed and what it takes."""

    def __init__(self, coordinator: Any, told: Evening) -> None:
        from benchmarks.steps import browser  # noqa: PLC0415 -- Django is set up by now

        self._client = browser(coordinator)
        self.told = told

    def open(self, path: str, *, clicks: int = 1) -> str:
        """Follow a link and return the page; `clicks`: with those that ask for nothing, as going back."""
        self.told.clicks += clicks
        return str(self._answer("get", path, {}, 200).content.decode())

    def press(self, path: str, form: dict[str, Any]) -> str:
        """Press a button and return where it leads to."""
        self.told.clicks += 1
        return str(self._answer("post", path, form, 303).headers["Location"])

    def _answer(self, how: str, path: str, form: dict[str, Any], status: int) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        answer = getattr(self._client, how)(path, form, HTTP_ACCEPT_ENCODING="identity")
        self.told.wall += time.perf_counter() - wall
        self.told.cpu += time.process_time() - cpu
        if answer.status_code != status:
            raise SystemExit(f"{path} answered {answer.status_code} instead of {status}.")
        return answer


def spend(
    coordinator: Any, point: Any, *, people: int, most: int, between: Callable[[Any], None]
) -> Evening:
    """Go the whole way once, looking at no more than `most` flagged proposals; `between`: called before the release."""
    from compagnon.core import clock  # noqa: PLC0415 -- Django is set up by now
    from compagnon.matching.models import Run  # noqa: PLC0415 -- as above
    from compagnon.matching.tasks import find_pairs  # noqa: PLC0415 -- as above

    told = Evening(people)
    way = _Way(coordinator, told)
    room = f"/joining-points/{point.id.hex}/matching/"
    way.open(room)
    at = way.press(f"{room}start/", {})
    began = time.process_time()
    find_pairs.call(at.split("/")[2])
    told.engine = time.process_time() - began
    run = Run.objects.get(pk=at.split("/")[2])
    _look(way, at, (run.result or {})["pairs"], most)
    way.open(f"{at}left-out/")
    between(run)
    (seen,) = SEEN.findall(way.open(f"{at}letters/"))
    told.typed += 1
    until = (clock.today() + timedelta(days=14)).isoformat()
    wall = told.wall
    way.press(f"{at}letters/", {"answer_by": until, "on_silence": "ask", "seen": seen})
    told.release = told.wall - wall
    return told


def _look(way: _Way, at: str, pairs: list[dict[str, Any]], most: int) -> None:
    """Open what is flagged, going through the list page by page, the lowest scores first."""
    told = way.told
    told.pairs = len(pairs)
    pairs = sorted(pairs, key=lambda one: (one["score"], one["mentee_id"]))
    low = len(pairs) // LOWEST
    way.open(at)
    for start in range(0, len(pairs), PAGE_SIZE):
        if start and told.looked_at < most:
            way.open(f"{at}?after={pairs[start - 1]['mentee_id']}")
        for place, pair in enumerate(pairs[start : start + PAGE_SIZE], start):
            if not (place < low or is_flagged(pair)):
                continue
            told.flagged += 1
            if told.looked_at < most:
                told.looked_at += 1
                way.open(f"{at}pairs/{pair['mentor_id']}/{pair['mentee_id']}/", clicks=2)


def is_flagged(pair: dict[str, Any]) -> bool:
    """Say whether the room says something about a pair that wants a look."""
    better = any(tie["free"] and tie["difference"] > 0 for tie in pair["near_ties"])
    return better or bool(pair.get("warnings"))
