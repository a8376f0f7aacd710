"""What the command line asks before it sets something up: nobody else finds anything here."""

from compagnon.core.actors import Actor, ActorKind
from compagnon.schemes.models import Organisation, Scheme


def find_organisation(*, viewer: Actor, name: str) -> Organisation | None:
    """Return the organisation of a name, if there is one; nothing for anybody but the system."""
    if viewer.kind is not ActorKind.SYSTEM:
        return None
    return Organisation.objects.filter(name=name.strip()).order_by("id").first()


def find_scheme(*, viewer: Actor, organisation: Organisation, name: str) -> Scheme | None:
    """Return an organisation's scheme of a name, if there is one; nothing for anybody but the system."""
    if viewer.kind is not ActorKind.SYSTEM:
        return None
    return Scheme.objects.filter(organisation=organisation, name=name.strip()).first()
