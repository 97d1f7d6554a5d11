"""One sheet, six papers: no figure changes, nothing written is run, the same sheet is the same file."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import string
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import money
from ledger.notices import lines
from ledger.notices.lines import clean
from reports.drawing import pdf, text
from reports.drawing.draw import FORMATS, draw
from reports.rows import Cell, Column, Kind, Row, Sheet, Style, shown

COLUMNS = (
    Column("fund", "基金", "text"),
    Column("amount", "本月收入", "money", "元"),
    Column("times", "人次", "count"),
    Column("day", "日期", "day"),
)
INJECTION = '=1+1 #strong[假] $x$ <script>alert(1)</script> [red]红[/red] "引" \\ //'


def sheet(*rows: Row, columns: tuple[Column, ...] = COLUMNS, notes: tuple[str, ...] = ()) -> Sheet:
    return Sheet("石岗村互助社 资金表", "2026年7月", columns, rows, notes, ("会计", "社长"))


def row(*cells: Cell, style: Style = "line") -> Row:
    return Row(cells, style)


SHEET = sheet(
    row("一、非限定性", None, None, None, style="heading"),
    row("03社会捐赠", Decimal("12345.60"), 7, date(2026, 7, 10)),
    row("04会费", Decimal("-36.50"), None, None),
    row("合计", Decimal("12309.10"), 7, None, style="total"),
    notes=("本表由账簿直接生成。",),
)


def pdf_text(drawn: bytes) -> str:
    pages = pypdfium2.PdfDocument(drawn)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def workbook(drawn: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(drawn)).active


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_sheet_is_the_same_file(format_: str) -> None:
    assert draw(SHEET, format_) == draw(SHEET, format_)


def test_files_are_the_same_in_another_process_at_another_place_and_hour() -> None:
    code = (
        "import hashlib; from decimal import Decimal;"
        "from reports.drawing.draw import draw; from reports.rows import Column, Row, Sheet;"
        "s = Sheet('表', '', (Column('a', '金额', 'money'),), (Row((Decimal('1.00'),)),));"
        "print([hashlib.sha256(draw(s, f)).hexdigest() for f in ('pdf', 'xlsx')])"
    )
    root = Path(__file__).parent.parent
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"TZ": zone, "PYTHONHASHSEED": zone[-1], "LC_ALL": "C"},
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for zone in ("UTC+0", "XXX-8")
    ]
    assert runs[0] == runs[1] != b""


def test_text_columns_end_where_they_should_for_double_width() -> None:
    table = text_table(SHEET)
    money_ends = {lines.width(line[: line.index(figure) + len(figure)]) for line, figure in table}
    assert len(money_ends) == 1


def text_table(drawn: Sheet) -> list[tuple[str, str]]:
    figures = [shown(r.cells[1]) for r in drawn.rows if r.cells[1] is not None]
    page = draw(drawn, "text").decode().splitlines()
    return [(next(line for line in page if figure in line), figure) for figure in figures]


def test_text_as_a_reader_sees_it() -> None:
    assert draw(SHEET, "text").decode().splitlines() == [
        "               石岗村互助社 资金表",
        "                    2026年7月",
        "",
        "基金           本月收入（元）   人次   日期",
        "-------------------------------------------------",
        "一、非限定性",
        "03社会捐赠          12,345.60      7   2026-07-10",
        "04会费                 -36.50",
        "-------------------------------------------------",
        "合计                12,309.10      7",
        "",
        "1. 本表由账簿直接生成。",
        "",
        "会计：________    社长：________",
    ]


@pytest.mark.parametrize("columns", [10, 40, 60, 200])
def test_no_window_is_so_narrow_that_a_figure_is_cut(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = io.StringIO()
    text.show(SHEET, out)
    assert "12,345.60      7   2026-07-10" in out.getvalue()


def test_a_gbk_window_shows_what_it_can() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="gbk", newline="\n")
    text.show(sheet(row("𬭎✓ 汪*", Decimal("5.00"), 1, None)), stream)
    stream.flush()
    said = raw.getvalue().decode("gbk")
    assert "?? 汪*" in said and "5.00" in said


def test_csv_is_for_excel_and_keeps_figures_as_numbers() -> None:
    drawn = draw(SHEET, "csv")
    assert drawn.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(drawn.decode("utf-8-sig"), newline=""))) == [
        ["基金", "本月收入（元）", "人次", "日期"],
        ["一、非限定性", "", "", ""],
        ["03社会捐赠", "12345.60", "7", "2026-07-10"],
        ["04会费", "-36.50", "", ""],
        ["合计", "12309.10", "7", ""],
    ]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_a_csv_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(first: str) -> None:
    evil = f'{first}HYPERLINK("x")'
    drawn = draw(sheet(row(evil, Decimal("-1.00"), -2, None)), "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(drawn, newline="")))[1] == ["'" + evil, "-1.00", "-2", ""]


def test_xlsx_money_is_a_number_and_nothing_is_a_formula() -> None:
    paper = workbook(draw(sheet(row(INJECTION, Decimal("12345.60"), 7, date(2026, 7, 10))), "xlsx"))
    name, amount, times, day = paper[4]
    assert (name.value, name.data_type) == (INJECTION, "s")
    assert (amount.value, amount.data_type, amount.number_format) == (12345.6, "n", "#,##0.00")
    assert times.value == 7 and day.value.date() == date(2026, 7, 10)
    assert all(cell.data_type != "f" and cell.hyperlink is None for line in paper for cell in line)


def test_xlsx_writes_a_figure_longer_than_excel_keeps_as_text() -> None:
    kept, long = Decimal("9999999999999.99"), Decimal("99999999999999.99")
    paper = workbook(draw(sheet(row("", kept, 1, None), row("", long, 1, None)), "xlsx"))
    assert f"{paper['B4'].value:.2f}" == "9999999999999.99"
    assert paper["B5"].value == "99,999,999,999,999.99"


def test_json_keeps_money_as_strings_and_words_as_they_are() -> None:
    page = json.loads(draw(sheet(row(INJECTION, Decimal("12345.60"), 7, date(2026, 7, 10))), "json"))
    assert page["rows"] == [
        {"style": "line", "cells": {"fund": INJECTION, "amount": "12345.60", "times": 7, "day": "2026-07-10"}}
    ]
    assert page["columns"][1] == {
        "key": "amount",
        "title": "本月收入",
        "kind": "money",
        "note": "元",
        "group": "",
    }
    assert page["signed"] == ["会计", "社长"]


def test_html_escapes_every_word_and_asks_for_nothing() -> None:
    evil = Sheet("<b>题", "<i>", (Column("a", "<u>", "text", "<s>"),), (Row(("<p>&",)),), ("<a>",), ("<q>",))
    page = draw(evil, "html").decode()
    for tag in ("b", "i", "u", "s", "p", "a", "q"):
        assert f"&lt;{tag}&gt;" in page
    assert not re.search(r"<(b|i|u|s|a|q|p|script)>", page.replace("<p>&", ""))
    assert "http:" not in page and "https:" not in page and "default-src 'none'" in page


def test_injection_is_printed_as_it_was_written() -> None:
    evil = sheet(row(INJECTION, Decimal("1.00"), 1, None), notes=(INJECTION,))
    assert INJECTION in draw(evil, "text").decode()
    printed = re.sub(r"\s", "", pdf_text(draw(evil, "pdf")))
    assert printed.count(re.sub(r"\s", "", INJECTION)) == 2


def test_pdf_carries_the_figures_and_the_page_number() -> None:
    printed = pdf_text(draw(SHEET, "pdf"))
    assert "12,345.60" in printed and "-36.50" in printed and "第 1 页，共 1 页" in printed


def test_pdf_repeats_the_head_of_a_long_table() -> None:
    many = sheet(*(row(f"第{n}笔", Decimal(n).quantize(money.CENT), n, None) for n in range(120)))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(draw(many, "pdf"))]
    assert len(pages) > 2
    assert all("本月收入" in page and f"共 {len(pages)} 页" in page for page in pages)


@pytest.mark.parametrize(("count", "flipped"), [(5, False), (12, True)])
def test_pdf_lies_on_its_side_when_the_columns_need_it(count: int, flipped: bool) -> None:
    columns = tuple(Column(str(n), "金额", "money") for n in range(count))
    drawn = draw(sheet(row(*[Decimal("12345.67")] * count), columns=columns), "pdf")
    wide, high = pypdfium2.PdfDocument(drawn)[0].get_size()
    assert (wide > high) is flipped


def test_a_sign_without_a_glyph_is_named_and_not_printed_as_a_box() -> None:
    with pytest.raises(pdf.MissingGlyph, match=r"😀.*请换一个字"):
        draw(sheet(row("汪😀", Decimal("1.00"), 1, None)), "pdf")


def test_a_warning_of_typst_is_our_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.typ").write_text('#set text(font: "No Such Font")\n字', encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    with pytest.raises(AssertionError, match="unknown font family"):
        pdf.compile("bad", {}, stamp=None)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("money", Decimal("1.000")),
        ("money", Decimal("1")),
        ("money", Decimal("NaN")),
        ("money", 1),
        ("money", "1.00"),
        ("count", True),
        ("count", Decimal("1.00")),
        ("text", 1),
        ("day", "2026-07-10"),
    ],
)
def test_a_cell_of_another_kind_is_our_mistake(kind: Kind, cell: Cell) -> None:
    with pytest.raises(AssertionError):
        Sheet("", "", (Column("a", "甲", kind),), (Row((cell,)),))


def test_a_short_row_and_a_repeated_key_are_our_mistakes() -> None:
    with pytest.raises(AssertionError):
        sheet(row("少"))
    with pytest.raises(AssertionError):
        sheet(columns=(COLUMNS[0], COLUMNS[0]))


def test_the_word_of_a_total_may_stand_in_a_column_of_numbers() -> None:
    total = Sheet("", "", (Column("no", "序号", "count"),), (Row(("合计",), "total"),))
    assert workbook(draw(total, "xlsx"))["A4"].value == "合计"
    assert "合计" in draw(total, "text").decode()


@pytest.mark.parametrize(
    ("written", "seen"),
    [("甲\n乙", "甲 乙"), ("\x1b[31m红", "〓[31m红"), ("1\u202e23", "1〓23"), ("石碁", "石碁")],
)
def test_signs_that_could_repaint_or_turn_a_line_are_made_visible(written: str, seen: str) -> None:
    assert clean(written) == seen
    assert seen in draw(sheet(row(written, None, None, None)), "text").decode()


@given(st.text(string.ascii_letters + "0123456789.，。（）救助石岗村é", max_size=120), st.integers(20, 90))
def test_wrapping_loses_no_sign(words: str, wide: int) -> None:
    assert "".join(lines.wrap(words, wide)) == " " * 4 + words


def test_wrapping_tears_no_figure_and_starts_no_line_with_a_stop() -> None:
    wrapped = lines.wrap("本月收入12,345.60元，本月支出12,345.60元，本月结余12,345.60元。" * 4, 30)
    assert "".join(wrapped).count("12,345.60") == sum(line.count("12,345.60") for line in wrapped) == 12
    assert not any(line.startswith(("，", "。")) for line in wrapped)
    assert all(lines.width(line) <= 30 for line in wrapped)


MONEY = st.decimals("-9999999999.99", "9999999999.99", places=2)


@settings(max_examples=25, deadline=None)
@given(st.lists(MONEY, min_size=1, max_size=12))
def test_no_paper_changes_a_figure(amounts: list[Decimal]) -> None:
    drawn = Sheet("表", "", COLUMNS[1:2], tuple(Row((amount,)) for amount in amounts))
    figures = [money.show(amount) for amount in amounts]
    plain = [money.plain(amount) for amount in amounts]
    assert draw(drawn, "text").decode().split()[-len(figures) :] == figures
    assert re.findall(r'<td class="money">(.*?)</td>', draw(drawn, "html").decode()) == figures
    assert draw(drawn, "csv").decode("utf-8-sig").split()[1:] == plain
    assert [r["cells"]["amount"] for r in json.loads(draw(drawn, "json"))["rows"]] == plain
    paper = workbook(draw(drawn, "xlsx"))
    cells = [paper.cell(4 + at, 1).value for at in range(len(amounts))]
    assert [Decimal(repr(cell)).quantize(money.CENT) for cell in cells] == amounts
    assert re.findall(r"-?[0-9,]+\.[0-9]{2}", pdf_text(draw(drawn, "pdf"))) == figures
