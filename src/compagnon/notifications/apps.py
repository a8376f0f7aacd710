from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "compagnon.notifications"
    label = "notifications"
