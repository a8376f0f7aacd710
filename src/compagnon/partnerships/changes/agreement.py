import json
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import AgreementSigned, AgreementWritten
from compagnon.partnerships.models import Agreement, Partnership, Signature
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.rules import Terms


class Overtaken(Refused):
    """The partner wrote a newer version meanwhile; nothing was overwritten."""


@change("partnerships.write_agreement", on="partnership")
def write_agreement(
    *, by: Actor, partnership: Partnership, terms: Terms, based_on: int
) -> Agreement:
    """Write the next version of the learning contract; writing it signs it, and asks the partner to sign.

    `based_on` is the version the writer had before their eyes (0: none). Refused when the partner wrote a
    newer one meanwhile (edits never overwrite silently), when the review is not in the future or not before
    the end.
    """
    # Of two at once, one comes second and finds the other's version.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    latest = Agreement.objects.filter(partnership=partnership).order_by("-version").first()
    if (latest.version if latest else 0) != based_on:
        raise Overtaken(
            _(
                "Somebody has written a newer version. It stands beside yours: take over what you need."
            )
        )
    if terms.review_on <= clock.today():
        raise Refused(_("Choose a day to come for your review."), field="review_on")
    if terms.ends_on <= terms.review_on:
        raise Refused(_("The end comes after the review."), field="ends_on")
    agreement = _written(partnership, membership_in(by, partnership).person_id, terms, based_on + 1)
    _sign(agreement, by)
    Partnership.objects.filter(pk=partnership.pk).update(planned_end_on=terms.ends_on)
    record(
        AgreementWritten(
            agreement_id=agreement.id, partnership_id=partnership.id, version=agreement.version
        ),
        by=by,
    )
    return agreement


@change("partnerships.sign_agreement", on="agreement")
def sign_agreement(*, by: Actor, agreement: Agreement) -> Agreement:
    """Sign a version of the learning contract (LSIS-44). Refused for a version that a newer one has replaced.

    Signing twice changes nothing.
    """
    if Agreement.objects.filter(
        partnership=agreement.partnership_id, version__gt=agreement.version
    ).exists():
        raise Refused(
            _("There is a newer version of your learning contract. Please read and sign that one.")
        )
    if _sign(agreement, by):
        record(
            AgreementSigned(
                agreement_id=agreement.id,
                partnership_id=agreement.partnership_id,
                version=agreement.version,
            ),
            by=by,
        )
    return agreement


def _written(partnership: Partnership, author_id: UUID, terms: Terms, version: int) -> Agreement:
    agreement = Agreement(
        partnership=partnership,
        version=version,
        written_at=clock.now(),
        frequency=terms.frequency,
        mode=terms.mode,
        length_minutes=terms.length_minutes,
        review_on=terms.review_on,
        ends_on=terms.ends_on,
    )
    texts = {
        "focus_areas": json.dumps(terms.focus_areas),
        "focus_note": terms.focus_note,
        "mentor_responsibilities": terms.mentor_responsibilities,
        "mentee_responsibilities": terms.mentee_responsibilities,
        "minutes_by": terms.minutes_by,
        "contact": terms.contact,
        "off_limits": terms.off_limits,
        "challenge": terms.challenge,
        "depth": terms.depth,
    }
    write_text(agreement, author_id=author_id, texts=texts)
    agreement.save(force_insert=True)
    return agreement


def _sign(agreement: Agreement, by: Actor) -> bool:
    """Put the actor's name under a version; False where it stands there already."""
    _signature, is_new = Signature.objects.get_or_create(
        agreement=agreement,
        member=membership_in(by, agreement.partnership),
        defaults={"signed_at": clock.now()},
    )
    return is_new
