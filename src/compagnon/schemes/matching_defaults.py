"""How the association's template matches: what must never be, what counts and how much. Data, not code.

A scheme keeps only what it does otherwise (`Scheme.matching`): weights by key, and how strongly rules hold.
Every sentence here is read by people, in the matching room and in the reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop as _

from compagnon.schemes.matching_shape import Ban, Comparison, CriterionSetting, Force, RuleSetting

CRITERIA: tuple[CriterionSetting, ...] = (
    CriterionSetting(
        key="interests",
        english=_("Interests"),
        why=_(
            "What one of the two wants to explore, the other offers. Three wishes met are full marks."
        ),
        weight=30,
        comparison=Comparison.WANTED,
        attribute="interests_wanted",
        offered="interests_offered",
        enough=3,
    ),
    CriterionSetting(
        key="purposes",
        english=_("Purpose"),
        why=_("Both see the same purpose in mentoring: induction, progression or challenge."),
        weight=10,
        comparison=Comparison.SHARED,
        attribute="purposes",
        enough=1,
        is_told_to_pair=False,  # why somebody would like a mentor is theirs to tell (LSIS-70)
    ),
    CriterionSetting(
        key="languages",
        english=_("Languages taught"),
        why=_("They teach a language in common. One is enough."),
        weight=15,
        comparison=Comparison.SHARED,
        attribute="languages_taught",
        enough=1,
    ),
    CriterionSetting(
        key="phases",
        english=_("Phase"),
        why=_("Alike or different, as each of the two prefers."),
        weight=10,
        comparison=Comparison.LIKENESS,
        attribute="phases",
    ),
    CriterionSetting(
        key="sector",
        english=_("Sector"),
        why=_("Alike or different, as each of the two prefers."),
        weight=10,
        comparison=Comparison.LIKENESS,
        attribute="sector",
    ),
    CriterionSetting(
        key="experience",
        english=_("Experience"),
        why=_(
            "Ahead by three to fifteen years: close enough to remember, far enough to have seen more."
        ),
        weight=10,
        comparison=Comparison.GAP,
        attribute="experience_years",
        low=3,
        high=15,
        fade=10,
    ),
    CriterionSetting(
        key="availability",
        english=_("Times to meet"),
        why=_("They have time on the same occasions. Two are full marks."),
        weight=10,
        comparison=Comparison.SHARED,
        attribute="availability",
        enough=2,
    ),
    CriterionSetting(
        key="frequency",
        english=_("How often to meet"),
        why=_("Both would like to meet once each half term, or both once a month."),
        weight=5,
        comparison=Comparison.SHARED,
        attribute="meeting_frequency",
        enough=1,
    ),
    CriterionSetting(  # LSIS-75, LSIS-76; against it stands the rule below, where mentoring is not in one house
        key="same_site",
        english=_("The same site"),
        why=_(
            "They work at the same place, so that they can work side by side and observe each other. For schemes in one"
            " organisation."
        ),
        weight=0,
        comparison=Comparison.SHARED,
        attribute="institution",
        enough=1,
    ),
)

RULES: tuple[RuleSetting, ...] = (
    RuleSetting(
        key="kept_apart",
        english=_("Cannot be paired"),
        why=_(
            "One of the two has declared a line-management relationship or another conflict."
            " Nobody is shown which, or who declared it."
        ),
        ban=Ban.NAMED_PAIRS,
        is_locked=True,
    ),
    RuleSetting(
        key="set_apart",
        english=_("Set apart by a coordinator"),
        why=_("A coordinator has decided that these two are not to be paired."),
        ban=Ban.NAMED_PAIRS,
        is_locked=True,
    ),
    RuleSetting(
        key="declined_before",
        english=_("Paired before"),
        why=_(
            "These two were proposed to each other before, and it came to nothing; or they were a pair."
        ),
        ban=Ban.NAMED_PAIRS,
        is_locked=True,
    ),
    RuleSetting(
        key="same_institution",
        english=_("The same workplace"),
        why=_(
            "Mentoring stands outside line management, and colleagues of one workplace often stand within it."
        ),
        ban=Ban.SAME,
        attribute="institution",
        is_waivable=True,
    ),
    RuleSetting(
        key="no_shared_mode",
        english=_("No way of meeting in common"),
        why=_("One meets online only and the other face to face only."),
        ban=Ban.NOTHING_SHARED,
        attribute="modes",
        is_waivable=True,
    ),
    RuleSetting(
        key="too_far",
        english=_("Face to face only, in different regions"),
        why=_(
            "All that is left to the two is to meet face to face, and they work in different regions."
        ),
        ban=Ban.APART_WHEN_ONLY,
        attribute="region",
        only="face_to_face",
        shared="modes",
        is_waivable=True,
    ),
    RuleSetting(  # LSIS-77
        key="too_few_times",
        english=_("Times to meet in common: fewer than {minimum}"),
        why=_(
            "Of the parts of a day at which they can meet, they share fewer than the scheme asks for. Nobody is kept apart"
            " who named none."
        ),
        ban=Ban.NOTHING_SHARED,
        attribute="availability",
        is_waivable=True,
        asks_how_many=True,
        minimum=2,
        force=Force.OFF,
    ),
    RuleSetting(  # LSIS-27
        key="without_agreement",
        english=_("No agreement between the two workplaces"),
        why=_(
            "They work at different places that have no agreement to pair their people, as recorded by a coordinator."
        ),
        ban=Ban.WITHOUT_AGREEMENT,
        attribute="institution",
        is_waivable=True,
        force=Force.OFF,
    ),
)

_FORCES = {one.value: one for one in Force}

# ALL-53: places are shared out evenly over regions first, then over sectors.
EQUITY_GROUPS: tuple[str, ...] = ("region", "sector")
# Of what a scheme may want a share of each group placed, in the order in which a match aims at them.
SHARED: tuple[str, ...] = (*EQUITY_GROUPS, "phases")
MOST_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class MatchingSettings:
    """How one scheme matches. `shares`: what share of each group of an answer it aims at, in per cent, by the answer."""

    criteria: tuple[CriterionSetting, ...] = CRITERIA
    rules: tuple[RuleSetting, ...] = RULES
    equity_groups: tuple[str, ...] = EQUITY_GROUPS
    shares: tuple[tuple[str, int], ...] = ()

    def criterion(self, key: str) -> CriterionSetting | None:
        """Return the criterion of this key, if there is one."""
        return self._criteria_by_key.get(key)

    @cached_property
    def _criteria_by_key(self) -> dict[str, CriterionSetting]:
        return {one.key: one for one in self.criteria}

    def rule(self, key: str) -> RuleSetting | None:
        """Return the rule of this key, if there is one."""
        return next((one for one in self.rules if one.key == key), None)

    @property
    def asks_for_agreements(self) -> bool:
        """Whether workplaces must have an agreement for their people to be paired."""
        return any(one.ban is Ban.WITHOUT_AGREEMENT and one.is_on for one in self.rules)

    @property
    def strict(self) -> "MatchingSettings":
        """The same where nobody would accept a warning: what warns forbids."""
        rules = (replace(one, force=Force.BLOCK) if one.warns else one for one in self.rules)
        return replace(self, rules=tuple(rules))


def matching_settings(changed: Mapping[str, object] | None = None) -> MatchingSettings:
    """Return the template's settings with what a scheme does otherwise.

    `changed`: {"weights": {criterion key: whole number}, "rules": {rule key: "block", "warn" or "off"},
    "least": {rule key: how many answers two must share}, "targets": {answer: per cent of each group}}. A locked rule forbids whatever is asked (ALL-54); unknown keys change
    nothing. Places are shared out first by an answer that has a target.
    """
    changed = changed or {}
    targets = _said(changed, "targets")
    groups = sorted(EQUITY_GROUPS, key=lambda one: one not in targets)
    weights, rules, least = (_said(changed, name) for name in ("weights", "rules", "least"))
    return MatchingSettings(
        criteria=tuple(replace(one, weight=weights.get(one.key, one.weight)) for one in CRITERIA),
        rules=tuple(
            one
            if one.is_locked
            else replace(
                one,
                force=_FORCES.get(str(rules.get(one.key)), one.force),
                minimum=least.get(one.key, one.minimum) if one.asks_how_many else one.minimum,
            )
            for one in RULES
        ),
        equity_groups=tuple(groups),
        shares=tuple((key, targets[key]) for key in SHARED if key in targets),
    )


def _said(changed: Mapping[str, object], name: str) -> dict[str, Any]:
    said = changed.get(name)
    return said if isinstance(said, dict) else {}
