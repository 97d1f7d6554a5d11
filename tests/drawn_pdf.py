"""PDFs as banks draw them: words put at places, without a line of ruling, by a few lines of PDF or by typst.

Tables are laid out here, so that a test knows every cell; the drawing only has to put words where they belong.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

RADICALS = str.maketrans(
    "户民门车见页风长青黄马鱼贝飞食西日月金行支手人方水", "⼾⺠⻔⻋⻅⻚⻛⻓⻘⻩⻢⻥⻉⻜⻝⻄⽇⽉⾦⾏⽀⼿⼈⽅⽔"
)
"""What a PDF says for characters that its font draws with the sign of a radical."""

_LOCK = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


class Text(NamedTuple):
    """Words at a place: points from the left and from the top to the base line."""

    x: float
    y: float
    said: str
    size: float = 7
    angle: int = 0
    grey: float = 0
    unseen: bool = False


Drawn = list[Text]
"""All words of one page."""


@dataclass(frozen=True)
class Column:
    """A column: its name as printed (a line break wraps it), its width in points, how its cells stand in it."""

    name: str
    width: float
    stands: str = "left"
    head: str = ""
    """How its name stands in it, where otherwise than its cells."""


@dataclass(frozen=True)
class Table:
    """A paper to draw: what stands above, its columns and cells, what stands below each page and at the end."""

    above: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    end: Sequence[str] = ()
    label: str = ""
    """Page number, with {n} and {of}."""
    rows_a_page: int = 8
    centred: bool = False
    padding: float = 6
    heads_once: bool = False
    above_each: bool = False
    caption: Callable[[Sequence[Sequence[str]]], str] = field(default=lambda rows: "")
    """A line that each page prints about its own rows."""
    watermark: str = ""
    left: float = 40
    size: float = 7

    def pages(self) -> list[Drawn]:
        """Every page's words."""
        size = self.rows_a_page
        chunks = [self.rows[at : at + size] for at in range(0, len(self.rows), size)] or [[]]
        return [self._page(rows, n, len(chunks)) for n, rows in enumerate(chunks, 1)]

    def _page(self, rows: Sequence[Sequence[str]], n: int, of: int) -> Drawn:
        page: Drawn = []
        y = 50.0
        if n == 1 or self.above_each:
            for place, line in enumerate(self.above):
                page.append(Text(self.left, y, line, 14 if place == 0 else 9))
                y += 22 if place == 0 else 14
        if caption := self.caption(rows):
            page.append(Text(self.left, y, caption, 9))
            y += 18
        if n == 1 or not self.heads_once:
            y = self._row(page, [c.name for c in self.columns], y + 6, head=True)
        for row in rows:
            y = self._row(page, row, y)
        for line in self.end if n == of else ():
            page.append(Text(self.left, y + 4, line, 8))
            y += 14
        if self.label:
            page.append(Text(250, 830, self.label.format(n=n, of=of), 8))
        return page + self._stamped()

    def _stamped(self) -> Drawn:
        """A watermark across the page, as its words are put: slanted, pale or both."""
        if not self.watermark:
            return []
        slanted = [Text(60 + 130 * at, 200 + 150 * at, self.watermark, 30, 40, 0.85) for at in range(4)]
        return [*slanted, Text(120, 150, self.watermark, 7, 0, 0.8)]

    def _row(self, page: Drawn, cells: Sequence[str], y: float, *, head: bool = False) -> float:
        """Put one row's cells and say where the next begins."""
        pitch = self.size * 1.2
        wrapped = [
            wrap(cell, column.width - 4, self.size) for cell, column in zip(cells, self.columns, strict=True)
        ]
        tall = max(map(len, wrapped))
        x = self.left
        for lines, column in zip(wrapped, self.columns, strict=True):
            stands = (column.head or column.stands) if head else column.stands
            down = (tall - len(lines)) / 2 if self.centred else 0
            for at, line in enumerate(lines):
                spare = column.width - 4 - width(line, self.size)
                shift = {"left": 0.0, "right": spare, "middle": spare / 2}[stands]
                if line:
                    page.append(Text(x + shift, y + (at + down) * pitch, line, self.size))
            x += column.width
        return y + tall * pitch + self.padding


