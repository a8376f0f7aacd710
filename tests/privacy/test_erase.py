import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core import archive, files, installation
from compagnon.core.actors import SYSTEM, person
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.partnerships.models import Agreement
from compagnon.partnerships.queries.agreement import get_agreement
from compagnon.partnerships.queries.workspace import get_workspace
from compagnon.privacy import ledger
from compagnon.privacy.changes import erase_and_scrub, erase_person, replay_erasures
from compagnon.recruitment.models import Application, Declaration
from compagnon.scenarios.association import Association, build_association
from tests.core.test_archive import empty_the_database

ADDRESS = "amal.haddad@example.org"


@pytest.fixture
def association() -> Association:
    return build_association()


def everything() -> str:
    stream = io.StringIO()
    archive.dump(stream)
    return stream.getvalue()


@pytest.mark.django_db
@pytest.mark.requirement("ALL-93")
def test_erase_person_leaves_nothing_that_says_who_it_was(association: Association) -> None:
    for trace in ("Amal Haddad", ADDRESS, "yorkshire_humber"):
        assert trace in everything()

    erase_person(by=SYSTEM, email=f" {ADDRESS.upper()} ")

    for trace in ("Amal Haddad", ADDRESS, "yorkshire_humber"):
        assert trace not in everything()
    assert "Bela" in everything()


@pytest.mark.django_db
def test_erase_person_shreds_what_the_person_wrote_and_leaves_the_partners_words(
    association: Association,
) -> None:
    mentor, mentee = association.persona("mentor"), association.persona("mentee")
    erase_person(by=SYSTEM, email=mentee.email)

    kept = get_workspace(viewer=person(mentor.id), partnership=association.partnership).agenda
    assert "Send the speaking frame from Year 9" in [item.text for item in kept.action_items]

    erase_person(by=SYSTEM, email=mentor.email)

    with pytest.raises(Closed):
        get_agreement(viewer=person(mentor.id), partnership=association.partnership)


@pytest.mark.django_db
def test_erase_person_leaves_the_partner_a_page_with_what_the_partner_wrote(
    association: Association, client: Client
) -> None:
    mentor, mentee = association.persona("mentor"), association.persona("mentee")
    agreement = Agreement.objects.get(partnership=association.partnership)
    assert agreement.author_id == mentor.id
    client.force_login(mentee)

    erase_person(by=SYSTEM, email=mentor.email)

    for path in (
        f"partnerships/{association.partnership.id.hex}",
        f"agreements/{agreement.id.hex}",
    ):
        response = client.get(f"/{path}/")
        assert response.status_code == 200
        assert "Once each half term" in response.content.decode()
        assert "Keeps the time" not in response.content.decode()


@pytest.mark.django_db
def test_the_partner_reads_that_the_other_was_erased_and_that_it_is_over(
    association: Association, client: Client
) -> None:
    mentor, mentee = association.persona("mentor"), association.persona("mentee")
    path = f"/partnerships/{association.partnership.id.hex}/"
    client.force_login(mentee)

    erase_person(by=SYSTEM, email=mentor.email)

    home, page = (client.get(one).content.decode() for one in ("/", path))
    assert "You and a person who was erased" in page
    assert "Everything about one of you was erased at their request" in page
    assert "a person who was erased" in home
    assert "Ended" in home
    association.partnership.refresh_from_db()
    assert association.partnership.state == "ended"


@pytest.mark.django_db
def test_a_partnership_that_is_over_is_not_ended_again_by_erasing(
    association: Association,
) -> None:
    mentor, mentee = association.persona("mentor"), association.persona("mentee")
    erase_person(by=SYSTEM, email=mentor.email)
    erase_person(by=SYSTEM, email=mentee.email)

    assert EventRow.objects.filter(name="PartnerErased").count() == 1


@pytest.mark.django_db
def test_erase_person_empties_applications_and_withdraws_them(association: Association) -> None:
    mentor = association.persona("mentor")
    application = Application.objects.create(
        joining_point=association.joining_point,
        person=mentor,
        state=Application.State.SUBMITTED,
        is_mentor=True,
        is_mentee=False,
        answers={"sector": "academy"},
        fingerprint="f",
        submitted_at="2026-09-01T09:00:00Z",
    )
    Declaration.objects.create(application=application, author_id=mentor.id)

    erase_person(by=SYSTEM, email=ADDRESS)

    application.refresh_from_db()
    assert (application.answers, application.fingerprint, application.state) == (
        {},
        "",
        "withdrawn",
    )
    assert Declaration.objects.count() == 0


