"""The code by which peers who have found each other name each other: a keyed hash of a random id, kept nowhere."""

import base64
import hashlib
import hmac
from typing import Final

from compagnon.core.encryption import master
from compagnon.matching.queries.facts import CONSIDERED
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint

_LENGTH: Final = 8


def code_of(application: Application) -> str:
    """Return an applicant's code, in two groups of four letters and digits."""
    said = hmac.new(
        master.current().derive("peer codes"), application.pk.bytes, hashlib.sha256
    ).digest()
    letters = base64.b32encode(said).decode()[:_LENGTH]
    return f"{letters[:4]}-{letters[4:]}"


def find_by_code(joining_point: JoiningPoint, code: str) -> Application | None:
    """Return who of a joining point has a code, however it is typed; one query, and a hash for each applicant."""
    typed = "".join(code.upper().split()).replace("-", "")
    rows = Application.objects.filter(joining_point=joining_point, state__in=CONSIDERED)
    for row in rows.select_related("person", "joining_point__cycle__scheme"):
        if hmac.compare_digest(code_of(row).replace("-", "").encode(), typed.encode()):
            return row
    return None
