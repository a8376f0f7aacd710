"""What people sign in with: a code on its way, a link, an app with recovery codes, a password."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from compagnon.accounts import changes
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.matching import links
from compagnon.notifications import feeds
from compagnon.notifications.changes import open_calendar
from compagnon.notifications.models import Message
from compagnon.notifications.secrecy import unlock
from tests.crawl.matching import waiting_answer
from tests.crawl.settings import HOST

if TYPE_CHECKING:
    from tests.crawl.world import World

PASSWORD: Final = "hedgehogs rarely play the oboe"
APP_SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def plant(world: "World") -> None:
    """Give people ways to sign in, and keep what must stand nowhere."""
    mentor, mentee = world.people["mentor"], world.people["mentee"]
    changes.set_password(by=world.actor("mentor"), person=mentor, password=PASSWORD)
    changes.add_app(by=world.actor("mentee"), person=mentee, secret=APP_SECRET)
    changes.set_password(
        by=world.actor("stranger"), person=world.people["stranger"], password=PASSWORD
    )
    changes.remove_password(by=world.actor("stranger"), person=world.people["stranger"])
    changes.change_address(
        by=world.actor("stranger"), person=world.people["stranger"], email="dana@new.example"
    )
    for address in (mentor.email, "somebody.else@example.org"):
        asked = Client(SERVER_NAME=HOST).post("/sign-in/", {"email": address}, secure=True)
        assert asked.status_code == 302
    code = Message.objects.exclude(secret=b"").get()
    link = changes.make_sign_in_link(by=SYSTEM, person=mentee, lifetime=timedelta(hours=1))
    answer = waiting_answer()
    feed = open_calendar(by=world.actor("mentor"), person_id=UUID(str(mentor.pk)))
    world.secrets |= {
        "password": PASSWORD,
        "app": APP_SECRET,
        "code": unlock(code.id, bytes(code.secret)),
        "link": last_part(link),
        "answer": last_part(links.path(answer.id)),
        "calendar": last_part(feeds.address_of(feed)),
        "master key": master.key_line(master.current()).split()[1],
        "signing secret": settings.SECRET_KEY,
    }
    world.secrets |= {
        f"recovery {number}": one for number, one in enumerate(recovery_codes(mentee.pk))
    }


def letter_of_beginning(world: "World") -> Message:
    """Return the letter that told the mentor that the first partnership has begun."""
    return Message.objects.get(
        kind="partnerships/partnership_opened",
        recipient=world.people["mentor"],
        context__partnership_id=UUID(str(world.partnerships["a"].pk)).hex,
    )


def last_part(address: str) -> str:
    """Return what an address ends with: its token."""
    return address.rstrip("/").rpartition("/")[2]


def recovery_codes(person_id: object) -> list[str]:
    """Return somebody's recovery codes."""
    row = Authenticator.objects.get(user=person_id, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = row.wrap().get_unused_codes()
    return codes
