"""A form as an office would send it: a title, two heading lines, ruled lines, a total with formulas, a line to sign on."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

HEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("序号", ()),
    ("乡 镇", ()),
    ("村（社区）\n总数", ()),
    ("已登记数", ()),
    ("覆盖率（%）", ()),
    ("名称规范数", ()),
    ("启动资金到位（元）", ("区财政", "村集体支持", "社会捐赠", "合计", "满３万元数")),
    ("已启动救助数", ()),
    ("备用金设立数", ()),
    ("当月", ("补充救助（人次）", "补充救助\n（元）", "应急救助（人次）", "应急救助（元）", "转介（人次）", "先行救助（人次）")),
    ("累计", ("补充救助（人次）", "补充救助（元）", "应急救助（人次）", "应急救助（元）", "转介（人次）", "先行救助（人次）")),
    ("接受捐赠（元）", ("当月", "累计")),
    ("结余（元）", ()),
    ("按时公示数", ()),
    ("按时备案数", ()),
    ("问题", ()),
    ("填报人", ()),
    ("联系电话", ()),
    ("备注", ()),
)  # fmt: skip
_THIN = Side(style="thin")
_RULED = Border(_THIN, _THIN, _THIN, _THIN)


def office_form(
    heads: Sequence[tuple[str, tuple[str, ...]]] = HEADS, *, top: int = 4, lines: int = 3, total: bool = True
) -> bytes:
    """The form's bytes; the headings begin on line `top`, `lines` empty lines stand below them."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "进展情况表"
    wide = sum(max(1, len(under)) for _, under in heads)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=wide)
    page["A1"] = "徽州区乡镇完善村（社区）“救急难”互助社运作机制进展情况表"
    page["A1"].font = Font(name="方正小标宋简体", size=20)
    page["A2"] = "填报单位（盖章）："
    at = 1
    for title, under in heads:
        _head(page, top, at, title, under)
        at += max(1, len(under))
    first = top + 2
    for row in range(first, first + lines):
        page.row_dimensions[row].height = 28
        for at in range(1, wide + 1):
            page.cell(row, at).border = _RULED
            page.cell(row, at).font = Font(name="仿宋", size=11)
    if total:
        _total(page, first, first + lines, wide)
    foot = first + lines + total
    page.merge_cells(start_row=foot, start_column=1, end_row=foot, end_column=wide)
    page.cell(foot, 1).value = "填报人：            审核人：            填报日期："
    page.row_dimensions[foot].height = 40
    page.print_title_rows = f"{top}:{top + 1}"
    page.print_area = f"A1:{get_column_letter(wide)}{foot}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(
    page: openpyxl.worksheet.worksheet.Worksheet, top: int, at: int, title: str, under: tuple[str, ...]
) -> None:
    looks = {
        "font": Font(name="黑体", bold=True),
        "border": _RULED,
        "alignment": Alignment("center", wrap_text=True),
    }
    page.cell(top, at).value = title
    if under:
        page.merge_cells(start_row=top, start_column=at, end_row=top, end_column=at + len(under) - 1)
        for more, word in enumerate(under):
            page.cell(top + 1, at + more).value = word
    else:
        page.merge_cells(start_row=top, start_column=at, end_row=top + 1, end_column=at)
    for name, look in looks.items():
        for row in (top, top + 1):
            setattr(page.cell(row, at), name, look)


def _total(page: openpyxl.worksheet.worksheet.Worksheet, first: int, row: int, wide: int) -> None:
    page.cell(row, 2).value = "合 计"
    for at in range(1, wide + 1):
        page.cell(row, at).border = _RULED
        page.cell(row, at).fill = PatternFill("solid", "FFEEEEEE")
        if at > 2:
            letter = get_column_letter(at)
            page.cell(row, at).value = f"=SUM({letter}{first}:{letter}{row - 1})"
