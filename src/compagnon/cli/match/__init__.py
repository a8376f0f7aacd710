"""`compagnon match`: from a file of applications to pairs with reasons, without a database."""

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from compagnon.cli.match.matching import Request

LANGUAGES: Final = ("en", "cy", "fr", "de", "es")

_EPILOG = """\
what it does
  Reads the applications, leaves out lines that cannot count (each is listed with its line number and a
  sentence), keeps apart whoever declared that they must not be paired, and proposes the best pairs by the
  settings of the association's template, or as --settings says. Nothing else is read, written or sent; nobody is
  paired until a person decides so. Everybody in the file takes part, members or not, Charter signed or not.

what it writes
  Beside the pairs (pairs.csv):
  pairs-reasons.csv     what each criterion adds to each pair, in words and in points
  pairs-unplaced.csv    who is left out, what stands in the way, and the smallest exception that would help
  pairs-summary.txt     the summary: how many, how well, where, what is proved, whom to look for next
  pairs-summary.html    the same with pictures: one file to open, print or send to whoever may read the applications
  All of them appear together when all is done, or none does: what was there before stays until then.

the file
  The export of an online form (Microsoft Forms, Google Forms) as CSV, up to 500,000 lines, or XLSX, up to 10,000.
  It needs a name, an e-mail address, and whether each person would like to be a mentor, a mentee or both. Headings
  are recognised as forms write them; where one is not, say which column it is with --column. See
  docs/reference/import-file.md, and docs/reference/matching-defaults.md for what counts how much.

the same again
  The same people give the same files, in whatever order their lines stand. --seed decides only between pairs
  that are equally good.

exit code
  0  all files are written             2  the command was not understood
  1  refused, nothing is written     130  interrupted (143 by SIGTERM), nothing is written

examples
  compagnon match applications.csv --out pairs.csv
  compagnon match answers.xlsx --out pairs.csv --unplaced waiting.csv --column "email=Where can we write to you?"
  compagnon match applications.csv --out parau.csv --language cy --settings scheme.json --costs --quiet
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
    _add_files(parser)
    _add_settings(parser)
    parser.set_defaults(run=run)


def _add_files(parser: argparse.ArgumentParser) -> None:
    for name, what in (
        ("reasons", "the reasons for each pair (CSV; by default pairs-reasons.csv)"),
        ("unplaced", "who is left out (CSV; by default pairs-unplaced.csv)"),
        ("summary", "the summary as text (by default pairs-summary.txt)"),
        ("page", "the summary with pictures (HTML; by default pairs-summary.html)"),
        (
            "json",
            "the engine's whole result, people by a hash of their address (JSON; not written by default)",
        ),
    ):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"where to write {what}")
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="of reasons and summary (en)"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="say nothing, and show no progress, unless refused"
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
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
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help='what is otherwise than in the template: {"weights": {"interests": 40}, "rules": {"too_far": "warn"}} (JSON)',
    )
    parser.add_argument(
        "--strict", action="store_true", help="match nobody if a line would be left out"
    )
    parser.add_argument(
        "--costs", action="store_true", help="say what each aim cost in points (takes longer)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="hold the proof of the pairs against every possible pair afresh before anything is written (takes longer)",
    )


def run(args: argparse.Namespace) -> int:
    """Match one file; the exit code."""
    from django.utils import translation  # noqa: PLC0415 -- Django is set up by now

    from compagnon.cli.match.interruption import Interruption  # noqa: PLC0415 -- as above
    from compagnon.cli.match.matching import match_file  # noqa: PLC0415 -- as above
    from compagnon.cli.match.progress import Progress  # noqa: PLC0415 -- as above

    with translation.override(args.language), Interruption() as interruption:
        progress = Progress(None if args.quiet else sys.stderr, interruption.check)
        try:
            with closing(match_file(_request(args), interruption, progress)) as lines:
                for line in lines:
                    if not args.quiet:
                        print(line, flush=True)
        except KeyboardInterrupt:
            print(
                "Interrupted: nothing was written, and what was there before is as it was.",
                file=sys.stderr,
            )
            return interruption.exit_code
    return 0


def _request(args: argparse.Namespace) -> "Request":
    from compagnon import engine  # noqa: PLC0415 -- Django is set up by now
    from compagnon.cli.match.deviations import read_settings  # noqa: PLC0415 -- as above
    from compagnon.cli.match.matching import Outputs, Request  # noqa: PLC0415 -- as above

    out: Path = args.out
    return Request(
        applications=args.applications,
        outputs=Outputs(
            pairs=out,
            reasons=args.reasons or out.with_name(f"{out.stem}-reasons.csv"),
            unplaced=args.unplaced or out.with_name(f"{out.stem}-unplaced.csv"),
            summary=args.summary or out.with_name(f"{out.stem}-summary.txt"),
            page=args.page or out.with_name(f"{out.stem}-summary.html"),
            document=args.json,
        ),
        seed=args.seed,
        columns=tuple(args.column),
        settings=read_settings(args.settings),
        aims=engine.Aims(costs=args.costs),
        is_strict=args.strict,
        is_checked=args.check,
    )
