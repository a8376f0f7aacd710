"""The next version of a form while it is being written: several people at once, no lost words."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.ids import new_public_id
from compagnon.core.models import EventRow
from compagnon.recruitment.changes.form import publish_form
from compagnon.recruitment.events import FormDraftDropped, FormDrafted, FormVersionCopied
from compagnon.recruitment.models import FormDraft, FormVersion
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.rules import form_editing as editing
from compagnon.recruitment.rules.form import Form, Question, Section
from compagnon.recruitment.rules.form_content import from_content, to_content
from compagnon.recruitment.rules.form_seen import seen_of_question, seen_of_section
from compagnon.recruitment.rules.form_texts import with_words
from compagnon.recruitment.rules.form_uses import check_staying, lacking, staying_in
from compagnon.recruitment.rules.interests import with_one_list
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.schemes.models import Scheme

OVERTAKEN = gettext_lazy(
    "Somebody else has changed this meanwhile. Look at what stands there now, then send yours again."
)


@change("recruitment.write_form", on="scheme")
def add_section(*, by: Actor, scheme: Scheme, title: str, intro: str) -> str:
    """Add a section at the end of the next version; return its key. Refused if there are too many."""
    key = f"s_{new_public_id().hex[:8]}"

    def make(form: Form) -> Form:
        main = form.languages[0]
        section = Section(
            key=key,
            title=with_words("", main, title),
            intro=with_words("", main, intro),
            questions=(),
        )
        return editing.with_section(form, section)

    edit_draft(by, scheme, make)
    return key


@change("recruitment.write_form", on="scheme")
def change_section(
    *, by: Actor, scheme: Scheme, key: str, title: str, intro: str, seen: str
) -> None:
    """Word a section's title and introduction anew, in the form's first language.

    `seen` is the digest of what its writer saw. Refused (`Overtaken`) if other words stand there by now, and if
    the section is gone.
    """

    def make(form: Form) -> Form:
        section = editing.find_section(form, key)
        if seen_of_section(section) != seen:
            raise Overtaken(OVERTAKEN)
        main = form.languages[0]
        changed = replace(
            section,
            title=with_words(section.title, main, title),
            intro=with_words(section.intro, main, intro) if intro else "",
        )
        return editing.changed_section(form, key, lambda _section: changed)

    edit_draft(by, scheme, make)


@change("recruitment.write_form", on="scheme")
def remove_section(*, by: Actor, scheme: Scheme, key: str, based_on: int) -> None:
    """Take a section out of the next version, with all it asks.

    Refused for what no scheme can do without, and (`Overtaken`) if somebody changed the draft since `based_on`.
    """
    edit_draft(by, scheme, lambda form: editing.without_section(form, key), based_on)


@change("recruitment.write_form", on="scheme")
def move_section(*, by: Actor, scheme: Scheme, key: str, up: bool, based_on: int) -> None:
    """Move a section one place up or down. Refused (`Overtaken`) if somebody changed the draft since `based_on`."""
    edit_draft(by, scheme, lambda form: editing.moved_section(form, key, up=up), based_on)


@change("recruitment.write_form", on="scheme")
def add_question(*, by: Actor, scheme: Scheme, section_key: str, question: Question) -> str:
    """Add a question at the end of a section; return its key. One of the scheme's own (no key) is given one.

    Refused if the form asks it already, if there are too many, and if the section is gone.
    """
    key = question.key or f"q_{new_public_id().hex[:8]}"
    made = _with_option_keys(replace(question, key=key))
    edit_draft(by, scheme, lambda form: editing.with_question(form, section_key, made))
    return key


@change("recruitment.write_form", on="scheme")
def change_question(*, by: Actor, scheme: Scheme, question: Question, seen: str) -> None:
    """Change what a question says, of whom it is asked and what it offers; answers that stay keep their keys.

    `seen` is the digest of what its writer saw. Refused (`Overtaken`) if the question stands otherwise by now, if
    it is gone, and where no scheme can do without it being asked of everybody.
    """

    def make(form: Form) -> Form:
        _section, standing = editing.find_question(form, question.key)
        if seen_of_question(standing) != seen:
            raise Overtaken(OVERTAKEN)
        return editing.changed_question(form, _with_option_keys(question))

    edit_draft(by, scheme, make)


@change("recruitment.write_form", on="scheme")
def remove_question(*, by: Actor, scheme: Scheme, key: str, based_on: int) -> None:
    """Take a question out of the next version; what was answered before is kept with each application.

    Refused for what no scheme can do without, and (`Overtaken`) if somebody changed the draft since `based_on`.
    """
    edit_draft(by, scheme, lambda form: editing.without_question(form, key), based_on)


@change("recruitment.write_form", on="scheme")
def move_question(*, by: Actor, scheme: Scheme, key: str, up: bool, based_on: int) -> None:
    """Move a question one place up or down, from the edge of a section into the next one.

    Refused (`Overtaken`) if somebody changed the draft since `based_on`.
    """
    edit_draft(by, scheme, lambda form: editing.moved_question(form, key, up=up), based_on)


@change("recruitment.write_form", on="scheme")
def ask_by_day(*, by: Actor, scheme: Scheme, key: str, based_on: int) -> None:
    """Ask for days and times of day where an older form asks for parts of the week (ALL-47); twice changes nothing.

    What was answered before stays, and is read as every time of its part of the week. Refused (`Overtaken`) if
    somebody changed the draft since `based_on`, and if the question is gone.
    """
    edit_draft(by, scheme, lambda form: editing.asked_by_day(form, key), based_on)


@change("recruitment.write_form", on="scheme")
def copy_version(*, by: Actor, scheme: Scheme, version: int, based_on: int) -> FormDraft:
    """Make an earlier version the next one.

    Refused if there is no such version, and if something is drafted already, which would be lost: `Overtaken`
    where that is newer than what was seen (`based_on`).
    """
    row = FormVersion.objects.filter(scheme=scheme, version=version).first()
    if row is None:
        raise Refused(_("There is no such version of the form."))
    if based_on and FormDraft.objects.filter(scheme=scheme, revision=based_on).exists():
        raise Refused(_("There is a draft already. Publish it or give it up first."))
    draft = edit_draft(by, scheme, lambda _form: from_content(row.content), based_on)
    record(FormVersionCopied(draft_id=draft.id, scheme_id=scheme.id, version=version), by=by)
    return draft


@change("recruitment.write_form", on="scheme")
def drop_form_draft(*, by: Actor, scheme: Scheme, based_on: int) -> None:
    """Give up the next version of a form; the one that stands is not touched. Twice changes nothing.

    Refused (`Overtaken`) if somebody changed the draft since `based_on`.
    """
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    draft = FormDraft.objects.filter(scheme=scheme).first()
    if draft is None:
        return
    if draft.revision != based_on:
        raise Overtaken(OVERTAKEN)
    record(FormDraftDropped(draft_id=draft.id, scheme_id=scheme.id), by=by)
    draft.delete()


@change("recruitment.publish_form", on="scheme")
def publish_form_draft(*, by: Actor, scheme: Scheme, based_on: int) -> FormVersion:
    """Publish what was drafted as the form's next version; whoever has begun goes on with the one they began with.

    Refused if nothing was drafted or nothing of it is new, with anything that is the matter with it, without what
    no scheme can do without, and (`Overtaken`) if somebody changed the draft since `based_on`.
    """
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    draft = FormDraft.objects.filter(scheme=scheme).first()
    if draft is None:
        raise Refused(_("Nothing new has been written yet."))
    if draft.revision != based_on:
        raise Overtaken(OVERTAKEN)
    form = from_content(draft.content)
    for question in lacking(form, scheme.template):
        raise Refused(
            format_lazy(
                "{label}: {why}",
                label=form.words(question.label, form.languages[0]),
                why=staying_in(scheme.template)[question.key],
            )
        )
    row = publish_form(by=by, scheme=scheme, form=form)
    draft.delete()
    return row


def edit_draft(
    by: Actor, scheme: Scheme, make: Callable[[Form], Form], based_on: int | None = None
) -> FormDraft:
    """Keep what `make` makes of the next version, which begins as the form that stands; the same again is nothing new.

    Refused (`Overtaken`) if somebody changed the draft since `based_on`, and where `make` refuses, or would stop
    asking everybody what no scheme can do without.
    """
    # Of two at once, one comes second and works on what the first left.
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    draft = FormDraft.objects.filter(scheme=scheme).first()
    if based_on is not None and (draft.revision if draft else 0) != based_on:
        raise Overtaken(OVERTAKEN)
    if draft is None:
        row, standing = form_of_scheme(scheme.id)
        draft = FormDraft(
            scheme=scheme,
            content=to_content(standing),
            based_on=row.version if row else 0,
            revision=_last_revision(scheme),
        )
    before = from_content(draft.content)
    after = with_one_list(before, make(before))
    check_staying(before, after, scheme.template)
    content = to_content(after)
    if content != draft.content:
        draft.content = content
        draft.revision += 1
        draft.save()
        record(FormDrafted(draft_id=draft.id, scheme_id=scheme.id, revision=draft.revision), by=by)
    return draft


def _last_revision(scheme: Scheme) -> int:
    """Return the revision that the draft before had last: no draft has one that another had, as pages name only that."""
    drafted = EventRow.objects.filter(name=FormDrafted.__name__, data__scheme_id=scheme.id.hex)
    last = drafted.order_by("-id").first()
    return int(last.data["revision"]) if last else 0


def _with_option_keys(question: Question) -> Question:
    return replace(
        question,
        choices=tuple(
            option if option.key else replace(option, key=f"o_{new_public_id().hex[:8]}")
            for option in question.choices
        ),
    )
