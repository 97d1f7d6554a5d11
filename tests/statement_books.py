"""Random books of a society from the middle of 2025 to the middle of 2026, in memory: every kind of money there is.

Nothing is judged: drawers may go below nought, people may get too much. The statements must tie all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from beancount.core import data
from beancount.core.amount import Amount
from beancount.core.position import Cost
from hypothesis import strategies as some

from ledger import chart
from ledger.books import Books
from ledger.events import claims, facts, goods, moves, receipts
from ledger.events.event import Event
from tests import societies as made

NAMED = "11张氏助学专项"
FUNDS = (chart.SUBSIDY_FUND, chart.COLLECTIVE_FUND, chart.DONATION_FUND, NAMED)
BEGIN = date(2025, 7, 1)
DAYS = 365
CASE = {"case": made.CASE, "label": "汪*"}
OUT = {"approved_by": "zhangsan", "paid_by": "zhaoliu"}


class Happened(NamedTuple):
    """One thing drawn by chance."""

    kind: str
    day: int
    fen: int
    fund: str
    other: str


KINDS = (
    "subsidy", "subsidy as capital", "collective", "collective as capital", "donation", "fee", "interest", "draw",
    "return", "move", "expense", "relief", "relief return", "transfer", "goods in", "goods bought", "goods out",
    "advance", "recovered", "agency in", "agency out", "owed", "paid up", "two funds", "by hand", "reverse",
)  # fmt: skip
happenings = some.lists(
    some.builds(
        Happened,
        some.sampled_from(KINDS),
        some.integers(0, DAYS - 1),
        some.integers(1, 1_000_000),
        some.sampled_from(FUNDS),
        some.sampled_from(FUNDS),
    ),
    max_size=25,
)
terms = some.lists(
    some.tuples(some.integers(0, DAYS - 1), some.sampled_from(FUNDS), some.booleans()), max_size=4
)
"""When which fund becomes restricted, or free."""


def random_books(happened: Sequence[Happened], restricted: Sequence[tuple[int, str, bool]] = ()) -> Books:
    """The books in which that happened."""
    entries: list[Any] = [
        entry for event in made.founding("shigang") for entry in event.entries({}) if not isinstance(event, facts.Registration)
    ]  # fmt: skip
    entries += _registered().entries({})
    for day, fund, is_restricted in sorted(restricted):
        set_up = facts.FundSetUp(
            date=BEGIN + timedelta(day), recorded_by="lisi", fund=fund, source="约定",
            restriction="限定性" if is_restricted else "非限定性", banks=(),
        )  # fmt: skip
        entries += set_up.entries({})
    transactions: list[Any] = []
    for number, each in enumerate(sorted(happened, key=lambda each: each.day)):
        found = _entry(each, transactions)
        if found is not None:
            found.meta["voucher"] = f"{found.date:%Y-%m}-{number + 1:03d}"
            transactions.append(found)
    return Books(sorted([*entries, *transactions], key=data.entry_sortkey), {"title": "石岗村互助社"})


def _registered() -> Event:
    name, uscc, township, village = made.VILLAGES["shigang"]
    return facts.Registration(
        date=BEGIN, recorded_by="lisi", name=name, uscc=uscc, township=township, village=village, kind="村",
        policy="huizhou", policy_sha256=made.POLICY_SHA256,
    )  # fmt: skip


def _entry(each: Happened, before: Sequence[Any]) -> Any:
    if each.kind == "reverse":
        return _reversal(each, before)
    if each.kind in ("owed", "paid up", "two funds", "by hand"):
        return _typed(each)
    event = _event(each)
    return _booked(event.entries({})[-1]) if event else None


def _booked(entry: Any) -> Any:
    """The entry with goods at their cost, as Beancount books them."""
    postings = [
        p._replace(cost=Cost(p.cost.number_per, "CNY", entry.date, None)) if p.cost else p for p in entry.postings
    ]  # fmt: skip
    return entry._replace(postings=postings)


def _event(each: Happened) -> Event | None:
    day, fund = BEGIN + timedelta(each.day), each.fund
    amount = Decimal(each.fen) / 100
    given = {"fund": made_fund} if (made_fund := _free(fund)) else {}
    claim = {
        "date": day,
        "recorded_by": "wangwu",
        "amount": amount,
        "narration": "代办",
        "account": made.BANK,
    }
    goods_ = {"date": day, "recorded_by": "wangwu", "amount": amount, "narration": "实物", "goods": "DAMI"}
    goods_ |= {"quantity": Decimal(1), "price": amount, "fund": fund}
    agency = {"date": day, "recorded_by": "wangwu", "amount": amount, "narration": "转交", "payee": "洪*"}
    source, target = fund, each.other
    makers: dict[str, Any] = {
        "subsidy": lambda: made.subsidy(str(amount), day),
        "subsidy as capital": lambda: made.subsidy(str(amount), day, as_="capital"),
        "collective": lambda: made.collective(str(amount), day, fund=fund),
        "collective as capital": lambda: made.collective(str(amount), day, as_="capital", fund=fund),
        "donation": lambda: made.donation(amount, day, **given),
        "fee": lambda: made.fee(str(amount), day),
        "interest": lambda: receipts.Interest(**claim | {"fund": fund}),
        "draw": lambda: made.draw(amount, day, fund=fund),
        "return": lambda: made.give_back(amount, day, fund=fund),
        "move": lambda: moves.Move(
            **claim, to_account=chart.WECHAT, fund=fund, fee=amount / 100 if each.fen % 100 == 0 else Decimal("0.00")
        ),
        "expense": lambda: made.expense(amount, day, fund=fund),
        "relief": lambda: made.relief(amount, day, fund=fund),
        "relief return": lambda: receipts.ReliefReturn(**claim, **CASE, kind="应急救助", fund=fund),
        "transfer": lambda: made.transfer(amount, day, from_fund=source, to_fund=target) if source != target else None,
        "goods in": lambda: goods.GoodsIn(**goods_, donor="粮站", channel="主动捐赠"),
        "goods bought": lambda: goods.GoodsBought(**goods_, payee="粮站", account=made.BANK, **OUT),
        "goods out": lambda: goods.GoodsOut(**goods_, **CASE, **OUT),
        "advance": lambda: claims.Advance(**claim, **CASE, **OUT, method="转账", advanced_for="临时救助", fund=fund),
        "recovered": lambda: claims.AdvanceRecovered(**claim, payer="民政局", case=made.CASE, fund=fund),
        "agency in": lambda: claims.AgencyIn(**agency),
        "agency out": lambda: claims.AgencyOut(**agency, **OUT),
    }  # fmt: skip
    event: Event | None = makers[each.kind]()
    return event


def _free(fund: str) -> str:
    """A fund that takes gifts: not the subsidy's."""
    return fund if fund != chart.SUBSIDY_FUND else ""


