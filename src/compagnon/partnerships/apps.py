from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "compagnon.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        """Register letters, reminders, the privacy map and the coordinators' page once the tables are known."""
        from compagnon.partnerships import notices, privacy, reminders  # noqa: F401, PLC0415 -- models must be loaded first
        from compagnon.schemes import places  # noqa: PLC0415 -- as above

        notices.register()
        reminders.register()
        places.register(
            label=_("Partnerships"),
            url_name="partnerships:activity",
            permission="partnerships.view_activity",
            order=40,
        )
