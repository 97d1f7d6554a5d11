"""A small district to write in: 徽州区 with its bureau and two societies, built once and copied for each test.

    society = shigang(tmp_path)                    # registered 2026-06-20, its 30,000.00 in the bank
    receipt = record(society, donation("50.00", 3))
    bare = qiankou(tmp_path)                       # registered, and not a fen yet

Both have four officers, a float of 3,000.00 with 赵六 and one bank account, `BANK`. The makers of events
below fill in what a test does not speak of; a whole number as day is a day of July 2026.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ledger import chart, journal, policy
from ledger.district import District, Ledger, Society
from ledger.events import cases, facts, goods, moves, payments, receipts
from ledger.events.bureau import BureauPayment
from ledger.events.event import Event
from ledger.journal import Receipt, Request

AT = "2026-07-01T09:00:00+08:00"
BANK = chart.bank_account(1, "农商行基本户")
REGISTERED = date(2026, 6, 20)
POLICY = policy.text_of("huizhou")
POLICY_SHA256 = hashlib.sha256(POLICY.encode()).hexdigest()
OFFICERS = (
    ("zhangsan", "社长", "张三"),
    ("lisi", "秘书长", "李四"),
    ("wangwu", "会计", "王五"),
    ("zhaoliu", "出纳", "赵六"),
)
VILLAGES = {
    "shigang": ("徽州区岩寺镇石岗村救急难互助社", "51341004MJB000001D", "岩寺镇", "石岗村"),
    "qiankou": ("徽州区潜口镇潜口村救急难互助社", "51341004MJB000002G", "潜口镇", "潜口村"),
}
PERSON = "P-1a2b3c4d5e6f"
CASE = "JZ-2026-0001"
COLLECTIVE = "JY-2026-90"
"""The resolution of the village on the collective's money."""

_keys = itertools.count(1)
_kept = TemporaryDirectory(prefix="huzhu-societies-")  # gone when the session ends


def request(event: Event, key: str | None = None) -> Request:
    """The event as a request, under a key of its own where none is given."""
    return Request(event, key or f"made-{next(_keys)}", AT)


def record(
    ledger: Ledger, event: Event | Sequence[Event], key: str | None = None, *, dry_run: bool = False
) -> Receipt:
    """Record one event, or several at once."""
    events = [event] if isinstance(event, Event) else list(event)
    return journal.record(ledger, [request(e, key) for e in events], dry_run=dry_run)


def district(folder: Path) -> District:
    """A fresh copy of the district in `folder`, as 徽州区."""
    copy = folder / "徽州区"
    shutil.copytree(_built(), copy)
    return District(copy)


def shigang(folder: Path) -> Society:
    """A fresh copy of the society that has its seed capital: 10,000.00 each of the first three funds."""
    return district(folder).society("shigang")


def qiankou(folder: Path) -> Society:
    """A fresh copy of the society that has no money yet."""
    return district(folder).society("qiankou")


@cache
def _built() -> Path:
    made = District(Path(_kept.name) / "徽州区")
    opened = facts.AccountsOpened(
        date=date(2026, 1, 1), recorded_by="ju", accounts=tuple(chart.bureau_accounts()),
        policy_sha256=POLICY_SHA256,
    )  # fmt: skip
    journal.created(made, "徽州区财政局", POLICY, [request(opened)])
    for id_ in VILLAGES:
        society = Society(made.folder / "societies" / id_)
        journal.created(society, VILLAGES[id_][0], POLICY, [request(e) for e in founding(id_)])
    for event in seed():
        record(made.society("shigang"), event)
    record(made, bureau_pays("shigang"))
    return made.folder


def bureau_pays(id_: str, amount: str = "10000.00", **more: Any) -> BureauPayment:
    """The bureau pays a society its start-up subsidy."""
    given = {
        "date": date(2026, 6, 24), "recorded_by": "ju", "approved_by": "juzhang", "paid_by": "zhifu",
        "amount": amount, "narration": "启动补助", "payee": VILLAGES[id_][0], "society": id_,
        "budget_line": "2080299", "document_no": "徽财社〔2026〕12号",
    }  # fmt: skip
    return BureauPayment(**given | more)


def founding(id_: str) -> list[Event]:
    """The first events of a society: accounts, registration, officers, float."""
    name, uscc, township, village = VILLAGES[id_]
    common: dict[str, Any] = {"date": REGISTERED, "recorded_by": "lisi"}
    return [
        facts.AccountsOpened(
            date=date(2026, 1, 1), recorded_by="lisi", accounts=tuple(chart.society_accounts((BANK,)))
        ),
        facts.Registration(
            **common, name=name, uscc=uscc, township=township, village=village, kind="村",
            policy="huizhou", policy_sha256=POLICY_SHA256,
        ),
        *[facts.Appointment(**common, id=i, post=post, name=name) for i, post, name in OFFICERS],
        facts.FloatSetUp(**common, ceiling=Decimal("3000.00"), custodian="zhaoliu"),
    ]  # fmt: skip


def seed() -> list[Event]:
    """The start-up money, 30,000.00 in all, on 25 June."""
    day = date(2026, 6, 25)
    return [
        facts.Resolution(date=day, recorded_by="lisi", number=COLLECTIVE, kind="四议两公开"),
        subsidy("10000.00", day),
        collective("10000.00", day),
        donation("10000.00", day),
    ]


