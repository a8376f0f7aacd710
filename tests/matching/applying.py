"""Applications as the import leaves them, for tests of matching."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from compagnon.accounts.models import Person
from compagnon.core.encryption.opening import write_text
from compagnon.matching.models import Run
from compagnon.recruitment.models import Application, Declaration
from compagnon.schemes.models import JoiningPoint
from tests.cast import NOW, World, make_person

# Everybody answers the same unless a test says otherwise, so that only what it says decides.
ANSWERS: dict[str, Any] = {
    "region": "wales",
    "sector": "maintained",
    "phases": ["secondary"],
    "languages_taught": ["fr"],
    "modes": ["online"],
    "availability": ["evenings"],
    "interests_wanted": ["grammar"],
    "interests_offered": ["grammar"],
    "purposes": ["induction"],
}


def make_application(
    joining_point: JoiningPoint,
    person: Person,
    roles: str,
    *,
    capacity: int = 1,
    state: str = Application.State.APPROVED,
    managers: str = "",
    conflicts: str = "",
    **answers: object,
) -> Application:
    """Return an approved application; `roles` is "mentor", "mentee" or "both".

    Its id follows from who applies when, so that ties between people fall the same way each time.
    """
    application = Application.objects.create(
        id=uuid5(NAMESPACE_URL, f"{person.email} {joining_point.month}"),
        joining_point=joining_point,
        person=person,
        state=state,
        is_mentor=roles in {"mentor", "both"},
        is_mentee=roles in {"mentee", "both"},
        capacity=capacity,
        declared_count=bool(managers) + bool(conflicts),
        answers={**ANSWERS, **answers},
        fingerprint="",
        submitted_at=NOW,
    )
    if managers or conflicts:
        declaration = Declaration(application=application)
        write_text(
            declaration,
            author_id=person.pk,
            texts={"managers": managers, "conflicts": conflicts},
        )
        declaration.save()
    return application


def apply(world: World, name: str, roles: str, **more: Any) -> Application:
    """Let somebody new apply in September."""
    return make_application(world.joining_point, make_person(name), roles, **more)


def result_of(run: Run) -> dict[str, Any]:
    """Return a run's result, which must be there."""
    run.refresh_from_db()
    assert run.result is not None
    return dict(run.result)
