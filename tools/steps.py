"""Run the parts of a long command, timed, so that `./dev` can say what took how long."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    name: str
    command: Sequence[str]


@dataclass(frozen=True)
class Outcome:
    name: str
    passed: bool
    seconds: float
    output: str


def python(*arguments: str) -> tuple[str, ...]:
    """A command of the environment that runs this script."""
    return (sys.executable, *arguments)


def run_quietly(step: Step, environment: Mapping[str, str]) -> Outcome:
    """Run to the end and keep what it printed."""
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603 -- our own commands, no shell
        step.command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(step.name, done.returncode == 0, time.monotonic() - started, done.stdout)


def run_aloud(step: Step, environment: Mapping[str, str]) -> Outcome:
    """Run with its output passed on as it comes, and kept."""
    started = time.monotonic()
    lines: list[str] = []
    with subprocess.Popen(  # noqa: S603 -- our own commands, no shell
        step.command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(line)
    return Outcome(step.name, process.returncode == 0, time.monotonic() - started, "".join(lines))
