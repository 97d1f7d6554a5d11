"""Golden papers: of every report of a fixed society's year the rows as text and the pages as pixels; none tells too much."""

from __future__ import annotations

import io
import json
import re
import subprocess
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from ledger import money
from ledger.vocabulary import PSEUDONYM
from reports.drawing.draw import draw
from reports.forms import Leaf, Paper
from reports.report import Audience, DistrictReport
from reports.rows import Quantity, Sheet
from reports.table import TABLE, report
from tests import golden_papers
from tests.golden_papers import FOLDER, PIXELS, Asked, as_text, asked, books, paper, pixels

ALL = list(asked())
IDS = [of.id for of in ALL]
A4 = {(595, 842), (842, 595)}
_HEX = re.compile(r"账簿校验码：[0-9a-f ]{19}")


@cache
def made(at: int) -> Paper:
    """One of all papers."""
    return paper(ALL[at])


@cache
def pdf(at: int) -> bytes:
    """The same, printed."""
    return draw(made(at), "pdf")


every = pytest.mark.parametrize("at", range(len(ALL)), ids=IDS)


@every
def test_what_stands_on_a_paper_is_what_stood_on_it(at: int) -> None:
    golden = FOLDER / f"{IDS[at]}.txt"
    assert golden.is_file(), "a new report: python -m tests.golden_papers"
    assert draw(made(at), "text").decode() == golden.read_text(encoding="utf-8")


@every
def test_a_page_looks_as_it_looked(at: int, tmp_path: Path) -> None:
    drawn = pdf(at)
    (tmp_path / "now.pdf").write_bytes(drawn)
    assert pixels(drawn) == json.loads(PIXELS.read_text(encoding="utf-8"))[IDS[at]], f"see {tmp_path}/now.pdf"


def test_no_golden_file_is_left_of_a_paper_that_is_gone() -> None:
    assert sorted(p.stem for p in FOLDER.glob("*.txt")) == sorted(IDS)


@every
def test_the_same_books_are_the_same_pdf_fit_for_the_archive(at: int) -> None:
    assert draw(paper(ALL[at]), "pdf") == pdf(at)
    assert re.search(rb"pdfaid:part>\s*2\s*<", pdf(at)) or b'pdfaid:part="2"' in pdf(at)


@every
def test_every_page_is_a4_and_names_the_books_behind_it(at: int) -> None:
    pages = list(pypdfium2.PdfDocument(pdf(at)))
    assert {(round(p.get_width()), round(p.get_height())) for p in pages} <= A4
    if isinstance(report(ALL[at].name), DistrictReport):
        return
    for number, page in enumerate(pages, 1):
        said = re.sub(r"\s+", " ", page.get_textpage().get_text_range())
        assert _HEX.search(said), said[-200:]
        assert f"第 {number} 页，共 {len(pages)} 页" in said


@every
def test_no_paper_shows_what_only_programs_say(at: int) -> None:
    said = draw(made(at), "text").decode()
    assert not re.search(r"Assets|Liabilities|Equity|Income|Expenses|None|Decimal|MISSING", said)
    assert not PSEUDONYM.search(said) or ALL[at].name in ("monitoring-push", "households")


@pytest.mark.parametrize(
    "at", [n for n, of in enumerate(ALL) if {"board", "public"} & set(report(of.name).audiences)]
)
def test_what_hangs_out_names_nobody_who_did_not_agree(at: int) -> None:
    known, _ = books()
    labels = {case.text("label") for case in known.cases.values()}
    silent = {
        t.payee for t in known.transactions for p in t.postings
        if "4101" in p.account and t.meta.get("publish") is not True and t.meta.get("channel") != "村集体"
    }  # fmt: skip
    loud = {t.payee for t in known.transactions if t.meta.get("publish") is True}
    for audience in set(report(ALL[at].name).audiences) & {Audience.BOARD, Audience.PUBLIC}:
        said = as_text(ALL[at]._replace(audience=audience))
        assert not [name for name in silent - loud if name in said]
        if audience is Audience.PUBLIC:
            assert not [label for label in labels if label in said]


# --- spreadsheets


def sheets(leaf: Leaf) -> list[Sheet]:
    """The tables of a leaf."""
    return [leaf] if isinstance(leaf, Sheet) else [part for part in leaf.parts if isinstance(part, Sheet)]


def figures(of: Paper) -> list[Decimal]:
    """Every amount in a paper's tables."""
    rows = [row for leaf in of.leaves for sheet in sheets(leaf) for row in sheet.rows]
    return [
        cell
        for row in rows
        for cell in row.cells
        if isinstance(cell, Decimal) and not isinstance(cell, Quantity)
    ]


@every
def test_a_workbook_holds_every_figure_as_a_number_and_no_formula(at: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(draw(made(at), "xlsx")))
    cells = [cell for page in book.worksheets for line in page.iter_rows() for cell in line]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    amounts = [c.value for c in cells if c.number_format == "#,##0.00" and c.value is not None]
    numbers = sorted(Decimal(str(value)).quantize(Decimal("0.01")) for value in amounts)
    assert numbers == sorted(figures(made(at)))
    for page in book.worksheets:
        assert int(page.page_setup.paperSize) == 9 and page.sheet_properties.pageSetUpPr.fitToPage


def test_libreoffice_opens_every_workbook_and_prints_its_figures_on_a4(tmp_path: Path) -> None:
    for at, id_ in enumerate(IDS):
        (tmp_path / f"{id_}.xlsx").write_bytes(draw(made(at), "xlsx"))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    files = sorted(map(str, tmp_path.glob("*.xlsx")))
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), *files], check=True, capture_output=True, timeout=300
    )
    for at, id_ in enumerate(IDS):
        pages = list(pypdfium2.PdfDocument(tmp_path / "out" / f"{id_}.pdf"))
        assert {(round(p.get_width()), round(p.get_height())) for p in pages} <= A4, id_
        said = "".join(p.get_textpage().get_text_range() for p in pages)
        assert not [figure for figure in figures(made(at)) if money.show(figure) not in said], id_


def test_every_report_says_of_itself_what_the_table_says() -> None:
    for name, line in TABLE.items():
        found = report(name)
        assert found.name == name and line.title.startswith(found.title), (name, line.title, found.title)


def test_golden_papers_can_be_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden_papers, "FOLDER", tmp_path)
    monkeypatch.setattr(golden_papers, "PIXELS", tmp_path / "pixels.json")
    monkeypatch.setattr(golden_papers, "asked", lambda: iter(ALL[:1]))
    golden_papers.write()
    assert (tmp_path / f"{IDS[0]}.txt").read_text("utf-8") == as_text(ALL[0])
    assert isinstance(ALL[0], Asked)
