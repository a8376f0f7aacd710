"""Guides for a conversation, questions and reminders: aids to skip, reorder or leave. In our own words."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Step:
    """One part of a guide, with questions that may help in it."""

    title: StrOrPromise
    prompts: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class Guide:
    """A way through a conversation that others have found useful (ALL-69, ETF-33)."""

    key: str
    title: str
    lead: StrOrPromise
    steps: tuple[Step, ...]


GUIDES: Final = (
    Guide(
        "grow",
        "GROW",
        _("For a step one wants to take."),
        (
            Step(
                _("Goal"),
                (
                    _("What would you like to leave this conversation with?"),
                    _("How would you know that it is solved?"),
                ),
            ),
            Step(
                _("Reality"),
                (
                    _("What happens now, and what have you tried?"),
                    _("What is going well already?"),
                ),
            ),
            Step(
                _("Options"),
                (
                    _("What could you do? And what else?"),
                    _("What would you try if nothing stood in the way?"),
                ),
            ),
            Step(
                _("Will"),
                (
                    _("What will you do first, and by when?"),
                    _("What might stop you, and who could help?"),
                ),
            ),
        ),
    ),
    Guide(
        "oskar",
        "OSKAR",
        _("Builds on what works already."),
        (
            Step(
                _("Outcome"),
                (
                    _("What would make this conversation worth your time?"),
                    _("Suppose it were gone tomorrow: what would you notice first?"),
                ),
            ),
            Step(_("Scaling"), (_("From 0 to 10, where are you with it today?"),)),
            Step(
                _("Know-how"),
                (
                    _("What keeps it from being lower?"),
                    _("When did it go a little better, and what did you do then?"),
                ),
            ),
            Step(
                _("Affirm and act"),
                (
                    _("Which strength of yours have you just heard?"),
                    _("What is the smallest step that takes you one point up?"),
                ),
            ),
            Step(_("Review"), (_("What is better since last time, and how did you do it?"),)),
        ),
    ),
    Guide(
        "clear",
        "CLEAR",
        _("Begins with how you want to talk."),
        (
            Step(_("Contract"), (_("How shall we use our time, and what do you need from me?"),)),
            Step(_("Listen"), (_("Tell it in your own way; I only listen."),)),
            Step(
                _("Explore"),
                (
                    _("What does it do to you, and to others?"),
                    _("What do you take for granted here?"),
                ),
            ),
            Step(_("Action"), (_("Which way do you choose? Would it help to try it out here?"),)),
            Step(
                _("Look back"), (_("What did you decide, and how was this conversation for you?"),)
            ),
        ),
    ),
    Guide(
        "egan",
        "Egan",
        _("The skilled helper: three stages, from the story to a plan."),
        (
            Step(
                _("What is going on?"),
                (
                    _("What is the story, as you see it?"),
                    _("What might somebody else see in it? Where would it pay to begin?"),
                ),
            ),
            Step(
                _("What do I want instead?"),
                (
                    _("What would be different if it were better?"),
                    _("Which of it is within reach, and do you want it enough?"),
                ),
            ),
            Step(
                _("How do I get there?"),
                (
                    _("Which ways are there, and which one suits you?"),
                    _("What is the plan for the next two weeks?"),
                ),
            ),
        ),
    ),
    Guide(
        "onside",
        "ONSIDE",
        _("How to stand beside somebody: a check for whoever mentors."),
        (
            Step(_("Outside the line"), (_("Does nothing of this reach whoever manages them?"),)),
            Step(_("No verdicts"), (_("Did I ask before I said what I think?"),)),
            Step(_("Supportive"), (_("Do they leave with more courage than they came with?"),)),
            Step(
                _("Made to measure"),
                (_("Was it about what they need today, and not about what I know?"),),
            ),
            Step(_("Growing"), (_("What did they learn to see for themselves?"),)),
            Step(_("Handing over"), (_("Do I decide less from one meeting to the next?"),)),
        ),
    ),
)
QUESTIONS: Final = (
    _("What is the real question here for you?"),
    _("What have you not said yet?"),
    _("What would your pupils notice?"),
    _("What would you say to a colleague in your place?"),
    _("What would be enough?"),
    _("What happens if you do nothing?"),
    _("What will you stop doing?"),
)
LISTENING: Final = (
    _("Let a silence last; the next sentence is often the one that matters."),
    _("Say back what you heard, in fewer words, and ask whether that is it."),
    _("One question at a time, and not an answer dressed up as one."),
    _("Whoever learns speaks most of the time."),
)
# From asking, the most helpful, to directing, the rarest; whoever mentors chooses anew each time.
DIAL: Final = (
    (_("Ask"), _("They find their own answer. Begin here.")),
    (
        _("Offer"),
        _("You have an idea or an example: ask whether it is wanted, and offer more than one."),
    ),
    (
        _("Direct"),
        _(
            "Rarely: when somebody is new to it, or when it must be so. Say why, and go back to asking."
        ),
    ),
)
