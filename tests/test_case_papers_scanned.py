"""The scans of a case as they stand in its file: photos, pages of a PDF, and what cannot be shown."""

from __future__ import annotations

import hashlib
import struct
import zlib
from datetime import date

import pypdfium2
import pytest

from ledger.events import cases
from ledger.events.event import Event
from reports.cases import scanned
from reports.drawing import pdf
from reports.drawing.draw import draw
from reports.forms import Form, Leaf, Paper, Picture, Words
from reports.period import until
from reports.report import Asked, Audience
from reports.table import report
from tests import societies as made
from tests.books_of import books_of

TODAY = date(2026, 7, 31)


def _png(wide: int = 20, high: int = 30, red: int = 200) -> bytes:
    """A picture of one colour."""
    lines = (b"\0" + bytes((red, 10, 10)) * wide) * high
    head = struct.pack(">2I5B", wide, high, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    told = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def _two_pages() -> bytes:
    leaves = [Form(title, (Words("正文"),)) for title in ("甲", "乙")]
    return draw(Paper("扫描", tuple(leaves)), "pdf")


def _filed(content: bytes, place: str | None, paper: str = "照片", day: int = 9) -> Event:
    sha256 = hashlib.sha256(content).hexdigest()
    return cases.PapersFiled(
        date=date(2026, 7, day), recorded_by="lisi", case=made.CASE, papers=(paper,), sha256=sha256, filed_as=place
    )  # fmt: skip


def _file(*filed: Event, audience: Audience = Audience.AUDITOR, **kept: bytes) -> tuple[Leaf, ...]:
    """The case's file; `kept` is what lies among the documents."""
    there = {f"documents/{name}": content for name, content in kept.items()}
    asked = Asked(
        books_of(*made.case("800.00", 8), *filed), until(TODAY), audience, TODAY,
        said={"case": made.CASE}, paper=there.get,
    )  # fmt: skip
    found: tuple[Leaf, ...] = report("case-file").leaves(asked)  # type: ignore[call-arg, arg-type]
    return found


def _shown(leaves: tuple[Leaf, ...]) -> list[str]:
    return [leaf.title for leaf in leaves if leaf.title.startswith("扫描件")]


def _remarks(leaves: tuple[Leaf, ...]) -> str:
    cover = leaves[0]
    assert isinstance(cover, Form)
    return "\n".join(part.said for part in cover.parts if isinstance(part, Words))


def test_a_photo_stands_in_the_file_as_it_was_filed() -> None:
    leaves = _file(_filed(_png(), "a"), a=_png())
    assert _shown(leaves) == ["扫描件：照片"]
    (picture,) = leaves[-1].parts if isinstance(leaves[-1], Form) else ()
    assert picture == Picture(_png(), "png", "2026-07-09归档")
    document = pypdfium2.PdfDocument(draw(Paper("案", leaves), "pdf"))
    assert [thing.type for thing in document[len(document) - 1].get_objects() if thing.type == 3] == [3]


def test_a_pdf_stands_page_by_page() -> None:
    leaves = _file(_filed(_two_pages(), "a", "申请表"), a=_two_pages())
    assert _shown(leaves) == ["扫描件：申请表（1/2）", "扫描件：申请表（2/2）"]
    drawn = draw(Paper("案", leaves), "pdf")
    assert drawn == draw(Paper("案", leaves), "pdf")
    assert len(pypdfium2.PdfDocument(drawn)) == len(leaves)


def test_the_same_scan_filed_for_two_papers_is_shown_once() -> None:
    leaves = _file(_filed(_png(), "a"), _filed(_png(), "a", "其他"), a=_png())
    assert _shown(leaves) == ["扫描件：照片"]


def test_what_is_sealed_gone_changed_or_broken_is_named_on_the_cover() -> None:
    broken = b"\xff\xd8\xff cut off"
    leaves = _file(
        _filed(b"sealed", None, "申请表"),
        _filed(_png(), "gone", "领款单"),
        _filed(_png(red=1), "other", "审批表"),
        _filed(broken, "broken", "其他"),
        other=_png(red=2),
        broken=broken,
    )
    assert _shown(leaves) == []
    said = _remarks(leaves)
    for name, why in (
        ("申请表", "在加密档案"),
        ("领款单", "文件不见了"),
        ("审批表", "文件和归档时不符"),
        ("其他", "打不开"),
    ):
        assert f"{name}（2026-07-09归档，{why}，校验码" in said
    assert draw(Paper("案", leaves), "pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 cut off", b"no picture at all", b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_gives_no_pages(content: bytes) -> None:
    assert scanned.pictures(content, "扫描") == []


def test_of_a_long_pdf_the_first_pages_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "MOST_PAGES", 1)
    assert len(scanned.pictures(_two_pages(), "扫描")) == 1


def test_a_scan_keeps_within_the_page_however_tall_it_is() -> None:
    tall = Form("高", (Picture(_png(20, 400), "png", "很高的照片"),))
    document = pypdfium2.PdfDocument(pdf.draw(Paper("高", (tall,))))
    assert len(document) == 1
    (image,) = [thing for thing in document[0].get_objects() if thing.type == 3]
    _, bottom, _, top = image.get_bounds()
    assert 50 < bottom < top < 800


def test_a_red_seal_stays_red() -> None:
    (first, _) = scanned.pictures(_two_pages(), "扫描")
    assert pdf.readable(first)
    assert not pdf.readable(Picture(b"\x89PNG\r\n\x1a\n", "png"))


def test_the_township_gets_no_scan_for_it_shows_the_whole_id_number() -> None:
    leaves = _file(_filed(_png(), "a", "有效身份证明"), audience=Audience.TOWNSHIP, a=_png())
    assert _shown(leaves) == []
    assert "有效身份证明（2026-07-09归档，有完整的身份证号，不随卷报送，校验码" in _remarks(leaves)
