"""A QR code as a picture inside the page: black on white, whatever the page's colours."""

import qrcode  # type: ignore[import-untyped]  # the library has no types
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise

QUIET = 4  # modules of white around the code, which scanners need


def qr_picture(text: str, label: StrOrPromise) -> SafeString:
    """Draw a text as a QR code; the label says of what."""
    code = qrcode.QRCode(border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return format_html(
        '<svg role="img" aria-label="{}" width="240" height="240" viewBox="0 0 {} {}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{}v{}H0z"/>'
        '<path fill="#000" d="{}"/></svg>',
        label,
        *(len(rows),) * 4,
        dark,
    )
