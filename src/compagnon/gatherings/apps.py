from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatheringsConfig(AppConfig):
    name = "compagnon.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        """Make the package's permissions, its privacy map and its entry in the menu known."""
        from compagnon.gatherings import policy, privacy  # noqa: F401, PLC0415 -- models must be loaded first
        from compagnon.ui import navigation  # noqa: PLC0415 -- as above

        navigation.register(
            label=_("Gatherings"),
            url_name="gatherings:gathering_list",
            permission="gatherings.view_gatherings",
            order=31,
        )
