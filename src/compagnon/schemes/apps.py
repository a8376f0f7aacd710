from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchemesConfig(AppConfig):
    name = "compagnon.schemes"
    label = "schemes"

    def ready(self) -> None:
        # The registries need loaded models, so they are filled here and not above.
        from compagnon.schemes import policy, privacy  # noqa: F401, PLC0415 -- as above
        from compagnon.ui import navigation  # noqa: PLC0415 -- as above

        navigation.register(
            label=_("Schemes"),
            url_name="schemes:scheme_list",
            permission="schemes.view_schemes",
            order=20,
        )
