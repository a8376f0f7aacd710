"""What is kept of a workplace."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.recruitment.models import Institution

declare(
    Institution,
    dict.fromkeys(
        ("id", "organisation", "key", "name", "is_confirmed", "merged_into"),
        Treatment(
            Category.RECORD,
            Erasure.KEPT,
            "A place that a coordinator named; it says nothing of anybody.",
        ),
    ),
)