def width(said: str, size: float) -> float:
    """How wide words are: a Latin sign is half as wide as a Chinese one."""
    return sum(size if ord(sign) > 0x2E00 else size / 2 for sign in said)


def wrap(said: str, room: float, size: float) -> list[str]:
    """The lines of a cell, broken wherever they are full, as banks do."""
    lines = [""]
    for part in said.split("\n"):
        for sign in part:
            if width(lines[-1] + sign, size) > room:
                lines.append("")
            lines[-1] += sign
        lines.append("")
    return lines[:-1]


def spoilt(pages: Sequence[Drawn]) -> list[Drawn]:
    """The pages with radicals in place of characters."""
    return [[text._replace(said=text.said.translate(RADICALS)) for text in page] for page in pages]


# Drawn by hand


def by_hand(
    pages: Sequence[Drawn],
    *,
    password: str = "",
    turned: int = 0,
    picture: bool = False,
    named: bool = True,
    font: bool = True,
) -> bytes:
    """A PDF of these pages in a font of boxes; `turned` degrees, with a picture on each, locked.

    Without `named` nothing says which character a sign of the font is; without `font` it is only named.
    """
    signs = sorted({sign for page in pages for text in page for sign in text.said})
    codes = {sign: at for at, sign in enumerate(signs, 1)}
    shapes = 9 + 2 * len(pages)
    contents = [_content(page, codes, turned, picture) for page in pages]
    kids = " ".join(f"{9 + 2 * at} 0 R" for at in range(len(pages)))
    box = "0 0 842 595" if turned in (90, 270) else "0 0 595 842"
    objects: dict[int, str | tuple[str, bytes]] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] "
        + ("/ToUnicode 6 0 R >>" if named else ">>"),
        4: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /FontDescriptor 5 0 R /DW 1000 /W ["
        + " ".join(f"{code} [500]" for sign, code in codes.items() if ord(sign) < 0x2E00)
        + "] /CIDToGIDMap 8 0 R /CIDSystemInfo << /Registry <41646F6265> /Ordering <4964656E74697479> /Supplement 0 >> >>",
        5: "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
        f" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 {f'/FontFile2 {shapes} 0 R' if font else ''} >>",
        6: _stream(_names(codes)),
        7: _stream(b"\xff\xff\xff", " /Type /XObject /Subtype /Image /Width 1 /Height 1"
                   " /ColorSpace /DeviceRGB /BitsPerComponent 8"),
        8: _stream(b"\0\1" * (len(codes) + 1)),
        shapes: _stream(_boxes()),
    }  # fmt: skip
    resources = "/Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >>"
    for at, content in enumerate(contents):
        objects[9 + 2 * at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {turned} {resources}"
            f" /Contents {10 + 2 * at} 0 R >>"
        )
        objects[10 + 2 * at] = _stream(content)
    return _file(objects, password)


def _content(page: Drawn, codes: dict[str, int], turned: int, picture: bool) -> bytes:
    """The drawing of one page; a turned page is drawn the other way, so that it is seen upright."""
    turn = {0: "", 90: "0 1 -1 0 842 0 cm", 180: "-1 0 0 -1 595 842 cm", 270: "0 -1 1 0 0 595 cm"}[turned]
    out = ["q 595 0 0 842 0 0 cm /I Do Q"] * picture + [turn, "BT"]
    for text in page:
        slant = math.radians(text.angle)
        cos, sin = math.cos(slant), math.sin(slant)
        shown = "".join(f"{codes[sign]:04X}" for sign in text.said)
        out.append(
            f"{text.grey} g {3 if text.unseen else 0} Tr /F {text.size} Tf "
            f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {text.x:.3f} {842 - text.y:.3f} Tm <{shown}> Tj"
        )
    return "\n".join([*out, "ET"]).encode()


