"""TLS ends at the proxy in front: the settings of such an installation, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
from django.test import RequestFactory
print(RequestFactory().get("/", HTTP_X_FORWARDED_PROTO="https").is_secure())
"""


@pytest.mark.parametrize(
    ("proxies", "believed"),
    [
        pytest.param("1", "True", id="a proxy says it"),
        pytest.param("0", "False", id="a visitor claims it"),
    ],
)
def test_that_a_page_was_asked_for_by_https_is_the_proxys_word(
    tmp_path: Path, proxies: str, believed: str
) -> None:
    environment = {
        **os.environ,
        "COMPAGNON_DATA": str(tmp_path),
        "COMPAGNON_ORIGIN": "https://mentoring.example.org",
        "COMPAGNON_PROXIES": proxies,
        "DJANGO_SETTINGS_MODULE": "compagnon.config.settings",
    }

    done = subprocess.run(  # noqa: S603 -- this Python, our own words
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == believed
