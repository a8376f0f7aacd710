"""Files of pages as an installation serves them: collected once, named after their content, kept for ever."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from compagnon.config.settings import STORAGES, WHITENOISE_ALLOW_ALL_ORIGINS
from tests.settings import STORAGES as STORAGES_OF_TESTS

pytestmark = pytest.mark.django_db  # closing an answer looks at the connection


@pytest.fixture
def middleware(tmp_path: Path, settings: Settings) -> WhiteNoiseMiddleware:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = STORAGES
    settings.WHITENOISE_ALLOW_ALL_ORIGINS = WHITENOISE_ALLOW_ALL_ORIGINS
    left_out = ["*.js", "*.txt"]  # packing them well takes a second
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=left_out)
    return WhiteNoiseMiddleware(lambda _request: HttpResponse("a page", status=418))


def test_a_file_is_named_after_its_content_packed_and_kept_for_ever(
    middleware: WhiteNoiseMiddleware,
) -> None:
    address = staticfiles_storage.url("ui/components.css")
    answer = middleware(RequestFactory().get(address, HTTP_ACCEPT_ENCODING="gzip, br"))
    answer.close()

    assert address.startswith("/static/ui/components.")
    assert address != "/static/ui/components.css"
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_tests_read_the_files_where_they_are_written() -> None:
    assert STORAGES_OF_TESTS["default"] == STORAGES["default"]
    assert staticfiles_storage.url("ui/base.css") == "/static/ui/base.css"
