from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "compagnon.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        """Register letters, reminders, the privacy map and the coordinators' page once the tables are known."""
        from compagnon.notifications import feeds  # noqa: PLC0415 -- as above
        from compagnon.partnerships import notices, privacy, reminders, tasks  # noqa: F401, PLC0415 -- models must be loaded first
        from compagnon.partnerships.occasions import entries  # noqa: PLC0415 -- as above
        from compagnon.partnerships.queries.news import news as waiting  # noqa: PLC0415 -- as above
        from compagnon.schemes import news, places  # noqa: PLC0415 -- as above

        notices.register()
        reminders.register()
        feeds.register("partnerships", entries)
        news.register("partnerships", waiting, order=40)
        _add_to_schemes()
        places.register(
            label=_("Partnerships"),
            url_name="partnerships:activity",
            permission="partnerships.view_activity",
            order=40,
        )


def _add_to_schemes() -> None:
    """Add what a scheme's page leads to."""
    from compagnon.schemes import parts  # noqa: PLC0415 -- models must be loaded first

    parts.register(
        parts.Part(
            _("Partnerships"),
            _("Who is stuck, at what and for how long; who owes what. Never what they say."),
            _("Look who needs you"),
            "partnerships:progress_list",
        ),
        permission="partnerships.list_progress",
        order=50,
    )
    parts.register(
        parts.Part(
            _("Time and cost"),
            _("What partnerships take of the time you give them, and what it costs."),
            _("Look at the totals"),
            "partnerships:time",
        ),
        permission="partnerships.view_time",
        order=51,
    )
    parts.register(
        parts.Part(
            _("Documents"),
            _(
                "Blank forms for contract, log and plan, and an introduction, in the words of your scheme."
            ),
            _("Take one away"),
            "partnerships:blank_papers",
        ),
        permission="schemes.view_scheme",
        order=52,
    )
