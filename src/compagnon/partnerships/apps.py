from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "compagnon.partnerships"
    label = "partnerships"
