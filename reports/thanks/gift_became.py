"""What a gift became (您的捐款去了哪里): a letter with a picture and a table, made from the lineage; nobody helped is named.

Clause (慈善法 42: 捐赠人有权查询、复制其捐赠财产管理使用的有关资料). Recipients are told by matter and month only; not even
the case's number stands on it, for a letter goes from hand to hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger import money
from ledger.books import Books
from ledger.chart import word
from ledger.entries import case_number
from ledger.lineage import Lineage, Use
from ledger.mistake import Mistake
from ledger.notices.sentences import long_day
from reports.forms import Form, Words
from reports.funds.donor_statement import flow_of, gifts
from reports.funds.picture import drawing
from reports.funds.subsidy_trace import ORDER, in_capital
from reports.report import ANY, INSIDE, Asked, Report
from reports.rows import Column, Row, Sheet, total_of
from reports.thanks.thanks_letter import signature

ZERO = Decimal("0.00")
_COLUMNS = (
    Column("what", "用在哪里", "text"),
    Column("month", "月份", "text"),
    Column("amount", "金额", "money", "元"),
)
HELD = "还在账上，等待使用"
CAPITAL = "转入净资产"


def became(books: Books, given: list[Any], last: date) -> list[Row]:
    """What these gifts were used for by the end of `last`, kind and matter by month, and what is left; with their sum."""
    lineage, origins = Lineage(books, until=last), {id(entry) for entry in given}
    sums: dict[tuple[str, str], Decimal] = {}
    for what, month, amount in (*_used(books, lineage, origins), *_held(lineage, origins)):
        sums[what, month] = sums.get((what, month), ZERO) + amount
    order = sorted(sums, key=lambda key: (key[0] in (HELD, CAPITAL), key[1], key[0]))
    rows = [Row((what, _month(month), sums[what, month])) for what, month in order if sums[what, month]]
    return [*rows, Row(("合计", None, total_of(rows)), "total")]


def _month(code: str) -> str:
    """2026-07 as a letter says it: 2026年7月; nothing for nothing."""
    return f"{code[:4]}年{int(code[5:])}月" if code else ""


def _used(books: Books, lineage: Lineage, origins: set[int]) -> Iterator[tuple[str, str, Decimal]]:
    for use in lineage.uses:
        if id(use.origin) in origins and not in_capital(use.posting.account):
            yield (*_told(books, use), use.amount)


def _told(books: Books, use: Use) -> tuple[str, str]:
    """A use as a stranger may read it: kind, matter and month; what came back is told where it was paid."""
    case = books.cases.get(case_number(use.entry))
    if case is None or case.opened is None:
        return word(use.posting.account), f"{use.entry.date:%Y-%m}"
    return f"{word(use.posting.account)}（{case.text('matter')}）", f"{case.opened.day:%Y-%m}"


def _held(lineage: Lineage, origins: set[int]) -> Iterator[tuple[str, str, Decimal]]:
    for place, lots in lineage.held.items():
        said = CAPITAL if in_capital(place) else HELD
        yield from ((said, "", lot.amount) for lot in lots if id(lot.origin) in origins)


def _made(asked: Asked) -> Form:
    of, donor = asked.period, asked.said.get("donor", "")
    given = gifts(asked.books, of.first, of.last, donor)
    if not given:
        who = f"“{donor}”的捐赠；姓名要和记账时写的一样" if donor else "收到捐赠，没有去向可说"
        raise Mistake(f"{of.words}没有{who}")
    rows = became(asked.books, given, of.last)
    table = Sheet(
        "用在哪里", "", _COLUMNS, tuple(rows), (ORDER, "为保护受助人，只写救助的种类、事由和月份。")
    )
    return Form(
        "您的捐款去了哪里",
        (
            Words(f"尊敬的{donor or '各位捐赠人'}：", "plain"),
            Words(_told_in_words(asked, given, rows)),
            drawing(flow_of(asked.books, of.first, of.last, donor)),
            table,
            Words("再次感谢您的信任。想知道得更细，欢迎随时到社里查看账目。"),
            *signature(asked),
        ),
    )


def _told_in_words(asked: Asked, given: list[Any], rows: list[Row]) -> str:
    """How often, how much, and what of it is used by now."""
    total, left = total_of(rows[-1:]), total_of(row for row in rows if row.cells[0] in (HELD, CAPITAL))
    used = f"已经用出{money.show(total - left)}元" if total > left else "还没有动用"
    rest = f"，其余{money.show(left)}元还在账上，等待使用" if total > left > 0 else ""
    return (
        f"{asked.period.words}我社收到{'您' if 'donor' in asked.said else '各位'}的捐赠{len(given)}笔，"
        f"合计{money.show(total)}元。到{long_day(asked.period.last)}为止，{used}{rest}。下面的图和表说明每一元去了哪里。"
    )


REPORT = Report(
    "gift-became", "您的捐款去了哪里", _made, spans=ANY, audiences=INSIDE, options={"donor": "捐赠人"}
)
