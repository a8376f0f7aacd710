from django.db import models

from compagnon.accounts.models import Person
from compagnon.core.models import PublicModel
from compagnon.matching.models.pair_rule import PairRule
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint


class LoggedDecision(PublicModel):
    """One decision by hand, as it was made; numbered from 1, so that the last of a coordinator's can be undone.

    `application`: who was left for the next joining point.
    """

    class Kind(models.TextChoices):
        """A word on one pair; a word taken back; two pairs that exchange partners; somebody left for next time.

        And, where people choose, that somebody who was asked accepted a warning: theirs alone, and never undone.
        """

        PIN = "pin"
        FORBID = "forbid"
        HOLD = "hold"
        LIFT = "lift"
        SWAP = "swap"
        LEAVE = "leave"
        CHOICE = "choice"

    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joining_point", "number"], name="decisions_by_hand_in_order"
            )
        ]


class LoggedWord(PublicModel):
    """What a decision made of the word on one pair: the word before and after it, empty for none."""

    decision = models.ForeignKey(LoggedDecision, on_delete=models.PROTECT, related_name="words")
    mentor = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=10, choices=PairRule.Kind.choices, blank=True)
    became = models.CharField(max_length=10, choices=PairRule.Kind.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "mentor", "mentee"], name="one_change_of_word_a_pair"
            )
        ]
