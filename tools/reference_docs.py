"""Reference pages made from the data of recruitment and matching: the import file, and how the template matches."""

from collections.abc import Iterator
from dataclasses import fields

from compagnon.cli.match.reading import LIMITS
from compagnon.matching.rules.facts import ApplicantFacts
from compagnon.recruitment.rules import table as limits
from compagnon.recruitment.rules.fields import FIELDS, ImportField, Need
from compagnon.recruitment.rules.problems import (
    MENTEES_LIMIT,
    NAME_LIMIT,
    SENTENCES,
    TEXT_LIMIT,
    Kind,
    RowProblem,
    Severity,
)
from compagnon.recruitment.rules.wordings import UNUSED_HEADINGS
from compagnon.schemes.matching_defaults import CRITERIA, EQUITY_GROUPS, RULES
from compagnon.schemes.matching_shape import Ban, Comparison, CriterionSetting, RuleSetting
from compagnon.schemes.vocabularies import VOCABULARIES, Choice, Language, Vocabulary
from tools.reference.markdown import table

_FILE = f"""# The file of applications

What an import of applications and `compagnon match` read: the export of an online form, or a list kept by hand.
`demo/applications.csv`, `demo/applications.xlsx` and `demo/applications-google.csv` are examples.

## The file

- CSV (commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1252; with or without a byte-order mark) or XLSX. What is in
  the file decides, not what it is called. Of a workbook, the first visible sheet is read.
- At most {limits.MAX_BYTES // 1024 // 1024} MB, {limits.MAX_ROWS:,} lines, {limits.MAX_COLUMNS} columns and {limits.MAX_CELL:,} letters a cell; `compagnon match`
  takes CSV of up to {LIMITS.bytes // 1024 // 1024} MB and {LIMITS.rows:,} lines. A file that is damaged, cut short, locked or of another kind is refused with a sentence, and nothing of it is kept.
- The first line that is not blank is the heading. Lines are counted as a spreadsheet counts them, so the first answer
  usually stands on line 2.
- Formulas are never computed. In a workbook, the last result of a formula counts as what was written; a text that looks
  like a formula stays text.
- Cells are trimmed and brought into one Unicode form (NFC); control characters and text-direction overrides are taken
  out. Names are otherwise kept letter by letter, in any script.

## Columns

A column is recognised by its heading, without regard to capitals, accents, punctuation, numbering ("3. …") and
what stands in brackets. A heading of the list is certain; otherwise every word of one of the groups under "Hints" must
be met (a hint of more than three letters also meets longer words that begin with it), and the largest group wins. The
preview shows how every column was understood, and a person can decide otherwise. A value is read from one column only; of
two that ask for the same, the more personal one counts, and one with answers before one without. A column that is not
recognised is not imported, and of what is imported only the columns below are kept.

"""

_CELLS = f"""
## What a cell may hold

- **Several answers**: separated by semicolons or line breaks (Microsoft Forms), or by commas, slashes, "&" or "and"
  (Google Forms); an option that itself contains commas is found whole. The order does not matter.
- **An answer from a list**: any spelling of the lists below, without regard to capitals and accents; what stands in
  brackets, after a colon or after a dash may be left out. What is on no list is kept as it was written, with a warning;
  it does not count in matching. Where only one answer counts, further ones are left out with a warning.
- **No answer**: empty, "-", "none", "no", "n/a" and the like. Matching counts no answer neither for nor against.
- **A date**: ISO (`2026-09-05 10:11:12`, with or without a time zone), day first (`05/09/2026 10:11`), month first
  (`9/5/26 10:11 AM`), or a spreadsheet's count of days. Whether day or month comes first is told by the whole column; if
  no date proves it, the day comes first, and a warning says so once. Without a time zone it is the installation's.
- **Years of experience**: a number, a span (`3-5`, read as its middle) or "less than …" (read as half).
- **How many mentees**: 1 or 2 ("1 or 2" is 2). More is read as {MENTEES_LIMIT}; no answer is 1.
- **A postcode**: only the letters it begins with are kept.
- **The Charter**: yes or no, a sentence that begins with "I agree", "I have", "I do not" and the like, or a tick.
- **People** (managers, conflicts): names or addresses, separated by semicolons, line breaks or commas; "Prys, Huw" is one
  person. They are encrypted, shown to nobody and used for one thing: the two are never paired. The preview says how many
  were declared, never whom.
- **A name** has at most {NAME_LIMIT} letters; other short texts are cut at {TEXT_LIMIT}.
- A form with one question about interests and none about what is offered asks both: it counts as wanted and as offered.
- Interests are looked up in the list that the scheme's form in use asks from, each kind of scheme having its own: where
  `interests` stands above, that list is meant. The command `match` reads the language teachers' list.
- First and last name in two columns make a name.

## One person, two lines

Two lines with the same address (without regard to capitals) are one person: the later answer counts, or the lower line
where there are no dates. Two lines with nearly the same name at the same workplace are both read, with a warning, and count
as doubtful when applications are approved. Importing the same file again changes nothing: an application is found again by
its joining point and address, and only different answers change it.

## Problems

An error keeps its line out; with a warning the line counts.

"""

_LISTS = """
## Lists

The lists the association's template starts from. Keys never change; the other spellings are recognised in files.
"""

_MATCHING = """# How the template matches

The settings the association's template starts from. A scheme keeps only what it does otherwise: weights by the key of the
criterion (`{"weights": {"interests": 40}}`; 0 switches it off) and what rules do by theirs (`{"rules":
{"same_institution": "warn"}}`; `block`, `warn` or `off`). `compagnon match` uses these settings as they are, or with what a file in that form
says otherwise (`--settings`).

The aims, in order: no rule is broken; as many people as possible are placed; those who must stay out are spread evenly over
"""

