"""What a person would write into an empty form."""

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Final

from compagnon.core import clock
from drills.forms import Form, Pairs

FILE: Final = Path("demo/applications.xlsx")
WORDS: Final = "Words of a drill."
# No address twice: a throttle lets each have one code in three minutes.
_numbers = count()


def filled(form: Form) -> Pairs:
    """Return a form filled in: what stands there stays, what is empty gets a sensible value."""
    values = {
        "day": (clock.today() + timedelta(days=7)).isoformat(),
        "time": "15:30",
        "email": f"drill.{next(_numbers)}@drill.example",
        "name": "Drill",
        "once": "",
    }
    sent = [(name, value or values.get(name, "")) for name, value in form.sent]
    named = {name for name, _value in sent}
    sent = [
        (name, WORDS if form.kinds.get(name) == "textarea" and not value else value)
        for name, value in sent
    ]
    return sent + [
        (name, values[name]) for name in form.kinds if name not in named and name in values
    ]
