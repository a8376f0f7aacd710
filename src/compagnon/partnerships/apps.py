from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "compagnon.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        """Register letters, reminders and the privacy map once the tables are known."""
        from compagnon.partnerships import notices, privacy, reminders  # noqa: PLC0415 -- models must be loaded first

        notices.register()
        reminders.register()
        privacy.register()
