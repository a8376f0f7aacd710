"""The web server of `compagnon serve`: gunicorn, run by us, with the application loaded before it forks."""

from collections.abc import Callable
from typing import Any, Final

from gunicorn.app.base import BaseApplication

THREADS: Final = 4


class Web(BaseApplication):  # type: ignore[misc]  # the library has no types
    """Serves on one address with a number of processes, four threads each; `opened` is called once it answers."""

    def __init__(self, address: str, *, workers: int, opened: Callable[[], None]) -> None:
        """Keep what is wanted; gunicorn then reads its configuration."""
        self._options: Final[dict[str, Any]] = _options(address, workers, opened)
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application, its routes looked up once for all processes."""
        from django.urls import get_resolver  # noqa: PLC0415 -- Django is set up by now

        from compagnon.core.application import Application  # noqa: PLC0415 -- as above

        get_resolver().url_patterns  # noqa: B018 -- a property that loads
        return Application()


def _options(address: str, workers: int, opened: Callable[[], None]) -> dict[str, Any]:
    from compagnon.core import logs  # noqa: PLC0415 -- Django is set up by now

    def when_ready(_server: object) -> None:
        opened()

    return {
        "bind": address,
        "preload_app": True,
        "worker_class": "gthread",
        "workers": workers,
        "threads": THREADS,
        "graceful_timeout": 15,
        "timeout": 60,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        # Which proxies are believed is for COMPAGNON_PROXIES to say, never for a header.
        "forwarded_allow_ips": "",
        # A door in the home folder through which the server can be steered: nobody here needs it.
        "control_socket_disable": True,
        "logconfig_dict": logs.serving(),
        "when_ready": when_ready,
    }
