from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpConfig(AppConfig):
    name = "compagnon.help"
    label = "help"

    def ready(self) -> None:
        """Make the package's permissions, letters, news, tasks, privacy map and pages known."""
        from compagnon.help import (  # noqa: PLC0415 -- models are only known from here on
            notices,
            policy,  # noqa: F401 -- imported for its declarations
            privacy,  # noqa: F401 -- as above
            tasks,  # noqa: F401 -- as above
        )
        from compagnon.help.queries import open_questions  # noqa: PLC0415 -- as above
        from compagnon.schemes import news, parts  # noqa: PLC0415 -- as above
        from compagnon.ui import navigation  # noqa: PLC0415 -- as above

        notices.register()
        news.register("help", open_questions, order=5)
        navigation.register(
            label=_("Help"), url_name="help:home", area=navigation.Area.FOOT, order=5
        )
        navigation.register(
            label=_("You cannot sign in? Write to us"),
            url_name="help:write",
            area=navigation.Area.STUCK,
        )
        parts.register(
            parts.Part(
                _("Questions"),
                _("What people who take part ask you, and who of you answers."),
                _("Look at the questions"),
                "help:question_list",
            ),
            permission="help.view_questions",
            order=60,
        )