def _boxes() -> bytes:
    """A TrueType font of one glyph, a box: PDFium passes over words whose glyphs it has nowhere."""
    box = struct.pack(">hhhhhHH", 1, 50, -100, 450, 800, 3, 0) + bytes([1] * 4)
    box += struct.pack(">4h4h", 50, 400, 0, -400, -100, 0, 900, 0)
    tables = {
        b"glyf": box,
        b"head": struct.pack(">IIIIHH16xhhhhHHhhh", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, 1000, 50, -100, 450, 800, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">Ihhh22xHH", 1 << 16, 880, -120, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 50),
        b"loca": struct.pack(">III", 0, 0, len(box)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 1 << 16, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    out = struct.pack(">IHHHH", 1 << 16, len(tables), 64, 2, 32)
    at, body = len(out) + 16 * len(tables), b""
    for tag, table in sorted(tables.items()):
        out += tag + struct.pack(">III", 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return out + body


def _names(codes: dict[str, int]) -> bytes:
    """Which character each sign of the font is."""
    out = ["/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def /CMapType 2 def"]
    out.append("1 begincodespacerange <0000> <FFFF> endcodespacerange")
    pairs = [f"<{code:04X}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items()]
    for at in range(0, len(pairs), 100):
        some = pairs[at : at + 100]
        out += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join([*out, "endcmap end end"]).encode()


def _stream(data: bytes, more: str = "") -> tuple[str, bytes]:
    packed = zlib.compress(data)
    return f"<< /Filter /FlateDecode /Length {len(packed)}{more} >>", packed


def _file(objects: dict[int, str | tuple[str, bytes]], password: str) -> bytes:
    """The objects as a file, each where the table at its end says."""
    mark = bytes(16)
    locked, key = _locked(password, mark) if password else ("", b"")
    out, places = bytearray(b"%PDF-1.4\n%\xe4\xb8\xad\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        body, packed = content if isinstance(content, tuple) else (content, None)
        out += f"{number} 0 obj\n{body}\n".encode()
        if packed is not None:
            sealed = _rc4(_object_key(key, number), packed) if key else packed
            out += b"stream\n" + sealed + b"\nendstream\n"
        out += b"endobj\n"
    table, last = len(out), max(objects) + 1
    rows = "".join(
        f"{places[n]:010d} 00000 n \n" if n in places else "0000000000 65535 f \n" for n in range(last)
    )
    tail = f"trailer\n<< /Size {last} /Root 1 0 R /ID [<{mark.hex()}> <{mark.hex()}>] {locked}>>\n"
    return bytes(out) + f"xref\n0 {last}\n{rows}{tail}startxref\n{table}\n%%EOF\n".encode()


def _locked(password: str, mark: bytes) -> tuple[str, bytes]:
    """The oldest lock that PDF has (40 bits), which every reader still opens."""
    padded = (password.encode() + _LOCK)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(padded + owner + rights + mark).digest()[:5]
    user = _rc4(key, _LOCK)
    return f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >> ", key


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[: len(key) + 5]


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


# Drawn by typst


def by_typst(pages: Sequence[Drawn]) -> bytes:
    """A PDF of these pages with real fonts, cut down to the signs in use."""
    import typst

    from reports.drawing.pdf import _fonts

    sheets = [[text._asdict() for text in page] for page in pages]
    drawn = typst.compile(
        _TYPST.encode(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"pages": json.dumps(sheets, ensure_ascii=False)},
    )
    assert isinstance(drawn, bytes)
    return drawn


_TYPST = """
#set page(width: 595pt, height: 842pt, margin: 0pt)
#set text(font: "Noto Sans SC", top-edge: "baseline", bottom-edge: "baseline", cjk-latin-spacing: none)
#for page in json(bytes(sys.inputs.pages)) [
  #for it in page {
    let words = text(size: it.size * 1pt, fill: luma(int(it.grey * 255)), it.said)
    place(dx: it.x * 1pt, dy: it.y * 1pt, rotate(-it.angle * 1deg, origin: left, words))
  }
  #pagebreak(weak: true)
]
"""
