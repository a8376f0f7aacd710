from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.core.encryption.scope import Scope
from compagnon.core.models import Confidential, EncryptedText, PublicModel
from compagnon.partnerships.models.partnership import Member, Partnership


class Review(PublicModel, Confidential):
    """A look back together: each answers alone, then all read it, and decide how to go on (LSIS-50).

    What was decided is encrypted; the day of the next one stands open, since reminders need it.
    """

    class Kind(models.TextChoices):
        """As the contract planned it, sooner because somebody asked (LSIS-51), or the last one (ALL-66)."""

        PLANNED = "planned", _("As planned")
        EARLY = "early", _("Asked for")
        FINAL = "final", _("The last one")

    class State(models.TextChoices):
        """Each answers for themselves; all read each other; decided."""

        OPEN = "open", _("Everybody answers")
        SHARED = "shared", _("Read it, and decide")
        DECIDED = "decided", _("Decided")

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reviews")
    opener = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)
    outcome = EncryptedText()
    to_what_end = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=~Q(state="decided"), name="one_review_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["partnership", "opened_at"], name="reviews_of_a_pair")]

    def scope(self) -> Scope:
        return self.partnership.scope()


class ReviewAnswer(PublicModel, Confidential):
    """What one member looks back on: theirs alone, under their own key, until everybody has handed in.

    `is_shared`: it is, and the words stand under the partnership's keys; setting the column alone opens nothing.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    is_shared = models.BooleanField(default=False)
    progress = EncryptedText()
    working = EncryptedText()
    next_steps = EncryptedText()
    thanks = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "member"], name="answers_a_review_once")
        ]

    def scope(self) -> Scope:
        """Return the author's own scope, and the partnership's once it is shared."""
        partnership = self.review.partnership
        if self.is_shared:
            return partnership.scope()
        return Scope("person", UUID(str(self.member.person_id)), partnership.organisation_id)
