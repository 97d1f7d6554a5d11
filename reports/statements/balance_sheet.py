"""资产负债表 (会民非01表): what there is on the left, what is owed and what is the society's own on the right."""

from __future__ import annotations

from itertools import zip_longest

from reports.report import ALL, Asked, Report
from reports.rows import Cell, Column, Row, Sheet
from reports.statements import figures
from reports.statements.form import Line, Statement
from reports.statements.layout import SIGNED, Laid

_COLUMNS = (
    Column("asset", "资产", "text"),
    Column("asset-line", "行次", "count"),
    Column("opening", "年初数", "money"),
    Column("closing", "期末数", "money"),
    Column("claim", "负债和净资产", "text"),
    Column("claim-line", "行次", "count"),
    Column("claim-opening", "年初数", "money"),
    Column("claim-closing", "期末数", "money"),
)
_LEFT = {"opening": "opening", "closing": "closing"}
_RIGHT = {"claim-opening": "opening", "claim-closing": "closing"}
Pair = tuple[Line | None, Line | None]


def sheet(statement: Statement, subtitle: str) -> Sheet:
    """The statement as it is printed; both totals stand on the last row."""
    sides = _sides(statement)
    rows = [Row((*_half(statement, left), *_half(statement, right))) for left, right in sides[:-1]]
    left, right = sides[-1]
    rows.append(Row((*_half(statement, left), *_half(statement, right)), "total"))
    return Sheet(
        statement.title, subtitle, _COLUMNS, tuple(rows), signed=SIGNED, mark=statement.mark, upright=True
    )


def laid(statement: Statement) -> list[Laid]:
    """Where each line stands."""
    found = []
    for at, (left, right) in enumerate(_sides(statement)):
        found += [Laid(left, at, _LEFT)] if left and left.number else []
        found += [Laid(right, at, _RIGHT)] if right and right.number else []
    return found


def _sides(statement: Statement) -> list[Pair]:
    """The lines side by side, the shorter side blank above its total."""
    first_right = next(at for at, line in enumerate(statement.lines) if line.number == _FIRST_CLAIM) - 1
    left, right = statement.lines[:first_right], statement.lines[first_right:]
    return [*zip_longest(left[:-1], right[:-1]), (left[-1], right[-1])]


_FIRST_CLAIM = 61
"""短期借款, in both regimes the first line of the right side, below its heading."""


def _half(statement: Statement, line: Line | None) -> tuple[Cell, ...]:
    if line is None:
        return (None, None, None, None)
    figures = (statement.cell(line, key) for key in ("opening", "closing"))
    return ("　" * (line.number > 0 and not line.of) + line.words, line.number or None, *figures)


def _made(asked: Asked) -> Sheet:
    day = f"{asked.period.last.year}年{asked.period.last.month}月{asked.period.last.day}日"
    statement = figures.balance_sheet(asked.books, asked.period)
    return sheet(statement, f"编制单位：{asked.society}　{day}　单位：元")


REPORT = Report("balance-sheet", "资产负债表", _made, audiences=ALL)
