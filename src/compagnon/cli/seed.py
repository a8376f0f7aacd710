"""`compagnon seed`: an invented world in an empty database."""

import argparse
import json


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "seed",
        help="fill an empty database with invented people",
        description=(
            "Fill an empty database with invented data and print who you can be. S: one scheme with one"
            " partnership, the demo. M: ten schemes, 10,000 people, 4,000 partnerships. L: ten times M."
        ),
    )
    parser.add_argument("--size", choices=["S", "M", "L"], default="S")
    parser.add_argument("--json", action="store_true", help="print personas and addresses as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build the world, unless the database has people already."""
    from compagnon.scenarios.seeding import seed  # noqa: PLC0415 -- Django is set up by now

    world = seed(args.size)
    if args.json:
        print(json.dumps(world, indent=2))
        return 0
    for persona in world["personas"]:
        print(f"{persona['title']:35} {persona['name']:20} {persona['sign_in_link']}")
    return 0
