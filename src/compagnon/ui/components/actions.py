"""What a person can do: buttons and links that look like them. Each may be refused, and says why."""

from django.template import Context
from django.utils.safestring import SafeString

from compagnon.core.pages import once_token
from compagnon.core.policy import Decision
from compagnon.ui.components.checks import Text, decided, markup, one_of, written
from compagnon.ui.components.text import icon

KINDS = ("primary", "secondary", "danger", "quiet")


def button(
    *,
    label: Text,
    decision: Decision | None = None,
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: Text = "",
    action: str = "",
) -> SafeString:
    """Send the form it stands in, elsewhere where it has an `action`; refused, it is disabled and says why."""
    shown = _label(label, icon, kind)
    answer = decided(decision)
    if not answer.allowed:
        face = markup(
            '<button type="submit" class="button button-{}" disabled>{}</button>', kind, shown
        )
        return _refused(face, answer)
    sent = markup(' name="{}" value="{}"', name, value) if name else SafeString()
    sent += markup(' formaction="{}"', action) if action else SafeString()
    return markup('<button type="submit" class="button button-{}"{}>{}</button>', kind, sent, shown)


def link_button(
    *,
    label: Text,
    href: str,
    decision: Decision | None = None,
    kind: str = "primary",
    icon: str = "",
) -> SafeString:
    """Go to the page where something is done; refused, it leads nowhere and the reason stands under it."""
    shown = _label(label, icon, kind)
    answer = decided(decision)
    if not answer.allowed:
        face = markup(
            '<a role="link" aria-disabled="true" class="button button-{}">{}</a>', kind, shown
        )
        return _refused(face, answer)
    return markup(
        '<a class="button button-{}" href="{}">{}</a>', kind, written("href", href), shown
    )


def post_button(  # noqa: PLR0913 -- a form and its button in one
    context: Context,
    *,
    action: str,
    label: Text,
    decision: Decision | None = None,
    kind: str = "secondary",
    icon: str = "",
    name: str = "",
    value: Text = "",
    swap: str = "",
) -> SafeString:
    """Change something by one press: a whole form of one button, which takes effect once.

    `swap` names the element (as `#proposals`) that the answer replaces where scripts run.
    """
    face = button(label=label, decision=decision, kind=kind, icon=icon, name=name, value=value)
    if not decided(decision).allowed:
        return face
    return markup(
        '<form class="post-button" method="post" action="{action}"{}>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="once" value="{}">{}</form>',
        _swapping(action, swap) if swap else "",
        context.get("csrf_token", ""),
        once_token(),
        face,
        action=written("action", action),
    )


def actions(content: str) -> SafeString:
    """Stand buttons side by side, or one under the other on a phone."""
    return markup('<div class="actions">{}</div>', content)


def _swapping(action: str, swap: str) -> SafeString:
    return markup(
        ' hx-post="{}" hx-target="{}" hx-swap="outerHTML" hx-disabled-elt="find button"',
        action,
        swap,
    )


def _label(label: Text, name: str, kind: str) -> SafeString:
    one_of("kind", kind, KINDS)
    drawn = icon(name=name) if name else ""
    before, after = ("", drawn) if name == "arrow-right" else (drawn, "")
    return markup("{}{}{}", before, written("label", label), after)


def _refused(face: SafeString, answer: Decision) -> SafeString:
    reason = written("reason of the refusal", answer.reason)
    return markup(
        '<span class="action">{}<span class="why">{}<span>{}</span></span></span>',
        face,
        icon(name="lock"),
        reason,
    )
