"""`compagnon match`: from a file of applications to pairs with reasons, without a database."""

import argparse
from pathlib import Path

_EPILOG = """\
what it does
  Reads the applications, leaves out lines that cannot count (each is listed with its line number and a
  sentence), keeps apart whoever declared that they must not be paired, and proposes the best pairs by the
  settings of the association's template. It writes two files: the pairs with the reasons for each, and the
  people left out with what stands in the way of each. Nothing else is read, written or sent; nobody is paired
  until a person decides so. Everybody in the file takes part, members or not, Charter signed or not.

the file
  The export of an online form (Microsoft Forms, Google Forms) as CSV or XLSX. It needs a name, an e-mail
  address, and whether each person would like to be a mentor, a mentee or both. Headings are recognised as forms
  write them; where one is not, say which column it is with --column. See docs/reference/import-file.md, and
  docs/reference/matching-defaults.md for what counts how much.

the same again
  The same people give the same pairs, in whatever order their lines stand. --seed decides only between pairs
  that are equally good.

exit code
  0  both files are written            2  the command was not understood
  1  refused, nothing is written     130  interrupted, nothing is written

examples
  compagnon match applications.csv --out pairs.csv
  compagnon match answers.xlsx --out pairs.csv --unplaced waiting.csv --column "email=Where can we write to you?"
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `match` and its options to the command line."""
    parser = subparsers.add_parser(
        "match",
        help="propose pairs from a file of applications, without a database",
        description="Propose pairs of mentors and mentees from a file of applications, with the reasons for each.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("applications", type=Path, help="the form's export, CSV or XLSX")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where to write the pairs (CSV)"
    )
    parser.add_argument(
        "--unplaced",
        type=Path,
        metavar="FILE",
        help="where to write who is left out (CSV; by default beside the pairs: pairs-unplaced.csv)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="decides between equally good pairs (0)"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help="which column holds a value, if its heading is not recognised; may be given several times",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Match one file; the exit code."""
    from compagnon.cli.match.matching import Request, match_file  # noqa: PLC0415 -- Django is set up by now

    out: Path = args.out
    unplaced: Path = args.unplaced or out.with_name(f"{out.stem}-unplaced.csv")
    for line in match_file(
        Request(args.applications, out, unplaced, args.seed, tuple(args.column))
    ):
        print(line)
    return 0
