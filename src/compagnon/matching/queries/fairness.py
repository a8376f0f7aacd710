from dataclasses import dataclass

from compagnon.core.actors import Actor
from compagnon.matching.models import Run
from compagnon.matching.queries.run import result_of
from compagnon.matching.rules.fairness import Balance, EquityTable, balance_of, equity_tables
from compagnon.schemes.matching_defaults import matching_settings


@dataclass(frozen=True)
class FairnessView:
    """How evenly a run places people over groups, and how alike and different its pairs are."""

    tables: tuple[EquityTable, ...]
    balance: tuple[Balance, ...]


def get_fairness(*, viewer: Actor, run: Run) -> FairnessView:
    """Return the equity of a run by region and sector (ALL-53) and its balance (ALL-52); no query.

    Counts are exact, for the Coordination Group, who see every application; a report suppresses small groups.
    """
    result = result_of(viewer, run)
    return FairnessView(
        tables=tuple(equity_tables(result["equity"])),
        balance=tuple(balance_of(result["pairs"], matching_settings(run.settings))),
    )
