from django.http import HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import get_languages

from compagnon.core.pages import PageRequest, page
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.share import get_share_kit, list_promotions
from compagnon.ui.responses import respond


@page("schemes.view_share_kit", on="scheme")
def kit(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Show what a scheme is promoted with, in the language asked for (ALL-42)."""
    language = _language(request)
    context = {
        "kit": get_share_kit(viewer=request.actor, scheme=scheme, language=language),
        "language": language,
        "languages": list(get_languages()),
    }
    return respond(request, "schemes/share.html", context)


@page("schemes.promote")
def promote(request: PageRequest) -> HttpResponse:
    """Show a branch lead the open schemes, each with the branch's own link (ALL-86)."""
    language = _language(request)
    context = {
        "kits": list_promotions(viewer=request.actor, language=language),
        "language": language,
        "languages": list(get_languages()),
    }
    return respond(request, "schemes/promote.html", context)


def _language(request: PageRequest) -> str:
    """Return the language asked for, or the reader's own."""
    asked = request.GET.get("language", "")
    return asked if asked in get_languages() else translation.get_language() or "en"
