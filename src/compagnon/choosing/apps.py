from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChoosingConfig(AppConfig):
    name = "compagnon.choosing"
    label = "choosing"

    def ready(self) -> None:
        """Make the package's permissions, letters, reminders, tasks, privacy map and pages known."""
        from compagnon.choosing import (  # noqa: PLC0415 -- models are only known from here on
            notices,
            policy,  # noqa: F401 -- imported for its declarations
            privacy,  # noqa: F401 -- as above
            reminders,
            tasks,  # noqa: F401 -- as above
        )
        from compagnon.choosing.queries.news import news as silent  # noqa: PLC0415 -- as above
        from compagnon.schemes import news, places  # noqa: PLC0415 -- as above

        notices.register()
        reminders.register()
        news.register("choosing", silent, order=25)
        places.register(
            label=_("Suggestions"),
            url_name="choosing:suggestion_list",
            permission="choosing.view_suggestions",
            order=36,
        )
        places.register(
            label=_("Requests"),
            url_name="choosing:request_list",
            permission="choosing.find_requests",
            order=37,
        )
