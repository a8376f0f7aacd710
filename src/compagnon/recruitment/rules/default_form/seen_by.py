"""Who sees an answer, in the words that stand under every question."""

from typing import Final

from django.utils.translation import gettext_noop as _

GROUP: Final = _("The Coordination Group. Nobody else.")
PARTNER: Final = _("The Coordination Group, and your partner once you have one.")
NOBODY: Final = _(
    "Nobody but you. It is encrypted; only the matching opens it, to keep these people apart from you."
)
