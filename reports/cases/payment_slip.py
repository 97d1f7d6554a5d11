"""The slip of payment (领款单): one for each payment, two on a page, with fingerprint and two witnesses.

A case that was agreed to and not paid out yet has a slip for each payment to come, to be signed when the money is
handed over; of several stages only the last one's amount is known before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ledger import chart
from ledger.books import Books
from ledger.cases import Case
from ledger.chart import parse
from ledger.entries import text
from ledger.mistake import Mistake
from ledger.money import show
from ledger.notices.sentences import long_day
from ledger.relief import Payment
from ledger.vocabulary import METHODS
from reports.cases.told import Told, capital, case_of, figures, ticked, told
from reports.forms import Field, Form, Grid, Signing, Words
from reports.officers import name_on
from reports.report import Asked, Report

_SAID = "今领到互助社上列救助款（物），数目相符。"
_DAY = "　　　年　 月　 日"


@dataclass(frozen=True)
class Paid:
    """One payment in words; nothing yet on a slip that is to be signed."""

    kind: str = ""
    which: str = ""
    amount: Decimal | None = None
    fund: str = ""
    method: str = ""
    goods: str = ""
    voucher: str = ""
    day: str = ""
    by: str = ""
    approved: str = ""
    back: str = ""


def slip(case: Told, paid: Paid) -> Form:
    """The slip of one payment."""
    grid = Grid((
        (Field("领款人", case.name, 2), Field("救助编号", case.number, 3)),
        (Field("身份证号", case.id_number, 2), Field("联系电话", case.phone, 3)),
        (Field("救助类型", paid.kind or case.relief, 2), Field("事由", case.matter, 2), Field("次数", paid.which, 2)),
        (Field("金额（小写）", figures(paid.amount) or "￥", 2), Field("金额（大写）", capital(paid.amount) or "人民币", 3)),
        (Field("资金来源", paid.fund, 2), Field("发放方式", ticked(METHODS, paid.method), 3)),
        (Field("物品", paid.goods, 2), Field("收款账户", case.card if paid.method != "现金" else "", 3)),
        (Field("代领人", "", 2), Field("与领款人关系", "", 1), Field("代领人电话", "", 2)),
        (Field("经办人", paid.by, 2), Field("审批人", paid.approved, 2), Field("领款日期", paid.day or _DAY, 2)),
        (Field("见证人一（签名）", "", 1), Field("见证人二（签名）", "", 1)),
    ))  # fmt: skip
    mark = f"凭证：{paid.voucher or '　' * 6}"
    signed = Signing(("领款人", "代领人"), ("领款人", "代领人"))
    parts = (grid, Words(_SAID + paid.back, "plain"), signed)
    return Form("救助金领款单", parts, case.society, mark, half=True)


def slips(books: Books, case: Case, words: Told) -> list[Form]:
    """A slip for each payment that stands, and for each that is still to be made."""
    paid = books.payments.get(case.number, [])
    many = max(len(paid), _stages(books, case))
    done = [_paid(books, each, at, many) for at, each in enumerate(paid, 1)]
    return [slip(words, each) for each in (*done, *_to_come(books, case, len(paid), many))]


def _stages(books: Books, case: Case) -> int:
    last = case.decision(books.day)
    return (last.number("stages") or 1) if last and last.text("decision") == "同意" else 0


def _which(at: int, many: int) -> str:
    return f"第{at}次，共{many}次" if many > 1 else "一次发放"


def _paid(books: Books, paid: Payment, at: int, many: int) -> Paid:
    entry, first = paid.first.entry, paid.first
    back = f"其中{show(paid.amount - paid.kept)}元后来退回。" if paid.kept < paid.amount else ""
    return Paid(
        first.kind, _which(at, many), paid.amount, "、".join(sorted(f[2:] for f in books.funds(entry))),
        text(entry, "method"), _goods(books, entry), text(entry, "voucher"), long_day(paid.day),
        name_on(books.facts, text(entry, "paid-by"), paid.day), name_on(books.facts, text(entry, "approved-by"), paid.day), back,
    )  # fmt: skip


def _goods(books: Books, entry: Any) -> str:
    """What was handed over, where it was goods: how it is called, and how much of it."""
    units = [p.units for p in entry.postings if parse(p.account).code == parse(chart.GOODS).code]
    named = [f"{books.goods_names.get(each.currency, each.currency)}×{-each.number}" for each in units]
    return "、".join(named)


def _to_come(books: Books, case: Case, paid: int, many: int) -> Iterator[Paid]:
    """The payments that were agreed to and are not made yet; the last one's amount is what is left."""
    last = case.decision(books.day)
    agreed = last.yuan("amount") if last else None
    if agreed is None or case.ended(books.day):
        return
    left = agreed - books.kept.get(case.number, Decimal(0))
    for at in range(paid + 1, many + 1):
        yield Paid(which=_which(at, many), amount=left if at == many and paid == many - 1 else None)


def _made(asked: Asked) -> list[Form]:
    case = case_of(asked)
    if found := slips(asked.books, case, told(asked, case)):
        return found
    raise Mistake(f"{case.number}还没有审核同意，也没有发放过，没有领款单可出；空白的请出 blank-forms")


REPORT = Report(
    "payment-slip", "救助金领款单", _made, frozenset(), closed=False, options={"case!": "救助编号"}
)
