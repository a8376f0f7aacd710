from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "compagnon.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Declare what the kernel's own tables hold."""
        from compagnon.privacy import kernel, policy  # noqa: F401, PLC0415 -- models must be loaded first
