"""Asking our pages and the floor in turns, and counting what each costs its servers."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import connection, connections

from benchmarks.installation import PROXY
from benchmarks.pages import Form, Page, count_queries, minutes, pages, renewed
from benchmarks.servers import (
    HOST,
    Server,
    compagnon,
    cpu_seconds,
    free_port,
    gunicorn,
    serving,
)
from benchmarks.verdicts import Result, Run, Times
from benchmarks.visitor import Visitor, first_visit
from benchmarks.world import FILE, build_world, session_of

WARMING_UP: Final = 3
VISITED: Final = ("home", "partnership")
LIST: Final = Page("(floor's list)", "list", "/")
Cpu = Callable[[], float]


class Lane:
    """One page of one server, asked by one person over one connection."""

    def __init__(self, cpu: Cpu, visitor: Visitor, page: Page, form: Form | None = None) -> None:
        self._cpu, self._visitor, self._form = cpu, visitor, form
        self.page = page
        self.cpu_seconds: list[float] = []
        self.ratios: list[float] = []
        self.waits: list[float] = []
        self.kilobytes = 0.0

    def ask(self, times: int) -> float:
        """Ask so often, and return the CPU seconds of one request."""
        self._visitor.close()
        for _time in range(WARMING_UP):
            self._ask()
        before = self._cpu()
        self.waits += [self._ask() for _time in range(times)]
        self.cpu_seconds.append((self._cpu() - before) / times)
        return self.cpu_seconds[-1]

    def times(self, ratio: float) -> Times:
        """Return what was found in all rounds together."""
        p95 = quantiles(self.waits, n=20, method="inclusive")[-1]
        seconds = (median(self.cpu_seconds), median(self.waits), p95)
        return Times(ratio, *(1000 * one for one in seconds))

    def _ask(self) -> float:
        answer = self._visitor.ask(self.page.path, renewed(self._form) if self._form else None)
        if answer.status != self.page.status:
            raise SystemExit(f"{self.page.path} answered {answer.status}: {answer.text[:500]}")
        self.kilobytes = len(answer.packed) / 1000
        return answer.seconds


def measure(folder: Path, *, requests: int, rounds: int) -> Run:
    """Build the world, serve it and the floor, ask both in turns, and stop them."""
    shown = pages(build_world(FILE.read_bytes()))
    queries = {page.name: count_queries(page) for page in shown}
    cookies = {page.name: session_of(page.person) if page.person else "" for page in shown}
    connections.close_all()
    started = time.monotonic()
    with _ours(folder) as server, _floor(folder) as (floor, key):
        start_seconds = server.opened_at - started
        bottom = Lane(
            floor.cpu_seconds, Visitor(HOST, floor.port, {"Cookie": f"sessionid={key}"}), LIST
        )
        with _cpu_of(server) as cpu:
            lanes = [_lane(cpu, server.port, page, cookies[page.name]) for page in shown]
            _take_turns(bottom, lanes, requests, rounds)
        visits = {
            lane.page.name: first_visit(
                _visitor(server.port, cookies[lane.page.name]), lane.page.path
            )
            for lane in lanes
            if lane.page.name in VISITED
        }
        memory = server.memory_mb()
    results = [
        Result(
            name=lane.page.name,
            kind=lane.page.kind,
            rows=lane.page.rows,
            times=lane.times(median(lane.ratios)),
            queries=queries[lane.page.name],
            kilobytes=lane.kilobytes,
        )
        for lane in lanes
    ]
    return Run(connection.display_name, bottom.times(1.0), start_seconds, memory, results, visits)


def _take_turns(bottom: Lane, lanes: list[Lane], requests: int, rounds: int) -> None:
    """Ask each page between two turns of the floor, which are the measure of that minute."""
    for _round in range(rounds):
        before = bottom.ask(requests)
        for lane in lanes:
            found = lane.ask(requests)
            after = bottom.ask(requests)
            lane.ratios.append(found / fmean((before, after)))
            before = after


def _lane(cpu: Cpu, port: int, page: Page, cookie: str) -> Lane:
    visitor = _visitor(port, cookie)
    if not page.is_post:
        return Lane(cpu, visitor, page)
    opened = visitor.ask(page.path)
    csrf = opened.headers["set-cookie"].partition(";")[0]
    visitor.close()
    return Lane(cpu, _visitor(port, f"{cookie}; {csrf}"), page, minutes(opened.text))


def _visitor(port: int, cookie: str) -> Visitor:
    headers = {**PROXY, "Origin": settings.COMPAGNON_ORIGIN}
    return Visitor(HOST, port, headers | ({"Cookie": cookie} if cookie else {}))


@contextmanager
def _ours(folder: Path) -> Iterator[Server]:
    """Serve this installation as an operator does, without worker and ticks, which would add to the CPU."""
    port = free_port()
    serve = compagnon("serve", "--web-only", "--bind", f"{HOST}:{port}")
    with serving(serve, {}, port, folder / "serve.log") as server:
        yield server


@contextmanager
def _floor(folder: Path) -> Iterator[tuple[Server, str]]:
    """Serve the floor on a database of its own; with the key of a session."""
    environment = {"FLOOR_DATABASE": str(folder / "floor.sqlite3")}
    fill = subprocess.run(
        [sys.executable, "-m", "benchmarks.floor"],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    port = free_port()
    command = gunicorn("benchmarks.floor:application", port)
    with serving(command, environment, port, folder / "floor.log") as server:
        yield server, fill.stdout


@contextmanager
def _cpu_of(server: Server) -> Iterator[Cpu]:
    """Give what tells the CPU seconds of a server, and of PostgreSQL's processes that work for it."""
    database: dict[str, Any] = settings.DATABASES["default"]
    if connection.vendor != "postgresql":
        yield server.cpu_seconds
        return
    wanted = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    place = {name: database[key] for name, key in wanted.items() if database.get(key)}
    ask = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as watcher:

        def both() -> float:
            pids = [row[0] for row in watcher.execute(ask, [database["NAME"]])]
            return server.cpu_seconds() + sum(map(cpu_seconds, pids))

        yield both
