from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchemesConfig(AppConfig):
    name = "compagnon.schemes"
    label = "schemes"

    def ready(self) -> None:
        """Make the package's permissions, privacy map and pages known."""
        from compagnon.notifications import wording  # noqa: PLC0415 -- as above
        from compagnon.schemes import (  # noqa: PLC0415 -- models are only known from here on
            notices,
            parts,
            policy,  # noqa: F401 -- imported for its declarations
            privacy,  # noqa: F401 -- as above
            reminders,
        )
        from compagnon.schemes.queries.letter import SchemeWords  # noqa: PLC0415 -- as above
        from compagnon.schemes.queries.scheme import house_of  # noqa: PLC0415 -- as above
        from compagnon.ui import navigation  # noqa: PLC0415 -- as above

        notices.register()
        reminders.register()
        wording.register_source(SchemeWords())
        parts.register(
            parts.Part(
                _("Outbox"),
                _("Which letters wait, went out or failed, and what each says."),
                _("Open the outbox"),
                "schemes:outbox",
            ),
            permission="schemes.view_outbox",
            order=90,
        )
        navigation.register_masthead(house_of)
        navigation.register(
            label=_("Schemes"),
            url_name="schemes:scheme_list",
            permission="schemes.view_schemes",
            order=20,
        )
        navigation.register(
            label=_("Promote"), url_name="schemes:promote", permission="schemes.promote", order=30
        )
