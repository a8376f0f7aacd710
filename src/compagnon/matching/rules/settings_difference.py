"""In which weights, shares and rules two runs differ. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.matching.rules.wording import name_of_attribute
from compagnon.schemes.matching_defaults import SHARED, MatchingSettings
from compagnon.schemes.matching_shape import Force, RuleSetting


@dataclass(frozen=True)
class SettingChange:
    """A weight, a share or a rule that two runs do not have in common, and how it stood in each."""

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
