"""A throw-away installation: its folder, its settings, its database."""

import os


def enter(folder: str, **environment: str) -> None:
    """Set Django up on a folder of this run alone, whatever the surroundings say."""
    for name in [name for name in os.environ if name.startswith("COMPAGNON_")]:
        del os.environ[name]
    for name in ("DATABASE_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "COMPAGNON_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "compagnon.config.settings",
        **environment,
    }

    import django  # noqa: PLC0415 -- the settings are read from the environment just set

    django.setup()
