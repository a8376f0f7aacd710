"""Answers as people and forms write them, turned into values; what is on no list is given back as written."""

import re
from typing import NamedTuple

from compagnon.schemes.vocabularies import Vocabulary, fold

_PARTS = re.compile(r"[;\n|]+")
_JOINTS = re.compile(r"(\s*(?:,|/|\+|&|\band\b)\s*)", re.IGNORECASE)
_LONGEST_PART = 500  # no list has an option this long, and searching longer text takes long
_LONGEST_OPTION = 6  # pieces of one option, such as "Assessment, GCSE and A level"
_NOTHING = {
    "",
    "none",
    "na",
    "n a",
    "no",
    "nil",
    "not applicable",
    "nothing",
    "nobody",
    "no one",
    "not sure",
    "tbc",
}
_FORMULA = re.compile(r"[=@].|[+-](?![\d\s().-]*$)\S")
_NUMBER = re.compile(r"\d{1,4}")
_NUMBER_WORDS = {"none": 0, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_LESS = re.compile(r"(?:<|less than|under|fewer than|up to)\s*(\d{1,3})", re.IGNORECASE)
_POSTCODE = re.compile(r"([A-Z]{1,2})(?:\d[A-Z\d]?(?:\s*\d[A-Z]{2})?)?", re.IGNORECASE)
_NO = re.compile(r"(?:no|n|false|0|not|i do not|i dont|i have not|i havent|disagree)\b")
_YES = re.compile(
    r"(?:yes|y|true|1|agree|agreed|signed|i agree|i have|i accept|i sign|i confirm|i do|accept|x)\b"
)
_TICKS = {"✓", "✔", "☑", "✅"}
_WORDS_OF_A_NAME = 2


class Chosen(NamedTuple):
    """The keys found on a list, in its order, and what was not found, as written."""

    keys: tuple[str, ...]
    unlisted: tuple[str, ...]


def is_nothing(text: str) -> bool:
    """Tell whether an answer says that there is none ("n/a", "-", "none")."""
    return fold(text) in _NOTHING


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet would compute this text; a number or a telephone number is none."""
    return bool(_FORMULA.match(text))


def choose(text: str, vocabulary: Vocabulary) -> Chosen:
    """Find the choices of a cell: divided by semicolons or lines, or by commas of which some belong to an option."""
    keys: set[str] = set()
    unlisted: list[str] = []
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        if len(part) > _LONGEST_PART:
            unlisted.append(part)
            continue
        found = {choice.key for choice in vocabulary.find(part)}
        if not found and not is_nothing(part):
            found, rest = _choose_pieces(part, vocabulary)
            unlisted += rest
        keys |= found
    return Chosen(
        tuple(key for key in vocabulary.keys if key in keys), tuple(dict.fromkeys(unlisted))
    )


def _choose_pieces(part: str, vocabulary: Vocabulary) -> tuple[set[str], list[str]]:
    """Try the longest run of pieces first, so that an option with commas in it is found whole."""
    pieces = _JOINTS.split(part)
    keys: set[str] = set()
    rest: list[str] = []
    start = 0
    while start < len(pieces):
        for end in range(min(start + 2 * _LONGEST_OPTION - 1, len(pieces)), start, -2):
            if found := vocabulary.find("".join(pieces[start:end]).strip()):
                keys.update(choice.key for choice in found)
                start = end + 1
                break
        else:
            if not is_nothing(pieces[start]):
                rest.append(pieces[start].strip())
            start += 2
    return (keys, rest) if keys else (keys, [part])


def read_years(text: str) -> int | None:
    """Read a length of service in years; of a span its middle ("3-5"), of "less than 5" half."""
    if less := _LESS.match(text.strip()):
        return int(less[1]) // 2
    numbers = [int(number) for number in _NUMBER.findall(re.sub(r"\.\d+", "", text))][:2]
    if numbers:
        return sum(numbers) // len(numbers)
    words = [_NUMBER_WORDS[word] for word in fold(text).split() if word in _NUMBER_WORDS]
    return words[0] if words else None


def read_count(text: str) -> int | None:
    """Read how many; of several numbers the largest ("1 or 2")."""
    words = fold(text).split()
    numbers = [int(word) for word in words if _NUMBER.fullmatch(word)]
    numbers += [_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS]
    return max(numbers, default=None)


def read_postcode_area(text: str) -> str | None:
    """Keep only the letters a postcode starts with: nobody needs to know more."""
    found = _POSTCODE.fullmatch(text.strip())
    return found[1].upper() if found else None


def read_agreement(text: str) -> bool | None:
    """Read a yes or a no, as a word, a sentence or a tick; None if it is neither."""
    plain = fold(text)
    if _NO.match(plain):
        return False
    return True if _YES.match(plain) or text.strip() in _TICKS else None


def split_people(text: str) -> tuple[str, ...]:
    """Divide a list of people; "Prys, Huw" is one person, "Huw Prys, Amal Haddad" are two."""
    people: list[str] = []
    for part in _PARTS.split(text):
        pieces = [piece.strip() for piece in re.split(r",|\band\b|&", part)]
        is_list = all("@" in piece or len(piece.split()) >= _WORDS_OF_A_NAME for piece in pieces)
        people += pieces if is_list else [part.strip()]
    return tuple(dict.fromkeys(person for person in people if not is_nothing(person)))
