"""`compagnon urls`: every route with its permission."""

import argparse
import json


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "urls",
        help="list every route: name, pattern, permission",
        description="List every route with the permission it asks, or the reason why it is public.",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the routes in the order in which they are tried."""
    from compagnon.core.routes import list_routes  # noqa: PLC0415 -- Django is set up by now

    rows = [route.as_dict() for route in list_routes()]
    if args.json:
        print(json.dumps(rows, indent=2))
        return 0
    for row in rows:
        print(f"{row['pattern']:60} {row['permission'] or 'public: ' + str(row['public_reason'])}")
    return 0
