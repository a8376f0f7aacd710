"""Pages for whoever runs an installation: environment, routes, commands."""

import argparse
import inspect
from collections.abc import Iterator
from operator import attrgetter

from compagnon.cli.main import build_parser
from compagnon.core.environment import VARIABLES
from compagnon.core.routes import list_routes
from tools.reference.markdown import table


def render_settings() -> str:
    rows = [(f"`{each.name}`", f"`{each.default}`", each.meaning) for each in VARIABLES]
    return "\n".join(
        [
            "# Settings",
            "",
            "Everything is set by environment variables.",
            "",
            *table(("Variable", "Default", "Meaning"), rows),
        ]
    )


def render_urls() -> str:
    rows = [
        (
            f"`{route.pattern}`",
            f"`{route.name}`",
            f"`{route.permission}`" if route.permission else f"public: {route.public_reason}",
        )
        for route in sorted(list_routes(), key=attrgetter("pattern", "name"))
    ]
    return "\n".join(
        [
            "# Routes",
            "",
            "Every address the application answers, and the permission it asks or why it is public.",
            "",
            *table(("Route", "Name", "Permission"), rows),
        ]
    )


def subparsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands below this one, in the order the program lists them."""
    for action in parser._actions:  # noqa: SLF001 -- argparse shows its commands nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 -- as above
            yield from dict.fromkeys(action.choices.values())


def argument_name(action: argparse.Action) -> str:
    """`FILE`, or `--out FILE`; not argparse's own help, which differs between versions of Python."""
    value = "" if action.nargs == 0 else str(action.metavar or action.dest).upper()
    if not action.option_strings:
        return f"`{value}`"
    return f"`{', '.join(action.option_strings)} {value}`".replace(" `", "`")


def argument_rows(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    skipped = (argparse._HelpAction, argparse._SubParsersAction)  # noqa: SLF001 -- as above
    for action in parser._actions:  # noqa: SLF001 -- as above
        if not isinstance(action, skipped) and action.help != argparse.SUPPRESS:
            words = (action.help or "").replace("%(default)s", str(action.default))
            if action.choices:
                words = f"{words} ({', '.join(map(str, action.choices))})".strip()
            yield argument_name(action), words


def command_lines(parser: argparse.ArgumentParser, level: int) -> Iterator[str]:
    """A heading, what the command does, its arguments, and the commands below it."""
    yield from (f"{'#' * level} `{parser.prog}`", "")
    for text in (parser.description, parser.epilog):
        if text:
            yield from (inspect.cleandoc(text), "")
    rows = list(argument_rows(parser))
    if rows:
        yield from table(("Argument", "Meaning"), rows)
        yield ""
    for command in subparsers(parser):
        yield from command_lines(command, level + 1)


def render_cli() -> str:
    return "\n".join(["# Commands", "", *command_lines(build_parser(), 2)])
