"""Letters previewed with a real applicant: whose a coordinator may look at, and what they say."""

import pytest
from django.core import mail
from django.test import Client

from compagnon.core.errors import NotAllowed
from compagnon.notifications.delivery import deliver_due
from compagnon.recruitment.changes.review import declare_interest
from compagnon.recruitment.letters import WORDINGS
from compagnon.recruitment.models import Application
from compagnon.schemes.queries.letter import list_samples, preview_letter
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.pages import read

pytestmark = pytest.mark.django_db
WITH_SAMPLES = sorted(kind for kind, one in WORDINGS.items() if one.samples)
WAITING = "recruitment/application_waiting"


@pytest.fixture
def sent(world: World) -> Application:
    point = open_january(world)
    begin(point, world.bela)  # a draft, of which nobody else knows
    send(world, fill(begin(point, world.chris)))
    return send(world, fill(begin(point, world.dana)))


@pytest.mark.parametrize("kind", WITH_SAMPLES)
def test_a_letter_is_previewed_to_a_real_applicant(
    world: World, sent: Application, kind: str
) -> None:
    chris = actor_of(world.chris)

    [sample] = list_samples(viewer=chris, scheme=world.scheme, kind=kind)
    letter = preview_letter(
        viewer=chris, scheme=world.scheme, kind=kind, language="en", sample_id=sample.id
    )

    assert (sample.id, sample.label) == (sent.id, "Dana")
    assert letter.text.startswith("Dear Dana,")
    assert world.scheme.name in letter.text


def test_nobody_looks_at_what_is_left_to_others(world: World, sent: Application) -> None:
    chris = actor_of(world.chris)
    own = Application.objects.get(person=world.chris)
    draft = Application.objects.get(person=world.bela)
    declare_interest(by=chris, application=sent)
    chris = actor_of(world.chris)

    assert list_samples(viewer=chris, scheme=world.scheme, kind=WAITING) == []
    for row in (own, draft, sent):
        with pytest.raises(NotAllowed):
            preview_letter(
                viewer=chris, scheme=world.scheme, kind=WAITING, language="en", sample_id=row.id
            )


def test_no_real_person_is_looked_at_where_the_letter_names_two(world: World) -> None:
    with pytest.raises(NotAllowed):
        preview_letter(
            viewer=actor_of(world.chris),
            scheme=world.scheme,
            kind="partnerships/review_due",
            language="en",
            sample_id=world.amal.id,
        )


def test_the_preview_page_offers_the_applicants_and_sends_to_oneself(
    as_chris: Client, world: World, sent: Application
) -> None:
    deliver_due()
    mail.outbox.clear()
    base = f"/schemes/{world.scheme.id.hex}/letters/{WAITING}/en/"

    page = read(as_chris, f"{base}preview/?reader={sent.id.hex}")
    assert "You are number 1 of 1 on the waiting list." in page
    assert "To: Dana" in page
    assert f"/de/preview/?reader={sent.id.hex}" in page
    unknown = read(as_chris, f"{base}preview/?reader={world.dana.id.hex}")
    assert "To: An invented person" in unknown

    answer = as_chris.post(f"{base}try/", {"reader": sent.id.hex})
    assert answer.headers["Location"] == f"{base}preview/?reader={sent.id.hex}"
    deliver_due()

    [letter] = mail.outbox
    assert letter.to == ["chris@example.org"]
    assert letter.subject.startswith("Trial: ")
    assert letter.body.startswith("Dear Dana,")
