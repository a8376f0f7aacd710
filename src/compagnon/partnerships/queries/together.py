from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Together:
    """How often the members met, and how long they were together, since the beginning or in some days."""

    count: int
    minutes: int

    @property
    def in_words(self) -> str:
        """The meetings and the hours, in words."""
        hours, minutes = divmod(self.minutes, 60)
        met = ngettext("%(count)s meeting", "%(count)s meetings", self.count) % {
            "count": self.count
        }
        long = _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
        return f"{met} · {long}"
