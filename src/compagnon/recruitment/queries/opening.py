"""Words as they are read, or what stands in their place."""

from django_stubs_ext import StrOrPromise

from compagnon.core.encryption.opening import Closed, Grant
from compagnon.core.models import Confidential


def opened(grant: Grant, row: Confidential, field: str) -> StrOrPromise:
    """Return words, or the sentence that stands in their place where whoever wrote them was erased."""
    try:
        return grant.read(row, field)
    except Closed as closed:
        return closed.reason
