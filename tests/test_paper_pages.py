"""Where a page ends: a sum stays with its rows, a heading with its table, and one note alone has no number."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest

from reports.drawing.draw import draw
from reports.forms import Form, Leaf, Words, paper_of
from reports.rows import Column, Row, Sheet

ONE = Decimal("1.00")


def table(many: int, *notes: str, group: str = "") -> Sheet:
    """A table of that many lines and their sum."""
    lines = tuple(Row((f"行{at}", ONE)) for at in range(many))
    columns = (Column("what", "项目", "text"), Column("yuan", "金额", "money", group=group))
    return Sheet("收支表", "某社", columns, (*lines, Row(("合计", ONE * many), "total")), notes)


def pages(leaf: Leaf) -> list[str]:
    """What stands on each page of its PDF."""
    paper = pypdfium2.PdfDocument(draw(paper_of(leaf), "pdf"))
    return [page.get_textpage().get_text_range() for page in paper]


@pytest.mark.parametrize("group", ["", "本月"])
def test_the_sum_of_a_long_table_never_stands_alone_on_a_page(group: str) -> None:
    for many in range(76, 86):
        last = pages(table(many, group=group))[-1]
        assert f"行{many - 1}" in last and "合计" in last, many


def test_a_heading_and_a_short_table_go_to_the_next_page_together() -> None:
    filler = tuple(Words("字" * 30) for _ in range(29))
    form = Form("附注", (*filler, Words("四、说明", "heading"), Words("1. 货币资金", "plain"), table(4)))
    first, second = pages(form)
    assert "四、说明" not in first
    assert all(said in second for said in ("四、说明", "1. 货币资金", "行0", "合计"))


def test_a_lone_note_is_not_numbered_on_paper_and_several_are() -> None:
    assert "注：只此一条" in pages(table(1, "只此一条"))[0]
    assert "1. 其一" in pages(table(1, "其一", "其二"))[0]
    lone = openpyxl.load_workbook(io.BytesIO(draw(paper_of(table(1, "只此一条")), "xlsx"))).active
    assert lone is not None and "注：只此一条" in [cell.value for cell in lone["A"]]


@pytest.mark.parametrize(("many", "high"), [(39, None), (40, 0)])
def test_a_worksheet_of_forty_rows_is_printed_on_one_page(many: int, high: int | None) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(draw(paper_of(table(many)), "xlsx"))).active
    assert sheet is not None and sheet.page_setup.fitToHeight == high, "what is not written is one page"


def test_a_code_is_not_broken_at_its_hyphen() -> None:
    columns = tuple(Column(f"c{at}", f"第{at}栏", "text") for at in range(20))
    sheet = Sheet("表", "", columns, (Row(("P-bc9a51cd5b90", *["八个半角"] * 19)),))
    assert "P-bc9a51cd5b90" in pages(sheet)[0]
