"""`compagnon keys rotate`: a new master key."""

import argparse


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "keys",
        help="rotate the master key",
        description=(
            "rotate: add a new master key to the key file, wrap every data key with it and seal every row"
            " with it. No confidential word is read or written, and the site goes on meanwhile."
        ),
    )
    parser.add_argument("what", choices=["rotate"])
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Rotate, and say how much was done; stopped half-way, it is simply run again."""
    from compagnon.core import sealing  # noqa: PLC0415 -- Django is set up by now
    from compagnon.core.encryption import master  # noqa: PLC0415 -- as above
    from compagnon.core.encryption.opening import rewrap_all  # noqa: PLC0415 -- as above

    key = master.add_key()
    wrapped = rewrap_all()
    sealed = sealing.reseal_all()
    print(f"Master key {key.id} is in use: {wrapped} data keys wrapped, {sealed} rows sealed.")
    print(f"Keep the older lines of {master.key_file()}: backups made before need them.")
    return 0
