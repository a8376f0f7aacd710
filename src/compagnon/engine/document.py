"""Results as plain data and back: frozen dataclasses of tuples, texts, whole numbers and reasons."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def encode(value: Any) -> Any:
    """Turn a dataclass into a dictionary, and what it holds likewise; tuples become lists."""
    if is_dataclass(value):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def decode(kind: type[Record], data: Any) -> Record:
    """Build a dataclass of this kind from what `encode` made of one.

    Raises KeyError for a missing field and TypeError for a value of another kind. Fields it does
    not know are passed over, and those with a default may be missing: later versions added them.
    """
    hints = get_type_hints(kind)
    known = {
        field.name: hints[field.name]
        for field in fields(kind)  # type: ignore[arg-type]  # dataclasses only, which Record cannot say
        if field.name in data or field.default is MISSING
    }
    return kind(**{name: _value(hint, data[name]) for name, hint in known.items()})


def _value(kind: Any, data: Any) -> Any:
    if is_dataclass(kind):
        return decode(kind, data)  # type: ignore[arg-type]  # a class here, never an instance
    origin, inside = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(_value(inside[0], item) for item in _checked(list, data))
    if origin is Mapping:
        items = _checked(dict, data).items()
        return {key: tuple(item) if isinstance(item, list) else item for key, item in items}
    if origin is UnionType:
        records = [one for one in inside if is_dataclass(one)]
        return _value(records[0], data) if records and data is not None else _checked(inside, data)
    return _checked(str if origin is Literal else kind, data)


def _checked(kind: Any, data: Any) -> Any:
    if not isinstance(data, kind):
        raise TypeError(data)
    return data


def to_json(data: Any) -> bytes:
    """Write plain data as the one canonical text: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
