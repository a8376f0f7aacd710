from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "compagnon.matching"
    label = "matching"

    def ready(self) -> None:
        """Register letters once the tables are known."""
        from compagnon.matching import notices  # noqa: PLC0415 -- models must be loaded first

        notices.register()
