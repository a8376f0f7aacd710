"""What is kept of a form."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.recruitment.models import FormDraft, FormVersion

declare(
    FormVersion,
    dict.fromkeys(
        ("id", "scheme", "version", "content", "published_at"),
        Treatment(Category.TECHNICAL, Erasure.KEPT, "About the scheme, not about a person."),
    ),
)

declare(
    FormDraft,
    dict.fromkeys(
        ("id", "scheme", "content", "based_on", "revision"),
        Treatment(Category.TECHNICAL, Erasure.KEPT, "About the scheme, not about a person."),
    ),
)
