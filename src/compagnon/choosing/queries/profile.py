"""Profiles: one's own as others would see it, and those among which a learner searches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from compagnon.choosing.models import Profile, Request
from compagnon.choosing.policy import seeking, visible_profiles
from compagnon.choosing.queries.suggestion import reasons_for_learner
from compagnon.choosing.rules.parts import parts_in_words, shown_parts, values_of
from compagnon.core.actors import Actor
from compagnon.matching.queries.facts import get_taken
from compagnon.matching.queries.rules_between import Rules, forbid, rules_between
from compagnon.recruitment.models import Application
from compagnon.schemes.interest_names import interest_names


@dataclass(frozen=True)
class OwnProfile:
    """What a profile shows or would show of its owner: parts in words, and whether others find it."""

    name: str
    parts: list[tuple[str, str]]
    keys: tuple[str, ...]
    is_shown: bool
    is_outdated: bool


@dataclass(frozen=True)
class ProfileCard:
    """Somebody whom a learner may ask: what they show, whether there is a place, how many wait for their answer.

    `learner_id`: the application with which the learner would ask. `score`, `reasons`: how
    well they suit and why, where the Coordination Group suggests them. `warnings`: rules that warn of the two.
    """

    id: UUID
    learner_id: UUID
    name: str
    parts: list[tuple[str, str]]
    answers: Mapping[str, Any]
    has_place: bool
    waiting: int
    score: int
    reasons: tuple[str, ...]
    warnings: Rules


def get_own_profile(*, application: Application) -> OwnProfile:
    """Return what others find, or would find, of an applicant; one query."""
    row = Profile.objects.filter(application=application).first()
    parts = shown_parts(application.answers)
    return OwnProfile(
        name=application.person.known_as,
        parts=parts_in_words(parts, interest_names(application.joining_point.cycle.scheme)),
        keys=tuple(parts),
        is_shown=row is not None,
        is_outdated=row is not None and set(row.parts) != set(parts),
    )


def list_profiles(*, viewer: Actor, application: Application) -> list[ProfileCard]:
    """Return those whom a learner may ask at their joining point, those with a place and who suit best first; a fixed number of queries.

    Whom a rule forbids them to be paired with they do not find, and never learn why.
    """
    if not seeking(viewer).filter(pk=application.pk).exists():
        return []
    rows = list(
        visible_profiles(viewer).filter(application__joining_point=application.joining_point)
    )
    between = rules_between(application, [row.application_id for row in rows])
    found = _Found(
        get_taken(application.joining_point).places,
        _waiting(application),
        reasons_for_learner(application),
        interest_names(application.joining_point.cycle.scheme),
        between,
    )
    cards = [
        _card(row, application, found) for row in rows if not forbid(between[row.application_id])
    ]
    return sorted(
        cards,
        key=lambda card: (not card.has_place, -card.score, card.waiting, card.name, card.id),
    )


def narrowed(cards: Iterable[ProfileCard], wanted: Mapping[str, str]) -> list[ProfileCard]:
    """Return those who show what is looked for: by answer, what it has to hold; nothing looked for is everybody."""
    return [
        card
        for card in cards
        if all(value in values_of(card.answers.get(key)) for key, value in wanted.items() if value)
    ]


def get_profile(*, viewer: Actor, profile: Profile) -> tuple[ProfileCard, list[ProfileCard]] | None:
    """Return one whom a learner may ask, and who else is suggested to them; None where a rule forbids the two."""
    own = (
        seeking(viewer)
        .select_related("joining_point__cycle__scheme")
        .get(joining_point=profile.application.joining_point_id)
    )
    cards = list_profiles(viewer=viewer, application=own)
    card = next((one for one in cards if one.id == profile.id), None)
    others = [one for one in cards if one.reasons and one.has_place and one.id != profile.id]
    return (card, others) if card else None


def _waiting(application: Application) -> dict[UUID, int]:
    """Return how many others wait for an answer of each whom a learner may ask."""
    others = Request.objects.exclude(asker=application)
    rows = others.filter(
        asked__joining_point=application.joining_point, state=Request.State.WAITING
    )
    return dict(rows.values_list("asked_id").annotate(count=Count("id")).order_by())


@dataclass(frozen=True)
class _Found:
    """What there is to say of everybody whom a learner may ask, by application; and the names of interests."""

    taken: Mapping[UUID, int]
    waiting: Mapping[UUID, int]
    suggested: Mapping[UUID, tuple[int, tuple[str, ...]]]
    interests: Mapping[str, str]
    between: Mapping[UUID, Rules]


def _card(row: Profile, learner: Application, found: _Found) -> ProfileCard:
    application = row.application
    shared = shown_parts(application.answers)
    shown = {key: value for key, value in shared.items() if key in row.parts}
    score, reasons = found.suggested.get(row.application_id, (0, ()))
    return ProfileCard(
        id=row.id,
        learner_id=learner.id,
        name=application.person.known_as,
        parts=parts_in_words(shown, found.interests),
        answers=shown,
        has_place=found.taken.get(row.application_id, 0) < application.capacity,
        waiting=found.waiting.get(row.application_id, 0),
        score=score,
        reasons=reasons,
        warnings=found.between[row.application_id],
    )
