"""Contracts for import-linter that bear with packages which do not exist yet.

A package without content does not exist yet, so `.importlinter` names some that are still to come.
The library's own contracts stop at an absent name; these leave it out until it is there.
"""

from typing import Any

from grimp import ImportGraph
from importlinter import ContractCheck
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.protected import ProtectedContract


# The library declares fields of a contract on the class and replaces them by their values on the
# instance, which no type can say: hence Any.
def keep_present(contract: Any, option: str, graph: ImportGraph) -> None:
    """Leave in an option what means something in this graph: wildcards, and modules that exist."""
    expressions = getattr(contract, option)
    present = [
        expression
        for expression in expressions
        if expression.has_wildcard_expression() or expression.expression in graph.modules
    ]
    setattr(contract, option, type(expressions)(present))


class ForbiddenWherePresent(ForbiddenContract):
    type_name = "forbidden_where_present"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 -- the library's signature
        # A third-party package is in the graph as soon as anyone imports it: one that is absent is
        # imported by nobody and cannot break the contract.
        keep_present(self, "source_modules", graph)
        keep_present(self, "forbidden_modules", graph)
        return super().check(graph, verbose)


class ProtectedWherePresent(ProtectedContract):
    type_name = "protected_where_present"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 -- the library's signature
        keep_present(self, "protected_modules", graph)
        keep_present(self, "allowed_importers", graph)
        return super().check(graph, verbose)
