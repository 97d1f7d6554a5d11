"""Our forms as workbooks: what may be written is checked by Excel, and they print on A4."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from importers.registers.forms import FORMS, Column, Form
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NAMES = tuple(form.name for form in FORMS)
"""What can be asked for."""
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that the same form is the same file
_PLAIN = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
_A4, _HEAD, _RULED, _CHECKED = 9, 2, 30, 1000
_FORMAT = {"day": "yyyy-mm-dd", "money": "#,##0.00"}
_SIDE = {"day": "center", "money": "right", "choice": "center"}
_DAYS = (date(2000, 1, 1), date(2099, 12, 31))
_WRONG_TITLE = "这一格写得不对"


def workbook(name: str) -> bytes:
    """The form of that name as an .xlsx file; the same bytes every time."""
    import xlsxwriter

    form = next((form for form in FORMS if form.name == name), None)
    if form is None:
        raise Mistake(f"没有“{name}”这种模板，可写：{'、'.join(NAMES)}")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True} | dict.fromkeys(_PLAIN, False)) as book:
        book.set_properties({"title": form.title, "created": _CREATED})
        _table(book, book.add_worksheet(form.name), form)
        _notes(book, book.add_worksheet("说明"), form)
    return out.getvalue()


def _table(book: Workbook, paper: Worksheet, form: Form) -> None:
    """Title, header, the row that shows how, ruled rows, and what each column takes."""
    last = len(form.columns) - 1
    paper.merge_range(0, 0, 0, last, form.title, _look(book, bold=True, font_size=16, align="center"))
    unit = "单位：元" if any(column.sort == "money" for column in form.columns) else ""
    paper.merge_range(1, 0, 1, last, f"互助社：                    {unit}", _look(book, align="center"))
    head = _look(book, bold=True, border=1, bg_color="#E7E6E6", align="center", text_wrap=True)
    for at, column in enumerate(form.columns):
        plain = {"num_format": _FORMAT.get(column.sort, "@"), "align": _SIDE.get(column.sort, "left")}
        look = _look(book, **plain)
        paper.set_column(at, at, column.wide, look)
        paper.write_string(_HEAD, at, column.title, head)
        shown = _look(book, **plain, border=1, italic=True, font_color="#808080", bg_color="#F7F7F7")
        _write(paper, _HEAD + 1, at, column.example, shown)
        ruled = _look(book, **plain, border=1)
        for row in range(_HEAD + 2, _HEAD + 2 + _RULED):
            paper.write_blank(row, at, None, ruled)
        if rule := _rule(column, at):
            paper.data_validation(_HEAD + 2, at, _HEAD + 1 + _CHECKED, at, rule)
    _print(paper)


def _look(book: Workbook, **look: Any) -> Format:
    return book.add_format({"font_name": "宋体", "font_size": 11, "valign": "vcenter"} | look)


def _write(paper: Worksheet, row: int, at: int, example: str | date, look: Format) -> None:
    if isinstance(example, date):
        paper.write_datetime(row, at, example, look)
    else:
        paper.write_string(row, at, example, look)


def _rule(column: Column, at: int) -> dict[str, Any]:
    """What Excel refuses in a column, and what it says beside the cell and after a slip."""
    cell = f"{chr(ord('A') + at)}{_HEAD + 3}"
    rule: dict[str, Any] = {"error_title": _WRONG_TITLE, "ignore_blank": True}
    rule |= {"input_title": column.title, "input_message": column.prompt} if column.prompt else {}
    match column.sort:
        case "day":
            first, last = _DAYS
            rule |= {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
            return rule | {"error_message": "请写日期，像 2026-01-05"}
        case "money":
            back = "负数" in column.prompt
            sign, least = ("<>", "") if back else (">", "大于零的")
            formula = f"=AND(ISNUMBER({cell}),{cell}{sign}0,ROUND({cell},2)={cell})"
            rule |= {"validate": "custom", "value": formula}
            return rule | {"error_message": f"请写{least}数字，单位是元，最多两位小数"}
        case "identity":
            rule |= {"validate": "length", "criteria": "==", "value": 18}
            return rule | {"error_message": "身份证号应是18位"}
        case "choice":
            rule |= {"validate": "list", "source": list(column.choices)}
            return rule | {"error_message": "请从列表里选一项"}
        case _:
            return rule | {"validate": "any"} if column.prompt else {}


def _print(paper: Worksheet) -> None:
    paper.freeze_panes(_HEAD + 1, 0)
    paper.repeat_rows(_HEAD)
    paper.set_paper(_A4)
    paper.set_landscape()
    paper.fit_to_pages(1, 0)
    paper.center_horizontally()
    paper.set_footer("&L经手人：__________    审核人：__________&R第 &P 页，共 &N 页")


def _notes(book: Workbook, paper: Worksheet, form: Form) -> None:
    """What to know before filling the form in."""
    paper.set_column(0, 0, 100)
    paper.write_string(0, 0, f"怎样填{form.name}", _look(book, bold=True, font_size=14))
    look = _look(book, text_wrap=True)
    lines = (*form.notes, f"填好以后导入：huzhu import {form.name}.xlsx")
    for row, note in enumerate(lines, 1):
        paper.write_string(row, 0, f"{row}. {note}", look)
    paper.set_paper(_A4)
    paper.fit_to_pages(1, 0)
