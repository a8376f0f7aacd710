import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import TemplateSyntaxError

from tests.ui.markup import drawn, same
from tests.ui.test_layout import without_icons


@pytest.mark.parametrize("tone", ["plain", "good", "warn", "bad"])
def test_a_notice_has_a_tone_and_a_title(tone: str) -> None:
    html = drawn("{% notice tone=tone title='T' %}<p>x</p>{% endnotice %}", tone=tone)

    assert same(without_icons(html)) == same(
        f'<div class="notice tone-{tone}"><div class="notice-body">'
        '<p class="notice-title">T</p><p>x</p></div></div>'
    )


def test_each_tone_has_an_icon_of_its_own() -> None:
    tones = ("plain", "good", "warn", "bad")
    drawings = {
        drawn("{% notice tone=tone %}{% endnotice %}", tone=tone).split("<svg")[1] for tone in tones
    }

    assert len(drawings) == len(tones)


def test_a_notice_may_do_without_a_title() -> None:
    html = drawn("{% notice %}<p>x</p>{% endnotice %}")

    assert same(without_icons(html)) == same(
        '<div class="notice tone-plain"><div class="notice-body"><p>x</p></div></div>'
    )


@pytest.mark.parametrize(
    ("level", "tone"),
    [
        (constants.DEBUG, "plain"),
        (constants.INFO, "plain"),
        (constants.SUCCESS, "good"),
        (constants.WARNING, "warn"),
        (constants.ERROR, "bad"),
    ],
)
def test_what_a_change_said_is_shown_in_its_tone(level: int, tone: str) -> None:
    html = drawn("{% message_list said %}", said=[Message(level, "Sent & signed.")])

    assert same(without_icons(html)) == same(
        f'<div class="notice tone-{tone}"><div class="notice-body"><p>Sent &amp; signed.</p></div></div>'
    )


def test_nothing_said_is_nothing_shown() -> None:
    assert drawn("{% message_list said %}", said=[]) == ""


def test_an_empty_place_says_what_to_do() -> None:
    html = drawn("{% nothing_yet title='T' level=2 %}<p>x</p>{% endnothing_yet %}")

    assert same(html) == same('<div class="empty"><h2>T</h2><p>x</p></div>')


def test_progress_is_a_number_and_a_bar() -> None:
    html = drawn("{% progress label='Matching' value=96 total=240 note='N' %}")

    assert same(html) == same(
        '<div class="progress"><p class="progress-line"><span>Matching</span>'
        "<strong>96 of 240</strong></p>"
        '<progress aria-label="Matching" value="96" max="240"></progress><p class="hint">N</p></div>'
    )


def test_progress_without_a_known_end_claims_none() -> None:
    html = drawn("{% progress label='Reading' value=0 total=0 %}")

    assert same(html) == same(
        '<div class="progress"><p class="progress-line"><span>Reading</span></p>'
        '<progress aria-label="Reading"></progress></div>'
    )


def test_a_live_part_asks_again_while_something_runs() -> None:
    html = drawn("{% live id='run' url='/r/' running=True every=3 %}x{% endlive %}")

    assert same(html) == same(
        '<div id="run" class="live" hx-get="/r/" hx-trigger="every 3s" hx-swap="outerHTML" aria-busy="true">x'
        '<noscript><p><a href="/r/">See how far it has come</a></p></noscript></div>'
    )


def test_a_live_part_is_quiet_when_all_is_done() -> None:
    html = drawn("{% live id='run' url='/r/' running=False %}x{% endlive %}")

    assert same(html) == same('<div id="run" class="live">x</div>')


@pytest.mark.parametrize(
    ("state", "current", "done"),
    [("done", False, True), ("current", True, False), ("todo", False, False)],
)
def test_a_step_says_how_far_one_is(state: str, *, current: bool, done: bool) -> None:
    html = drawn(
        "{% steps label='Path' %}{% step title='T' state=state when='W' %}<p>x</p>{% endstep %}{% endsteps %}",
        state=state,
    )

    assert html.startswith('<ol class="steps" aria-label="Path">')
    assert ('aria-current="step"' in html) is current
    assert ("<title>Done</title>" in html) is done
    assert same(html[html.index('<div class="step-body">') : html.index("</li>")]) == same(
        '<div class="step-body"><p class="step-title">T</p><p class="step-when">W</p><p>x</p></div>'
    )


def test_a_step_need_not_say_when() -> None:
    html = drawn("{% step title='T' state='todo' %}{% endstep %}")

    assert same(html) == same(
        '<li class="step step-todo"><span class="step-mark"></span>'
        '<div class="step-body"><p class="step-title">T</p></div></li>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% notice tone='purple' %}{% endnotice %}",
        "{% step title='T' state='soon' %}{% endstep %}",
        "{% nothing_yet title='T' level=1 %}{% endnothing_yet %}",
        "{% live id=misspelt url='/' running=True %}{% endlive %}",
    ],
)
def test_a_state_that_does_not_exist_stops_the_page(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source)
