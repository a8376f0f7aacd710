from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "compagnon.recruitment"
    label = "recruitment"
