"""What recruitment holds about people, and what becomes of it when one of them is erased."""

from compagnon.recruitment.privacy import (  # noqa: F401 -- imported for their declarations
    application,
    erasing,
    form,
    institution,
    request,
    review,
    upload,
)
