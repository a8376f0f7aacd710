"""What the workspace holds about people, and what happens to it when one of them is erased."""

from compagnon.partnerships.privacy import (  # noqa: F401 -- imported for their declarations
    agreement,
    erasing,
    growth,
    meeting,
    message,
    partnership,
    report,
    review,
)
