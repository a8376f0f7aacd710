"""How long somebody has to answer a request."""

from typing import Final

DAYS_TO_ANSWER: Final = 10
