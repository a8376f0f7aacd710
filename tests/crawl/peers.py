"""A scheme of peers whom the group matches: three of them put together, whose letters wait for answers."""

from datetime import timedelta
from typing import TYPE_CHECKING

from compagnon.core import clock
from compagnon.matching.changes.circle_release import release_circles
from compagnon.matching.changes.run import start_run
from compagnon.matching.changes.together import comment_together
from compagnon.matching.computing import compute_run
from compagnon.recruitment.changes import approve_application, confirm_membership, start_import
from compagnon.recruitment.models import Application
from compagnon.recruitment.tasks import import_file
from compagnon.schemes.models import JoiningPoint
from tests.crawl.planted import word
from tests.crawl.recruiting import upload

if TYPE_CHECKING:
    from tests.crawl.world import World


def put_together(world: "World", point: JoiningPoint) -> None:
    """Bring three peers in, match them and release their letters, of which a reminder is due in two days."""
    by = world.actor("other_coordinator")
    _bring_in(world, point)
    run = start_run(by=by, joining_point=point)
    compute_run(run.id)
    run.refresh_from_db()
    comment_together(
        by=by,
        run=run,
        people=list(Application.objects.filter(joining_point=point)),
        text=f"Would they like {word('aboutgroup')}?",
    )
    release_circles(by=by, run=run, answer_by=clock.today() + timedelta(days=5))


def _bring_in(world: "World", point: JoiningPoint) -> None:
    by = world.actor("other_coordinator")
    people = [(world.people[who].name, world.people[who].email) for who in ("mentor", "mentee")]
    lines = [
        f"2026-09-01 10:00,{name},{email},Both,,Wales,,Yes,,,"
        for name, email in (*people, ("Zia", "zia@school.example"))
    ]
    file = upload(world, "other_coordinator", point, lines)
    start_import(by=by, import_file=file)
    import_file.func(file.id.hex)
    rows = Application.objects.filter(joining_point=point).select_related(
        "person", "joining_point__cycle__scheme__organisation"
    )
    for application in rows:
        confirm_membership(by=by, application=application)
        approve_application(by=by, application=application)
