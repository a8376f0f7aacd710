"""The demo's 240 applicants in the room: as many as one evening has."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.accounts.models import Person
from compagnon.core.encryption.opening import write_text
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.rules.applicant import ApplicantRow
from tests.cast import NOW, World
from tests.matching.applying import result_of
from tests.matching.reading import read
from tests.matching.room import computed_run
from tests.recruitment.demo import demo

pytestmark = pytest.mark.django_db


def bring_in(world: World) -> list[ApplicantRow]:
    """Let everybody in the demo's file be approved, as the import would keep them."""
    known = set(Person.objects.values_list("email", flat=True))
    rows = [row for row in demo().rows if row.email_key not in known]
    people = Person.objects.bulk_create(
        Person(email=row.email_key, name=row.name, created_at=NOW) for row in rows
    )
    applications = Application.objects.bulk_create(
        Application(
            joining_point=world.joining_point,
            person=person,
            state=Application.State.APPROVED,
            is_mentor=row.is_mentor,
            is_mentee=row.is_mentee,
            capacity=row.capacity,
            declared_count=len(row.declared_managers) + len(row.declared_conflicts),
            answers=row.answers(),
            fingerprint="",
            submitted_at=NOW,
        )
        for row, person in zip(rows, people, strict=True)
    )
    for row, application in zip(rows, applications, strict=True):
        if application.declared_count:
            declare(application, row)
    return rows


def declare(application: Application, row: ApplicantRow) -> None:
    declaration = Declaration(application=application)
    write_text(
        declaration,
        author_id=application.person_id,
        texts={
            "managers": "\n".join(row.declared_managers),
            "conflicts": "\n".join(row.declared_conflicts),
        },
    )
    declaration.save()


@pytest.mark.requirement("ALL-54")
def test_the_demo_is_matched_and_looked_at(client: Client, world: World) -> None:
    rows = bring_in(world)
    run = computed_run(world)
    result = result_of(run)

    mentees = sum(row.is_mentee for row in rows)
    assert result["summary"]["mentees"] == mentees
    assert 0.8 * mentees < result["summary"]["mentees_placed"] < mentees
    assert any(
        rule["rule"] == "kept_apart" for one in result["unplaced"] for rule in one["removed"]
    )

    client.force_login(world.chris)
    with CaptureQueriesContext(connection) as queries:
        page = read(client, f"/runs/{run.id.hex}/")
    assert len(queries) == 12
    assert page.count("Alike: ") == 25
    left_out = read(client, f"/runs/{run.id.hex}/left-out/")
    assert "Cannot be paired: " in left_out
