"""Whether the others go on when one leaves. Pure: roles and numbers in, a decision out."""

from typing import Final

from compagnon.partnerships.models import Member

FEWEST: Final = 2


def goes_on_without(role: str, other_count: int) -> bool:
    """Say whether the others go on without a member: while two are left, unless it is who facilitates that leaves.

    Mentor and mentee never do: the one who is left is alone.
    """
    return role != Member.Role.FACILITATOR and other_count >= FEWEST
