"""How a scheme works, and what counts in its matching. What its kind promises cannot be changed, and says why."""

from dataclasses import asdict

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.events import MatchingChanged, SettingsChanged
from compagnon.schemes.models import Scheme
from compagnon.schemes.rules.matching import MatchingChoice, matching_problem, matching_to_store
from compagnon.schemes.settings import SchemeSettings, parsed, problems, to_stored
from compagnon.schemes.template import TEMPLATES


@change("schemes.change_settings", on="scheme")
def change_settings(*, by: Actor, scheme: Scheme, settings: SchemeSettings) -> Scheme:
    """Change how often pairs meet, for how long, for whom and with what time; only what differs is kept.

    Refused for what the scheme's kind promises otherwise, and for what cannot be: no cadence, an absurd length,
    more meetings than the hours that are given (LSIS-61, LSIS-80). The same again changes nothing.
    """
    template = TEMPLATES[scheme.template]
    usual = asdict(parsed(template.settings))
    for name, value in asdict(settings).items():
        if value != usual[name] and name in template.promises:
            raise Refused(template.promises[name], field=name)
    for problem in problems(settings):
        raise Refused(problem.reason, field=problem.field)
    stored = to_stored(settings, template.settings)
    if scheme.settings == stored:
        return scheme
    scheme.settings = stored
    scheme.save(update_fields=["settings"])
    record(SettingsChanged(scheme_id=scheme.id), by=by)
    return scheme


@change("schemes.change_matching", on="scheme")
def change_matching(*, by: Actor, scheme: Scheme, chosen: MatchingChoice) -> Scheme:
    """Change what counts in matching, how much, which rules forbid or warn, and what share of each group is aimed at.

    Only what differs from the defaults is kept; a share that is not given is none.

    Refused: to let go of a rule that holds in every scheme (ALL-54), a weight that the scheme's kind promises not to use, a
    weight beyond 0 to 100, no weight at all, and a share beyond 1 to 100. Runs that were made keep what counted then.
    """
    problem = matching_problem(TEMPLATES[scheme.template].promises, chosen)
    if problem is not None:
        raise Refused(problem.reason, field=problem.field)
    stored = matching_to_store(chosen)
    if scheme.matching == stored:
        return scheme
    scheme.matching = stored
    scheme.save(update_fields=["matching"])
    record(MatchingChanged(scheme_id=scheme.id), by=by)
    return scheme
