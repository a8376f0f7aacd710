"""What `serve` refuses, and what its processes are."""

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from compagnon.cli import serve
from compagnon.cli.main import main
from compagnon.cli.web import Web
from compagnon.core.readiness import refusals

Said = pytest.CaptureFixture[str]


@pytest.mark.django_db
def test_serve_does_not_start_and_says_every_reason(capsys: Said) -> None:
    reasons = refusals()

    assert main(["serve"]) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [f"compagnon serve: {reason}" for reason in reasons]
    assert any(
        "COMPAGNON_ORIGIN must begin with https://" in line for line in said.err.splitlines()
    )


def web() -> Web:
    return Web("127.0.0.1:8123", workers=3, opened=lambda: print("open"))  # noqa: T201 -- what is printed is looked at


def test_the_web_server_is_set_up_as_the_settings_say(capsys: Said) -> None:
    cfg = web().cfg

    assert (cfg.address, cfg.workers, cfg.threads) == ([("127.0.0.1", 8123)], 3, 4)
    assert cfg.worker_class_str == "gthread"
    assert cfg.preload_app
    assert cfg.control_socket_disable
    assert cfg.forwarded_allow_ips == []
    assert (cfg.errorlog, cfg.accesslog) == ("-", None)
    assert cfg.logconfig_dict["handlers"] == settings.LOGGING["handlers"]

    cfg.when_ready(object())

    assert capsys.readouterr().out == "open\n"


def test_the_web_server_loads_the_application_once() -> None:
    server = web()

    assert isinstance(server.wsgi(), WSGIHandler)
    assert server.wsgi() is server.wsgi()


@pytest.mark.parametrize(
    ("web_only", "names"), [(True, ["web"]), (False, ["web", "worker", "tick"])]
)
def test_one_command_runs_the_web_a_worker_and_the_ticks(web_only: bool, names: list[str]) -> None:
    tasks = serve.processes("127.0.0.1:8123", web_only=web_only, opened=lambda: None)

    assert list(tasks) == names


def test_an_open_site_is_said_by_its_public_address(capsys: Said) -> None:
    serve.say_open("127.0.0.1:8000")

    assert capsys.readouterr().out == f"{settings.COMPAGNON_ORIGIN} is open, at 127.0.0.1:8000.\n"