def _day(day: int | date) -> date:
    return date(2026, 7, day) if isinstance(day, int) else day


def _money(amount: str | Decimal, day: int | date, narration: str, given: dict[str, Any]) -> dict[str, Any]:
    common = {"date": _day(day), "recorded_by": "wangwu", "amount": amount, "narration": narration}
    return common | {"account": BANK} | given


def subsidy(amount: str, day: int | date = 1, **more: Any) -> receipts.Subsidy:
    """The district's start-up subsidy, charged to a line that the policy allows."""
    given = {"payer": "徽州区财政局", "budget_line": "2080299", "document_no": "徽财社〔2026〕12号"}
    return receipts.Subsidy(**_money(amount, day, "启动补助", given | more))


def collective(amount: str, day: int | date = 1, **more: Any) -> receipts.Collective:
    """Money of the village collective."""
    given = {"payer": "石岗村经济合作社", "resolution": COLLECTIVE}
    return receipts.Collective(**_money(amount, day, "村集体支持", given | more))


def donation(amount: str | Decimal = "100.00", day: int | date = 1, **more: Any) -> receipts.Donation:
    """A gift that came unasked, its receipt waived."""
    given = {"donor": "老王", "channel": "主动捐赠", "receipt": "自愿放弃"}
    return receipts.Donation(**_money(amount, day, "捐款", given | more))


def fee(amount: str = "20.00", day: int | date = 1, **more: Any) -> receipts.Fee:
    """A membership fee."""
    return receipts.Fee(**_money(amount, day, "会费", {"payer": "孙七"} | more))


def draw(amount: str | Decimal = "1000.00", day: int | date = 2, **more: Any) -> moves.Draw:
    """Cash is drawn."""
    return moves.Draw(**_money(amount, day, "支取备用金", {"approved_by": "zhangsan"} | more))


def give_back(amount: str | Decimal = "100.00", day: int | date = 3, **more: Any) -> moves.Return:
    """Cash goes back to the bank."""
    return moves.Return(**_money(amount, day, "缴回备用金", {"approved_by": "zhangsan"} | more))


def transfer(amount: str | Decimal, day: int | date, **more: Any) -> moves.Transfer:
    """Money of the collective fund becomes money of the donation fund, by resolution JY-2026-01."""
    given = {
        "from_fund": chart.COLLECTIVE_FUND, "to_fund": chart.DONATION_FUND, "resolution": "JY-2026-01",
        "approved_by": "zhangsan",
    }  # fmt: skip
    return moves.Transfer(**_money(amount, day, "基金间转移", given | more))


def expense(amount: str | Decimal = "30.00", day: int | date = 4, **more: Any) -> payments.Expense:
    """Paper and ink."""
    given = {"payee": "岩寺文具店", "kind": "办公费", "approved_by": "zhangsan", "paid_by": "zhaoliu"}
    return payments.Expense(**_money(amount, day, "办公用品", given | more))


def relief(amount: str | Decimal = "800.00", day: int | date = 9, **more: Any) -> payments.Relief:
    """Emergency relief in cash on `CASE`."""
    given = {
        "account": chart.CASH, "label": "汪*", "case": CASE, "kind": "应急救助", "method": "现金",
        "approved_by": "zhangsan", "paid_by": "zhaoliu",
    }  # fmt: skip
    return payments.Relief(**_money(amount, day, "应急救助", given | more))


def case(
    amount: str | Decimal = "800.00",
    day: int | date = 8,
    number: str = CASE,
    person: str = PERSON,
    **decided: Any,
) -> list[Event]:
    """A case accepted, visited and decided 同意 on one day; `decided` is what else the decision says."""
    common: dict[str, Any] = {"date": _day(day), "recorded_by": "lisi", "case": number}
    return [
        cases.CaseOpened(
            **common, person=person, household=person, label="汪*", category="突发严重困难户",
            matter="疾病", relief="应急救助",
        ),
        cases.Survey(**common, by="lisi"),
        cases.Decision(**common, decision="同意", amount=Decimal(amount), by="lisi", approved_by="zhangsan", **decided),
    ]  # fmt: skip


def resolution(number: str = "JY-2026-01", kind: str = "资金转移", day: int | date = 1) -> facts.Resolution:
    """A resolution of the society."""
    return facts.Resolution(date=_day(day), recorded_by="lisi", number=number, kind=kind)


def rice(quantity: int = 10, day: int | date = 5, **more: Any) -> goods.GoodsIn:
    """Bags of rice at 60.00, given."""
    given: dict[str, Any] = {
        "date": _day(day), "recorded_by": "wangwu", "amount": Decimal(60) * quantity, "narration": "捐赠大米",
        "goods": "DAMI", "quantity": quantity, "price": "60.00", "donor": "岩寺粮站", "channel": "主动捐赠",
        "receipt": "自愿放弃",
    }  # fmt: skip
    return goods.GoodsIn(**(given | more))


def month_closed(month: str, day: date) -> facts.MonthClosed:
    """The month is closed."""
    return facts.MonthClosed(date=day, recorded_by="wangwu", month=month, digest="0" * 64)
