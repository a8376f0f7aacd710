"""In which weights and rules two runs differ. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.matching_shape import Force


@dataclass(frozen=True)
class SettingChange:
    """A weight or a rule that two runs do not have in common, and how it stood in each."""

    label: StrOrPromise
    before: str
    after: str


def settings_difference(before: MatchingSettings, after: MatchingSettings) -> list[SettingChange]:
    """Return what counted otherwise in two runs: weights first, then rules."""
    weights = {one.key: one.weight for one in before.criteria}
    held = {one.key: one.force for one in before.rules}
    words = {
        Force.BLOCK: _("Holds"),
        Force.WARN: _("Only warns"),
        Force.OFF: _("Does not hold"),
    }
    return [
        *(
            SettingChange(one.label, str(weights[one.key]), str(one.weight))
            for one in after.criteria
            if weights[one.key] != one.weight
        ),
        *(
            SettingChange(one.label, words[held[one.key]], words[one.force])
            for one in after.rules
            if held[one.key] != one.force
        ),
    ]
