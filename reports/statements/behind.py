"""Every figure of the three statements leads to the entries that make it.

A figure's id is `statement:line:column`, with the official line number (行次) of the form of that period's regime:

    balance-sheet:1:closing              货币资金, 期末数          columns: opening, closing
    activities:12:year-unrestricted      业务活动成本, 本年, 非限定性
                                         columns: {period|year|prior}-{unrestricted|restricted|total}
    cash-flows:14:period                 提供捐赠或者资助支付的现金, 本月  columns: period, year, prior

`period` is there for a month or a quarter, `year` always, `prior` for a year that has one before it to be held against.

    lines(asked, "activities")  →  each line of figures: its row on the sheet, 行次, words, and by sheet column (id, yuan)
    behind(asked, id)           →  a Sheet of voucher, day, summary and yuan that sums to the figure exactly
    pieces(asked, id)           →  the same as data: Piece(day, key, amount, restricted, entry, posting), in order

Ids are of one period: ask with the same `asked.period` as the statement was made with. Wrong ids are a Mistake.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ledger.entries import text
from ledger.mistake import Mistake
from reports.books.wording import whole
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet
from reports.statements import activities, balance_sheet, cash_flows
from reports.statements.figures import STATEMENTS
from reports.statements.form import Line, Statement
from reports.statements.layout import Laid
from reports.statements.pieces import Piece

_LAID = {"balance-sheet": balance_sheet.laid, "activities": activities.laid, "cash-flows": cash_flows.laid}
_COLUMNS = (
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("summary", "摘要", "text"),
    Column("account", "科目", "text"),
    Column("amount", "金额", "money"),
)


class Figure(NamedTuple):
    """One figure as it is printed, and its id."""

    id: str
    amount: Decimal


class Figures(NamedTuple):
    """One line of a statement: `row` counts the sheet's rows from 0, `figures` are by the sheet's column keys."""

    row: int
    number: int
    words: str
    figures: dict[str, Figure]


def lines(asked: Asked, name: str) -> tuple[Figures, ...]:
    """Every line with figures of a statement, in order of rows; a balance sheet's row has two of them."""
    statement = STATEMENTS[name](asked.books, asked.period)
    return tuple(_figures(statement, laid) for laid in _LAID[name](statement))


def _figures(statement: Statement, laid: Laid) -> Figures:
    line = laid.line
    figures = {
        key: Figure(f"{statement.name}:{line.number}:{column}", statement.amount(line.number, column))
        for key, column in laid.columns.items()
    }
    return Figures(laid.row, line.number, line.words.strip("　"), figures)


def pieces(asked: Asked, figure: str) -> list[Piece]:
    """What makes a figure, by day and voucher; Mistake where there is no such figure."""
    statement, line, column = _found(asked, figure)
    return statement.pieces(line.number, column)


def behind(asked: Asked, figure: str) -> Sheet:
    """The entries that make a figure."""
    statement, line, column = _found(asked, figure)
    found = statement.pieces(line.number, column)
    rows = [_row(piece) for piece in found]
    total = statement.amount(line.number, column)
    assert total == sum((piece.amount for piece in found), Decimal("0.00")), figure
    said = f"{statement.mark}第{line.number}行“{line.words.strip('　')}”{_COLUMN_WORDS[column]}"
    return Sheet(
        f"{statement.title}数字的来历",
        f"{asked.subtitle}　{said}",
        _COLUMNS,
        (*rows, Row((None, "合计", f"{len(rows)}笔", None, total), "total")),
    )


def _row(piece: Piece) -> Row:
    entry = piece.entry
    changed = f"（{piece.day}起限定性变了）" if piece.day != entry.date else ""
    summary = " ".join(filter(None, (entry.payee, entry.narration))) + changed
    account = whole(piece.posting.account, entry.date)
    return Row((entry.date, text(entry, "voucher"), summary, account, piece.amount))


def _found(asked: Asked, figure: str) -> tuple[Statement, Line, str]:
    name, _, rest = figure.partition(":")
    number, _, column = rest.partition(":")
    make = STATEMENTS.get(_MARKS.get(name, name))
    statement = make(asked.books, asked.period) if make else None
    line = statement.line(int(number)) if statement and number.isascii() and number.isdigit() else None
    if statement is None or line is None or column not in statement.columns:
        raise Mistake(
            f"没有“{figure}”这个数字，应像 balance-sheet:1:closing（报表:行次:栏目）；"
            f"{asked.period.words}的栏目有：{'、'.join(statement.columns) if statement else '先写对报表名'}"
        )
    return statement, line, column


_MARKS = {"会民非01": "balance-sheet", "会民非02": "activities", "会民非03": "cash-flows"}
"""The forms' own numbers say the same."""
_COLUMN_WORDS = {
    "opening": "年初数",
    "closing": "期末数",
    "period": "本期数",
    "year": "本年数",
    "prior": "上年数",
} | {
    f"{of}-{kind}": f"{said}（{what}）"
    for of, said in (("period", "本期数"), ("year", "本年数"), ("prior", "上年数"))
    for kind, what in (("unrestricted", "非限定性"), ("restricted", "限定性"), ("total", "合计"))
}


def _made(asked: Asked) -> Sheet:
    return behind(asked, asked.said["figure"])


REPORT = Report(
    "behind",
    "报表数字的来历：由哪些凭证组成",
    _made,
    options={"figure!": "数字的编号，像 balance-sheet:1:closing"},
)
