"""An office's own form: filled by the words of its headings, its looks kept, refused where it asks for something else."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ledger.mistake import Mistake
from reports.drawing.filling import fill
from reports.filings.progress_columns import ALL, Line, cells
from reports.filings.standing import Standing
from reports.rows import Column, Row, Sheet
from tests.office_form import HEADS, office_form

FIRST, TOTAL = 6, 9
SMALL = (
    Column("name", "乡镇", "text"),
    Column("times", "人次", "count"),
    Column("yuan", "金额", "money", "元"),
)


def _sheet(*names: str) -> Sheet:
    lines = [
        Line(name, 1, (Standing(name, registered=True, subsidy=Decimal(10 * n)),))
        for n, name in enumerate(names, 1)
    ]
    rows = [Row((line.name, *_fen(line))) for line in lines]
    total = Line("汇总", len(lines), tuple(s for line in lines for s in line.societies))
    return Sheet(
        "进展情况表",
        "",
        (Column("township", "单位", "text"), *ALL),
        (*rows, Row(("汇总", *_fen(total, True)), "total")),
    )


def _fen(line: Line, total: bool = False) -> list[object]:
    found = cells(line, ALL, total=total)
    return [cell.quantize(Decimal("0.01")) if isinstance(cell, Decimal) else cell for cell in found]


def _small(*rows: tuple[str, int, str], columns: tuple[Column, ...] = SMALL) -> Sheet:
    made = [Row((name, times, Decimal(yuan))) for name, times, yuan in rows]
    return Sheet("小表", "", columns, tuple(made))


def _page(filled: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(filled)).active


def _row(page: Worksheet, row: int) -> list[object]:
    return [page.cell(row, at).value for at in range(1, page.max_column + 1)]


def _under(page: Worksheet, head: str, row: int) -> object:
    at = next(c.column for line in page.iter_rows(4, 5) for c in line if c.value == head)
    return page.cell(row, at).value


def test_each_figure_stands_under_its_heading_whatever_the_blanks_breaks_and_wide_signs_in_it() -> None:
    page = _page(fill(office_form(), _sheet("岩寺镇", "潜口镇")))
    assert _row(page, FIRST)[:6] == [1, "岩寺镇", 1, 1, "100%", 0]
    assert _row(page, FIRST + 1)[:2] == [2, "潜口镇"]
    assert (_under(page, "区财政", FIRST), _under(page, "区财政", FIRST + 1)) == (10, 20)
    assert _under(page, "满３万元数", FIRST) == 0
    assert _row(page, FIRST + 2) == [None] * 34, "a line that nobody needs stays empty"


def test_the_forms_total_is_ours_as_a_value_and_no_formula_is_left() -> None:
    page = _page(fill(office_form(), _sheet("岩寺镇", "潜口镇")))
    assert page.cell(TOTAL, 2).value == "合 计"
    assert _under(page, "区财政", TOTAL) == 30
    assert not [c.coordinate for line in page.iter_rows() for c in line if c.data_type == "f"]


def test_more_rows_than_lines_push_the_total_and_the_signatures_down_with_their_looks() -> None:
    page = _page(fill(office_form(), _sheet(*[f"第{n}镇" for n in range(1, 9)])))
    assert [page.cell(row, 2).value for row in range(FIRST, FIRST + 8)] == [f"第{n}镇" for n in range(1, 9)]
    assert page.cell(TOTAL + 5, 2).value == "合 计" and _under(page, "区财政", TOTAL + 5) == 360
    assert page.cell(TOTAL + 5, 3).fill.fgColor.rgb == "FFEEEEEE"
    new = page.cell(FIRST + 7, 2)
    assert (new.font.name, new.border.bottom.style, page.row_dimensions[FIRST + 7].height) == (
        "仿宋",
        "thin",
        28,
    )
    foot = TOTAL + 6
    assert str(page.cell(foot, 1).value).startswith("填报人") and page.row_dimensions[foot].height == 40
    assert f"A{foot}:AH{foot}" in {str(merged) for merged in page.merged_cells.ranges}
    assert page.print_title_rows == "$4:$5" and page.print_area.endswith(f"$AH${foot}")


def test_the_headings_merged_cells_stay_where_they_were() -> None:
    before = {str(m) for m in _page(office_form()).merged_cells.ranges if m.max_row < FIRST}
    after = {
        str(m)
        for m in _page(fill(office_form(), _sheet(*"一二三四五"))).merged_cells.ranges
        if m.max_row < FIRST
    }
    assert before == after


def test_the_headings_are_found_lower_down_and_in_another_order() -> None:
    heads = (HEADS[1], *reversed(HEADS[2:]))
    page = _page(fill(office_form(heads, top=9), _sheet("岩寺镇")))
    at = next(c.column for line in page.iter_rows(9, 10) for c in line if c.value == "区财政")
    assert (page.cell(11, 1).value, page.cell(11, at).value) == ("岩寺镇", 10)


def test_a_form_without_a_total_gets_ours_as_its_last_line() -> None:
    page = _page(fill(office_form(lines=1, total=False), _sheet("岩寺镇", "潜口镇")))
    assert [page.cell(row, 2).value for row in (6, 7, 8)] == ["岩寺镇", "潜口镇", "汇总"]
    assert str(page.cell(9, 1).value).startswith("填报人")


def test_what_begins_like_a_formula_stays_words() -> None:
    page = _page(fill(office_form(), _sheet("=HYPERLINK(1)")))
    cell = page.cell(FIRST, 2)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_column_that_the_office_took_away_and_one_that_it_added_are_both_named() -> None:
    heads = (*(h for h in HEADS if h[0] != "已登记数"), ("党员人数", ()))
    with pytest.raises(Mistake, match=r"没有“已登记”；不认得表样里的“党员人数”"):
        fill(office_form(heads), _sheet("岩寺镇"))


def test_a_renamed_column_under_a_group_is_named_with_its_group() -> None:
    heads = tuple((t, ("县财政", *u[1:])) if t.startswith("启动") else (t, u) for t, u in HEADS)
    with pytest.raises(Mistake, match=r"启动资金到位 区财政.*启动资金到位（元）县财政"):
        fill(office_form(heads), _sheet("岩寺镇"))


def test_two_columns_of_one_name_are_not_guessed_at() -> None:
    with pytest.raises(Mistake, match="不认得表样里的“金额”"):
        fill(
            office_form((("乡镇", ()), ("人次", ()), ("金额", ()), ("金额", ()))),
            _small(("岩寺镇", 1, "5.00")),
        )


def test_a_unit_is_part_of_a_name_where_titles_are_alike() -> None:
    columns = (
        Column("name", "乡镇", "text"),
        Column("n", "补充", "count", "人次"),
        Column("y", "补充", "money", "元"),
    )
    form = office_form((("乡镇", ()), ("补充救助（元）", ()), ("补充救助人次", ())), lines=1, total=False)
    assert _row(_page(fill(form, _small(("岩寺镇", 3, "5.00"), columns=columns))), 6) == ["岩寺镇", 5, 3]


def test_a_form_in_ten_thousands_of_yuan_gets_no_yuan() -> None:
    form = office_form((("乡镇", ()), ("人次", ()), ("金额（万元）", ())))
    with pytest.raises(Mistake, match="没有“金额（元）”；不认得表样里的“金额（万元）”"):
        fill(form, _small(("岩寺镇", 1, "5.00")))


def test_a_form_of_something_else_is_said_to_have_no_such_headings() -> None:
    with pytest.raises(Mistake, match="找不到表头"):
        fill(office_form((("日期", ()), ("天气", ()))), _sheet("岩寺镇"))


def test_what_is_no_workbook_is_a_sentence() -> None:
    for content in (b"", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0old"):
        with pytest.raises(Mistake, match="表样打不开"):
            fill(content, _sheet("岩寺镇"))


def test_a_draft_says_so_at_the_head_of_each_page() -> None:
    assert _page(fill(office_form(), _sheet("岩寺镇"), "草稿")).oddHeader.center.text == "草稿"


def test_a_figure_with_no_look_of_its_own_gets_that_of_money() -> None:
    page = _page(fill(office_form(), _sheet("岩寺镇")))
    at = next(c.column for line in page.iter_rows(4, 5) for c in line if c.value == "区财政")
    assert page.cell(FIRST, at).number_format == "#,##0.00"


def test_looks_that_go_on_for_a_hundred_thousand_lines_do_not_matter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(office_form(lines=1)))
    book.active.cell(100_000, 900).font = Font(name="宋体")
    out = io.BytesIO()
    book.save(out)
    page = _page(fill(out.getvalue(), _sheet("岩寺镇", "潜口镇")))
    assert [page.cell(row, 2).value for row in (6, 7, 8)] == ["岩寺镇", "潜口镇", "合 计"]
