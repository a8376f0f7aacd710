"""What members of partnerships are told when its day has come: what is due, and what each is asked.

Each asks whether today is in the holidays of whoever would be told, by the term calendar they go by, and waits for
their first school day; and each knows how things stand, when it is planned and once more when it is sent.
"""

from compagnon.partnerships.reminders import asked, due


def register() -> None:
    """Register the letters of both, and what finds out whom to tell."""
    due.register()
    asked.register()
