"""The door gunicorn enters by."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compagnon.config.settings")
django.setup(set_prefix=False)

from compagnon.core.application import Application  # noqa: E402 -- Django must be set up first

application = Application()
