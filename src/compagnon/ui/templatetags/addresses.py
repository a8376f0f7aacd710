"""`{% load addresses %}`: `{% path_to "area:page" thing_id=thing.id %}`, a cheap `{% url %}` for the rows of a list."""

from django.template import Library

from compagnon.core.addresses import path_to

register = Library()
register.simple_tag(path_to)
