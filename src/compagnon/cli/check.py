"""`compagnon check`: is this installation sound?"""

import argparse


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "check",
        help="say whether this installation is sound: settings, keys, database, mail",
        description="Say what would keep `compagnon serve` from starting, and whether mail can be sent.",
    )
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Print every reason not to start; 0 if there is none."""
    from compagnon.core.readiness import mail_problem, refusals  # noqa: PLC0415 -- Django is set up by now

    reasons = [*refusals(), *mail_problem()]
    for reason in reasons:
        print(f"- {reason}")
    if not reasons:
        print("All is well.")
    return 1 if reasons else 0