def _typed(each: Happened) -> Any:
    """What nobody's form writes, but somebody may type: debts, one expense from two funds, net assets moved by hand."""
    yuan = Decimal(each.fen) / 100
    bank, other = f"{made.BANK}:{each.fund}", f"{made.BANK}:{each.other}"
    legs = {
        "owed": [(chart.OTHER_ADMIN, yuan), (chart.PAYABLE, -yuan)],
        "paid up": [(chart.PAYABLE, yuan), (bank, -yuan)],
        "two funds": [(chart.OFFICE, yuan + 1), (bank, -yuan), (other, Decimal(-1))],
        "by hand": [(chart.RESTRICTED, yuan), (chart.UNRESTRICTED, -yuan)],
    }[each.kind]
    return _transaction(BEGIN + timedelta(each.day), legs)


def _transaction(day: date, legs: list[tuple[str, Decimal]], **meta: Any) -> Any:
    postings = [data.Posting(a, Amount(n, "CNY"), None, None, None, {}) for a, n in legs]
    return data.Transaction(
        {"filename": "", "lineno": 0} | meta, day, "*", "某", "手工", frozenset(), frozenset(), postings
    )


def _reversal(each: Happened, before: Sequence[Any]) -> Any:
    """An earlier entry turned round, one to which nothing like it has happened yet."""
    turned = {t.meta.get("reverses") for t in before}
    left = [t for t in before if t.meta["voucher"] not in turned and "reverses" not in t.meta]
    if not left:
        return None
    original = left[each.fen % len(left)]
    entry = _transaction(BEGIN + timedelta(each.day), [], reverses=original.meta["voucher"])
    postings = [p._replace(units=Amount(-p.units.number, p.units.currency)) for p in original.postings]
    return entry._replace(postings=postings)
