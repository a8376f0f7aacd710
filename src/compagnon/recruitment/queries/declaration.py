"""Whom applicants must not be paired with. Only the system reads it, and only pairs leave this module (ALL-54)."""

import json
from collections.abc import Collection
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Grant
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.policy import declaration_grants
from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs


def get_forbidden_pairs(
    *, viewer: Actor, application_ids: Collection[UUID]
) -> frozenset[tuple[UUID, UUID]]:
    """Return the pairs of applications that a declared manager or conflict forbids, the lower id first.

    Refuses (`Closed`) everybody but the system. Three queries, whatever the number of applications.
    """
    declarations = {
        row.application_id: row
        for row in Declaration.objects.filter(application__in=application_ids).select_related(
            "application__joining_point__cycle__scheme"
        )
    }
    grants = declaration_grants(viewer, declarations.values())
    people = Application.objects.filter(id__in=application_ids).values_list(
        "id", "person__name", "person__email", "answers__institution"
    )
    found = forbidden_pairs(
        Declaring(
            id=application_id.hex,
            name=name,
            email=email,
            institution=institution or "",
            named=_named(declarations[application_id], grants[application_id])
            if application_id in declarations
            else (),
        )
        for application_id, name, email, institution in people
    )
    return frozenset((UUID(hex=one), UUID(hex=other)) for one, other in found)


def _named(declaration: Declaration, grant: Grant) -> tuple[str, ...]:
    return tuple(
        name
        for field in ("managers", "conflicts")
        for name in json.loads(grant.read(declaration, field) or "[]")
    )
