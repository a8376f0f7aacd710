"""The letters of invented people: shown by the demo's mail viewer, and sent to nobody."""

from compagnon.core import installation
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message


def post_letters() -> None:
    """Let the letters that are due arrive now, in the demo."""
    if installation.is_demo():
        deliver_due()


def drop_letters() -> None:
    """Throw away what was planned, but for the demo: a mail server must not be asked to find invented people."""
    if not installation.is_demo():
        Message.objects.all().delete()
