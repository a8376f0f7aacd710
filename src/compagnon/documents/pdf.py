"""A document as a PDF that a screen reader can read: tagged, with its title and its language (PDF/UA-1)."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst

from compagnon.documents.blocks import Block, Document, Table, widths_of

_HERE: Final = Path(__file__).parent


def write(document: Document) -> bytes:
    """Return a document as a PDF.

    Where the letters we bring along lack a character that somebody wrote, those of the machine are asked too; one that
    they lack as well leaves an empty box, and the file is tagged all the same but may not call itself PDF/UA.
    """
    given: dict[str, Any] = {
        "input": (_HERE / "document.typ").read_bytes(),
        "font_paths": [str(_HERE / "fonts")],
        "sys_inputs": {"document": _told(document)},
        "timestamp": 0,  # of the file; the document has its own day
    }
    try:
        made: bytes = typst.compile(**given, ignore_system_fonts=True, pdf_standards="ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        made = typst.compile(**given)
    return made


def _told(document: Document) -> str:
    language, _dash, region = document.language.partition("-")
    day = document.made_on
    told = {
        "title": document.title,
        "author": document.author,
        "language": language,
        "region": region or None,
        "made_on": {"year": day.year, "month": day.month, "day": day.day},
        "blocks": [_block(one) for one in document.blocks],
    }
    return json.dumps(told)


def _block(block: Block) -> dict[str, Any]:
    told = {"kind": block.kind, **asdict(block)}
    if isinstance(block, Table):
        told |= {"numbers": sorted(block.numbers), "widths": widths_of(block)}
    return told
