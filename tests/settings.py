"""The application's own settings, on a data folder of this test process alone."""

import atexit
import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="compagnon-tests-")
atexit.register(_folder.cleanup)
os.environ["COMPAGNON_DATA"] = _folder.name
(Path(_folder.name) / "static").mkdir()

from compagnon.config.settings import *  # noqa: E402, F403 -- the data folder must be known first
from compagnon.config.settings import (  # noqa: E402 -- as above
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    SILENCED_SYSTEM_CHECKS,
    STORAGES,
    TEMPLATES,
)

# A page that asks the database once for each row it shows fails its test.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# Twice is by design: the page asks the policy, and so does the change it makes.
ZEAL_NPLUSONE_THRESHOLD = 3
ZEAL_ALLOWLIST = [
    # Writing asks for the author's key once for each confidential field of the form.
    {"model": "core.DataKey", "field": "*"},
]

# A browser test leaves the variable behind in its process, for Playwright's loop lives as long as that.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "async.E001"]

_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: in memory all threads of a live server would share one connection.
    _database["TEST"] = {"NAME": str(Path(_folder.name) / "tests.sqlite3")}
else:
    # Two runs on one machine do not get in each other's way.
    _database["TEST"] = {"NAME": f"test_compagnon_{os.getpid()}"}

# Files as they lie in the source: nothing is collected for a test.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Only then do templates know their lines, which coverage counts.
TEMPLATES[0]["OPTIONS"]["debug"] = True  # type: ignore[index]  # a dictionary of dictionaries, by contract
