"""`{% load matching %}`: what stands under each pair of a run. 25 of them on a page, so drawn without a template."""

from collections.abc import Iterable
from uuid import UUID

from django.template import Context, Library
from django.utils.formats import number_format
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.matching.models import PairRule
from compagnon.matching.queries.pairs import PairRow
from compagnon.matching.queries.people import Applicant
from compagnon.matching.queries.release import LettersView
from compagnon.matching.queries.suggestions import SuggestionRow
from compagnon.matching.rules.releasing import Standing
from compagnon.ui.components.actions import actions, button, post_button
from compagnon.ui.components.checks import markup
from compagnon.ui.components.fields import post_form
from compagnon.ui.components.text import tag

register = Library()


@register.simple_tag(takes_context=True)
def pair_buttons(context: Context, *, row: PairRow, run_id: UUID, here: str) -> SafeString:
    """Pin the pair or forbid it, or take back what was decided; `here`: the page that a press comes back to."""
    assert row.people is not None  # noqa: S101 -- a reader's own pair has no buttons, and is not drawn as a pair
    mentor, mentee = row.people
    if row.rule_id:
        said = _('Take it back<span class="visually-hidden"> for %(mentor)s and %(mentee)s</span>')
        path = path_to("matching:lift_pair_rule", pair_rule_id=row.rule_id)
        buttons = [(path, said, "x")]
    else:
        pair = {"run_id": run_id, "mentor_id": mentor.id, "mentee_id": mentee.id}
        pin = _('Pin<span class="visually-hidden"> %(mentor)s and %(mentee)s</span>')
        hold = _('Hold<span class="visually-hidden"> %(mentor)s and %(mentee)s</span>')
        forbid = _('Forbid<span class="visually-hidden"> %(mentor)s and %(mentee)s</span>')
        buttons = [
            (path_to("matching:pin_pair", **pair), pin, "pin"),
            (path_to("matching:hold_pair", **pair), hold, "lock"),
            (path_to("matching:forbid_pair", **pair), forbid, "ban"),
        ]
    names = {"mentor": escape(mentor.name), "mentee": escape(mentee.name)}
    drawn = (
        post_button(
            context,
            action=path,
            label=SafeString(said % names),
            icon=icon,
            name="back",
            value=here,
        )
        for path, said, icon in buttons
    )
    return actions(SafeString("".join(drawn)))


@register.simple_tag(takes_context=True)
def letter_buttons(context: Context, *, shown: LettersView, run_id: UUID) -> SafeString:
    """Hold the pair whose letters are read, or let it go again; nothing once its letters are out."""
    assert shown.ids is not None  # noqa: S101 -- a pair hidden from the reader has no buttons
    back = f"letters-{run_id.hex}-{shown.position}"
    if shown.rule_id:
        path, label = path_to("matching:lift_pair_rule", pair_rule_id=shown.rule_id), _("Let it go")
    elif shown.standing == Standing.READY:
        mentor_id, mentee_id = shown.ids
        path = path_to(
            "matching:hold_pair", run_id=run_id, mentor_id=mentor_id, mentee_id=mentee_id
        )
        label = _("Hold this pair")
    else:
        return SafeString("")
    return actions(
        post_button(context, action=path, label=label, icon="lock", name="back", value=back)
    )


@register.simple_tag(takes_context=True)
def suggestion_button(context: Context, *, row: SuggestionRow) -> SafeString:
    """Pin the two; nothing but a word where that was decided already."""
    if row.word == PairRule.Kind.PIN:
        return tag(label=_("Pinned from the next match on"), tone="good")
    mentor, mentee = row.people
    said = _('Pin<span class="visually-hidden"> %(mentor)s and %(mentee)s</span>')
    label = SafeString(said % {"mentor": escape(mentor.name), "mentee": escape(mentee.name)})
    inside = markup(
        '<input type="hidden" name="mentor" value="{}"><input type="hidden" name="mentee" value="{}">{}',
        mentor.id.hex,
        mentee.id.hex,
        actions(button(label=label, icon="pin", kind="secondary")),
    )
    return post_form(context, inside)


@register.simple_tag
def signed(number: int) -> str:
    """Write a difference with its sign, as one does in the language that is spoken now."""
    written = str(number_format(abs(number), force_grouping=True))
    if not number:
        return "±0"
    return f"+{written}" if number > 0 else f"\u2212{written}"


@register.simple_tag(takes_context=True)
def leaving_buttons(context: Context, *, people: Iterable[Applicant]) -> SafeString:
    """Leave somebody for the next joining point; whoever was erased is not left."""
    said = _("Leave %(name)s for the next joining point")
    drawn = (
        post_button(
            context,
            action=path_to("matching:leave_for_next", application_id=one.id),
            label=said % {"name": one.name},
            icon="arrow-right",
        )
        for one in people
        if one.is_known
    )
    return actions(SafeString("".join(drawn)))


@register.simple_tag
def swap_link(*, row: PairRow) -> SafeString:
    """Lead to the pairs with which this one could exchange partners."""
    assert row.people is not None  # noqa: S101 -- a reader's own pair is not drawn as a pair
    assert row.run_id is not None  # noqa: S101 -- every row that is shown names its run
    said = _('Swap partners<span class="visually-hidden">: %(mentor)s and %(mentee)s</span>')
    mentor, mentee = row.people
    path = path_to("matching:swaps", run_id=row.run_id, mentor_id=mentor.id, mentee_id=mentee.id)
    label = SafeString(said % {"mentor": escape(mentor.name), "mentee": escape(mentee.name)})
    return markup('<p><a href="{}">{}</a></p>', path, label)


@register.simple_tag
def card_link(*, row: PairRow) -> SafeString:
    """Lead to the page on which the two stand side by side."""
    assert row.people is not None  # noqa: S101 -- a reader's own pair is not drawn as a pair
    said = _('Side by side<span class="visually-hidden">: %(mentor)s and %(mentee)s</span>')
    mentor, mentee = (escape(one.name) for one in row.people)
    label = SafeString(said % {"mentor": mentor, "mentee": mentee})
    return markup('<p><a href="{}">{}</a></p>', row.card_url, label)


@register.simple_tag
def application_links(people: Iterable[Applicant]) -> SafeString:
    """Lead to the application of each, and to who else would suit them; whoever was erased has none any more."""
    links = [
        (path_to(url_name, application_id=one.id), said % {"name": one.name})
        for one in people
        if one.is_known
        for url_name, said in (
            ("recruitment:application", _("Application of %(name)s")),
            ("matching:suggestions", _("Who else would suit %(name)s")),
        )
    ]
    return markup("<p>{}</p>", format_html_join(" · ", '<a href="{}">{}</a>', links))
