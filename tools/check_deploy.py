"""Django's own checks of an installation, on the settings that an operator with a public address has."""

import os
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.base import SystemCheckError


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        os.environ |= {
            "COMPAGNON_DATA": folder,
            "COMPAGNON_ORIGIN": "https://mentoring.example.org",
            "COMPAGNON_SECRET": "a secret of this check alone, long enough and never used: 0123456789",
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "compagnon.config.settings",
        }
        django.setup()
        try:
            call_command("check", deploy=True, fail_level="WARNING")
        except SystemCheckError as error:
            print(error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
