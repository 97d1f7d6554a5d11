"""What must not be: each breach is really tried on the demonstration books, and must be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from huzhu.demo import ACCOUNTANT, CASHIER, JUDGED, PRESIDENT, SECRETARY, at, pseudonym
from ledger import chart, journal
from ledger.district import District, Ledger, Society
from ledger.events import cases
from ledger.events.bureau import BureauPayment
from ledger.events.event import Event, explain
from ledger.events.moves import Draw, Transfer
from ledger.events.payments import Expense, Relief
from ledger.events.receipts import Donation, Subsidy
from ledger.journal import Refused, Request
from ledger.mistake import Mistake

BANK = chart.bank_account(1, "农商行基本户")
DAY = date(JUDGED.year, 7, 6)


class Tried(NamedTuple):
    """A breach that was tried, and what was said; `held` is False where the books took it."""

    title: str
    said: str
    clause: str
    held: bool


class Breach(NamedTuple):
    """A breach: in words, the rule that must refuse it, in whose books, and the events that would be it.

    The rule is empty where no rule is needed: the event cannot even be built, or its month is closed.
    """

    title: str
    rule: str
    ledger: Ledger
    events: Callable[[], list[Event]]


def tried(district: District) -> Iterator[Tried]:
    """Try every breach on the district's first society, or on the bureau's books."""
    some = district.societies[-2]
    for breach in (*_bureau(district), *_gifts(some), *_spending(some), *_relief(_first(district))):
        yield _try(breach)


def _first(district: District) -> Society:
    return next(s for s in district.societies if s.id == "shigang")


def _try(breach: Breach) -> Tried:
    try:
        requests = [Request(e, f"breach-{i}", at(e.date)) for i, e in enumerate(breach.events())]
        journal.record(breach.ledger, requests, dry_run=True)
    except Refused as refused:
        by_rule = {f.rule: f for f in reversed(refused.findings) if f.severity == "error"}
        told = by_rule.get(breach.rule) or refused.findings[0]
        return Tried(breach.title, f"[{told.rule}] {told.text}", told.clause, held=told.rule == breach.rule)
    except ValidationError as error:
        return Tried(breach.title, "；".join(explain(error)), "", held=not breach.rule)
    except Mistake as mistake:
        return Tried(breach.title, str(mistake), "", held=not breach.rule)
    return Tried(breach.title, "账簿收下了这笔账", "", held=False)


def _in(amount: str, narration: str, day: date = DAY) -> dict[str, Any]:
    return {"date": day, "recorded_by": ACCOUNTANT, "amount": Decimal(amount), "narration": narration}


def _out(amount: str, narration: str, day: date = DAY) -> dict[str, Any]:
    return {**_in(amount, narration, day), "approved_by": PRESIDENT, "paid_by": CASHIER}


def _bureau(district: District) -> Iterator[Breach]:
    def paid() -> list[Event]:
        more = {
            "payee": "互助社",
            "society": "fengle",
            "document_no": "徽财社〔2026〕30号",
            "budget_line": "2081902",
        }
        return [BureauPayment(**_out("10000.00", "启动补助") | more)]

    yield Breach("财政局把互助社补助列在农村低保科目里拨出", "subsidy_source", district, paid)


def _gifts(society: Society) -> Iterator[Breach]:
    def donated(**more: Any) -> Callable[[], list[Event]]:
        fields = {**_in("200.00", "捐款"), "account": BANK, "donor": "热心网友", "channel": "主动捐赠"}
        return lambda: [Donation(**fields | more)]

    seed: dict[str, Any] = {"account": BANK, "payer": "区财政局", "document_no": "徽财社〔2026〕31号"}
    yield Breach(
        "在朋友圈发收款码向社会募捐", "public_fundraising", society, donated(channel="公开募捐-互联网")
    )
    yield Breach(
        "补助从临时救助科目里列支",
        "subsidy_source",
        society,
        lambda: [Subsidy(**_in("10000.00", "补助"), **seed, budget_line="2082001")],
    )
    yield Breach(
        "启动补助拨了第二次",
        "subsidy_once",
        society,
        lambda: [Subsidy(**_in("10000.00", "补助"), **seed, budget_line="2080299")],
    )
    yield Breach(
        "捐款写三位小数",
        "",
        society,
        lambda: [
            Donation(**{**_in("1", "捐款"), "amount": "66.666"}, account=BANK, donor="某", channel="主动捐赠")
        ],
    )
    yield Breach("捐赠人姓名里藏一个换行", "", society, donated(donor="某人\n2026-01-01 open Assets:X"))


def _spending(society: Society) -> Iterator[Breach]:
    more: dict[str, Any] = {
        "from_fund": chart.SUBSIDY_FUND,
        "to_fund": chart.DONATION_FUND,
        "resolution": "JY-2026-09",
    }
    yield Breach("没有决议就把财政补助转进社会捐赠", "one_fund", society, lambda: [
        Transfer(**_in("500.00", "转移"), approved_by=PRESIDENT, account=BANK, **more)
    ])  # fmt: skip
    yield Breach("用财政补助买办公用品", "subsidy_use", society, lambda: [
        Expense(**_out("120.00", "打印纸"), account=BANK, fund=chart.SUBSIDY_FUND, payee="文具店", kind="办公费")
    ])  # fmt: skip
    yield Breach("会计自己记账、自己审批", "separate_hands", society, lambda: [
        Expense(**{**_out("50.00", "打印纸"), "approved_by": ACCOUNTANT}, account=BANK, payee="文具店", kind="办公费")
    ])  # fmt: skip
    yield Breach("在已经月结的五月补记一笔", "", society, lambda: [
        Donation(**_in("10.00", "捐款", date(2026, 5, 6)), account=BANK, donor="某", channel="主动捐赠")
    ])  # fmt: skip
    yield Breach(
        "备用金支取超过限额",
        "float_ceiling",
        society,
        lambda: [Draw(**_out("3500.00", "支取备用金"), account=BANK)],
    )


def _case(person: str, amount: str, category: str = "突发严重困难户", kind: str = "应急救助") -> list[Event]:
    number = "JZ-2026-0099"
    who = pseudonym(person)
    return [
        cases.CaseOpened(
            date=DAY, recorded_by=SECRETARY, case=number, person=who, household=who, label="汪*", category=category,
            matter="疾病", relief=kind,
        ),
        cases.Survey(date=DAY, recorded_by=SECRETARY, case=number, by=SECRETARY),
        cases.Decision(
            date=DAY, recorded_by=SECRETARY, case=number, decision="同意", amount=Decimal(amount), by=SECRETARY,
            approved_by=PRESIDENT,
        ),
    ]  # fmt: skip


def _paid(amount: str, method: str = "转账", kind: str = "应急救助") -> Event:
    account = chart.CASH if method == "现金" else BANK
    return Relief(
        **_out(amount, "救助"), account=account, label="汪*", case="JZ-2026-0099", kind=kind, method=method
    )


def _relief(society: Society) -> Iterator[Breach]:
    new = "demo-nobody"
    yield Breach(
        "应急救助发1,000.01元", "relief_cap", society, lambda: [*_case(new, "1000.01"), _paid("1000.01")]
    )
    yield Breach(
        "同一人同一年同一事项再救助一次",
        "relief_once",
        society,
        lambda: [*_case("shigang-0", "300.00"), _paid("300.00")],
    )
    yield Breach(
        "备用金已缴回，抽屉里没有钱却发现金",
        "fund_overdrawn",
        society,
        lambda: [*_case(new, "500.00"), _paid("500.00", "现金")],
    )
    yield Breach(
        "没有审核就发放",
        "relief_paid_as_decided",
        society,
        lambda: [_case(new, "500.00")[0], _paid("500.00")],
    )
    yield Breach(
        "发的比审核同意的多",
        "relief_paid_as_decided",
        society,
        lambda: [*_case(new, "500.00"), _paid("600.00")],
    )
    yield Breach(
        "给低保对象发应急救助",
        "relief_kind",
        society,
        lambda: [*_case(new, "800.00", "最低生活保障对象"), _paid("800.00")],
    )
