from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import Closed, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.events import (
    ObservationAgreed,
    ObservationCancelled,
    ObservationDiscussed,
    ObservationPlanned,
    ObservationRecorded,
    ObservationRevised,
    StrategyAnswered,
)
from compagnon.partnerships.models import Member, Observation, Partnership, Strategy, Trial
from compagnon.partnerships.policy import members_known_to, membership_in
from compagnon.partnerships.rules import ObservationWords, Written
from compagnon.partnerships.states import OBSERVATION


class ObservationOvertaken(Refused):
    """What was written on came to be written anew meanwhile; nothing was overwritten."""


@change("partnerships.plan_observation", on="partnership")
def plan_observation(
    *, by: Actor, partnership: Partnership, observed: Member, focus: str, happens_on: date | None
) -> Observation:
    """Plan to observe another member, with a focus that they are asked to agree to."""
    observer = membership_in(by, partnership)
    others = {row.id for row in members_known_to(by, observer.partnership_id)} - {observer.id}
    if observed.id not in others:
        raise Closed
    observation = Observation(
        partnership=partnership,
        observer=observer,
        observed=observed,
        planned_at=clock.now(),
        happens_on=happens_on,
    )
    texts = asdict(ObservationWords(focus))
    write_text(observation, author_id=observer.person_id, texts=texts)
    observation.save(force_insert=True)
    record(ObservationPlanned(**_about(observation)), by=by)
    return observation


@change("partnerships.agree_observation", on="observation")
def agree_observation(*, by: Actor, observation: Observation, based_on: int) -> Observation:
    """Agree to the focus, as the one who will be observed. Refused when it was worded anew since it was read."""
    current = _current(observation, based_on)
    if current.state == Observation.State.PLANNED and current.agreed_at is None:
        observation.agreed_at = clock.now()
        observation.save(update_fields=["agreed_at"])
        record(ObservationAgreed(**_about(observation)), by=by)
    return observation


@change("partnerships.revise_observation", on="observation")
def revise_observation(
    *, by: Actor, observation: Observation, written: Written, based_on: int
) -> Observation:
    """Word an observation anew, in any state, and add strategies; a plan worded anew asks for agreement again."""
    if _current(observation, based_on).state == Observation.State.PLANNED:
        observation.agreed_at = None
        observation.save(update_fields=["agreed_at"])
    _write(observation, by, written)
    record(ObservationRevised(**_about(observation)), by=by)
    return observation


@change("partnerships.record_observation", on="observation")
def record_observation(
    *, by: Actor, observation: Observation, written: Written, based_on: int
) -> Observation:
    """Write down what was seen; the observed reads it at once."""
    _current(observation, based_on)
    move(observation, Observation.State.SEEN, OBSERVATION)
    _write(observation, by, written)
    record(ObservationRecorded(**_about(observation)), by=by)
    return observation


@change("partnerships.discuss_observation", on="observation")
def discuss_observation(
    *, by: Actor, observation: Observation, written: Written, based_on: int
) -> Observation:
    """Write down the dialogue after, and what to try before the next observation (LSIS-53)."""
    _current(observation, based_on)
    move(observation, Observation.State.DISCUSSED, OBSERVATION)
    _write(observation, by, written)
    record(ObservationDiscussed(**_about(observation)), by=by)
    return observation


@change("partnerships.cancel_observation", on="observation")
def cancel_observation(*, by: Actor, observation: Observation) -> Observation:
    """Call a planned observation off, as either of the two; nobody asks why."""
    move(observation, Observation.State.CANCELLED, OBSERVATION)
    record(ObservationCancelled(**_about(observation)), by=by)
    return observation


@change("partnerships.answer_strategy", on="strategy")
def answer_strategy(
    *, by: Actor, strategy: Strategy, is_tried: bool, how_it_went: str, based_on: int
) -> Trial:
    """Say whether one tried a strategy, and how it went; once more when there is more to tell (LSIS-54)."""
    observation = strategy.observation
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    trial = Trial.objects.filter(strategy=strategy).first() or Trial()
    _refuse_overtaken(trial.text_version, based_on)
    trial.strategy, trial.is_tried, trial.told_at = strategy, is_tried, clock.now()
    author = membership_in(by, observation.partnership).person_id
    write_text(trial, author_id=author, texts={"how_it_went": how_it_went})
    trial.save()
    record(
        StrategyAnswered(strategy_id=strategy.id, partnership_id=observation.partnership_id),
        by=by,
    )
    return trial


def _about(observation: Observation) -> dict[str, UUID]:
    return {"observation_id": observation.id, "partnership_id": observation.partnership_id}


def _current(observation: Observation, based_on: int) -> Observation:
    """Lock an observation; two windows at once come one after the other, and the second is told."""
    current = Observation.objects.select_for_update().get(pk=observation.pk)
    _refuse_overtaken(current.text_version, based_on)
    observation.text_version = current.text_version
    return current


def _refuse_overtaken(version: int, based_on: int) -> None:
    if version != based_on:
        raise ObservationOvertaken(
            _("This was worded anew in another window. That version stands beside what you typed.")
        )


def _write(observation: Observation, by: Actor, written: Written) -> None:
    author = membership_in(by, observation.partnership).person_id
    texts = asdict(written.words)
    observation.happens_on = written.happens_on
    observation.length_minutes = written.length_minutes
    write_text(observation, author_id=author, texts=texts)
    facts = ("author_id", "text_version", "happens_on", "length_minutes")
    observation.save(update_fields=[*facts, *texts])
    # The row is locked: no two windows take one place.
    first = Strategy.objects.filter(observation=observation).count()
    for position, text in enumerate(written.strategies, first):
        strategy = Strategy(observation=observation, position=position)
        write_text(strategy, author_id=author, texts={"text": text})
        strategy.save(force_insert=True)
