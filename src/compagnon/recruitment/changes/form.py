"""Publishing a scheme's application form: a version is published once and never changed."""

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import FormPublished
from compagnon.recruitment.models import FormVersion
from compagnon.recruitment.rules.form import Form
from compagnon.recruitment.rules.form_content import to_content
from compagnon.recruitment.rules.form_flaws import check
from compagnon.recruitment.rules.interests import names_after
from compagnon.schemes.models import Scheme


@change("recruitment.publish_form", on="scheme")
def publish_form(*, by: Actor, scheme: Scheme, form: Form) -> FormVersion:
    """Publish a new version of the form; whoever has begun goes on with the version they began with.

    Refused for a form that could not be filled in or whose answers nobody could use, each with its sentence,
    and if nothing in it is new. What it calls the scheme's own interests is kept with the scheme.
    """
    check(form)
    # Of two at once, one comes second and publishes the version after.
    standing = Scheme.objects.select_for_update().get(pk=scheme.pk)
    latest = FormVersion.objects.filter(scheme=scheme).order_by("-version").first()
    content = to_content(form)
    if latest is not None and latest.content == content:
        raise Refused(_("This is the form as it stands; there is nothing new to publish."))
    row = FormVersion.objects.create(
        scheme=scheme,
        version=latest.version + 1 if latest else 1,
        content=content,
        published_at=clock.now(),
    )
    scheme.interests = names_after(form, standing.interests)
    scheme.save(update_fields=["interests"])
    record(FormPublished(form_id=row.id, scheme_id=scheme.id, version=row.version), by=by)
    return row
