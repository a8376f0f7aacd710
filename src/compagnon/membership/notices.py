"""What happens to applicants and is compared with the register in force: a queue is narrowed by what it says."""

from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction

from compagnon.accounts.events import AddressChanged, PersonRenamed
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.events import subscribe
from compagnon.membership.changes import compare_again
from compagnon.membership.models import Register
from compagnon.membership.tasks import compare
from compagnon.recruitment.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    ApplicationUpdated,
    FileImported,
    RequestAnswered,
)
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.policy import OPEN_STATES

_ORGANISATION: Final = "joining_point__cycle__scheme__organisation"
_Answered = ApplicationSubmitted | ApplicationCorrected | ApplicationUpdated | RequestAnswered


def compare_application(event: _Answered, _by: Actor) -> None:
    """Ask the register in force about an application whose answers are new."""
    rows = Application.objects.filter(pk=event.application_id)
    for organisation_id in rows.values_list(_ORGANISATION, flat=True):
        _compare(organisation_id, event.application_id)


def compare_person(event: PersonRenamed | AddressChanged, _by: Actor) -> None:
    """Ask the register in force about somebody whose name or address is new, wherever they wait."""
    rows = Application.objects.filter(person=event.person_id, state__in=OPEN_STATES)
    for organisation_id, application_id in rows.values_list(_ORGANISATION, "id"):
        _compare(organisation_id, application_id)


def compare_imported(event: FileImported, _by: Actor) -> None:
    """Have applications that came in a file compared in the background, once they are all there."""
    file = ImportFile.objects.select_related("joining_point__cycle__scheme").get(
        pk=event.import_file_id
    )
    for register in _in_force(file.joining_point.cycle.scheme.organisation_id):
        transaction.on_commit(partial(compare.enqueue, register.id.hex), robust=True)


def _compare(organisation_id: UUID, application_id: UUID) -> None:
    for register in _in_force(organisation_id):
        compare_again(by=SYSTEM, register=register, application_ids=[application_id])


def _in_force(organisation_id: UUID) -> list[Register]:
    """Return the register in force of an organisation, if there is one."""
    rows = Register.objects.filter(organisation=organisation_id, state=Register.State.CURRENT)
    return list(rows.defer("remarks"))


subscribe(ApplicationSubmitted, compare_application)
subscribe(ApplicationCorrected, compare_application)
subscribe(ApplicationUpdated, compare_application)
subscribe(RequestAnswered, compare_application)
subscribe(PersonRenamed, compare_person)
subscribe(AddressChanged, compare_person)
subscribe(FileImported, compare_imported)
