"""`{% load constants %}`: `{% constant %}`, for what stands on every page and says the same to everybody."""

from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()


class Constant(Node):
    """A piece of a template that depends on nothing but the language: drawn once for each, and kept.

    It is drawn without the page's values, so that nothing of one person's page can stand on another's.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        """Nothing is drawn yet."""
        self.nodelist = nodelist
        self._drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self.nodelist.render(context.new())
        return self._drawn[language]


@register.tag
def constant(parser: Parser, _token: Token) -> Constant:
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(nodelist)
