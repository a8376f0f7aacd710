from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "compagnon.schemes"
    label = "schemes"
