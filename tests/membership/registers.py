"""Small registers, and applicants who may stand in them."""

from typing import Any

from compagnon.membership import changes, tasks
from compagnon.membership.models import Register
from compagnon.recruitment.models import Application
from tests.cast import NOW, World, actor_of

HEAD = "Number,Name,Email,Until\n"
LINES = (
    "1,Amal Haddad,amal@example.org,31/08/2027\n"
    "2,Bela Kovacs,elsewhere@example.org,\n"
    "3,Dana,,31/08/2020\n"
)


def upload(world: World, text: str = HEAD + LINES) -> Register:
    return changes.upload_register(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        file_name="members.csv",
        data=text.encode(),
    )


def take_in(world: World, text: str = HEAD + LINES) -> Register:
    register = upload(world, text)
    changes.start_register(by=actor_of(world.chris), register=register)
    tasks.take_in.call(register.id.hex)
    register.refresh_from_db()
    return register


def apply(
    world: World, person: Any, *, number: str = "", came_in_a_file: bool = False
) -> Application:
    return Application.objects.create(
        joining_point=world.joining_point,
        person=person,
        state=Application.State.SUBMITTED,
        is_mentor=True,
        is_mentee=False,
        answers={"membership_number": number} if number else {},
        fingerprint="",
        submitted_at=NOW,
        saved_at=None if came_in_a_file else NOW,
    )


def read(response: Any, *, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())