_ENGINE = """
## What the engine is told

An id without meaning, and these answers:
{answers}.
No name, no address, no membership, no declared manager, and nothing that stands for a protected characteristic. What was written and is on no list is not compared. Workplaces are compared by
their spelling, without capitals, accents, punctuation and "the", and with "St" or "Sch" in full; what a coordinator put together is one. Whoever would meet "either" monthly or once each half term fits
both.
"""

_NEEDS = {Need.REQUIRED: "**required**", Need.MATCHING: "for matching", Need.OPTIONAL: "optional"}


def render_import_file() -> str:
    """The contract of the file of applications."""
    columns = table(
        ("Value", "Name", "Needed", "Answers", "Headings", "Hints"),
        (_column(field) for field in FIELDS),
    )
    unused = f"Known and not needed: {', '.join(UNUSED_HEADINGS)}, and columns without answers."
    problems = table(
        ("Problem", "Weight", "What people are told"), (_problem(kind) for kind in Kind)
    )
    lists = "\n".join(line for vocabulary in VOCABULARIES.values() for line in _list(vocabulary))
    return (
        _FILE
        + "\n".join(columns)
        + f"\n\n{unused}\n"
        + _CELLS
        + "\n".join(problems)
        + "\n"
        + _LISTS
        + lists
        + "\n"
    )


def _column(field: ImportField) -> tuple[str, ...]:
    if field.vocabulary:
        answers = f"{'several' if field.is_many else 'one'} of `{field.vocabulary}`"
    else:
        answers = "people, confidential" if field.is_sensitive else ""
    hints = ", ".join(f"{hint}" for hint in field.hints)
    return (
        f"`{field.name}`",
        field.english,
        _NEEDS[field.need],
        answers,
        "; ".join(field.headings),
        hints,
    )


def _problem(kind: Kind) -> tuple[str, ...]:
    sentence = str(SENTENCES[kind]).format(value="…", other="…", limit=_limit(kind))
    is_error = RowProblem(0, "", kind).severity is Severity.ERROR
    return (f"`{kind}`", "**error**" if is_error else "warning", sentence)


def _limit(kind: Kind) -> int:
    return {Kind.NAME_TOO_LONG: NAME_LIMIT, Kind.MENTEES_LIMITED: MENTEES_LIMIT}.get(
        kind, TEXT_LIMIT
    )


def _list(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"\n### {vocabulary.english} (`{vocabulary.key}`)\n"
    if vocabulary.everything:
        yield f"All of them: {'; '.join(vocabulary.everything)}.\n"
    yield from table(
        ("Key", "Name", "Other spellings"), (_choice(choice) for choice in vocabulary.choices)
    )


def _choice(choice: Choice) -> tuple[str, ...]:
    signed = isinstance(choice, Language) and choice.is_signed
    name = f"{choice.english} (signed)" if signed else choice.english
    return (f"`{choice.key}`", name, "; ".join(choice.aliases))


def render_matching_defaults() -> str:
    """Criteria, weights and hard rules of the association's template."""
    aims = (
        f"{' and then '.join(EQUITY_GROUPS)}; the pair that fits least fits as well as can be, then the next; "
        "and the whole fits best.\n\n"
    )
    criteria = table(
        ("Key", "Criterion", "Weight", "Compared", "Why"), (_criterion(one) for one in CRITERIA)
    )
    rules = table(("Key", "Rule", "Forbids", "May be lifted", "Why"), (_rule(one) for one in RULES))
    told = ", ".join(f"`{one.name}`" for one in fields(ApplicantFacts) if one.name != "id")
    return (
        f"{_MATCHING}{aims}## What counts\n\nA criterion that one of the two did not answer does not count, and its weight "
        "goes to the others. Reasons stand in the letters to the pair, except that of `purposes`: why somebody would like a "
        "mentor is theirs to tell.\n\n"
        + "\n".join(criteria)
        + "\n\n## What is never proposed\n\nBesides these, nobody mentors themselves, and no two people mentor each other at "
        "the same time.\n\n" + "\n".join(rules) + "\n" + _ENGINE.format(answers=told)
    )


_COMPARED = {
    Comparison.WANTED: "the mentee's `{0.attribute}` with the mentor's `{0.offered}`",
    Comparison.SHARED: "`{0.attribute}` in common",
    Comparison.LIKENESS: "`{0.attribute}` alike or different",
    Comparison.GAP: "`{0.attribute}`, mentor ahead by {0.low} to {0.high}, nothing {0.fade} beyond",
}
_FORBIDDEN = {
    Ban.NAMED_PAIRS: "pairs named one by one",
    Ban.SAME: "the same `{0.attribute}`",
    Ban.NOTHING_SHARED: "nothing of `{0.attribute}` in common",
    Ban.WITHOUT_AGREEMENT: "another `{0.attribute}` without an agreement (off unless chosen)",
    Ban.APART_WHEN_ONLY: "another `{0.attribute}`, when `{0.only}` is all they share of `{0.shared}`",
}


def _criterion(one: CriterionSetting) -> tuple[object, ...]:
    how = _COMPARED[one.comparison].format(one) + (
        f", {one.enough} for full marks" if one.enough else ""
    )
    return (f"`{one.key}`", one.english, one.weight, how, one.why)


def _rule(one: RuleSetting) -> tuple[str, ...]:
    lifted = "for one pair, or switched off" if one.is_waivable else "never"
    return (f"`{one.key}`", one.english, _FORBIDDEN[one.ban].format(one), lifted, one.why)
