"""Two spellings of one name: in another order, or one slip of the pen apart."""

from compagnon.schemes.vocabularies import fold


def in_order(words: list[str]) -> str:
    """Bring the words of a name into one order, so that first and last names may change places."""
    return " ".join(sorted(words))


def slips(name: str) -> set[str]:
    """Return a name and every way to leave out one letter of it.

    Two names that have one of these in common differ by one letter that is added, left out or another one.
    Comparing such sets takes no longer for many people than for few, whatever a file holds.
    """
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


def words_of(name: str) -> list[str]:
    """Return the words of a name as they are compared."""
    return fold(name).split()
