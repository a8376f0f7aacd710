"""`compagnon seed`: an invented world in an empty database."""

import argparse
import json

SMALL = "S"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "seed",
        help="fill an empty database with invented people",
        description=(
            "Fill an empty database with invented data, and print who you can be and what there is to see."
            " S: the demo, one scheme with four partnerships. M: ten schemes, 10,000 people, 4,000"
            " partnerships, 40,000 notes, 100,000 events. L: ten times M. No letter leaves."
        ),
    )
    parser.add_argument(
        "--size", choices=[SMALL, "M", "L"], default=SMALL, help="how large a world"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument(
        "--canaries",
        action="store_true",
        help="write a word into each confidential field that stands nowhere else, and print them",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build the world, unless the database has people already."""
    from compagnon.scenarios.seeding import seed  # noqa: PLC0415 -- Django is set up by now
    from compagnon.scenarios.size import SIZES  # noqa: PLC0415 -- as above

    world = seed(SIZES.get(args.size), with_canaries=args.canaries)
    if args.json:
        print(json.dumps(world, indent=2))
        return 0
    for persona in world["personas"]:
        print(f"{persona['title']:35} {persona['name']:20} {persona['sign_in_link']}")
    for name, seen in world["objects"].items():
        print(f"{name:35} {seen['persona']:20} {seen['url']}")
    for field, word in world["canaries"].items():
        print(f"{field:35} {word}")
    return 0
