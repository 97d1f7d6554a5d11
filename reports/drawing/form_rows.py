"""Room for rows in an office's form: what stands below the table moves down whole, looks and merged cells with it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_WIDEST, _LOWEST = 200, 500
"""Columns and lines below the table that a form may have; looks without words can go on for a million lines."""


def wide(page: Worksheet) -> int:
    """How many columns of the form are looked at."""
    return min(int(page.max_column), _WIDEST)


class Room(NamedTuple):
    """Where rows go: the first line, and the form's own line for the total where it has one below them."""

    first: int
    total: int | None


def make_room(
    page: Worksheet, head: int, rows: int, columns: tuple[int, ...], is_total: Callable[[object], bool]
) -> Room:
    """Room for some rows below the last heading line, emptied of the form's samples and formulas.

    The table ends before the total's line, else before the first line that is merged across it or has words and
    no ruling; missing lines are put in with the looks of the table's last.
    """
    first = head + 1
    end, total = _table_end(page, first, columns, is_total)
    missing = rows - (end - first)
    if missing > 0:
        _push_down(page, end, missing)
        for row in range(end, end + missing):
            _same_looks(page, max(end - 1, first) if end > first else _lent(end, missing, total), row)
        end += missing
        total = total + missing if total else None
    for row in [*range(first, end), *([total] if total else [])]:
        for at in range(1, wide(page) + 1):
            cell = page.cell(row, at)
            if cell.data_type == "f" or (at in columns and not is_total(cell.value)):
                _emptied(cell)
    return Room(first, total)


def _table_end(
    page: Worksheet, first: int, columns: tuple[int, ...], is_total: Callable[[object], bool]
) -> tuple[int, int | None]:
    """The line after the table's last, and the line of the total."""
    for row in range(first, page.max_row + 1):
        said = [page.cell(row, at).value for at in range(1, wide(page) + 1)]
        if any(map(is_total, said)):
            return row, row
        if _is_below(page, row, columns):
            return row, None
    return page.max_row + 1, None


def _is_below(page: Worksheet, row: int, columns: tuple[int, ...]) -> bool:
    """Whether a line stands below the table: merged over several of its columns, or not ruled."""
    across = any(
        merged.min_row <= row <= merged.max_row
        and sum(merged.min_col <= at <= merged.max_col for at in columns) > 1
        for merged in page.merged_cells.ranges
    )
    return across or not any(page.cell(row, at).border.bottom.style for at in columns)


def _lent(end: int, missing: int, total: int | None) -> int:
    """Whose looks new lines take where the form had none: the total's, which has moved down."""
    return total + missing if total else end - 1


def _push_down(page: Worksheet, row: int, by: int) -> None:
    """Move all that stands from a line on; openpyxl moves cells alone."""
    merged = [each for each in page.merged_cells.ranges if each.min_row >= row]
    bottom = min(page.max_row, row + _LOWEST)
    heights = {at: page.row_dimensions[at].height for at in range(row, bottom + 1)}
    for each in merged:
        page.merged_cells.remove(each)
    page.move_range(f"A{row}:{_letter(wide(page))}{bottom}", rows=by)
    for each in merged:
        each.shift(row_shift=by)
        page.merged_cells.add(each)
    for at, height in heights.items():
        page.row_dimensions[at + by].height = height
    _push_print_area(page, row, by)


def _push_print_area(page: Worksheet, row: int, by: int) -> None:
    """The area to print ends as much lower."""
    from openpyxl.utils import range_boundaries

    area = str(page.print_area or "").replace("$", "").rpartition("!")[2]
    if area and "," not in area:
        left, top, right, bottom = range_boundaries(area)
        if None not in (left, top, right, bottom) and int(bottom or 0) >= row - 1:
            page.print_area = (
                f"{_letter(int(left or 1))}{top}:{_letter(int(right or 1))}{int(bottom or 0) + by}"
            )


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(column)
    return letter


def _same_looks(page: Worksheet, source: int, target: int) -> None:
    """A line takes another's looks and height."""
    page.row_dimensions[target].height = page.row_dimensions[source].height
    for at in range(1, wide(page) + 1):
        cell, like = page.cell(target, at), page.cell(source, at)
        if like.has_style:
            cell._style = copy(like._style)


def _emptied(cell: Any) -> None:
    """Without the form's sample or formula; the inside of merged cells has nothing of its own."""
    from openpyxl.cell.cell import MergedCell

    if not isinstance(cell, MergedCell):
        cell.value = None
