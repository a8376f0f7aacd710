"""`{% load role_words %}`: what a scheme calls those who take part."""

from django.template import Library

from compagnon.schemes import role_words as words
from compagnon.schemes.models import Scheme

register = Library()


@register.simple_tag
def role_words(scheme: Scheme) -> words.RoleWords:
    """`{% role_words scheme as words %}`, then `{{ words.mentors }}`."""
    return words.role_words(scheme)
