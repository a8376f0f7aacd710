"""The next version of a form in other languages than its first."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.recruitment.changes.form_draft import OVERTAKEN, edit_draft
from compagnon.recruitment.rules import form_editing as editing
from compagnon.recruitment.rules.form import Form
from compagnon.recruitment.rules.form_seen import seen_of_texts
from compagnon.recruitment.rules.form_texts import missing_in, reworded, with_words, words_in
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.schemes.models import Scheme


@change("recruitment.write_form", on="scheme")
def translate_section(
    *, by: Actor, scheme: Scheme, key: str, language: str, words: Mapping[str, str], seen: str
) -> None:
    """Write the texts of a section in one language; one left empty is read in the form's first language.

    Refused (`Overtaken`) if other words stand there by now than those seen, for a language that this site does
    not speak, and for the form's first one, which is written with the questions.
    """
    if language not in get_languages():
        raise Refused(_("This site does not speak that language yet."))

    def make(form: Form) -> Form:
        section = editing.find_section(form, key)
        if language == form.languages[0]:
            raise Refused(_("This language is written with the questions."))
        if seen_of_texts(section, language) != seen:
            raise Overtaken(OVERTAKEN)
        changed = reworded(
            section,
            lambda name, text: (
                with_words(text, language, words.get(name, words_in(text, language)))
                if text
                else text
            ),
        )
        return editing.changed_section(form, key, lambda _section: changed)

    edit_draft(by, scheme, make)


@change("recruitment.write_form", on="scheme")
def choose_first_language(*, by: Actor, scheme: Scheme, language: str, based_on: int) -> None:
    """Write the form in another language first: it is read wherever a text has no words in the reader's.

    Refused for a language that this site does not speak, or in which a text is missing, and (`Overtaken`) if
    somebody changed the draft since `based_on`.
    """
    if language not in get_languages():
        raise Refused(_("This site does not speak that language yet."))

    def make(form: Form) -> Form:
        main = form.languages[0]
        if any(missing_in(section, language, main) for section in form.sections):
            raise Refused(_("Some texts are still missing in that language."))
        return replace(form, languages=(language,))

    edit_draft(by, scheme, make, based_on)
