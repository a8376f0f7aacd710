from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "compagnon.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Make the package's letters, privacy map and menu entries known."""
        from compagnon.accounts import (  # noqa: PLC0415 -- models are only known from here on
            notices,  # noqa: F401 -- imported for its declarations
            policy,  # noqa: F401 -- as above
            privacy,  # noqa: F401 -- as above
            tasks,  # noqa: F401 -- as above
        )
        from compagnon.ui.navigation import Area, register  # noqa: PLC0415 -- as above

        register(label=_("Sign in"), url_name="account_login", area=Area.VISITOR)
        register(label=_("Your account"), url_name="accounts:account", area=Area.ACCOUNT, order=80)
        register(
            label=_("Sign out"),
            url_name="accounts:sign_out",
            area=Area.ACCOUNT,
            order=90,
            is_change=True,
        )
