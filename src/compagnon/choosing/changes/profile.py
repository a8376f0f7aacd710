"""Showing a profile, and withdrawing it."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from compagnon.choosing.events import ProfileShown, ProfileWithdrawn
from compagnon.choosing.models import Profile
from compagnon.choosing.rules.parts import shown_parts
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.models import Application


@change("choosing.show_profile", on="application")
def show_profile(*, by: Actor, application: Application, seen: Collection[str]) -> Profile:
    """Agree to be found, with the parts of the application that stood on the page (`seen`), and no others.

    Refused when the application says something else by now. Agreeing again shows what was seen last.
    """
    parts = list(shown_parts(application.answers))
    if sorted(seen) != sorted(parts):
        raise Refused(_("Your answers have changed since. Look once more at what is shown."))
    profile, _is_new = Profile.objects.update_or_create(
        application=application, defaults={"parts": parts, "shown_at": clock.now()}
    )
    record(ProfileShown(application_id=application.id), by=by)
    return profile


@change("choosing.withdraw_profile", on="application")
def withdraw_profile(*, by: Actor, application: Application) -> None:
    """Be found no more, at once. Requests that were made stay. Withdrawing twice changes nothing."""
    if Profile.objects.filter(application=application).delete()[0]:
        record(ProfileWithdrawn(application_id=application.id), by=by)
