from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Observation, Partnership, Strategy, Trial
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import ObservationWords


@dataclass(frozen=True)
class StrategyView:
    """A strategy, and what came of it; `version` is 0 until the observed said anything."""

    id: UUID
    text: str
    observer_name: str
    observed_name: str
    is_viewers_to_try: bool
    version: int = 0
    is_tried: bool = False
    how_it_went: str = ""


@dataclass(frozen=True)
class ObservationView:
    """An observation as every member of the partnership reads it, with its strategies.

    `to_try`: what was suggested to the same member before, and is not tried yet.
    """

    id: UUID
    observer_name: str
    observed_name: str
    observed_id: UUID
    is_viewers: bool
    is_of_viewer: bool
    state: str
    happens_on: date | None
    length_minutes: int | None
    is_agreed: bool
    words: ObservationWords
    version: int
    strategies: tuple[StrategyView, ...]
    to_try: tuple[StrategyView, ...] = ()


def list_observations(*, viewer: Actor, partnership: Partnership) -> list[ObservationView]:
    """Return the observations of a partnership, the latest first; a fixed number of queries.

    Refuses (`Closed`) anybody who is no member.
    """
    return observations_in(Reading(viewer, partnership))


def get_observation(*, viewer: Actor, observation: Observation) -> ObservationView:
    """Return one observation, opened for a member. Refuses (`Closed`) anybody else."""
    reading = Reading(viewer, observation.partnership)
    return next(view for view in observations_in(reading) if view.id == observation.id)


def get_strategy(*, viewer: Actor, strategy: Strategy) -> StrategyView:
    """Return a strategy and what came of it, opened for a member. Refuses (`Closed`) anybody else."""
    shown = get_observation(viewer=viewer, observation=strategy.observation)
    return next(view for view in shown.strategies if view.id == strategy.id)


def observations_in(reading: Reading) -> list[ObservationView]:
    """Return the observations of the pair that is being read, the latest first, opened once; what is planned says what was suggested before and is not tried yet."""
    rows = Observation.objects.filter(partnership=reading.partnership)
    strategies = _strategies(reading)
    found: list[ObservationView] = []
    for row in filter(reading.grant.knows, rows.order_by("-planned_at", "id")):
        row.partnership = reading.partnership
        found.append(_observation(row, reading, strategies.get(row.id, [])))
    return [
        replace(one, to_try=_untried(found, one.observed_id))
        if one.state == Observation.State.PLANNED
        else one
        for one in found
    ]


def _untried(
    observations: Iterable[ObservationView], observed_id: UUID
) -> tuple[StrategyView, ...]:
    return tuple(
        strategy
        for observation in observations
        if observation.observed_id == observed_id
        for strategy in observation.strategies
        if strategy.text and not strategy.is_tried  # of somebody erased, no text is left
    )


def _observation(
    row: Observation,
    reading: Reading,
    strategies: Iterable[tuple[Strategy, Trial | None]],
) -> ObservationView:
    observer, observed = reading.member(row.observer_id), reading.member(row.observed_id)
    return ObservationView(
        id=row.id,
        observer_name=observer.person.known_as,
        observed_name=observed.person.known_as,
        observed_id=observed.id,
        is_viewers=observer.id == reading.own.id,
        is_of_viewer=observed.id == reading.own.id,
        state=row.state,
        happens_on=row.happens_on,
        length_minutes=row.length_minutes,
        is_agreed=row.agreed_at is not None,
        words=ObservationWords(
            **{name: reading.grant.read(row, name) for name in row.encrypted_fields()}
        ),
        version=row.text_version,
        strategies=tuple(_strategy(row, reading, *pair) for pair in strategies),
    )


def _strategies(reading: Reading) -> dict[UUID, list[tuple[Strategy, Trial | None]]]:
    """Return the strategies by observation with what came of each; one query."""
    found: dict[UUID, list[tuple[Strategy, Trial | None]]] = {}
    rows = Strategy.objects.filter(observation__partnership=reading.partnership)
    for row in rows.select_related("trial").order_by("observation_id", "position"):
        found.setdefault(row.observation_id, []).append((row, getattr(row, "trial", None)))
    return found


def _strategy(
    observation: Observation, reading: Reading, row: Strategy, trial: Trial | None
) -> StrategyView:
    row.observation = observation
    observer, observed = (
        reading.member(key).person.known_as
        for key in (observation.observer_id, observation.observed_id)
    )
    shown = StrategyView(
        id=row.id,
        text=reading.grant.read(row, "text"),
        observer_name=observer,
        observed_name=observed,
        is_viewers_to_try=observation.observed_id == reading.own.id,
    )
    if trial is None:
        return shown
    trial.strategy = row
    return replace(
        shown,
        version=trial.text_version,
        is_tried=trial.is_tried,
        how_it_went=reading.grant.read(trial, "how_it_went"),
    )
