"""What an organisation is made of, in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.schemes.models import Branch

KIND_LABELS: Final[dict[str, StrPromise]] = {
    Branch.Kind.BRANCH: _("Branch"),
    Branch.Kind.REGION: _("Region"),
    Branch.Kind.FORUM: _("Forum or network"),
}
