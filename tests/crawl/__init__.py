"""A package, so that the world of these tests is cleared away after the last of them, not at the end of the run."""
