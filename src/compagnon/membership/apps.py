from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "compagnon.membership"
    label = "membership"

    def ready(self) -> None:
        """Make the package's permissions, tasks, privacy map and pages known."""
        from compagnon.membership import (  # noqa: PLC0415 -- models are only known from here on
            notices,  # noqa: F401 -- imported for its declarations
            policy,  # noqa: F401 -- as above
            privacy,  # noqa: F401 -- as above
            tasks,  # noqa: F401 -- as above
        )
        from compagnon.membership.panels import choices, membership_panel  # noqa: PLC0415 -- as above
        from compagnon.membership.queries.register import news_of_registers  # noqa: PLC0415 -- as above
        from compagnon.membership.queries.standing import found_against, found_where  # noqa: PLC0415 -- as above
        from compagnon.recruitment import findings, panels  # noqa: PLC0415 -- as above
        from compagnon.schemes import news, places  # noqa: PLC0415 -- as above

        panels.register("membership", membership_panel)
        findings.register("membership", findings.Finder(choices, found_where, found_against))
        news.register("membership", news_of_registers, order=30)
        places.register(
            label=_("Members"),
            url_name="membership:members",
            permission="membership.view_members",
            order=25,
        )
