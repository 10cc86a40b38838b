"""Papers about products, as PDF: one page that says what it is a paper about."""

from collections.abc import Sequence
from typing import Final

_WIDTH, _HEIGHT = 595, 842
_MARGIN: Final = 64
_FRAME: Final = 44


def write_paper(title: str, lines: Sequence[str]) -> bytes:
    """A page of A4 with a title, some lines, and the mark that it is of no worth."""
    drawn = [
        "0.35 0.27 0.07 RG 1.5 w",
        f"{_FRAME} {_FRAME} {_WIDTH - 2 * _FRAME} {_HEIGHT - 2 * _FRAME} re S",
        f"{_MARGIN} {_HEIGHT - _MARGIN - 64} m {_WIDTH - _MARGIN} {_HEIGHT - _MARGIN - 64} l S",
        _text("F2", 24, _HEIGHT - _MARGIN - 40, title),
        *(
            _text("F1", 12, _HEIGHT - _MARGIN - 110 - 24 * number, line)
            for number, line in enumerate(lines)
        ),
        _text("F1", 10, _MARGIN, "Specimen of the demo world: nobody has certified anything."),
    ]
    stream = "\n".join(drawn).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents 6 0 R"
        " /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n"
        b"%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(written))
    )


def _text(font: str, size: int, y: int, text: str) -> str:
    said = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {_MARGIN} {y} Td ({said}) Tj ET"
