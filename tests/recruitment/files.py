"""Small files of applications, and the way of one through an import."""

from compagnon.recruitment.changes import start_import, upload_file
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.rules.reading import read_table
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


def csv(*lines: str) -> bytes:
    """Return a file with the usual heading."""
    return "\n".join((HEADING, *lines)).encode()


def upload(world: World, data: bytes) -> ImportFile:
    """Upload a file as Chris."""
    return upload_file(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        file_name="applications.csv",
        table=read_table(data),
    )


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
