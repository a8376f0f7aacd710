"""What a coordinator does with a file of applications, page by page, and what the worker does for her in between."""

import re
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from benchmarks.installation import HOST
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.matching.tasks import find_pairs
from compagnon.recruitment.tasks import import_file
from compagnon.schemes.models import JoiningPoint

SEEN: Final = re.compile(r'name="seen" value="([^"]*)"')
CHOSEN: Final = re.compile(r'name="chosen" value="([0-9a-f]{32})"')
LAST_ID: Final = re.compile(r"[0-9a-f]{32}")


def browser(person: Person | None = None) -> Client:
    """Return a browser beyond a proxy that ends TLS, in which a person is signed in, or nobody."""
    client = Client(HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO="https", HTTP_ACCEPT_ENCODING="gzip")
    if person is not None:
        client.force_login(person)
    return client


class Coordinator:
    """Walks the pages of one joining point in order; each step needs the one before."""

    def __init__(self, person: Person, point: JoiningPoint) -> None:
        self._client = browser(person)
        self._point = {"joining_point_id": point.id}
        self._file = ""
        self.run = ""

    def upload(self, data: bytes) -> None:
        file = SimpleUploadedFile("applications.csv", data, "text/csv")
        self._file = self._sent(self._at("recruitment:upload"), {"file": file})

    def preview(self) -> None:
        self._seen(self._of("recruitment:import_file"))

    def import_all(self) -> None:
        self._sent(self._of("recruitment:start"), {})
        import_file.call(self._file)
        self._seen(self._of("recruitment:import_file"))

    def approve(self) -> None:
        """Approve everybody, those about whom there is a doubt included, with a letter to each."""
        address = self._at("recruitment:together")
        while chosen := CHOSEN.findall(page := self._shown(address)):
            (seen,) = SEEN.findall(page)
            form = {"action": "approved", "chosen": chosen, "seen": seen, "confirm": "yes"}
            self._sent(address, form)

    def _shown(self, address: str) -> str:
        """Return the preview of approving everybody who waits for a decision."""
        answer: Any = self._client.post(
            f"{address}?state=submitted",
            {"action": "approved", "everybody": "on"},
            HTTP_ACCEPT_ENCODING="identity",
        )
        _require(answer, 200, address)
        return str(answer.content.decode())

    def match(self) -> None:
        self.run = self._sent(self._at("matching:start"), {})
        find_pairs.call(self.run)

    def look(self) -> None:
        for view in ("run", "run_left_out", "letters"):
            self._seen(reverse(f"matching:{view}", kwargs={"run_id": UUID(self.run)}))

    def release(self) -> None:
        address = reverse("matching:letters", kwargs={"run_id": UUID(self.run)})
        (seen,) = SEEN.findall(self._seen(address))
        answer_by = (clock.today() + timedelta(days=14)).isoformat()
        self._sent(address, {"answer_by": answer_by, "on_silence": "ask", "seen": seen})

    def _at(self, name: str) -> str:
        return reverse(name, kwargs=self._point)

    def _of(self, name: str) -> str:
        return reverse(name, kwargs={"import_file_id": UUID(self._file)})

    def _seen(self, address: str) -> str:
        """Look at a page and return its words."""
        answer: Any = self._client.get(address, HTTP_ACCEPT_ENCODING="identity")
        _require(answer, 200, address)
        return str(answer.content.decode())

    def _sent(self, address: str, form: dict[str, Any]) -> str:
        """Send a form and return the id in the address that it leads to."""
        answer: Any = self._client.post(address, form)
        _require(answer, 303, address)
        found = LAST_ID.findall(answer.headers["Location"])
        return str(found[-1]) if found else ""


def _require(answer: HttpResponse, status: int, address: str) -> None:
    if answer.status_code != status:
        raise SystemExit(f"{address} answered {answer.status_code} instead of {status}.")
