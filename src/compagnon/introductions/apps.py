from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntroductionsConfig(AppConfig):
    name = "compagnon.introductions"
    label = "introductions"

    def ready(self) -> None:
        """Make the package's permissions, letters, reminders, tasks, privacy map and pages known."""
        from compagnon.introductions import (  # noqa: PLC0415 -- models are only known from here on
            notices,
            policy,  # noqa: F401 -- imported for its declarations
            privacy,  # noqa: F401 -- as above
            reminders,
            tasks,  # noqa: F401 -- as above
        )
        from compagnon.introductions.panels import volunteer_panel  # noqa: PLC0415 -- as above
        from compagnon.introductions.queries.gate import reason_to_wait  # noqa: PLC0415 -- as above
        from compagnon.recruitment import panels, waiting  # noqa: PLC0415 -- as above
        from compagnon.schemes import places  # noqa: PLC0415 -- as above

        notices.register()
        reminders.register()
        panels.register("introductions", volunteer_panel)
        waiting.register("introductions", reason_to_wait)
        places.register(
            label=_("Introductory meeting"),
            url_name="introductions:introduction_list",
            permission="introductions.view_introductions",
            order=5,
        )
