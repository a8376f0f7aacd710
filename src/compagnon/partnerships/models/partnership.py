from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.models import Person
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import PublicModel, Sealed
from compagnon.schemes.models import JoiningPoint, Organisation


class Partnership(PublicModel):
    """Two people, three peers, or a circle, who agreed to work together for a while. It outlives its cycle.

    `emptied_at`: when the words of an ended one were destroyed, because the time was over for which they are kept.
    `paused_until`: the day on which a pause ends by itself, where one was set. `heard_on`: when a member last said,
    asked after a silence, that they go on. `kind`: what it has become, where that is not what its scheme is.
    """

    class State(models.TextChoices):
        """Open, resting at a member's wish, or over; never with a reason."""

        OPEN = "open", _("Open")
        PAUSED = "paused", _("Resting")
        ENDED = "ended", _("Ended")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    joining_point = models.ForeignKey(JoiningPoint, on_delete=models.PROTECT)
    proposal_id = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    planned_end_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)
    paused_until = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    kind = models.CharField(max_length=20, blank=True)

    # Known to have a learning contract in force; the policy notes it for the length of a request.
    is_agreed = False

    @property
    def present_kind(self) -> str:
        """What kind of work it is now (NF-05): role words, skills and activities all follow this."""
        return self.kind or self.joining_point.cycle.scheme.kind

    def scope(self) -> Scope:
        """Return the scope of everything the members write here."""
        return Scope("partnership", UUID(str(self.pk)), self.organisation_id)


class Member(PublicModel, Sealed):
    """That a person belongs to a partnership, and as what. Sealed: a row alone opens nothing.

    `calendar` names the nation, council or institution by whose terms they chose to go. `left_at`: when they left the
    others, who go on; the seal covers it, so that nobody comes back by an UPDATE.
    """

    class Role(models.TextChoices):
        """The sides of a one-to-one mentoring partnership (ALL-23); peers (NF-21), all alike; those of a circle (ALL-41)."""

        MENTOR = "mentor", _("Mentor")
        MENTEE = "mentee", _("Mentee")
        PEER = "peer", _("Peer")
        FACILITATOR = "facilitator", _("Facilitator")
        LEARNER = "learner", _("Learner")

    SEALED: ClassVar[tuple[str, ...]] = ("id", "partnership_id", "person_id", "role")
    LEADING: ClassVar[frozenset[str]] = frozenset({Role.MENTOR, Role.FACILITATOR})
    OF_CIRCLES: ClassVar[frozenset[str]] = frozenset({Role.FACILITATOR, Role.LEARNER})

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    role = models.CharField(max_length=12, choices=Role.choices)
    shared = models.JSONField(default=dict)
    calendar = models.CharField(max_length=120, blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "person"], name="a_member_once"),
            models.UniqueConstraint(
                fields=["partnership", "role"],
                condition=Q(role__in=["mentor", "mentee", "facilitator"]),
                name="one_mentor_one_mentee",
            ),
        ]

    def sealed_values(self) -> dict[str, Any]:
        """Return what the seal covers; of whoever left, also when."""
        left = {"left_at": self.left_at} if self.left_at else {}
        return {**super().sealed_values(), **left}


class LastLook(PublicModel, Sealed):
    """What somebody who left may still read, for half a year: which rows, each in the version that stood then.

    Sealed with all of it: no id that is put in by hand opens anything.
    """

    SEALED: ClassVar[tuple[str, ...]] = ("id", "member_id", "versions")

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="last_look")
    versions = models.JSONField()
