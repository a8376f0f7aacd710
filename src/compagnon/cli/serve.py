"""`compagnon serve`: web, one worker and the tick loop, in one command."""

import argparse
import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Final

RESTART_AFTER: Final = 1.0
PATIENCE: Final = 20.0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "serve",
        help="serve the site: web, one worker, and the tick loop",
        description=(
            "Serve the site. Refuses to start on insecure settings or a database of another version, and"
            " says why; it never migrates by itself. Stop it with SIGTERM: requests under way are finished."
        ),
    )
    parser.add_argument(
        "--bind", default="127.0.0.1:8000", help="address and port (127.0.0.1:8000)"
    )
    parser.add_argument("--web-only", action="store_true", help="run workers and ticks elsewhere")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Start, unless there is a reason not to."""
    from compagnon.core.readiness import refusals  # noqa: PLC0415 -- Django is set up by now

    reasons = refusals()
    for reason in reasons:
        print(f"compagnon serve: {reason}", file=sys.stderr)
    if reasons:
        return 1
    return supervise(address=args.bind, web_only=args.web_only)


def supervise(*, address: str, web_only: bool = False) -> int:
    """Keep the processes running until told to stop; one that dies is started again."""
    return Supervisor(processes(address, web_only=web_only)).run()


def processes(address: str, *, web_only: bool) -> dict[str, list[str]]:
    """Return the command of each process by its name."""
    from compagnon.core import installation  # noqa: PLC0415 -- Django is set up by now

    web = [
        *("-m", "gunicorn", "compagnon.config.wsgi", "--bind", address, "--preload"),
        *(
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--workers",
            str(installation.web_processes()),
        ),
        *("--graceful-timeout", "15", "--timeout", "60", "--log-level", "warning"),
        *("--forwarded-allow-ips", "", "--max-requests", "20000", "--max-requests-jitter", "2000"),
    ]
    own = ["-m", "compagnon.cli.main"]
    commands = {"web": web}
    if not web_only:
        commands |= {"worker": [*own, "worker"], "tick": [*own, "tick", "--every", "60"]}
    return {name: [sys.executable, *command] for name, command in commands.items()}


class Supervisor:
    """Starts processes, starts again what died, and stops them all together."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        """Keep the commands; nothing runs yet."""
        self._commands = commands
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._is_stopping = False

    def run(self) -> int:
        """Run until SIGTERM or Ctrl-C; return 0."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._is_stopping:
            for name, command in self._commands.items():
                self._keep(name, command)
            time.sleep(RESTART_AFTER)
        self._end_all()
        return 0

    def _keep(self, name: str, command: list[str]) -> None:
        process = self._running.get(name)
        if process is not None and process.poll() is None:
            return
        if process is not None:
            print(
                f"{name} ended ({process.returncode}); starting it again",
                file=sys.stderr,
                flush=True,
            )
        # A session of its own: Ctrl-C reaches this process alone, which then ends the others in order.
        self._running[name] = subprocess.Popen(command, env=os.environ, start_new_session=True)  # noqa: S603 -- our own commands, no shell

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True

    def _end_all(self) -> None:
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
