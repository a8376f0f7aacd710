"""The demo's e-mail back end (`EMAIL_URL=demo://`): letters go to the mail viewer, nowhere else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from compagnon.notifications import mailbox


class ViewerBackend(BaseEmailBackend):
    """Keep each letter as a file that `/mails/` shows."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the letters, and return how many."""
        for mail in email_messages:
            written = mail.message()
            mailbox.store(str(written["Message-ID"]), written.as_bytes())
        return len(email_messages)
