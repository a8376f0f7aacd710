"""What several rows have in common: why a value is kept, and what erasing does to it."""

from compagnon.core.privacy import Category, Erasure, Treatment

TECHNICAL = Treatment(Category.TECHNICAL, Erasure.KEPT, "Identifies the row; a random id.")

VERSION = Treatment(
    Category.TECHNICAL, Erasure.WITH_ROW, "Counts how often the words were written."
)

KEY = Treatment(Category.TECHNICAL, Erasure.WITH_ROW, "Names the key; a random id.")
