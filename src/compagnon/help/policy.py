"""Who asks whom: whoever takes part asks the Coordination Group of that scheme, and nobody else reads it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity, is_signed_in, is_without_keys
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed, ClosedGrant, Grant
from compagnon.core.models import DataKey
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.help.models import Question
from compagnon.partnerships.policy import visible_partnerships
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Scheme
from compagnon.schemes.policy import coordinated_schemes


def schemes_to_ask(actor: Actor) -> QuerySet[Scheme]:
    """Return the schemes somebody takes part in or has applied to, by name."""
    applied = Application.objects.filter(person=actor.person_id)
    return Scheme.objects.filter(
        Q(id__in=visible_partnerships(actor).values("joining_point__cycle__scheme"))
        | Q(id__in=applied.values("joining_point__cycle__scheme"))
    ).order_by("name", "id")


@predicate(_("You can ask the groups of schemes that you take part in or have applied to."))
def takes_part(actor: Actor, target: Scheme) -> bool:
    return schemes_to_ask(actor).filter(pk=target.pk).exists()


@predicate(_("Only the Coordination Group of this scheme can do this."))
def is_of_the_group(actor: Actor, target: Scheme | Question) -> bool:
    key = target.scheme_id if isinstance(target, Question) else target.pk
    return UUID(str(key)) in coordinated_schemes(actor)


@predicate(_("Only whoever asked and the Coordination Group read this."))
def is_asker(actor: Actor, target: Question) -> bool:
    """Hold for a person; a question of nobody in particular is nobody's, for whoever is nobody as well."""
    return actor.person_id is not None and target.person_id == actor.person_id


@predicate(_("This question was asked by somebody with an account; answer it."))
def is_of_a_visitor(_actor: Actor, target: Question) -> bool:
    return target.is_visitors


def schemes_for_visitors() -> QuerySet[Scheme]:
    """Return the schemes that anybody may read about, and whose groups anybody may write to, by name."""
    rows = Scheme.objects.filter(state=Scheme.State.OPEN, charter__isnull=False)
    return rows.distinct().order_by("name", "id")


@predicate(_("This scheme takes no questions from people who are not signed in."))
def is_open_to_visitors(_actor: Actor, target: Scheme) -> bool:
    return schemes_for_visitors().filter(pk=target.pk).exists()


@predicate(
    _(
        "The key file of this installation is missing. Until your host puts it back, this has to wait."
    )
)
def has_keys(actor: Actor, _target: Any) -> bool:
    return not is_without_keys(actor)


@predicate(
    _(
        "The key file of this installation is missing. Until your host puts it back, this has to wait."
    )
)
def keys_are_there(_actor: Actor, _target: Any) -> bool:
    """Hold as `has_keys` does, asked anew each time: whoever is nobody is remembered longer than a request."""
    return not master.are_missing()


def question_grants(viewer: Actor, questions: Collection[Question]) -> dict[UUID, Grant]:
    """Return the right to read questions and their answers, by question; one query for all keys.

    Refuses (`Closed`) everybody but whoever asked and the group of the scheme, each of a sound identity, and the
    system, which writes the letter to whoever has no account.
    """
    is_closed = is_without_keys(viewer)
    for row in questions:
        if viewer.kind is ActorKind.SYSTEM and row.is_visitors:
            continue
        is_open = is_asker(viewer, row).allowed or is_of_the_group(viewer, row).allowed
        if not is_open or not (is_closed or has_sound_identity(viewer)):
            raise Closed
    if is_closed:
        return {row.id: ClosedGrant(row.scope()) for row in questions}
    keys = DataKey.objects.filter(scope_kind="question", scope_id__in=[row.id for row in questions])
    found = list(keys)
    return {
        row.id: Grant(row.scope(), [one for one in found if one.scope_id == row.id])
        for row in questions
    }


def visible_questions(viewer: Actor) -> QuerySet[Question]:
    """Return what a viewer asked, and what the groups that they belong to were asked."""
    return Question.objects.filter(
        Q(person__isnull=False, person=viewer.person_id) | Q(scheme__in=coordinated_schemes(viewer))
    ).select_related("scheme", "person", "taken_by", "reply__person")


visible("question", visible_questions)
permit(
    {
        "help.ask": is_signed_in & has_keys,
        "help.ask_question": takes_part & has_keys,
        "help.write": is_open_to_visitors & keys_are_there,
        "help.view_question": is_asker | is_of_the_group,
        "help.view_questions": is_of_the_group,
        "help.take_question": is_of_the_group & has_keys,
        "help.answer_question": is_of_the_group & has_keys,
        "help.discard_question": is_of_the_group & is_of_a_visitor,
        "help.forget_questions": system_only,
    }
)
