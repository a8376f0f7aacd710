"""The door that any WSGI server enters by, and how light what stands behind it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler

from compagnon.config.wsgi import application

ROOT = Path(__file__).parents[2]
# What only the worker needs, when it computes a match.
HEAVY = ("numpy", "scipy", "ortools", "openpyxl", "docx", "pptx", "typst")
PROGRAM = f"""
import json, sys
from compagnon.config.wsgi import application
from django.urls import get_resolver
routes = len(get_resolver().url_patterns)
print(json.dumps([type(application).__name__, routes > 0, [m for m in {HEAVY} if m in sys.modules]]))
"""


@pytest.fixture(scope="module")
def loaded() -> list[object]:
    """What a process that serves pages has loaded before the first request."""
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    read: list[object] = json.loads(done.stdout)
    return read


def test_a_web_process_is_light(loaded: list[object]) -> None:
    assert loaded == ["Application", True, []]


def test_other_servers_than_ours_find_a_door() -> None:
    assert isinstance(application, WSGIHandler)
