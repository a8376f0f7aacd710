"""The search that everything else in this folder rests on finds a word in whatever shape it leaves."""

import base64
import html
import io
import json
import zipfile
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.utils.html import escape

from tests.crawl.canaries import MARK, TAIL, Canary, found_in, secrets_in

WORD = Canary("note", "somewhere").word


@pytest.mark.parametrize(
    "shape",
    [
        WORD.encode(),
        WORD.upper().encode(),
        json.dumps({"text": WORD}).encode(),
        quote(WORD).encode(),
        escape(f"<b>{WORD}</b>").encode(),
        html.escape(WORD).encode("ascii", "xmlcharrefreplace"),
        repr(WORD).encode(),
        WORD.encode().hex().encode(),
        WORD.encode().hex().upper().encode(),
        WORD.encode("utf-16-le"),
        WORD.encode("utf-16-be"),
        WORD.encode("utf-32"),
    ],
)
def test_a_word_is_found_by_its_key(shape: bytes) -> None:
    assert found_in(b"before " + shape + b" after") == {"note"}


@pytest.mark.parametrize("shift", range(7))
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_word_is_found_in_base64_wherever_it_begins(
    shift: int, encode: Callable[[bytes], bytes]
) -> None:
    text = "." * shift + WORD + " and more"

    assert found_in(encode(text.encode())) == {"?base64"}


def test_two_words_are_told_apart() -> None:
    other = Canary("minutes", "elsewhere").word

    assert found_in(f"{WORD} {other}, {WORD}".encode()) == {"note", "minutes"}


def test_nothing_is_found_where_nothing_is() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", WORD * 10)

    assert found_in(b"") == set()
    assert found_in(base64.b64encode(b"an ordinary sentence about teachers")) == set()
    # Whoever looks into something packed unpacks it first.
    assert found_in(packed.getvalue()) == set()


def test_a_word_makes_every_encoder_work() -> None:
    assert not WORD.isascii()
    assert MARK.isascii()
    assert len(TAIL) == 2


def test_a_secret_is_found_plain_in_hex_and_in_base64() -> None:
    code = "K7WQ-2MXP-9TRD"
    secrets = [code, "something else"]

    assert secrets_in(f"your code is {code}".encode(), secrets) == {code}
    assert secrets_in(code.encode().hex().encode(), secrets) == {code}
    assert secrets_in(base64.b64encode(code.encode()), secrets) == {code}
    assert secrets_in(b"nothing", secrets) == set()
