"""`compagnon init`: key file, secret, database, organisation, first administrator."""

import argparse
import os
import secrets
from datetime import timedelta
from pathlib import Path

LINK_LIFETIME = timedelta(hours=24)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "init",
        help="set up a new installation",
        description=(
            "Set up a new installation: key file, secret, database, organisation and first administrator."
            " Prints a link that signs the administrator in once, within a day. What exists already is left"
            " as it is, so that it may be run again: for a fresh link, for another administrator, for another"
            " scheme."
        ),
    )
    parser.add_argument("--organisation", required=True, help="name of your organisation")
    parser.add_argument("--name", required=True, help="name of the administrator")
    parser.add_argument("--email", required=True, help="e-mail address of the administrator")
    parser.add_argument(
        "--scheme",
        help="open a scheme by this name, with this year's joining points; the administrator coordinates it",
    )
    parser.add_argument("--approved-by", default="the host", help="who approved the appointment")
    parser.set_defaults(run=run, prepare=prepare)


def prepare(_args: argparse.Namespace) -> None:
    """Write the secret before the settings are read."""
    from compagnon.core import environment  # noqa: PLC0415 -- nothing of it is needed to parse

    make_secret(environment.data_folder())


def run(args: argparse.Namespace) -> int:
    """Make what is missing, and print the administrator's link."""
    from compagnon.accounts.changes import admit_person, make_sign_in_link  # noqa: PLC0415 -- as above
    from compagnon.cli import founding  # noqa: PLC0415 -- as above
    from compagnon.cli.migrate import migrate_all  # noqa: PLC0415 -- as above
    from compagnon.core.actors import SYSTEM  # noqa: PLC0415 -- as above
    from compagnon.core.encryption import master  # noqa: PLC0415 -- Django is set up by now

    make_keys(master.key_file())
    migrate_all(verbosity=0)
    person = admit_person(by=SYSTEM, email=args.email, name=args.name, language="en")
    organisation = founding.organisation_of(args.organisation)
    founding.appoint(person, organisation, approved_by=args.approved_by)
    if args.scheme:
        scheme = founding.scheme_of(organisation, args.scheme)
        founding.appoint(person, organisation, approved_by=args.approved_by, scheme=scheme)
    print(f"{organisation.name} is set up. Keep {master.key_file()} apart from the database:")
    print("without it, nobody can ever read the confidential words again.")
    print(f"{person.name} signs in once, within a day, at:")
    print(make_sign_in_link(by=SYSTEM, person=person, lifetime=LINK_LIFETIME))
    return 0


def make_secret(folder: Path) -> None:
    """Write the signing secret, readable by its owner alone, unless there is one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_once(folder / "secret", secrets.token_urlsafe(64) + "\n")


def make_keys(path: Path) -> None:
    """Write the first master key, readable by its owner alone, unless there is a key file."""
    from compagnon.core.encryption import master  # noqa: PLC0415 -- Django is set up by now

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_once(path, master.key_line(master.new_key()))


def write_once(path: Path, text: str) -> None:
    """Write a file that must never be overwritten, with mode 0600 from its first byte."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
