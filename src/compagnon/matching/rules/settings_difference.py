"""In which weights, shares, rules and sizes of groups two runs differ. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.wording import name_of_attribute
from compagnon.schemes.matching_defaults import SHARED, MatchingSettings
from compagnon.schemes.matching_shape import Force, RuleSetting


@dataclass(frozen=True)
class SettingChange:
    """A weight, a share, a rule or a size that two runs do not have in common, and how it stood in each."""

    label: StrOrPromise
    before: str
    after: str


def settings_difference(before: MatchingSettings, after: MatchingSettings) -> list[SettingChange]:
    """Return what counted otherwise in two runs: weights, the shares aimed at, then rules."""
    weights = {one.key: one.weight for one in before.criteria}
    aimed, aims = dict(before.shares), dict(after.shares)
    held = {one.key: _held(one) for one in before.rules}
    return [
        *(
            SettingChange(one.label, str(weights[one.key]), str(one.weight))
            for one in after.criteria
            if weights[one.key] != one.weight
        ),
        *(
            SettingChange(name_of_attribute(key), _percent(aimed.get(key)), _percent(aims.get(key)))
            for key in SHARED
            if aimed.get(key) != aims.get(key)
        ),
        *(
            SettingChange(one.label, held[one.key], _held(one))
            for one in after.rules
            if held[one.key] != _held(one)
        ),
    ]


def size_difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[SettingChange]:
    """Return whether two runs of groups put another number of people together."""
    was, now = _size(before), _size(after)
    return [] if was == now else [SettingChange(_("How many are together"), was, now)]


def _size(settings: Mapping[str, Any]) -> str:
    if "circle_sizes" in settings:
        least, most = settings["circle_sizes"]
        return _("%(least)s to %(most)s") % {"least": least, "most": most}
    return _("Two, or three if somebody is left over") if settings["trios"] else _("Two")


def _held(rule: RuleSetting) -> str:
    """Say how strongly a rule holds, and what it asks for."""
    words = {
        Force.BLOCK: _("Holds"),
        Force.WARN: _("Only warns"),
        Force.OFF: _("Does not hold"),
    }
    said = words[rule.force]
    return f"{said} ({rule.minimum})" if rule.asks_how_many and rule.is_on else said


def _percent(percent: int | None) -> str:
    if percent is None:
        return _("No share")
    return _("At least %(percent)s%% of each group") % {"percent": percent}
