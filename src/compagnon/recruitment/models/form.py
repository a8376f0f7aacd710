"""The application form of a scheme, as data with versions."""

from django.db import models

from compagnon.core.models import PublicModel
from compagnon.schemes.models import Scheme


class FormVersion(PublicModel):
    """One version of a scheme's application form, as data; whoever began with one goes on with it."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version"], name="one_form_a_version")
        ]


class FormDraft(PublicModel):
    """The next version of a scheme's form while it is being written; publishing it ends it.

    `revision` grows with every change, and on from the draft before, so that nobody writes over what they have not seen.
    """

    scheme = models.OneToOneField(Scheme, on_delete=models.PROTECT)
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
