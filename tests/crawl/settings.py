"""The settings of a public installation: https, secure cookies, no tools of the tests in between."""

import os
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.conf import settings
from django.test import override_settings

from compagnon.config import settings as module

HOST = "mentoring.example"
ORIGIN = f"https://{HOST}"
# What a test run has of its own: folders, a database, a table more, a letter box, files that nobody has collected, templates
# that know their lines.
SAME = (
    "COMPAGNON_DATA",
    "COMPAGNON_KEY_FILE",
    "DATA",
    "DATABASES",
    "EMAIL_BACKEND",
    "INSTALLED_APPS",
    "SECRET_KEY",
    "STORAGES",
    "STATIC_ROOT",
    "TEMPLATES",
)


@contextmanager
def as_in_production() -> Iterator[None]:
    """Read the application's own settings anew, for a site on https, and set what is different there."""
    environment = {"COMPAGNON_ORIGIN": ORIGIN, "COMPAGNON_PASSWORDS": "on"}
    with mock.patch.dict(os.environ, environment):
        read = runpy.run_path(str(module.__file__))
    different = {
        name: value
        for name, value in read.items()
        if name.isupper() and name not in SAME and getattr(settings, name, None) != value
    }
    with override_settings(**different):
        yield
