from typing import ClassVar

from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel, Sealed
from compagnon.recruitment.models import Application


class Concession(PublicModel, Sealed):
    """That somebody who is left out was asked whether they would accept what a rule keeps from them, and their answer.

    `other`: with whom it would place them, which they are not told. Sealed with the answer: nobody says yes for another
    by writing a row. The letter's link is a seal over this row's id, kept nowhere.
    """

    class State(models.TextChoices):
        """Not answered yet; they would; they would not. They may change their mind."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    SEALED: ClassVar[tuple[str, ...]] = ("id", "application_id", "other_id", "rule", "state")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "rule"], name="somebody_is_asked_once_about_a_rule"
            )
        ]
