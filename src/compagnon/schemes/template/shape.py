"""What a template is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django_stubs_ext import StrPromise

from compagnon.schemes.charter import CharterText
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class ChecklistStep:
    """One thing an organisation does to run its scheme, in order; the key never changes."""

    key: str
    title: StrPromise
    text: StrPromise


@dataclass(frozen=True, kw_only=True)
class Template:
    """A scheme to start from: its kind, words, focus areas, matching, charter (language → text), checklist.

    `matching` and `settings` hold only what the template does otherwise than the defaults. `promises`: what no
    scheme of this kind may change, with the reason; a setting by its name, a weight as "weights.experience".
    `alignment`: how such a scheme serves what its organisation is for.
    """

    key: str
    kind: Scheme.Kind
    title: StrPromise
    purpose: StrPromise
    summary: StrPromise
    focus_areas: tuple[str, ...]
    charter: Mapping[str, CharterText]
    matching: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    checklist: tuple[ChecklistStep, ...] = ()
    promises: Mapping[str, StrPromise] = field(default_factory=dict)
    alignment: StrPromise | None = None
