from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "compagnon.matching"
    label = "matching"
