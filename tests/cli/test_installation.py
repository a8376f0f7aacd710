"""An installation from nothing, as a host sets it up: each step says what is missing for the next."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from compagnon.cli.main import main; sys.exit(main())"
PATIENCE = 120.0
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COMPAGNON_", "DJANGO_"))
    }
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "DATABASE_URL": "",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "COMPAGNON_DATA": str(tmp_path / "data"),
        "COMPAGNON_ORIGIN": "https://mentoring.example.org",
        "COMPAGNON_PROXIES": "1",
        "COMPAGNON_WORKERS": "1",
        # Coverage would say in the log, which is read here, that it cannot count templates as production has them.
        "PYTHONWARNINGS": "ignore:Disabling plug-in",
    }


def compagnon(environment: dict[str, str], *words: str) -> list[str]:
    """Run a command and return its exit code and what it said, line by line."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", PROGRAM, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return [str(done.returncode), *(done.stdout + done.stderr).splitlines()]


@pytest.fixture
def served(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], int]]:
    """Start the site; return its port once it says that it is open."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        command = [sys.executable, "-c", PROGRAM, "serve", "--bind", f"127.0.0.1:{port}"]
        with (tmp_path / "log").open("w") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603 -- our own command
        running.append(process)
        end = time.monotonic() + PATIENCE
        while "is open" not in (tmp_path / "log").read_text():
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < end
            time.sleep(0.05)
        return port

    yield start
    for process in running:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def ask(port: int, path: str, **headers: str) -> HTTPResponse:
    asking = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    asking.request("GET", path, headers={"Host": "mentoring.example.org", **headers})
    answer = asking.getresponse()
    answer.read()
    asking.close()
    return answer


@pytest.mark.e2e
def test_an_installation_from_nothing_to_its_first_page(
    environment: dict[str, str], served: Callable[[], int], tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this installation brings its own database")
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    begun = ["serve", "--bind", "127.0.0.1:0"]
    code, *reasons = compagnon({**environment, "COMPAGNON_ORIGIN": "http://a.example"}, *begun)
    assert code == "1"
    assert reasons[:3] == [
        "compagnon serve: There is no secret. Run `compagnon init`, or set COMPAGNON_SECRET (50 characters or more).",
        f"compagnon serve: The key file {data}/keys is missing or empty. Put it back, or run `compagnon init` for a new installation.",
        "compagnon serve: COMPAGNON_ORIGIN must begin with https://, for example https://mentoring.example.org.",
    ]
    assert reasons[3].startswith("compagnon serve: The database is of an earlier version (")
    assert reasons[4:] == [
        "compagnon serve: The style sheets are not in their place. Run `compagnon migrate`."
    ]

    who = ["--organisation", "ALL", "--name", "Ada", "--email", "ada@example.org"]
    code, *said = compagnon(environment, "init", *who, "--scheme", "Peer Mentoring")
    assert (code, said[0]) == ("0", f"ALL is set up. Keep {data}/keys apart from the database:")
    (data / "keys").chmod(0o644)
    assert compagnon(environment, *begun) == [
        "1",
        f"compagnon serve: Others on this computer can read {data}/keys. Run: chmod 600 {data}/keys",
    ]
    (data / "keys").chmod(0o600)
    assert compagnon(environment, "check") == [
        "1",
        "- The mail server does not answer (ConnectionRefusedError). See EMAIL_URL.",
    ]

    port = served()
    assert ask(port, "/readyz").status == 200
    assert ask(port, "/").status == 301
    page = ask(port, "/", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"})
    assert (page.status, page.headers["Strict-Transport-Security"]) == (
        200,
        "max-age=63072000; includeSubDomains; preload",
    )
    forged = {"X-Forwarded-Proto": "https", "Host": "evil.example"}
    assert ask(port, "/", **forged).status == 400
    log = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    opened = f"https://mentoring.example.org is open, at 127.0.0.1:{port}."
    assert log.count(opened) == 1
    told = [json.loads(line) for line in log if line != opened]
    assert "django.security.DisallowedHost" in {line["log"] for line in told}
    assert "203.0.113.9" not in "\n".join(log)
