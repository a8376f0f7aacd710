from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "compagnon.ui"
    label = "ui"
