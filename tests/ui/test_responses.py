import pytest
from django import forms
from django.test import RequestFactory

from compagnon.ui import gallery
from compagnon.ui.responses import respond


class Words(forms.Form):
    words = forms.CharField()


HTMX = {"HX-Request": "true"}
AGAIN = {"HX-Request": "true", "HX-History-Restore-Request": "true"}


@pytest.mark.parametrize(
    ("headers", "part", "is_whole"),
    [({}, "live", True), (HTMX, "live", False), (AGAIN, "live", True), (HTMX, None, True)],
)
def test_htmx_is_given_the_part_it_asks_for(
    headers: dict[str, str], part: str | None, *, is_whole: bool
) -> None:
    request = RequestFactory().get("/ui/", headers=headers)

    answer = respond(request, "ui/gallery.html", gallery.example(request), part=part)
    html = answer.content.decode().strip()

    assert html.startswith("<!DOCTYPE html>") is is_whole
    assert html.startswith('<div id="run"') is not is_whole
    assert answer.headers.get("Vary") == ("HX-Request" if part else None)


@pytest.mark.parametrize(("typed", "title"), [({}, "Problem: "), ({"words": "x"}, "")])
def test_the_title_of_a_form_that_came_back_says_so(typed: dict[str, str], title: str) -> None:
    answer = respond(RequestFactory().get("/"), "404.html", {"form": Words(typed)}, status=422)
    html = answer.content.decode()

    assert answer.status_code == 422
    shown = " ".join(html[html.index("<title>") + len("<title>") : html.index("</title>")].split())
    assert shown == f"{title}There is nothing here · Compagnon"
