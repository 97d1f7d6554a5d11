"""结转分录: the entries by which income and expenses go over into net assets, as the regime of the day wants them.

Until 2025 every expense goes to free net assets, and restricted money that was used is moved over to make it good; from
2026 what was spent of restricted money (限定性费用) goes to restricted net assets directly. What is left of each fund is
the same under both. The books themselves are never closed: these entries are for whoever keeps a set of books beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ledger.books import Books
from ledger.chart import RESTRICTED, UNRESTRICTED, parse
from ledger.money import show
from reports.books.wording import code, detail, head
from reports.period import Period
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet
from reports.statements import figures
from reports.statements.form import ZERO
from reports.statements.layout import SIGNED
from reports.statements.pieces import BOUND, RELEASED, Piece, net_assets
from reports.statements.regime import OLD, regime_on

_COLUMNS = (
    Column("number", "序号", "count"),
    Column("summary", "摘要", "text"),
    Column("code", "科目编码", "text"),
    Column("account", "总账科目", "text"),
    Column("detail", "明细科目", "text"),
    Column("debit", "借方金额", "money"),
    Column("credit", "贷方金额", "money"),
)
_KINDS = {False: "非限定性", True: "限定性"}


class Posted(NamedTuple):
    """One line of an entry: `yuan` debited above zero, credited below."""

    account: str
    detail: str
    yuan: Decimal


class Closing(NamedTuple):
    """One entry, which sums to nought."""

    summary: str
    posted: tuple[Posted, ...]


def closing_entries(books: Books, period: Period) -> list[Closing]:
    """The entries of a period, in the order in which they are made."""
    pieces = [piece for piece in net_assets(books).pieces if period.holds(piece.day)]
    found = [_carried("Income", pieces, restricted) for restricted in (False, True)]
    spent = (False,) if regime_on(period.last) == OLD else (False, True)
    found += [_carried("Expenses", pieces, restricted, len(spent) > 1) for restricted in spent]
    found += [_over(pieces, period)] if regime_on(period.last) == OLD else list(_both_ways(pieces))
    return [each for each in found if each.posted]


def _carried(root: str, pieces: Iterable[Piece], restricted: bool, split: bool = True) -> Closing:
    """The accounts of one side and kind emptied into the net assets of that kind."""
    word = "收入" if root == "Income" else "费用"
    kind = _KINDS[restricted] if split else ""
    emptied: dict[str, Decimal] = {}
    for piece in pieces:
        of_root = parse(piece.posting.account).root == root and piece.key not in (RELEASED, BOUND)
        if of_root and piece.restricted == restricted:
            yuan = piece.amount if root == "Income" else -piece.amount
            emptied[piece.posting.account] = emptied.get(piece.posting.account, ZERO) + yuan
    kept = [(account, yuan) for account, yuan in sorted(emptied.items()) if yuan]
    posted = [Posted(account, _said(detail(account), kind + word), yuan) for account, yuan in kept]
    total = sum((yuan for _, yuan in kept), ZERO)
    into = Posted(_NET[restricted], "", -total)
    lines = [*posted, into] if root == "Income" else [into, *posted]
    return Closing(f"结转{kind}{word}", tuple(line for line in lines if line.yuan))


def _said(below: str, kind: str) -> str:
    """The level below the account, and its kind where the regime keeps them apart."""
    return "—".join(filter(None, (below, kind if kind != "费用" else "")))


_NET = {False: UNRESTRICTED, True: RESTRICTED}


def _over(pieces: Iterable[Piece], period: Period) -> Closing:
    """Restricted money that was used, or else became free, less what became restricted: one figure until 2025."""
    freed = _freed(pieces, (RELEASED, BOUND))
    return _moved("限定性净资产使用后转为非限定性净资产", RESTRICTED, UNRESTRICTED, freed)


def _both_ways(pieces: list[Piece]) -> Iterator[Closing]:
    yield _moved("解除限定，转为非限定性净资产", RESTRICTED, UNRESTRICTED, _freed(pieces, (RELEASED,)))
    yield _moved("设定限定，转为限定性净资产", UNRESTRICTED, RESTRICTED, -_freed(pieces, (BOUND,)))


def _freed(pieces: Iterable[Piece], keys: tuple[str, ...]) -> Decimal:
    return sum((piece.amount for piece in pieces if piece.key in keys and not piece.restricted), ZERO)


def _moved(summary: str, source: str, target: str, yuan: Decimal) -> Closing:
    posted = (Posted(source, "", yuan), Posted(target, "", -yuan)) if yuan else ()
    return Closing(summary, posted)


def sheet(asked: Asked) -> Sheet:
    """The entries as an accountant copies them."""
    found = closing_entries(asked.books, asked.period)
    rows = [row for number, each in enumerate(found, 1) for row in _rows(number, each, asked.period)]
    yuan = [line.yuan for each in found for line in each.posted]
    debit = sum((y for y in yuan if y > 0), ZERO)
    credit = -sum((y for y in yuan if y < 0), ZERO)
    assert debit == credit, (debit, credit)
    total = Row((None, "合计", None, None, None, debit, credit), "total")
    return Sheet("结转分录", asked.subtitle, _COLUMNS, (*rows, total), tuple(_notes(asked, found)), SIGNED)


def _rows(number: int, closing: Closing, period: Period) -> Iterator[Row]:
    for at, line in enumerate(sorted(closing.posted, key=lambda line: line.yuan < 0)):
        debit, credit = (line.yuan, None) if line.yuan > 0 else (None, -line.yuan)
        first = (number, closing.summary) if at == 0 else (None, None)
        yield Row((*first, code(line.account, period.last), head(line.account), line.detail, debit, credit))


def _notes(asked: Asked, found: list[Closing]) -> Iterator[str]:
    regime = regime_on(asked.period.last)
    if not found:
        yield f"{asked.period.words}没有收入和费用，不用结转。"
    yield f"按《民间非营利组织会计制度》（{regime.number}）编制。本账簿不记结转分录，净资产由报表从各笔凭证直接算出。"
    statement = figures.balance_sheet(asked.books, asked.period)
    free, restricted, _ = (show(statement.amount(number, "closing")) for number in regime.net)
    yield f"结转后：非限定性净资产{free}元，限定性净资产{restricted}元，与资产负债表期末数一致。"


REPORT = Report("closing-entries", "结转分录", sheet)
