"""`compagnon erase EMAIL`: a person's right to be forgotten."""

import argparse


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "erase",
        help="erase a person and every word they wrote",
        description=(
            "Erase a person: who they are, what they answered, and the keys of every word they wrote. It"
            " cannot be undone, not even by restoring a backup. The partner's own words stay the partner's."
        ),
    )
    parser.add_argument("email", metavar="EMAIL")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Erase, and scrub the database's files."""
    from compagnon.privacy.changes import erase_and_scrub  # noqa: PLC0415 -- Django is set up by now

    erase_and_scrub(email=args.email)
    print("Erased. Backups that still hold this person erase them again when they are restored.")
    return 0
