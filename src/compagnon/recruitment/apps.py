from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "compagnon.recruitment"
    label = "recruitment"

    def ready(self) -> None:
        """Make the package's permissions and tasks known."""
        from compagnon.recruitment import (  # noqa: PLC0415 -- models are only known from here on
            policy,  # noqa: F401 -- imported for its declarations
            tasks,  # noqa: F401 -- as above
        )
