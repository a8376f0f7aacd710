"""What a register holds of members, most of whom never applied, and what becomes of it."""

from uuid import UUID

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.membership.changes import drop_register, retire_register
from compagnon.membership.hashing import Hasher
from compagnon.membership.models import Register, RegisterEntry, Standing
from compagnon.membership.rules.reading import plain_address, plain_number
from compagnon.recruitment.models import Application

_RECORD = Treatment(
    Category.RECORD, Erasure.KEPT, "That a register was imported, when, and how many lines it had."
)
_WORK = Treatment(Category.TECHNICAL, Erasure.KEPT, "How far the import has come.")
_KEY = Treatment(Category.TECHNICAL, Erasure.KEPT, "Names a key; a random id.")
_MEMBER = Treatment(
    Category.IDENTITY,
    Erasure.WITH_ROW,
    "A member's name and until when, to compare applicants with; deleted with the next register, or after 400 days.",
)
_HASH = Treatment(
    Category.CONTACT,
    Erasure.WITH_ROW,
    "A member's number or address as a keyed hash: compared, never read.",
)


def erase(person_id: UUID, address: str) -> None:
    """Delete a person's lines, found by their address and by the numbers on their applications, drafts included.

    A file on its way is given up whole, whoever uploaded it: its lines may be theirs, and it can be uploaded again.
    A register whose key is gone cannot be searched, and its names can still be read: it is deleted whole.
    """
    Standing.objects.filter(application__person=person_id).delete()
    numbers = _numbers_of(person_id)
    on_its_way = Register.objects.filter(state__in=("reading", "preview", "importing"))
    for register in on_its_way.select_for_update():
        drop_register(by=SYSTEM, register=register)
    for register in Register.objects.filter(state="current"):
        hasher = Hasher(register)
        try:
            addressed = hasher.of("address", plain_address(address))
            numbered = [hasher.of("number", number) for number in numbers]
        except master.KeyUnknown:
            retire_register(by=SYSTEM, register=register)
            continue
        entries = RegisterEntry.objects.filter(register=register)
        entries.filter(address_hash=addressed).exclude(address_hash="").delete()
        entries.filter(number_hash__in=numbered).delete()


def _numbers_of(person_id: UUID) -> set[str]:
    """Return the membership numbers that a person gave, sent or only typed so far."""
    applications = Application.objects.filter(person=person_id)
    said: list[object] = []
    for answers, typed in applications.values_list("answers", "typed"):
        said += [answers.get("membership_number"), *typed.get("membership_number", ())]
    return {plain_number(str(one or "")) for one in said} - {""}


on_erasure(erase)
declare(
    Register,
    {
        **dict.fromkeys(
            (
                "id",
                "organisation",
                "joining_point",
                "state",
                "file_name",
                "uploaded_at",
                "ended_at",
                "total_count",
                "done_count",
                "left_out_count",
                "columns",
                "remarks",
                "trouble",
            ),
            _RECORD,
        ),
        **dict.fromkeys(
            ("text_version", "position", "work_state", "attempts", "next_try_at", "leased_until"),
            _WORK,
        ),
        **dict.fromkeys(("key_id", "author_id"), _KEY),
    },
)
declare(
    RegisterEntry,
    {
        "id": _MEMBER,
        "register": _MEMBER,
        "name": _MEMBER,
        "first_word": _MEMBER,
        "last_word": _MEMBER,
        "until": _MEMBER,
        "number_hash": _HASH,
        "address_hash": _HASH,
    },
)
declare(
    Standing,
    dict.fromkeys(
        ("id", "register", "application", "verdict", "until"),
        Treatment(
            Category.RECORD,
            Erasure.WITH_ROW,
            "What the register says of an applicant; deleted with the next register, or after 400 days.",
        ),
    ),
)
