from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    name = "compagnon.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        """Put the first page into the menu."""
        from compagnon.ui import navigation  # noqa: PLC0415 -- routes are known from here on

        navigation.register(label=_("Home"), url_name="dashboard:home", order=0)
