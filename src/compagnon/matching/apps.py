from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "compagnon.matching"
    label = "matching"

    def ready(self) -> None:
        """Make the package's permissions, letters and tasks known once the tables are."""
        from compagnon.matching import (  # noqa: PLC0415 -- models are only known from here on
            notices,
            policy,  # noqa: F401 -- imported for its declarations
            tasks,  # noqa: F401 -- as above
        )

        notices.register()
