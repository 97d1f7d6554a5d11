"""What a form may be about: the cases to pay, the claims still out, the goods in stock, the vouchers to put right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from beancount.core import data

from huzhu.desk.entry.sitting import Choice, Sitting
from ledger import chart
from ledger.cases import Case
from ledger.entries import case_number, text
from ledger.money import show

_MOST_VOUCHERS = 60


def to_pay(sitting: Sitting) -> list[tuple[Case, Decimal]]:
    """The cases that were agreed to and not paid in full, with what is left to pay, in yuan, the oldest first."""
    found = []
    for case in agreed(sitting):
        decision = case.decision(sitting.day)
        wanted = decision.yuan("amount") if decision else None
        left = (wanted or Decimal(0)) - sitting.books.kept.get(case.number, Decimal(0))
        if left > 0:
            found.append((case, left))
    return found


def agreed(sitting: Sitting) -> list[Case]:
    """The cases that were agreed to and have not ended, the oldest first."""
    cases = sitting.books.cases.values()
    return [
        c
        for c in cases
        if (d := c.decision(sitting.day)) and d.text("decision") == "同意" and not c.ended(sitting.day)
    ]


def running(sitting: Sitting) -> list[Choice]:
    """The cases that were accepted and have not ended, the newest first."""
    cases = reversed(sitting.books.cases.values())
    return [(c.number, named(c)) for c in cases if c.opened and not c.ended(sitting.day)]


def paid(sitting: Sitting) -> list[Case]:
    """The cases on which relief was paid and not given back, the newest first."""
    books = sitting.books
    return [c for c in reversed(books.cases.values()) if books.kept.get(c.number, Decimal(0)) > 0]


def named(case: Case) -> str:
    """A case in a line."""
    return f"{case.number} {case.text('label')} {case.text('matter')}（{case.text('relief')}）"


def lent(sitting: Sitting) -> list[Choice]:
    """The cases for which money was advanced and has not come back, with how much."""
    out: dict[str, Decimal] = {}
    for leg in sitting.books.claims:
        if leg.account.name.startswith(chart.RECEIVABLE) and (number := case_number(leg.entry)):
            out[number] = out.get(number, Decimal(0)) + leg.amount
    return [
        (n, f"{n} {_label(sitting, n)}，还有{show(left)}元没有收回") for n, left in out.items() if left > 0
    ]


def _label(sitting: Sitting, number: str) -> str:
    case = sitting.books.cases.get(number)
    return case.text("label") if case else ""


def kept_for(sitting: Sitting) -> list[Choice]:
    """Those for whom money is kept, with how much."""
    kept: dict[str, Decimal] = {}
    for leg in sitting.books.agency:
        if leg.account.name == chart.AGENCY_ASSET:
            whom = leg.entry.payee or ""
            kept[whom] = kept.get(whom, Decimal(0)) + leg.amount
    return [(whom, f"{whom}（还有{show(left)}元）") for whom, left in kept.items() if whom and left > 0]


def goods_known(sitting: Sitting) -> dict[str, str]:
    """The kinds of goods that the books have held, by code: their names."""
    named = [e for e in sitting.standing.accounts if isinstance(e, data.Commodity)]
    return {e.currency: str(e.meta.get("goods-name") or e.meta.get("name") or e.currency) for e in named}


def lots(sitting: Sitting) -> list[Choice]:
    """What lies in stock, by kind, price and fund."""
    there: dict[str, Decimal] = {}
    for leg in sitting.books.legs:
        if leg.account.code == chart.parse(chart.GOODS).code and leg.posting.cost is not None:
            lot = f"{leg.posting.units.currency} {leg.posting.cost.number} {leg.account.fund}"
            there[lot] = there.get(lot, Decimal(0)) + leg.posting.units.number
    return [(lot, f"{lot_words(lot, sitting)}，还有{left}") for lot, left in there.items() if left > 0]


def lot_words(lot: str, sitting: Sitting) -> str:
    """A lot as people read it: 大米（每份50.00元，社会捐赠）."""
    goods, price, fund = lot.split(" ", 2)
    return f"{goods_known(sitting).get(goods, goods)}（每份{price}元，{fund.lstrip('0123456789')}）"


def vouchers(sitting: Sitting) -> list[Choice]:
    """The last entries that may still be reversed, the newest first."""
    found: list[Choice] = []
    for entry in reversed(sitting.books.transactions):
        if reversible(sitting, entry):
            found.append((text(entry, "voucher"), summary(entry)))
            if len(found) == _MOST_VOUCHERS:
                break
    return found


def reversible(sitting: Sitting, entry: Any) -> bool:
    """Whether an entry is money, was not reversed, and reverses nothing."""
    money = all(p.cost is None for p in entry.postings)
    return bool(text(entry, "voucher")) and money and not sitting.books.undone(entry)


def summary(entry: Any) -> str:
    """An entry in a line: day, what, with whom, how much."""
    amount = sum((p.units.number for p in entry.postings if p.units.number > 0), Decimal(0))
    parts = (str(entry.date), text(entry, "event"), entry.payee or "", f"{show(amount)}元")
    return " ".join(part for part in parts if part)


def of_voucher(sitting: Sitting, voucher: str) -> Any:
    """The entry of that voucher, or None."""
    return next((t for t in sitting.books.transactions if text(t, "voucher") == voucher), None)


def without_receipt(sitting: Sitting) -> list[Choice]:
    """The gifts for which no official receipt was named yet, the newest first."""
    issued = {f.key for f in sitting.books.facts.of("捐赠票据")}
    gifts = {id(leg.entry): leg.entry for leg in sitting.books.income if leg.account.name == chart.DONATIONS}
    return [
        (voucher, f"{voucher} {summary(entry)}")
        for entry in reversed(gifts.values())
        if (voucher := text(entry, "voucher"))
        and not text(entry, "receipt")
        and voucher not in issued
        and not sitting.books.undone(entry)
    ]
