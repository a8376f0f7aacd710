from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.errors import Refused
from compagnon.schemes.forms.settings import close
from compagnon.schemes.matching_defaults import MOST_PERCENT, matching_settings
from compagnon.schemes.matching_shape import Force
from compagnon.schemes.models import Scheme
from compagnon.schemes.rules.matching import MOST_SHARED, MOST_WEIGHT, MatchingChoice
from compagnon.schemes.template import TEMPLATES, settings_of

_FORCES: Final[dict[Force, StrOrPromise]] = {
    Force.BLOCK: _("Never pair them"),
    Force.WARN: _("Warn: the pair counts less, and somebody accepts it with a reason"),
    Force.OFF: _("Does not matter here"),
}


_SHARES: Final[dict[str, StrOrPromise]] = {
    "region": _("Of each region, place at least (%)"),
    "sector": _("Of each sector, place at least (%)"),
    "phases": _("Of each phase, place at least (%)"),
}


class MatchingForm(forms.Form):
    """What counts in matching and how much; which rules hold; what share of each group is aimed at."""

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        """Ask for every weight, rule and share, as they hold now."""
        super().__init__(*args, **kwargs)
        promises = TEMPLATES[scheme.template].promises
        self._known = matching_settings(scheme.matching)
        for one in self._known.criteria:
            field = self.fields[f"weights.{one.key}"] = forms.IntegerField(
                label=one.label,
                help_text=one.reason,
                min_value=0,
                max_value=MOST_WEIGHT,
                initial=one.weight,
            )
            if reason := promises.get(f"weights.{one.key}"):
                field.initial = 0
                close(field, reason)
        self._ask_for_shares(is_pool=settings_of(scheme).is_pool)
        # Where the group matches several at once there is no one pair of which a warning could be accepted.
        known = settings_of(scheme)
        left_out = {Force.WARN} if known.is_pool and not known.peers_choose else set()
        offered = [(one.value, said) for one, said in _FORCES.items() if one not in left_out]
        for rule in self._known.rules:
            held = self.fields[f"rules.{rule.key}"] = forms.ChoiceField(
                label=rule.label,
                help_text=rule.reason,
                choices=offered[:1] if rule.is_locked else offered,
                widget=forms.RadioSelect,
                initial=rule.force.value,
            )
            if rule.asks_how_many:
                self.fields[f"least.{rule.key}"] = forms.IntegerField(
                    label=_("How many times they must have in common"),
                    help_text=_("Parts of a day in a usual week. Empty: as many as it is now."),
                    min_value=1,
                    max_value=MOST_SHARED,
                    required=False,
                    initial=rule.minimum,
                )
            if rule.is_locked:
                close(
                    held, _("Holds in every scheme, so that nobody is paired against their word.")
                )

    def _ask_for_shares(self, *, is_pool: bool) -> None:
        """Ask what share of each group is to be placed; not where all are peers, who are placed in groups."""
        given = dict(self._known.shares)
        for key, label in ({} if is_pool else _SHARES).items():
            self.fields[f"shares.{key}"] = forms.IntegerField(
                label=label,
                min_value=1,
                max_value=MOST_PERCENT,
                required=False,
                initial=given.get(key),
            )

    def weight_fields(self) -> Iterator[BoundField]:
        """Yield the fields of the weights."""
        return (self[name] for name in self.fields if name.startswith("weights."))

    def rule_fields(self) -> Iterator[BoundField]:
        """Yield the fields of the rules, each with what it asks for."""
        return (self[name] for name in self.fields if name.startswith(("rules.", "least.")))

    def share_fields(self) -> list[BoundField]:
        """Return the fields of the shares; none where there are no groups to place."""
        return [self[name] for name in self.fields if name.startswith("shares.")]

    def chosen(self) -> MatchingChoice:
        """Return what was chosen, of a valid form; a share that is empty is none."""
        given, known = self.cleaned_data, self._known
        shares = {key: given.get(f"shares.{key}") for key in _SHARES}
        return MatchingChoice(
            weights={one.key: given[f"weights.{one.key}"] for one in known.criteria},
            rules={one.key: Force(given[f"rules.{one.key}"]) for one in known.rules},
            least={
                one.key: given[f"least.{one.key}"] or one.minimum
                for one in known.rules
                if one.asks_how_many
            },
            shares={key: percent for key, percent in shares.items() if percent},
        )

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field it is about."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
