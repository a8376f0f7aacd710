import io
import re
from contextlib import redirect_stdout
from pathlib import Path

from compagnon import engine

PAGE = (Path(__file__).parents[2] / "docs/developer/engine.md").read_text(encoding="utf-8")


def test_the_example_of_the_reference_prints_what_it_says() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (printed,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    out = io.StringIO()

    with redirect_stdout(out):
        exec(example, {})  # noqa: S102 -- our own page

    assert out.getvalue() == printed


def test_the_reference_names_every_rule_and_criterion() -> None:
    kinds = (engine.Rule, engine.Criterion)
    exported = [getattr(engine, name) for name in engine.__all__]
    named = {
        kind.__name__
        for kind in exported
        if isinstance(kind, type) and issubclass(kind, kinds) and kind not in kinds
    }

    assert len(named) == 15
    assert {name for name in named if f"`{name}(" in PAGE} == named
