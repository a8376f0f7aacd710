"""In which lists the words of a file are looked up."""

from collections.abc import Mapping

from compagnon.recruitment.rules.form import Form
from compagnon.recruitment.rules.interests import vocabulary_in
from compagnon.schemes.vocabularies import INTERESTS, VOCABULARIES, Vocabulary


def lists_of(form: Form, roles: Vocabulary) -> Mapping[str, Vocabulary]:
    """Return the lists by their key in `fields`; roles are the scheme's, interests those that the form asks about."""
    return {**VOCABULARIES, roles.key: roles, INTERESTS.key: vocabulary_in(form)}
