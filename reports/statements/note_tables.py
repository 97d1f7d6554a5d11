"""The tables of the notes: money by place, relief by kind, restricted funds, agency money, goods."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ledger.chart import AGENCY_LIABILITY, GOODS, RELIEF, parse, society_accounts
from ledger.entries import Leg, posting_yuan, text
from ledger.facts import Fact
from ledger.restriction import Restrictions
from reports.books.wording import detail, head, leaf_word
from reports.funds.givers import ANONYMOUS
from reports.report import Asked
from reports.rows import Column, Quantity, Row, Sheet, total_of
from reports.statements.form import ZERO
from reports.statements.pieces import Effect, net_assets

_FLOW = (
    Column("opening", "年初数", "money"),
    Column("came", "本年增加", "money"),
    Column("went", "本年减少", "money"),
    Column("closing", "期末数", "money"),
)
_MONEY = (Column("place", "存放地点", "text"), *_FLOW)
_FUNDS = (Column("fund", "基金", "text"), Column("uses", "用途和期限", "text"), *_FLOW)
_AGENCY = (Column("what", "项目", "text"), *_FLOW)
_KINDS = (Column("kind", "项目", "text"), Column("count", "笔数", "count"), Column("amount", "金额", "money"))
_GOODS = (
    Column("day", "日期", "day"),
    Column("giver", "捐赠人", "text"),
    Column("what", "实物", "text"),
    Column("quantity", "数量", "quantity"),
    Column("amount", "入账价值", "money"),
)
Flow = tuple[Decimal, Decimal, Decimal, Decimal]


def money(asked: Asked) -> Sheet:
    """Cash, bank and wallets, each place by itself."""
    places: dict[str, list[Leg]] = {}
    for leg in asked.books.legs:
        if leg.account.is_money:
            places.setdefault(leg.account.holder, []).append(leg)
    rows = [Row((_place(holder), *_legs(asked, legs))) for holder, legs in sorted(places.items())]
    return _summed("货币资金", _MONEY, rows)


def _place(holder: str) -> str:
    return detail(holder) or "库存现金"


def _legs(asked: Asked, legs: Iterable[Leg], sign: int = 1) -> Flow:
    return _flow(asked, ((leg.entry, sign * posting_yuan(leg.posting)) for leg in legs))


def _flow(asked: Asked, moves: Iterable[tuple[Any, Decimal]]) -> Flow:
    """What was there, came, went and is left; a reversal stands in red where the reversed stood, as in the books."""
    opening = came = went = ZERO
    for entry, yuan in moves:
        if entry.date > asked.period.last:
            continue
        if entry.date < asked.period.year_begins:
            opening += yuan
        elif (yuan > 0) != bool(text(entry, "reverses")):
            came += yuan
        else:
            went -= yuan
    return opening, came, went, opening + came - went


def _summed(title: str, columns: tuple[Column, ...], rows: list[Row], nothing: str = "") -> Sheet:
    """A table with the sum of its money below, or the sentence that there is nothing."""
    sums = [_sum(rows, at) if column.kind == "money" else None for at, column in enumerate(columns)]
    total = Row(("合计", *sums[1:]), "total")
    return Sheet(title, "", columns, (*rows, total), () if rows or not nothing else (nothing,))


def _sum(rows: list[Row], at: int) -> Decimal:
    return sum((cell for row in rows if isinstance(cell := row.cells[at], Decimal)), ZERO)


def programme(asked: Asked) -> Sheet:
    """What was spent on the purpose, by kind; what came back is taken off, and no payment is counted for it."""
    rows = []
    for kind, account in RELIEF.items():
        legs = [
            leg
            for leg in asked.books.expenses
            if leg.account.name == account and asked.period.holds(leg.entry.date)
        ]
        paid = sum(leg.amount > 0 and not asked.books.undone(leg.entry) for leg in legs)
        rows.append(Row((kind, paid, sum((posting_yuan(leg.posting) for leg in legs), ZERO))))
    other = [leg for leg in asked.books.expenses if _is_other(leg) and asked.period.holds(leg.entry.date)]
    rows += [Row(("其他业务", len(other), sum((leg.amount for leg in other), ZERO)))] if other else []
    return _summed("业务活动成本", _KINDS, rows)


def _is_other(leg: Leg) -> bool:
    return (
        leg.account.code == parse(next(iter(RELIEF.values()))).code
        and leg.account.name not in RELIEF.values()
    )


def funds(asked: Asked) -> Sheet:
    """Each fund that is restricted at the end, with what it may be used for, and what is left."""
    terms = Restrictions(asked.books.facts)
    said = {fact.key: fact for fact in asked.books.facts.of("基金", "设立") if fact.day <= asked.period.last}
    found = net_assets(asked.books).effects
    rows = [
        Row((leaf_word(f"{GOODS}:{fund}"), _uses(said.get(fund)), *_effects(asked, effects)))
        for fund, effects in sorted(found.items())
        if fund and terms.on(fund, asked.period.last)
    ]
    return _summed("限定性净资产", _FUNDS, rows, "期末没有限定性净资产。")


def _effects(asked: Asked, effects: Iterable[Effect]) -> Flow:
    return _flow(asked, ((effect.entry, effect.amount) for effect in effects))


def _uses(fact: Fact | None) -> str:
    """What a fund may be spent on and until when, as it was set up."""
    if fact is None:
        return "按下达文件规定的用途"
    codes = "、".join(map(_use, fact.text("uses").split()))
    until = fact.day_of("until")
    said = [fact.text("source"), f"用于{codes}" if codes else "", f"用到{until}" if until else ""]
    return "，".join(filter(None, said))


def _use(code: str) -> str:
    """An expense code by its name: 业务活动成本."""
    return next((head(account) for account in _SPENT if parse(account).code == code), code)


_SPENT = tuple(account for account in society_accounts(()) if parse(account).root == "Expenses")


def agency(asked: Asked) -> Sheet:
    """Money and goods kept for somebody named."""
    legs = [leg for leg in asked.books.agency if leg.account.code == parse(AGENCY_LIABILITY).code]
    rows = [Row(("受托代理负债", *_legs(asked, legs, -1)))] if legs else []
    return _summed("受托代理", _AGENCY, rows, "没有受托代理业务。")


def goods(asked: Asked) -> Sheet:
    """Goods that were given in the period and stand, at their booked value."""
    given = {id(leg.entry): leg.entry for leg in asked.books.given if asked.period.holds(leg.entry.date)}
    stock = [(entry, p) for entry in given.values() for p in entry.postings if p.cost is not None]
    rows = [
        Row((entry.date, _giver(entry), _name(asked, p), Quantity(p.units.number), posting_yuan(p)))
        for entry, p in stock
    ]
    total = Row((None, "合计", None, None, total_of(rows)), "total")
    notes = () if rows else ("本年没有接受实物捐赠。",)
    return Sheet("受赠实物", "", _GOODS, (*rows, total), notes)


def _name(asked: Asked, posting: Any) -> str:
    kind: str = posting.units.currency
    return asked.books.goods_names.get(kind, kind)


def _giver(entry: Any) -> str:
    """Who gave: by name where that was agreed to (慈善法 82)."""
    return (entry.payee or "") if entry.meta.get("publish") is True else ANONYMOUS


def in_kind_out(asked: Asked) -> Sheet:
    """The stock of goods: what was there, came, was handed out and is left."""
    code = parse(GOODS).code
    stock: dict[str, list[Leg]] = {}
    for leg in asked.books.legs:
        if leg.account.code == code:
            stock.setdefault(_name(asked, leg.posting), []).append(leg)
    flows = [(name, _legs(asked, legs)) for name, legs in sorted(stock.items())]
    rows = [Row((name, *flow)) for name, flow in flows if any(flow)]
    return _summed("存货", (Column("goods", "存货（实物）", "text"), *_FLOW), rows, "没有库存实物。")
