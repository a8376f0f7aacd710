"""Small files of applications, and the way of one through an import."""

from compagnon.core.actors import SYSTEM
from compagnon.recruitment.changes import start_import, upload_file
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.import_plan import get_import_plan
from compagnon.recruitment.rules.plan import PlannedLine
from compagnon.recruitment.tasks import import_file
from tests.cast import World, actor_of

HEADING = (
    "Timestamp,Full name,Email address,Role,Membership number,Region,Institution,"
    "I agree to the Charter,Line manager,Conflicts of interest"
)
AMAL = "2026-09-01 10:00,Amal Haddad,amal@school.example,Mentor,A1,London,Park School,Yes,,"
BELA = (
    "2026-09-02 10:00,Bela Kovács,bela@school.example,Mentee,B2,Wales,Hill School,Yes,"
    "Huw Prys; Amal Haddad,Ffion Rees"
)
HUW = "2026-09-03 10:00,Huw Prys,huw@school.example,Both,H3,Wales,Hill School,Yes,,"
DOUBTFUL = "2026-09-04 10:00,Dora Field,dora@x.example,Mentee,,London,Field School,No,,"


def csv(*lines: str) -> bytes:
    """Return a file with the usual heading."""
    return "\n".join((HEADING, *lines)).encode()


def upload(world: World, data: bytes) -> ImportFile:
    """Upload a file as Chris."""
    return upload_file(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        file_name="applications.csv",
        data=data,
    )


def planned(file: ImportFile) -> list[PlannedLine]:
    """Return what importing a file does to each of its lines."""
    return list(get_import_plan(viewer=SYSTEM, import_file=file).after(0))


def run(file: ImportFile) -> ImportFile:
    """Do what the worker does when it is nudged."""
    import_file.func(file.id.hex)
    file.refresh_from_db()
    return file


def bring_in(world: World, *lines: str, data: bytes = b"") -> ImportFile:
    """Upload a file as Chris, decide to import it, and let the worker do it."""
    file = upload(world, data or csv(*lines))
    start_import(by=actor_of(world.chris), import_file=file)
    return run(file)


def counts(file: ImportFile) -> tuple[int, int, int, int]:
    """Return how many lines were created, updated, unchanged and left out."""
    return (file.created_count, file.updated_count, file.unchanged_count, file.refused_count)


def many(world: World, count: int) -> None:
    """Bring in so many mentors of much the same name."""
    bring_in(
        world,
        *(
            AMAL.replace("amal@", f"amal{number}@").replace("Amal", f"Amal-{number:02}")
            for number in range(count)
        ),
    )
