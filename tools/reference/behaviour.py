"""Pages about what the application does: who may do what, what happens, which states there are."""

import dataclasses
import inspect
import typing
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pkgutil import walk_packages

from django.apps import apps
from django.conf import settings

from compagnon.core import changes, events, policy, privacy, states
from tools.reference.markdown import table


def load_everything() -> None:
    """Import every module of every installed package: what registers itself is then registered."""
    import_module(settings.ROOT_URLCONF)  # first: routes use its converters
    for config in apps.get_app_configs():
        if config.name.startswith("compagnon."):
            for module in walk_packages([config.path], f"{config.name}."):
                if ".migrations" not in module.name:
                    import_module(module.name)


def first_sentence(thing: object) -> str:
    """The docstring's first line; what has none says nothing."""
    own = thing.__doc__ if isinstance(thing, type) else inspect.getdoc(thing)
    # A dataclass without a docstring gets its signature as one.
    if not own or own.startswith(f"{getattr(thing, '__name__', '')}("):
        return ""
    return inspect.cleandoc(own).partition("\n")[0]


def package_of(dotted: str) -> str:
    return dotted.split(".")[1]


def render_permissions() -> str:
    load_everything()
    uses: dict[str, list[str]] = {}
    for dotted, entry in sorted(changes.registered_changes().items()):
        uses.setdefault(entry.permission, []).append(f"`{dotted.rpartition('.')[2]}`")
    rows = [
        (f"`{name}`", rule.name.replace("_", " "), ", ".join(uses.get(name, ())))
        for name, rule in sorted(policy.permissions().items())
    ]
    kinds = ", ".join(f"`{kind}`" for kind in sorted(policy.kinds()))
    return "\n".join(
        [
            "# Permissions",
            "",
            "Who may do what. What is not in this table is refused; a refusal says why.",
            "",
            *table(("Permission", "Allowed if the person", "Changes"), rows),
            "",
            (
                f"Kinds of things that exist only for those who may know of them: {kinds}. For anybody"
                " else their address answers 404."
            ),
        ]
    )


def subclasses(kind: type) -> Iterator[type]:
    child: type
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def type_name(hint: object) -> str:
    return hint.__name__ if isinstance(hint, type) else str(hint)


def handler_name(handler: Callable[..., object]) -> str:
    """`partnerships: tell meeting_recorded`: whose handler it is, and what it was given beforehand."""
    given: tuple[object, ...] = ()
    if isinstance(handler, partial):
        given, handler = handler.args, handler.func
    owner = package_of(handler.__module__)
    return f"{owner}: {' '.join([handler.__name__.strip('_').replace('_', ' '), *map(str, given)])}"


def render_events() -> str:
    load_everything()
    listeners = events.subscribers()
    rows = []
    for kind in sorted(subclasses(events.Event), key=lambda kind: (kind.__module__, kind.__name__)):
        hints = typing.get_type_hints(kind)
        fields = [
            f"{field.name}: {type_name(hints[field.name])}"
            for field in dataclasses.fields(typing.cast("typing.Any", kind))
        ]
        told = [handler_name(handler) for handler in listeners.get(kind, [])]
        rows.append(
            (
                package_of(kind.__module__),
                f"`{kind.__name__}`",
                first_sentence(kind),
                ", ".join(fields),
                "; ".join(told),
            )
        )
    return "\n".join(
        [
            "# Events",
            "",
            (
                "What happened: one row of the audit log each, written with the change itself. Events"
                " carry ids, dates, numbers and choices, never words."
            ),
            "",
            *table(("Package", "Event", "Meaning", "Carries", "What follows"), rows),
        ]
    )


def render_states() -> str:
    load_everything()
    lines = ["# States", "", "The steps each thing can take; no other step is possible.", ""]
    for name, steps in sorted(states.tables().items()):
        lines += [f"## {name}", "", "```mermaid", "stateDiagram-v2"]
        targets = {to for row in steps.values() for to in row}
        lines += [f"    [*] --> {start}" for start in steps if start not in targets]
        lines += [
            f"    {start} --> {to}: {way.event}"
            for start, row in steps.items()
            for to, step in row.items()
            for way in step.ways()
        ]
        lines += ["```", ""]
        rows = [
            (start, to, f"`{way.permission}`", f"`{way.event}`")
            for start, row in steps.items()
            for to, step in row.items()
            for way in step.ways()
        ]
        lines += [*table(("From", "To", "Permission", "Event"), rows), ""]
    return "\n".join(lines)


def render_personal_data() -> str:
    load_everything()
    lines = [
        "# Personal data",
        "",
        (
            "Every field of every table: what it is, whether the person's own export shows it, and what"
            " erasing the person does to it."
        ),
        "",
    ]
    by_label = sorted(privacy.privacy_map().items(), key=lambda item: item[0]._meta.label)
    for model, fields in by_label:
        rows = [
            (f"`{name}`", how.category, "yes" if how.exported else "no", how.erasure, how.why)
            for name, how in fields.items()
        ]
        head = ("Field", "What it is", "In the export", "On erasure", "Why")
        lines += [f"## {model._meta.label}", "", *table(head, rows), ""]
    return "\n".join(lines)
