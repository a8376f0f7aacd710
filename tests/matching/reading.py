"""Read a page as its reader does: the words of its main part."""

import html
import re

from django.test import Client

INLINE = re.compile(r"</?(bdi|time|strong)\b[^>]*>")
TAG = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]*>", re.DOTALL)


def read(client: Client, address: str, *, status: int = 200) -> str:
    """Return the words of a page, after it answered as it should."""
    response = client.get(address)
    assert response.status_code == status
    return words(response.content.decode())


def words(page: str) -> str:
    """Return what a page says, without markup, in one line."""
    main = page.partition("<main")[2].partition(">")[2] or page
    return " ".join(html.unescape(TAG.sub(" ", INLINE.sub("", main))).split())
