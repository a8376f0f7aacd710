from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecruitmentConfig(AppConfig):
    name = "compagnon.recruitment"
    label = "recruitment"

    def ready(self) -> None:
        """Make the package's permissions, tasks, privacy map and pages known."""
        from compagnon.recruitment import (  # noqa: PLC0415 -- models are only known from here on
            notices,
            policy,  # noqa: F401 -- imported for its declarations
            privacy,  # noqa: F401 -- as above
            reminders,
            tasks,  # noqa: F401 -- as above
        )
        from compagnon.recruitment.letters import letters_left  # noqa: PLC0415 -- as above
        from compagnon.recruitment.queries.news import news as waiting  # noqa: PLC0415 -- as above
        from compagnon.recruitment.queries.progress import count_sources, report  # noqa: PLC0415 -- as above
        from compagnon.schemes import leaving, news, places, progress, sharing  # noqa: PLC0415 -- as above
        from compagnon.ui import navigation  # noqa: PLC0415 -- as above

        notices.register()
        reminders.register()
        navigation.register(
            label=_("My applications"),
            url_name="recruitment:own_applications",
            permission="recruitment.view_own_applications",
            order=10,
        )
        progress.register("recruitment", report, order=10)
        news.register("recruitment", waiting, order=10)
        sharing.register("recruitment", count_sources)
        leaving.register("recruitment", letters_left)
        register_parts()
        places.register(
            label=_("Applications"),
            url_name="recruitment:application_list",
            permission="recruitment.view_applications",
            order=10,
        )
        places.register(
            label=_("Import"),
            url_name="recruitment:upload",
            permission="recruitment.upload_file",
            order=20,
        )


def register_parts() -> None:
    """Add what a scheme's page leads to: its form, and where its applicants work."""
    from compagnon.schemes import parts  # noqa: PLC0415 -- models are only known from here on

    parts.register(
        parts.Part(
            _("Application form"),
            _("What you ask of everybody who applies, why, and who sees the answer."),
            _("Look at the form, or change it"),
            "recruitment:form",
        ),
        permission="recruitment.view_form",
        order=10,
    )
    parts.register(
        parts.Part(
            _("Institutions"),
            _("Where applicants work, and which spellings mean one place."),
            _("Look at the list, or put two together"),
            "recruitment:institution_list",
        ),
        permission="recruitment.view_institutions",
        order=15,
    )
