"""What may stand in every field of every event, as hypothesis strategies: `fields_of(Donation)`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from ledger import chart, vocabulary, writing
from ledger.events import cases, facts, goods, moves, payments, receipts, statements, table
from ledger.events.bureau import BureauPayment
from ledger.events.event import Event
from tests.societies import BANK, VILLAGES

EVENTS: tuple[type[Event], ...] = (
    *table.EVENTS,
    facts.AccountsOpened,
    *facts.EVENTS,
    *cases.EVENTS,
    *statements.EVENTS,
)

_HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
_ANY = st.characters(exclude_categories=("C", "Z")).filter(lambda c: not writing.unfit(c))
WORDS = st.text(
    _HAN | _ANY | st.sampled_from("“”‘’（）〔〕、。；#^*{}@:!~ ABab09"), min_size=1, max_size=30
).filter(str.strip)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
FEN = st.integers(1, 10**14 - 1)
YUAN = FEN.map(lambda fen: Decimal(fen) / 100)
WHO = st.from_regex(r"[a-z0-9._\u4e00-\u9fa5-]{1,12}", fullmatch=True)
PLACES = (chart.CASH, BANK, chart.bank_account(2, "邮储银行"), chart.WECHAT, chart.ALIPAY)
BANKS = st.sampled_from(PLACES[1:3])
FUNDS = st.sampled_from((*chart.STANDARD_FUNDS, "11张氏助学专项", "99乡贤基金"))
MASKED = WORDS.map(lambda w: w.strip()[0] + "*")
PSEUDONYM = st.from_regex(r"[PH]-[0-9a-f]{12}", fullmatch=True)
SHA256 = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
RELIEF = st.sampled_from(tuple(chart.RELIEF))


def _one_of(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


def _like(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "date": st.dates(date(2004, 1, 1), date(2045, 12, 31)), "until": DAYS, "due": DAYS,
    "amount": YUAN, "ceiling": YUAN, "cap_supplementary": YUAN, "cap_emergency": YUAN,
    "counted": YUAN | st.just(Decimal("0.00")),
    "recorded_by": WHO, "approved_by": WHO, "paid_by": WHO, "custodian": WHO, "by": WHO, "witness": WHO, "id": WHO,
    "account": st.sampled_from(PLACES), "fund": FUNDS, "link": _like(r"(wx|ali|bank|jz)-[A-Za-z0-9._-]{1,30}"),
    "case": _like(r"JZ-[0-9]{4}-[0-9]{4}"), "number": _like(r"[A-Z]{2,4}-[0-9]{4}-[0-9]{2,4}"),
    "resolution": _like(r"[A-Z]{2,4}-[0-9]{4}-[0-9]{2,4}"),
    "voucher": _like(r"[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{3,5}"),
    "reverses": _like(r"[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{3,5}"),
    "refund_of": _like(r"(wx|ali|bank|reg)-[A-Za-z0-9._-]{1,30}"), "from_": DAYS,
    "rows": st.integers(0, 10**6), "opening": YUAN, "closing": YUAN,
    "month": _like(r"[0-9]{4}-(0[1-9]|1[0-2])"), "budget_line": _like(r"[0-9]{7}"),
    "channel": _one_of(vocabulary.CHANNELS), "method": _one_of(vocabulary.METHODS), "publish": st.booleans(),
    "label": MASKED, "person": PSEUDONYM, "household": PSEUDONYM, "category": _one_of(vocabulary.CATEGORIES),
    "signing": SHA256, "signed": st.lists(_like(r"[a-z]{1,9}:[0-9a-f]{128}"), max_size=2).map(tuple),
    "recipient": _like(r"age1[0-9a-z]{58}"),
    "matter": _one_of(vocabulary.MATTERS), "relief": _one_of(vocabulary.RELIEF_KINDS),
    "found": _one_of(vocabulary.FOUND), "post": _one_of(vocabulary.POSTS), "as_": _one_of(vocabulary.SEED_AS),
    "seed_as": _one_of(vocabulary.SEED_AS), "restriction": _one_of(vocabulary.RESTRICTIONS),
    "objections": _one_of(vocabulary.OBJECTIONS), "uscc": st.sampled_from([v[1] for v in VILLAGES.values()]),
    "policy_sha256": SHA256, "sha256": SHA256, "sheet": SHA256, "digest": SHA256,
    "mode": _one_of(vocabulary.MODES), "agency": _one_of(vocabulary.AGENCIES), "grade": _one_of(vocabulary.GRADES),
    "hardship": _one_of(vocabulary.HARDSHIP), "level": _one_of(vocabulary.LEVELS), "times": st.integers(1, 99),
    "first_asked": WHO, "award": YUAN, "year": _like("20[0-9]{2}"), "urgent": st.booleans(),
    "papers": st.lists(_one_of(vocabulary.PAPERS), min_size=1, max_size=3).map(tuple),
    "names": st.lists(st.text(_HAN, min_size=1, max_size=4), min_size=1, max_size=3).map(tuple),
    "uses": st.lists(_like("5[0-9]{3}"), max_size=3).map(tuple),
    "banks": st.lists(BANKS, max_size=2, unique=True).map(tuple),
}  # fmt: skip
"""By field; what is not named here is words."""

Given = dict[str, Any]


def _relief(given: Given) -> Given:
    cash = given["account"] == chart.CASH
    method = "现金" if cash else ("转账" if given["method"] == "现金" else given["method"])
    return given | {"method": method}


def _move(given: Given) -> Given:
    at = PLACES.index(given["account"])
    fee = given.get("fee", Decimal("0.00"))
    return given | {"to_account": PLACES[at - 1], "fee": min(fee, given["amount"] - Decimal("0.01"))}


def _transfer(given: Given) -> Given:
    other = chart.FEE_FUND if given["from_fund"] != chart.FEE_FUND else chart.DONATION_FUND
    return given | {"to_fund": other}


def _goods(given: Given) -> Given:
    return given | {"amount": given["quantity"] * given["price"]}


def _decision(given: Given) -> Given:
    refused = given["decision"] == "不同意"
    return {k: v for k, v in given.items() if not (refused and k == "amount")} | (
        {} if refused else {"amount": given.get("amount", Decimal("1.00"))}
    )


def _reverse(given: Given) -> Given:
    turned = given["amount"]
    return given | {"lines": ((f"{BANK}:{chart.DONATION_FUND}", -turned), (chart.DONATIONS, turned))}


def _counted(given: Given) -> Given:
    return given | {"witness": given["by"] + "2"}


def _two_hands(given: Given) -> Given:
    return given | {"approved_by": given["by"] + "2"}


_GOODS: Given = {
    "goods": _like(r"[A-Z][A-Z0-9]{1,10}[A-Z0-9]").filter(lambda g: g != "CNY"),
    "quantity": st.integers(1, 10**4).map(Decimal), "price": st.integers(1, 10**6).map(lambda f: Decimal(f) / 100),
}  # fmt: skip
SPECIAL: dict[type[Event], tuple[Given, Callable[[Given], Given]]] = {
    receipts.Subsidy: ({"fund": st.just(chart.SUBSIDY_FUND)}, dict),
    receipts.Donation: ({"fund": FUNDS.filter(lambda f: f != chart.SUBSIDY_FUND)}, dict),
    receipts.ReliefReturn: ({"kind": RELIEF}, dict),
    payments.Relief: ({"kind": RELIEF}, _relief),
    cases.FirstAid: ({"kind": RELIEF}, _relief),
    payments.Expense: ({"kind": _one_of(tuple(chart.EXPENSES))}, dict),
    moves.Draw: ({"account": BANKS}, dict),
    moves.Return: ({"account": BANKS}, dict),
    moves.Move: ({"to_account": st.just(""), "fee": YUAN}, _move),
    moves.Transfer: ({"from_fund": FUNDS, "to_fund": FUNDS}, _transfer),
    moves.Reverse: ({"lines": st.just(())}, _reverse),
    goods.GoodsIn: (_GOODS, _goods),
    goods.GoodsOut: (_GOODS, _goods),
    goods.GoodsBought: (_GOODS, _goods),
    BureauPayment: ({"budget_line": _one_of(tuple(chart.BUDGET_LINES))}, dict),
    facts.Registration: ({"kind": _one_of(vocabulary.SOCIETY_KINDS)}, dict),
    facts.Resolution: ({"kind": _one_of(vocabulary.RESOLUTION_KINDS)}, dict),
    facts.GovernmentAid: ({"kind": _one_of(vocabulary.GOVERNMENT_AID)}, dict),
    facts.FloatCounted: ({}, _counted),
    facts.PersonForgotten: ({}, _two_hands),
    facts.MonthReopened: ({}, lambda given: given | {"approved_by": given["by"] + "2"}),
    statements.AllocationMade: (
        {"number": _like(r"GL-[0-9]{4}-[0-9]{3,5}"), "payer": WORDS, "becomes": _one_of(vocabulary.BECOMES)},
        lambda given: {"payer": "张三", "channel": "主动捐赠"} | given,
    ),
    statements.AllocationEnded: ({"number": _like(r"GL-[0-9]{4}-[0-9]{3,5}")}, dict),
    statements.RowWaiting: (
        {"way": _one_of(vocabulary.WAYS), "to": st.sampled_from(PLACES), "fee": YUAN, "doubt": st.booleans()}, dict,
    ),
    statements.ColumnsConfirmed: ({"book": _one_of(vocabulary.REGISTERS)}, dict),
    facts.HelpGiven: ({"number": _like(r"BB-[0-9]{4}-[0-9]{4}")}, dict),
    facts.ComplaintTaken: ({"number": _like(r"TS-[0-9]{4}-[0-9]{2}")}, dict),
    facts.ComplaintSettled: ({"number": _like(r"TS-[0-9]{4}-[0-9]{2}")}, dict),
    facts.AccountsOpened: (
        {"accounts": st.sampled_from((tuple(chart.society_accounts((BANK,))), tuple(chart.bureau_accounts())))},
        dict,
    ),
    cases.Decision: (
        {"decision": _one_of(vocabulary.DECISIONS), "stages": st.integers(2, 12)}, _decision,
    ),
}  # fmt: skip


def fields_of(kind: type[Event]) -> st.SearchStrategy[Given]:
    """Fields that the event takes: all that it must have, and any of those it may."""
    special, mend = SPECIAL.get(kind, ({}, dict))
    needed: Given = {}
    optional: Given = {}
    for name, field in kind.model_fields.items():
        strategy = special.get(name, BY_NAME.get(name, WORDS))
        (needed if field.is_required() else optional)[name] = strategy
    return st.fixed_dictionaries(needed, optional=optional).map(mend)
