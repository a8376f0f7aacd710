from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import (
    ReflectionDeleted,
    ReflectionRevised,
    ReflectionShared,
    ReflectionUnshared,
    ReflectionWritten,
)
from compagnon.partnerships.models import Partnership, Reflection, SharedReflection
from compagnon.partnerships.policy import membership_in


class ReflectionOvertaken(Refused):
    """The entry was worded anew in another window meanwhile; nothing was overwritten."""


@change("partnerships.write_reflection", on="partnership")
def write_reflection(*, by: Actor, partnership: Partnership, moment: str, text: str) -> Reflection:
    """Write an entry of one's private journal, under one's own key; nobody else knows of it."""
    member = membership_in(by, partnership)
    reflection = Reflection(
        partnership=partnership, member=member, moment=moment, written_at=clock.now()
    )
    write_text(reflection, author_id=member.person_id, texts={"text": text})
    reflection.save(force_insert=True)
    record(ReflectionWritten(reflection_id=reflection.id), by=by)
    return reflection


@change("partnerships.revise_reflection", on="reflection")
def revise_reflection(*, by: Actor, reflection: Reflection, text: str, based_on: int) -> Reflection:
    """Word one's own entry anew. Refused when it was worded anew in another window since (`based_on`)."""
    current = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if current.text_version != based_on:
        raise ReflectionOvertaken(
            _(
                "You changed this entry in another window. That version stands beside what you typed."
            )
        )
    reflection.text_version = current.text_version
    write_text(reflection, author_id=reflection.member.person_id, texts={"text": text})
    reflection.save(update_fields=["author_id", "text_version", "text"])
    record(ReflectionRevised(reflection_id=reflection.id), by=by)
    return reflection


@change("partnerships.share_reflection", on="reflection")
def share_reflection(*, by: Actor, reflection: Reflection) -> Reflection:
    """Let the others of the partnership read one entry, and tell them so. Sharing twice changes nothing."""
    Reflection.objects.select_for_update().get(pk=reflection.pk)
    if not SharedReflection.objects.filter(reflection=reflection).exists():
        shared = SharedReflection(
            reflection=reflection, partnership=reflection.partnership, shared_at=clock.now()
        )
        sealing.put(shared)
        shared.save(force_insert=True)
        record(
            ReflectionShared(reflection_id=reflection.id, partnership_id=reflection.partnership_id),
            by=by,
        )
    return reflection


@change("partnerships.unshare_reflection", on="reflection")
def unshare_reflection(*, by: Actor, reflection: Reflection) -> Reflection:
    """Keep a shared entry private again; no seal of its sharing holds any more."""
    if sealing.delete(SharedReflection.objects.filter(reflection=reflection)):
        record(ReflectionUnshared(reflection_id=reflection.id), by=by)
    return reflection


@change("partnerships.delete_reflection", on="reflection")
def delete_reflection(*, by: Actor, reflection: Reflection) -> None:
    """Delete one's own entry for good, shared or not."""
    sealing.delete(SharedReflection.objects.filter(reflection=reflection))
    Reflection.objects.filter(pk=reflection.pk).delete()
    record(ReflectionDeleted(reflection_id=reflection.id), by=by)
