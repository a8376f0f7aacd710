from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "compagnon.matching"
    label = "matching"

    def ready(self) -> None:
        """Make the package's permissions, letters, tasks, privacy map and pages known once the tables are."""
        from compagnon.matching import (  # noqa: PLC0415 -- models are only known from here on
            notices,
            policy,  # noqa: F401 -- imported for its declarations
            privacy,  # noqa: F401 -- as above
            reminders,
            tasks,  # noqa: F401 -- as above
        )
        from compagnon.matching.queries.news import news as waiting  # noqa: PLC0415 -- as above
        from compagnon.matching.queries.progress import report  # noqa: PLC0415 -- as above
        from compagnon.matching.queries.way_back import way_back  # noqa: PLC0415 -- as above
        from compagnon.schemes import news, places, progress, rematching  # noqa: PLC0415 -- as above

        notices.register()
        reminders.register()
        progress.register("matching", report, order=20)
        news.register("matching", waiting, order=20)
        rematching.register(way_back)
        places.register(
            label=_("Matching"),
            url_name="matching:room",
            permission="matching.view_runs",
            order=30,
        )
        places.register(
            label=_("Answers"),
            url_name="matching:answer_list",
            permission="matching.view_answers",
            order=35,
        )
