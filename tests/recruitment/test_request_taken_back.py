"""What somebody types for a question that is taken back meanwhile is not lost without a word."""

import pytest
from django.test import Client

from compagnon.core.encryption.opening import Closed
from compagnon.recruitment import changes
from compagnon.recruitment.queries.request import typed_in_words
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send
from tests.recruitment.pages import at, read
from tests.recruitment.test_request_pages import ask, seen_of

pytestmark = pytest.mark.django_db


def test_what_was_typed_for_a_question_that_was_taken_back_is_shown_and_not_sent(
    client: Client, world: World
) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))
    ask(world, sent, "institution", "region")
    client.force_login(world.dana)
    seen = seen_of(read(client, at(sent, "asked/")))
    changes.withdraw_request(by=actor_of(world.chris), application=fresh(sent.id))

    answer = client.post(
        at(sent, "asked/"),
        {"seen": seen, "region": "wales", "experience_years": "many", "reply": "I moved."},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The Coordination Group took it back, or it was answered already." in page
    assert all(said in page for said in ("Wales", "many", "I moved.", "Change my answers"))
    assert fresh(sent.id).answers == sent.answers
    with pytest.raises(Closed):
        typed_in_words(viewer=actor_of(world.chris), application=sent, sent={})
