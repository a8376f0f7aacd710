from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "compagnon.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Make the package's permissions, tasks, menu entries and privacy map known."""
        from compagnon.notifications import (  # noqa: PLC0415 -- models are only known from here on
            menu,
            policy,  # noqa: F401 -- imported for its declarations
            privacy,  # noqa: F401 -- as above
            tasks,  # noqa: F401 -- as above
        )

        menu.register()
