"""The kinds of file a document can be taken away as. What writes them is loaded where one is made: it is large."""

from compagnon.documents.blocks import Document, printable


def to_docx(document: Document) -> bytes:
    """Return a document for a word processor, in which people can go on writing."""
    from compagnon.documents import word  # noqa: PLC0415 -- large: only where a document is made

    return word.write(printable(document))


def to_pptx(document: Document) -> bytes:
    """Return a document of headings, paragraphs, lists and facts as slides, which people can change."""
    from compagnon.documents import slides  # noqa: PLC0415 -- as above

    return slides.write(printable(document))


def to_pdf(document: Document) -> bytes:
    """Return a document as a PDF, tagged for screen readers; the same document gives the same bytes."""
    from compagnon.documents import pdf  # noqa: PLC0415 -- as above

    return pdf.write(printable(document))
