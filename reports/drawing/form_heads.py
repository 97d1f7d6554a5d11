"""The headings of an office's form, found by their words: over one line or several, merged or not, blanks and all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ledger.mistake import Mistake
from reports.drawing.form_rows import wide
from reports.rows import Column, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DEEPEST_HEAD, _LOWEST_HEAD = 3, 30
_UNITS = re.compile(r"[(\[](?:单位:)?(?:元|人次|个|%)[)\]]")
_BY_HAND = ("序号", "备注", "说明", "签字", "签名", "签章")
"""Headings that an office leaves for the pen."""
_MAY_LACK = ("coverage", "troubles", "by", "phone", "remark", "hamlet", "villages")
"""Our columns that an office need not ask for: words, and what its other columns say as well."""
_ALSO = {
    "单位": ("乡镇", "镇", "乡镇街道", "乡镇名称", "村社区", "村", "互助社", "单位名称", "填报单位"),
    "村社区数": ("村社区总数", "村数", "村社区个数"),
    "已登记": ("已登记数", "登记数", "登记社数"),
    "名称规范": ("名称规范数", "规范命名数"),
    "区财政": ("区财政补助", "财政补助", "区财政资金"),
    "村集体": ("村集体支持", "村级集体经济", "集体经济支持"),
    "足额社数": ("满3万元数", "满3万元社数", "到位社数"),
    "已启动救助": ("已启动救助数", "启动救助数"),
    "设立备用金": ("备用金设立数", "设立备用金数", "备用金"),
    "按时公示": ("按时公示数",),
    "按时备案": ("按时备案数",),
    "存在问题": ("问题", "存在的问题", "问题建议"),
    "电话": ("联系电话",),
    "经办": ("经办人",),
    "审批": ("审批人",),
    "先行救助": ("是否先行救助", "先行"),
    "补充": ("补充救助",),
    "应急": ("应急救助",),
    "转介": ("转介服务",),
    "先行": ("先行救助",),
    "资金结余": ("结余", "结余资金", "账面结余"),
    "当月救助": ("当月", "本月", "本月救助"),
    "累计救助": ("累计", "累计数", "自成立以来累计"),
    "接受捐赠": ("捐赠", "接受社会捐赠"),
}
"""Words that offices use for ours, as `plain` writes them."""


class Head(NamedTuple):
    """The heading lines of a form: the last of them, and which column of it each of ours is."""

    last: int
    places: dict[int, int]
    """Our column's place → the form's column."""
    strange: tuple[str, ...]
    """Headings of the form that are none of ours."""


def plain(words: object, *, units: bool = True) -> str:
    """A heading as it is compared: wide signs folded, without blanks and marks; without our units in brackets.

    万元 is never taken off: figures in yuan do not belong under it.
    """
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(words or "")))
    return re.sub(r"[^\w%]", "", said if units else _UNITS.sub("", said))


def heads(page: Worksheet, sheet: Sheet) -> Iterator[Head]:
    """Every way to read some lines of the page as headings, that knows two of our columns or more."""
    shown = _shown(page)
    names = _names(sheet)
    for first in range(1, min(page.max_row, _LOWEST_HEAD) + 1):
        for last in range(first, min(first + _DEEPEST_HEAD, page.max_row + 1)):
            paths = {at: _path(shown, at, first, last) for at in range(1, wide(page) + 1)}
            places, strange = _matched(names, {at: path for at, path in paths.items() if path})
            if len(places) > 1:
                yield Head(_lowest(page, last, tuple(places.values())), places, strange)


def _lowest(page: Worksheet, line: int, columns: tuple[int, ...]) -> int:
    """The last line of headings: where a heading is merged with the line below, that one."""
    covered = (m for m in page.merged_cells.ranges if m.min_row <= line and m.min_col in columns)
    return max([line, *(int(m.max_row) for m in covered)])


def _shown(page: Worksheet) -> dict[tuple[int, int], tuple[str, tuple[int, int]]]:
    """What each cell of the upper page shows, and from which cell: merged cells all show their first."""
    lowest = min(page.max_row, _LOWEST_HEAD + _DEEPEST_HEAD)
    found = {
        (row, at): (str(page.cell(row, at).value or ""), (row, at))
        for row in range(1, lowest + 1)
        for at in range(1, wide(page) + 1)
    }
    for merged in page.merged_cells.ranges:
        first = found.get((merged.min_row, merged.min_col))
        for row in range(merged.min_row, min(merged.max_row, lowest) + 1):
            for at in range(merged.min_col, merged.max_col + 1):
                if first is not None:
                    found[row, at] = first
    return found


def _path(
    shown: dict[tuple[int, int], tuple[str, tuple[int, int]]], at: int, first: int, last: int
) -> tuple[str, ...]:
    """The headings over a column, from above; a merged one once."""
    cells = dict.fromkeys(shown[row, at][::-1] for row in range(first, last + 1))
    return tuple(said for _, said in cells if plain(said))


def _names(sheet: Sheet) -> list[set[str]]:
    """All that each of our columns may be called, from the whole path to the last word."""
    return [set(_called(column)) for column in sheet.columns]


def _called(column: Column) -> Iterator[str]:
    groups = _words(column.group) if column.group else {""}
    for title in _words(column.title):
        for end in {title, title + plain(column.note)}:
            yield end
            yield from (f"{group}{end}" for group in groups)


def _words(title: str) -> set[str]:
    return {plain(title), *_ALSO.get(plain(title), ())}


def _matched(
    names: list[set[str]], paths: dict[int, tuple[str, ...]]
) -> tuple[dict[int, int], tuple[str, ...]]:
    """Our columns by the longest part of a path that is one's and only one's; and the paths that are nobody's."""
    places: dict[int, int] = {}
    strange = []
    for at, path in paths.items():
        mine = next(
            (found for said in _endings(path) if (found := _whose(names, said, places)) is not None), None
        )
        if mine is not None:
            places[mine] = at
        elif not plain(path[-1]).startswith(_BY_HAND):
            strange.append("".join(map(_told, path)))
    return places, tuple(strange)


def _endings(path: tuple[str, ...]) -> Iterator[str]:
    """The path and its ends, the longest first: with the units said in it, without the groups', without any."""
    for first in range(len(path)):
        above, last = path[first:-1], path[-1]
        for over, own in ((True, True), (False, True), (False, False)):
            yield "".join(plain(said, units=over) for said in above) + plain(last, units=own)


def _told(heading: str) -> str:
    """A heading as one line."""
    return "".join(heading.split())


def _whose(names: list[set[str]], said: str, taken: dict[int, int]) -> int | None:
    """The one column that may be called so and has no place yet; None where none is, or several are."""
    found = [at for at, called in enumerate(names) if said in called]
    return found[0] if len(found) == 1 and found[0] not in taken else None


def refuse_changed(head: Head, sheet: Sheet) -> None:
    """Mistake where the form asks what we do not have, or has no place for what we do."""
    lacking = [
        c.full + (f"（{c.note}）" if c.note else "")
        for at, c in enumerate(sheet.columns)
        if at not in head.places and c.key not in _MAY_LACK
    ]
    said = [f"表样里没有“{'、'.join(lacking)}”"] if lacking else []
    said += [f"不认得表样里的“{'、'.join(head.strange)}”"] if head.strange else []
    if said:
        raise Mistake(f"表样和“{sheet.title}”对不上：{'；'.join(said)}。请核对表样，或改出不带表样的报表")
