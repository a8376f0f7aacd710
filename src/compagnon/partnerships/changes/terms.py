"""Whose school terms a member goes by, where not by those of the region they named."""

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import TermsChosen
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.policy import membership_in
from compagnon.schemes.queries.term_calendar import list_keys


@change("partnerships.choose_terms", on="partnership")
def choose_terms(*, by: Actor, partnership: Partnership, calendar: str) -> Member:
    """Go by the terms of a nation, or of a council or institution with a calendar of its own; by one's region if empty.

    It holds in each of the member's partnerships in this organisation. Refused for a calendar that is not there.
    """
    known = {str(key) for key in list_keys(organisation_id=partnership.organisation_id)}
    if calendar and calendar not in known:
        raise Refused(_("Choose one from the list."), field="calendar")
    own = membership_in(by, partnership)
    Member.objects.filter(
        person=own.person_id, partnership__organisation=partnership.organisation_id
    ).update(calendar=calendar)
    own.calendar = calendar
    record(TermsChosen(partnership_id=partnership.id, member_id=own.id), by=by)
    return own
