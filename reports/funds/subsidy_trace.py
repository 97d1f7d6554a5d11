"""The subsidy trace (补助去向表): for each subsidy, where every yuan of it is, or which relief it paid.

Clause (徽州 二（二）): 应当严格按规定用途使用有关财政补助资金，并自觉接受财政、民政、审计等部门的监督检查。 Money is followed as
`ledger.lineage` declares: the fund leaf decides, and inside one leaf first in, first out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.books import Books
from ledger.chart import SUBSIDY_FUND, parse
from ledger.entries import case_number, text
from ledger.lineage import Lineage
from reports.books.wording import detail, head
from reports.forms import Leaf
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet, total_of

_COLUMNS = (
    Column("where", "去向", "text"),
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("case", "救助编号", "text"),
    Column("path", "经过", "text"),
    Column("amount", "金额", "money"),
)
_CAPITAL = ("3101", "3102")
ORDER = "钱混在一起时按先进先出：先看是哪个基金，同一个基金里先到的先用。"


def subsidy_trace(books: Books, last: date, period: str) -> Sheet:
    """Every subsidy received by the end of `last`, with each use and each place; a subsidy's lines sum to it."""
    lineage = Lineage(books, until=last)
    rows: list[Row] = []
    total = Decimal("0.00")
    for entry in subsidies(books, last):
        rows.append(Row((_heading(entry), None, None, None, None, None), "heading"))
        lines = [*used(lineage, entry), *held(lineage, entry)]
        amount = total_of(lines)
        rows += [*lines, Row(("小计", None, None, None, None, amount), "subtotal")]
        total += amount
    rows.append(Row(("合计", None, None, None, None, total), "total"))
    return Sheet(
        "财政补助去向表",
        f"{books.facts.registration_name}　{period}　单位：元",
        _COLUMNS,
        tuple(rows),
        (ORDER,),
    )


def subsidies(books: Books, last: date) -> Iterator[Any]:
    """The receipts that are the district's subsidy, as income or as capital; what was reversed never came."""
    seen: set[int] = set()
    for leg in books.income:
        capital = leg.account.code in _CAPITAL and SUBSIDY_FUND in books.funds(leg.entry)
        ours = leg.amount < 0 and (leg.account.code == "4401" or capital)
        if ours and id(leg.entry) not in seen and leg.entry.date <= last and not books.undone(leg.entry):
            seen.add(id(leg.entry))
            yield leg.entry


def _heading(entry: Any) -> str:
    said = f"{entry.date} {entry.payee or ''} {text(entry, 'document-no')} 凭证{text(entry, 'voucher')}"
    return " ".join(said.split())


def used(lineage: Lineage, origin: Any) -> Iterator[Row]:
    """What a receipt paid, posting by posting, returns negative; what went into net assets lies there: see `held`."""
    for use in lineage.uses:
        if use.origin is origin and not in_capital(use.posting.account):
            yield Row(
                (
                    named(use.posting.account), use.entry.date, text(use.entry, "voucher"), case_number(use.entry),
                    " → ".join(map(named, use.path[:-1])), use.amount,
                )
            )  # fmt: skip


def held(lineage: Lineage, origin: Any) -> Iterator[Row]:
    """Where what is left of a receipt lies, what was put into net assets among it."""
    for place in sorted(lineage.held):
        left = [lot for lot in lineage.held[place] if lot.origin is origin]
        for path in dict.fromkeys(lot.path for lot in left):
            amount = sum((lot.amount for lot in left if lot.path == path), Decimal("0.00"))
            came = " → ".join(map(named, path[:-1]))
            lies = "转入" if in_capital(place) else "结存"
            yield Row((f"{lies}：{named(place)}", None, None, None, came, amount))


def in_capital(account: str) -> bool:
    """Whether an account is the society's net assets: the lineage tells what went there as used and as held."""
    return parse(account).root == "Equity"


def named(account: str) -> str:
    """An account as an account book names it, without codes: 银行存款—农商行基本户—财政补助."""
    return "—".join(filter(None, (head(account), detail(account))))


def _made(asked: Asked) -> tuple[Leaf, ...]:
    """The picture, where anything came, and the entries one by one."""
    from reports.funds.money_flow import money_flow  # both stand on this file
    from reports.funds.picture import pictured

    last = asked.period.last
    picture = pictured(money_flow(asked.books, last), asked.society, f"截至{last}")
    return (*picture, subsidy_trace(asked.books, last, f"截至{last}"))


REPORT = Report("subsidy-trace", "财政补助去向表", _made)
