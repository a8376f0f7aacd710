"""Error pages: friendly, whole, and without a word of what went wrong inside."""

import pytest
from django.test import Client, RequestFactory

from compagnon.ui.views import server_error

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("path", "status", "heading", "text"),
    [
        ("/test/malformed/", 400, "That could not be read", "Nothing was changed."),
        ("/test/refused/", 403, "This is not open to you", "Only the mentor &amp; mentee."),
        ("/test/closed/", 403, "This is not open to you", "These words are closed &amp; stay so."),
        ("/test/forbidden/", 403, "This is not open to you", "You may not see this page."),
        ("/nothing-here/", 404, "There is nothing here", "never meant for you"),
        ("/test/broken/", 500, "Something went wrong", "it was done, or not at all"),
    ],
)
def test_an_error_has_a_page(
    client: Client, path: str, status: int, heading: str, text: str
) -> None:
    client.raise_request_exception = False
    answer = client.get(path)
    html = answer.content.decode()
    start = html.index("<h1>") + len("<h1>")

    assert answer.status_code == status
    assert html[start : html.index("</h1>")].strip() == heading
    assert text in html
    assert f"{heading}\n" in html[html.index("<title>") : html.index("</title>")]
    assert "canary" not in html


def test_a_form_without_a_token_is_asked_for_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "cy"})

    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()


def test_the_error_page_needs_no_exception_to_be_shown() -> None:
    answer = server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
