import pytest
from django.test import Client


def test_the_gallery_shows_itself_to_anybody(client: Client) -> None:
    answer = client.get("/ui/")

    assert answer.status_code == 200
    assert "<h1>Components</h1>" in answer.content.decode()


@pytest.mark.parametrize(("query", "runs"), [("", True), ("?running=0", False)])
def test_the_gallery_shows_work_that_runs_and_work_that_is_done(
    client: Client, query: str, *, runs: bool
) -> None:
    part = client.get(f"/ui/{query}", headers={"HX-Request": "true"}).content.decode()

    assert ("hx-trigger" in part) is runs
    assert ("96 of 240" in " ".join(part.split())) is runs
    assert ("240 of 240" in " ".join(part.split())) is not runs
