from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "compagnon.resources"
    label = "resources"

    def ready(self) -> None:
        """Make the package's permissions, its privacy map and its part of a scheme's page known."""
        from compagnon.resources import policy, privacy  # noqa: F401, PLC0415 -- models must be loaded first
        from compagnon.schemes import parts  # noqa: PLC0415 -- as above

        parts.register(
            parts.Part(
                _("Resources"),
                _("What you point people to: journals, materials, events, whom to ask."),
                _("Look at the list"),
                "resources:resource_list",
            ),
            permission="resources.view_resources",
            order=53,
        )
