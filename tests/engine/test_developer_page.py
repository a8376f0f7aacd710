import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from compagnon import engine

PAGE = (Path(__file__).parents[2] / "docs/developer/engine.md").read_text(encoding="utf-8")


def test_the_examples_of_the_reference_print_what_it_says() -> None:
    examples = re.findall(r"```python\n(.*?)```\s+```text\n(.*?)```", PAGE, re.DOTALL)

    assert len(examples) == PAGE.count("```python") == 2
    for example, printed in examples:
        out = io.StringIO()
        with redirect_stdout(out):
            exec(example, {})  # noqa: S102 -- our own page
        assert out.getvalue() == printed


def test_the_engine_needs_nothing_of_django_and_loads_numpy_at_its_first_use() -> None:
    script = """
import sys
from compagnon import engine
print(sorted(set(engine.__all__) - set(dir(engine))), "numpy" in sys.modules)
people = tuple(engine.Person(name) for name in ("amal", "bela"))
engine.solve(engine.Problem(mentees=people, mentors=people))
engine.solve_pool(engine.Pool(people=people))
print(engine.solve_matrix([[1]]).total, [name for name in sys.modules if "django" in name])
"""

    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, "-W", "error", "-c", script],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout == "[] False\n1 []\n"


def test_the_engine_names_all_that_it_offers_and_nothing_else() -> None:
    assert set(engine.__all__) <= set(dir(engine))
    with pytest.raises(AttributeError, match="no attribute 'sovle'"):
        engine.sovle  # noqa: B018 -- the refusal


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
