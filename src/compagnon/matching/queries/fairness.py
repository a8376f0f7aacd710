from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from compagnon.core.actors import Actor
from compagnon.matching.models import Run
from compagnon.matching.queries.run import result_of
from compagnon.matching.rules.fairness import Balance, EquityTable, balance_of, equity_tables
from compagnon.matching.rules.stored import StoredResult
from compagnon.matching.rules.targets import Target, groups_by, groups_of, reasons_by, target_of
from compagnon.recruitment.policy import visible_applications
from compagnon.schemes.matching_defaults import matching_settings


@dataclass(frozen=True)
class FairnessView:
    """How evenly a run places people over groups, what the scheme wants of that, and how alike and different its pairs are."""

    tables: tuple[EquityTable, ...]
    targets: tuple[Target, ...]
    balance: tuple[Balance, ...]


def get_fairness(*, viewer: Actor, run: Run) -> FairnessView:
    """Return the equity of a run by region and sector (ALL-53) and its balance (ALL-52); one query at most.

    Counts are exact, for the Coordination Group, who see every application; the report without names leaves out small groups.
    """
    result = result_of(viewer, run)
    return FairnessView(
        tables=tuple(equity_tables(result["equity"])),
        targets=tuple(_targets(viewer, run, result)),
        balance=tuple(balance_of(result["pairs"], matching_settings(run.settings))),
    )


def _targets(viewer: Actor, run: Run, result: StoredResult) -> Iterator[Target]:
    """Yield what the scheme wants placed of each group now; one query, none where it wants nothing."""
    shares = matching_settings(run.joining_point.cycle.scheme.matching).shares
    said = _answers(viewer, run) if shares else {}
    for attribute, percent in shares:
        groups = {key: _several(answers.get(attribute)) for key, answers in said.items()}
        yield target_of(
            attribute,
            percent,
            groups_by(result, groups) if attribute == "phases" else groups_of(result, attribute),
            reasons_by(result, groups),
            is_aim=run.settings.get("targets", {}).get(attribute) == percent,
        )


def _several(answer: str | Sequence[str] | None) -> Sequence[str]:
    return [answer] if isinstance(answer, str) and answer else answer or ()


def answers_to(
    viewer: Actor, run: Run, attributes: Sequence[str]
) -> dict[str, dict[str, Sequence[str]]]:
    """Return for each question what each applicant answers now, by id; one query."""
    said = _answers(viewer, run)
    return {
        attribute: {key: _several(answers.get(attribute)) for key, answers in said.items()}
        for attribute in attributes
    }


def _answers(viewer: Actor, run: Run) -> dict[str, dict[str, Any]]:
    """Return what each applicant answers now, by id; one query."""
    rows = visible_applications(viewer).filter(joining_point=run.joining_point_id)
    return {key.hex: answers for key, answers in rows.values_list("id", "answers")}
