"""One document with everything that a document can have."""

from datetime import date

from compagnon.documents.blocks import (
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Signatures,
    Table,
)

TOLD = Document(
    "Report of the match: Tŷ Ŵyn",
    "en-gb",
    "EFA Cymru",
    date(2026, 9, 14),
    (
        Heading("How it went"),
        Paragraph("Siân *said* #so\nand Łukasz too\x07"),
        Paragraph("Aside", is_quiet=True),
        Items(("bread", "butter")),
        Items(("first", "second"), is_numbered=True),
        Items(("again first",), is_numbered=True),
        Facts((("Pairs", "12"), ("Placed", "3 of 4"))),
        Heading("In numbers", 2),
        Table(
            "Pairs by score",
            ("Score", "Pairs"),
            (("0 to 9", "3"), ("90 to 100", "12")),
            frozenset({1}),
            "Nobody in between.",
            (0.25, 1.0),
        ),
        Table("", ("Name",), (("Ffion ŷ",),)),
        Signatures(("Amal", "Bela"), "Signature and date"),
    ),
)