@pytest.mark.django_db
def test_an_erased_person_cannot_sign_in(association: Association, client: Client) -> None:
    mentor = association.persona("mentor")
    client.force_login(mentor)

    erase_person(by=SYSTEM, email=ADDRESS)

    row = Person.objects.get(pk=mentor.pk)
    assert (row.is_active, row.name, row.has_usable_password()) == (False, "", False)
    assert client.get("/account/").status_code == 302


@pytest.mark.django_db
def test_erase_person_refuses_an_address_that_nobody_has() -> None:
    with pytest.raises(Refused, match="Nobody has this e-mail address"):
        erase_person(by=SYSTEM, email="nobody@example.org")


@pytest.mark.django_db
def test_erase_person_is_the_hosts_alone(association: Association) -> None:
    with pytest.raises(NotAllowed):
        erase_person(by=person(association.persona("administrator").id), email=ADDRESS)


@pytest.mark.django_db
def test_the_ledger_tells_nobody_who_was_erased(association: Association) -> None:
    mentor = association.persona("mentor")
    erase_person(by=SYSTEM, email=ADDRESS)

    text = ledger.path().read_text(encoding="ascii")
    assert text.count("\n") == 2
    for trace in (ADDRESS, "amal", mentor.id.hex):
        assert trace not in text
    assert ledger.path().stat().st_mode & 0o777 == 0o600
    assert ledger.holds(person_id=mentor.id, address="new@example.org")
    assert ledger.holds(person_id=association.persona("mentee").id, address=ADDRESS.upper())
    assert not ledger.holds(person_id=association.persona("mentee").id, address="x@example.org")


@pytest.mark.django_db
def test_the_ledger_is_read_under_older_master_keys(association: Association) -> None:
    mentor = association.persona("mentor")
    erase_person(by=SYSTEM, email=ADDRESS)
    master.add_key()

    assert ledger.holds(person_id=mentor.id, address="")


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_brings_nobody_back(association: Association, tmp_path: Path) -> None:
    archive.back_up(tmp_path / "before.backup")
    erase_and_scrub(email=ADDRESS)
    empty_the_database()
    archive.restore(tmp_path / "before.backup")
    assert "Amal Haddad" in everything()

    assert [replay_erasures(), replay_erasures()] == [1, 0]

    assert "Amal Haddad" not in everything()


@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_database_holds_the_person_after_scrubbing(association: Association) -> None:
    letters = installation.data_folder() / "mails"
    letters.mkdir(exist_ok=True)
    (letters / "letter").write_text(ADDRESS)

    erase_and_scrub(email=ADDRESS)

    assert not letters.exists()
    if connection.vendor == "sqlite":
        name = Path(str(settings.DATABASES["default"]["TEST"]["NAME"]))
        written = b"".join(one.read_bytes() for one in name.parent.glob(f"{name.name}*"))
        assert b"Bela Kov" in written
        for trace in (b"Amal Haddad", ADDRESS.encode()):
            assert trace not in written


@pytest.mark.django_db(transaction=True)
def test_scrubbing_twice_does_no_harm(association: Association) -> None:
    files.scrub()
    files.scrub()

    assert "Amal Haddad" in everything()


@pytest.mark.django_db
def test_erase_person_leaves_no_draft(association: Association) -> None:
    mentor = association.persona("mentor")
    application = Application.objects.create(
        joining_point=association.joining_point,
        person=mentor,
        is_mentor=True,
        is_mentee=False,
        answers={},
        typed={"sector": ["academy"]},
        fingerprint="",
        submitted_at="2026-09-01T09:00:00Z",
        saved_at="2026-09-01T09:00:00Z",
    )
    Declaration.objects.create(application=application, author_id=mentor.id)

    erase_person(by=SYSTEM, email=ADDRESS)

    assert Application.objects.filter(pk=application.pk).count() == 0
    assert Declaration.objects.filter(application=application.pk).count() == 0
