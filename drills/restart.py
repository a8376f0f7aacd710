"""PostgreSQL restarted underneath, again and again, without a warning; people press again, and all is there."""

import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Final

from drills.cluster import Cluster, own_cluster
from drills.installation import installed
from drills.post_office import post_office
from drills.site import Site, serving
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.world import World

RESTARTS: Final = 5
HEALING_SECONDS: Final = 420


def drill(report: Report, _database_url: str) -> None:
    """Restart a server of the drill's own; the one that a URL names is never touched."""
    with own_cluster() as cluster, post_office() as office:
        if cluster is None:
            report.check("PostgreSQL is installed", holds=False, found="no initdb")
            return
        with installed(cluster.url, email_url=office.url) as installation:
            from drills.world import build_world  # noqa: PLC0415 -- Django is set up by now

            world = build_world(agreed=3, is_released=False)
            with serving(installation) as site:
                _restart(report, cluster, site, world)
                _wait_for_letters()
            from drills.ledger import check_letters, check_rows  # noqa: PLC0415 -- as above

            check_rows(report)
            check_letters(report, office)


def _restart(report: Report, cluster: Cluster, site: Site, world: "World") -> None:
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now

    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from compagnon.partnerships.models import Meeting  # noqa: PLC0415 -- as above
    from drills.load import Tally, Worker, at_work  # noqa: PLC0415 -- as above
    from drills.world import browser_of  # noqa: PLC0415 -- as above

    tally, stopping, jobs = Tally(), threading.Event(), []
    for pair in world.agreed:
        worker = Worker(tally, stopping, browser_of(site.port, members(pair)[0].person))
        jobs.append(partial(worker.record_meetings, f"/partnerships/{pair.id.hex}/", pair.id.hex))
    connections.close_all()
    with at_work(jobs, stopping):
        for _number in range(RESTARTS):
            time.sleep(2)
            cluster.control("-m", "immediate", "restart")
        time.sleep(3)
    report.say(
        f"{RESTARTS} restarts, {sum(tally.meetings.values())} meetings, {tally.broken} not answered"
    )
    report.none("answers that were neither a yes nor a plea for patience", tally.strange)
    for pair in world.agreed:
        held = Meeting.objects.filter(partnership=pair, state="held").count()
        report.same("meetings, and those acknowledged", held, tally.meetings[pair.id.hex])


def _wait_for_letters() -> None:
    from compagnon.notifications.models import Message  # noqa: PLC0415 -- Django is set up by now

    end = time.monotonic() + HEALING_SECONDS
    while time.monotonic() < end and Message.objects.filter(work_state="waiting").exists():
        time.sleep(1)


if __name__ == "__main__":
    main("restart", drill, __doc__)
