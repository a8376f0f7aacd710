from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import (
    SelfAssessmentDeleted,
    SelfAssessmentMade,
    SelfAssessmentShared,
    SelfAssessmentUnshared,
)
from compagnon.partnerships.models import Partnership, SelfAssessment, SharedSelfAssessment
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.rules import Answered
from compagnon.partnerships.skills import skilled_role


@change("partnerships.make_self_assessment", on="partnership")
def make_self_assessment(
    *, by: Actor, partnership: Partnership, answered: Answered, note: str = ""
) -> SelfAssessment:
    """Keep how a member sees their own skills today, under their own key; nobody else knows of it (NF-39, NF-74).

    Any skill may be left out. Refused when all are.
    """
    if not answered.levels:
        raise Refused(_("Choose at least one answer; leave out whatever you like."))
    member = membership_in(by, partnership)
    made = SelfAssessment(
        partnership=partnership,
        member=member,
        role=skilled_role(member.role, partnership.present_kind),
        made_at=clock.now(),
    )
    texts = {"answers": answered.as_text(), "note": note}
    write_text(made, author_id=member.person_id, texts=texts)
    made.save(force_insert=True)
    record(SelfAssessmentMade(self_assessment_id=made.id), by=by)
    return made


@change("partnerships.share_self_assessment", on="self_assessment")
def share_self_assessment(*, by: Actor, self_assessment: SelfAssessment) -> SelfAssessment:
    """Let the others of the partnership read one, and tell them so. Sharing twice changes nothing."""
    SelfAssessment.objects.select_for_update().get(pk=self_assessment.pk)
    if not _sharing_of(self_assessment).exists():
        partnership = self_assessment.partnership
        shared = SharedSelfAssessment(
            self_assessment=self_assessment, partnership=partnership, shared_at=clock.now()
        )
        sealing.put(shared)
        shared.save(force_insert=True)
        about = {"self_assessment_id": self_assessment.id, "partnership_id": partnership.id}
        record(SelfAssessmentShared(**about), by=by)
    return self_assessment


@change("partnerships.unshare_self_assessment", on="self_assessment")
def unshare_self_assessment(*, by: Actor, self_assessment: SelfAssessment) -> SelfAssessment:
    """Keep a shared one private again; no seal of its sharing holds any more."""
    if sealing.delete(_sharing_of(self_assessment)):
        record(SelfAssessmentUnshared(self_assessment_id=self_assessment.id), by=by)
    return self_assessment


@change("partnerships.delete_self_assessment", on="self_assessment")
def delete_self_assessment(*, by: Actor, self_assessment: SelfAssessment) -> None:
    """Delete one's own for good, shared or not."""
    sealing.delete(_sharing_of(self_assessment))
    SelfAssessment.objects.filter(pk=self_assessment.pk).delete()
    record(SelfAssessmentDeleted(self_assessment_id=self_assessment.id), by=by)


def _sharing_of(self_assessment: SelfAssessment) -> QuerySet[SharedSelfAssessment]:
    return SharedSelfAssessment.objects.filter(self_assessment=self_assessment)
