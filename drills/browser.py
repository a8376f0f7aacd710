"""A browser of one person, as far as a drill needs it: cookies, forms, files; it follows nothing by itself."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode, urlsplit

from benchmarks.installation import PROXY
from benchmarks.servers import HOST
from drills.forms import Form, Pairs, forms_of

PATIENCE: Final = 90
OK: Final = 200
SEE_OTHER: Final = 303
UNAVAILABLE: Final = 503
Failure = (OSError, HTTPException)


@dataclass(frozen=True)
class Page:
    """What came back."""

    path: str
    status: int
    headers: dict[str, str] = field(repr=False)
    text: str = field(repr=False)

    @property
    def forms(self) -> list[Form]:
        return forms_of(self.text, self.path)

    @property
    def location(self) -> str:
        """Where it sends us, without the host."""
        parts = urlsplit(self.headers.get("location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def form(self, action: str) -> Form:
        """Return the form whose address ends in this; stops the drill where there is none."""
        for form in self.forms:
            if form.method == "post" and form.action.partition("?")[0].endswith(action):
                return form
        raise SystemExit(f"{self.path} ({self.status}) has no form to {action}.")


class Browser:
    """Asks one site as one person; a connection a question, as after a crash."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        # Each comes from a network of its own, or the throttles would rightly take them for one.
        self._network = f"2001:db8::{secrets.randbelow(65536):x}:{secrets.randbelow(65536):x}"

    def twin(self) -> "Browser":
        """Return another window of the same browser, to be used by another thread."""
        other = Browser(self._port)
        other._cookies = dict(self._cookies)
        other._network = self._network
        return other

    def get(self, path: str) -> Page:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Pairs | dict[str, str]) -> Page:
        return self.send(
            path, urlencode(fields, errors="surrogatepass"), "application/x-www-form-urlencoded"
        )

    def send(self, path: str, body: str | bytes, kind: str) -> Page:
        """Post a body of any kind."""
        content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
        return self._ask("POST", path, content, {"Content-Type": kind})

    def send_filled(self, form: Form, fields: Pairs, content: bytes = b"") -> Page:
        """Send a form with these fields; one that asks for a file gets it."""
        if not form.has_file:
            return self.post(form.action, fields)
        (name,) = (field for field, kind in form.kinds.items() if kind == "file")
        kept = [(key, value) for key, value in fields if key != name]
        body, kind = multipart(kept, name, "applications.csv", content)
        return self.send(form.action, body, kind)

    def press(self, path: str, action: str, **values: str | list[str]) -> Page:
        """Open a page, fill in the form that goes to an address, and send it."""
        form = self.get(path).form(action)
        return self.post(form.action, form.filled(**values))

    def sign_in(self, link: str) -> None:
        """Come in by a sign-in link."""
        path = urlsplit(link).path
        form = self.get(path).form(path)
        page = self.post(form.action, form.filled())
        if page.status not in {302, SEE_OTHER}:
            raise SystemExit(f"The sign-in link was refused ({page.status}).")

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Page:
        connection = HTTPConnection(HOST, self._port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {**PROXY, "X-Forwarded-For": self._network, "Cookie": cookies, **headers}
        sent |= {"Origin": f"https://{PROXY['Host']}", "Accept": "text/html"}
        try:
            with suppress(BrokenPipeError):  # it has answered before it was told all
                connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for value in answer.headers.get_all("Set-Cookie") or ():
            self._keep(value)
        given = {name.lower(): value for name, value in answer.getheaders()}
        return Page(path, answer.status, given, text)

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel.value and morsel["max-age"] != "0":
                self._cookies[name] = morsel.value
            else:
                self._cookies.pop(name, None)


def multipart(
    fields: Sequence[tuple[str, str]], field: str, name: str, content: bytes
) -> tuple[bytes, str]:
    """Return a body with a file in it, and its kind."""
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode(
            errors="surrogatepass"
        )
        for key, value in fields
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content)
    return b"".join(parts) + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
