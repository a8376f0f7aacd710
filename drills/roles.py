"""Who looks: each role with a browser, and the pages from which it begins."""

from benchmarks.pairs import members
from compagnon.accounts.models import Person
from compagnon.core.actors import person
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Run
from compagnon.recruitment.changes import approve_application
from drills.browser import Browser
from drills.crawl import Found, crawl
from drills.world import World, browser_of


def starts_of(world: World) -> dict[str, tuple[Person | None, list[str]]]:
    """Return each role with the pages that a bookmark would hold; the rest is found by links."""
    points = [f"/joining-points/{one.id.hex}/" for one in (world.september, world.january)]
    places = ["applications/", "import/", "matching/", "answers/", "approve/", "partnerships/"]
    coordinating = [point + place for point in points for place in places]
    agreed, unsigned = world.agreed[0], world.unsigned[0]
    own = ["/", "/account/", "/account/ways/", "/notifications/", "/account/address/"]
    charter = f"/schemes/{world.association.scheme.id.hex}/charter/"
    mentor, mentee = (member.person for member in members(agreed))
    home = f"/partnerships/{agreed.id.hex}/"
    workspace = [home, f"{home}agreement/", f"{home}meetings/record/", f"{home}meetings/arrange/"]
    resting = f"/partnerships/{unsigned.id.hex}/"
    return {
        "nobody": (None, ["/", "/sign-in/", charter]),
        "holder of a letter": (None, world.answer_links()[:1]),
        "coordinator": (world.coordinator, [*own, "/schemes/", *coordinating]),
        "mentor": (mentor, [*own, *workspace, charter]),
        "mentee": (mentee, [*own, *workspace]),
        "signer": (members(unsigned)[1].person, [resting]),
        "branch lead": (world.association.persona("branch_lead"), own),
        "administrator": (world.association.persona("administrator"), own),
    }


def matched(world: World) -> Run:
    """Approve January's applications and match them, so that there is a run to decide about."""
    by = person(world.coordinator.id)
    keys = world.undecided()[5:]
    for row in world.january.applications.filter(id__in=keys):
        approve_application(by=by, application=row)
    run = start_run(by=by, joining_point=world.january)
    compute_run(run.id)
    return run


def forms_of_every_role(world: World, port: int) -> list[Found]:
    """Return one form of each route that each role can find."""
    matched(world)
    found: dict[tuple[str, str], Found] = {}
    for role, (who, starts) in starts_of(world).items():
        browser = browser_of(port, who) if who else Browser(port)
        for one in crawl(role, browser, starts):
            found.setdefault((role, one.route), one)
    return list(found.values())
