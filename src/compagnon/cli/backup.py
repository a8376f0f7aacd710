"""`compagnon backup FILE` and `compagnon restore FILE`."""

import argparse
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = subparsers.add_parser(
        "backup",
        help="write a backup while the site runs",
        description=(
            "Write everything to FILE, and the wrapped data keys to FILE.keys, which is kept thirty days at"
            " most. The key file is in neither: keep a copy of it somewhere else. A raw copy of the database"
            " (a disk image, a copied file) is a backup too: erasing a person does not reach it."
        ),
    )
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=run_backup)
    restore = subparsers.add_parser(
        "restore",
        help="put a backup into an empty, migrated database",
        description=(
            "Put FILE, and FILE.keys if it is there, into an empty database of the same version; it may be"
            " PostgreSQL where the backup was made on SQLite. Whoever was erased since is erased again, and roles"
            " and accounts that ended since stay ended."
        ),
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(run=run_restore)


def run_backup(args: argparse.Namespace) -> int:
    """Write the backup and say how much stands in it."""
    from compagnon.core.archive import back_up, keys_of  # noqa: PLC0415 -- Django is set up by now

    done = back_up(args.file)
    print(f"{done.rows} rows in {args.file}, {done.keys} data keys in {keys_of(args.file)}.")
    return 0


def run_restore(args: argparse.Namespace) -> int:
    """Restore, replay the erasures, and say how much there was."""
    from compagnon.core.archive import keys_of, restore  # noqa: PLC0415 -- Django is set up by now
    from compagnon.core.errors import Refused  # noqa: PLC0415 -- as above
    from compagnon.privacy.changes import replay_erasures  # noqa: PLC0415 -- as above

    if not args.file.is_file():
        raise Refused(f"There is no file {args.file}.")
    done = restore(args.file)
    print(f"{done.rows} rows and {done.keys} data keys restored.")
    if not keys_of(args.file).is_file():
        print("No data keys came with it: what people wrote stays closed.")
    if done.ended:
        print(
            f"{done.ended} rows stay closed: roles, accounts, letters and links that ended since then."
        )
    if done.broken:
        print(
            f"{done.broken} rows stay closed: when the backup was made they were not as Compagnon had sealed them."
        )
    if erased := replay_erasures():
        print(f"{erased} erased again, as the ledger says.")
    return 0
