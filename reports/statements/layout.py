"""Where a statement's lines stand on its sheet, so that a figure on paper and its id find each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reports.rows import Cell, Row
from reports.statements.form import Line, Statement

SIGNED = ("单位负责人", "复核", "制表")
"""Who signs at the foot of a statement."""


class Laid(NamedTuple):
    """A line with figures: its row, counted from 0, and which of the statement's columns each sheet column shows."""

    line: Line
    row: int
    columns: Mapping[str, str]


def one_below_the_other(statement: Statement) -> list[Laid]:
    """The lines of a statement that has one to a row, each sheet column called as the statement's."""
    same = {key: key for key in statement.columns}
    return [Laid(line, at, same) for at, line in enumerate(statement.lines) if line.number]


def rows(statement: Statement) -> tuple[Row, ...]:
    """One row to a line: words, 行次, figures."""
    return tuple(Row(_cells(statement, line), line.style) for line in statement.lines)


def _cells(statement: Statement, line: Line) -> tuple[Cell, ...]:
    return (line.words, line.number or None, *(statement.cell(line, key) for key in statement.columns))
