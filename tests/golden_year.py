"""A fixed society's life: 2025 under the accounting regime of 2004 and half of 2026 under that of 2024, every month closed.

Every kind of money and most kinds of facts stand in it at least once, written by the journal as anybody writes them,
so that every report has something to say. The same on every machine, to the last byte of the trail.

    society = golden()      # shared and read only: whoever writes copies it first
"""

from __future__ import annotations

import functools
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from huzhu import closing, filing, posting
from ledger import chart, journal
from ledger.district import District, Society
from ledger.events import cases, claims, facts, goods, moves, payments, receipts
from ledger.events.bureau import BureauPayment
from ledger.events.event import Event
from ledger.journal import Request
from ledger.vocabulary import PAPERS
from ledger.workdays import add_workdays, nth_workday
from tests.societies import BANK, OFFICERS, POLICY, POLICY_SHA256

NAME = "徽州区岩寺镇石岗村救急难互助社"
REGISTERED = date(2024, 12, 10)
NAMED = "11张氏助学专项"
FIRST, LAST = "2024-12", "2026-06"
WHO: dict[str, Any] = {"recorded_by": "wangwu"}
OUT: dict[str, Any] = {"approved_by": "zhangsan", "paid_by": "zhaoliu"}


def golden() -> Society:
    """The society, in the district that it belongs to."""
    return golden_district().society("shigang")


def copied(folder: Path) -> District:
    """A copy of the district in a folder, to be written in."""
    shutil.copytree(golden_district().folder, folder / "徽州区")
    return District(folder / "徽州区")


@functools.cache
def golden_district() -> District:
    """The district with its bureau's books and the one society."""
    district = District(Path(tempfile.mkdtemp(prefix="huzhu-golden-")) / "徽州区")
    opened = facts.AccountsOpened(
        date=date(2024, 1, 1),
        recorded_by="ju",
        accounts=tuple(chart.bureau_accounts()),
        policy_sha256=POLICY_SHA256,
    )
    journal.created(district, "徽州区财政局", POLICY, [_request(opened, "founding")])
    society = Society(district.folder / "societies" / "shigang")
    founding = [_request(event, f"founding-{n}") for n, event in enumerate(_founding())]
    journal.created(society, NAME, POLICY, founding)
    journal.record(district, [_request(_bureau_pays(), "pay")])
    for month in months():
        _live(society, month)
    return district


def months() -> list[str]:
    """Every month of the society's life, in order."""
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(2024 * 12 + 11, 2026 * 12 + 6)]


def _request(event: Event, key: str) -> Request:
    return Request(event, f"golden-{key}", f"{event.date}T09:00:00+08:00")


def _live(society: Society, month: str) -> None:
    """A month: what happens, the notice, the filing, the closing; and the notice of the month before comes down."""
    events = sorted(_month(month), key=lambda event: event.date)
    journal.record(society, [_request(event, f"{month}-{n}") for n, event in enumerate(events)])
    year, number = int(month[:4]), int(month[5:])
    after = nth_workday(year + number // 12, number % 12 + 1, 3).day
    found, _ = posting.sheet(society, month, after)
    at = f"{after}T10:00:00+08:00"
    journal.record(society, [posting.request(found, "lisi", "村务公开栏", at)])
    journal.record(society, [filing.request(society, month, after, "lisi", at)])
    journal.record(society, [closing.request(society, month, after, "wangwu", at)])
    closing.seal(society, month)


def _founding() -> Iterator[Event]:
    common: dict[str, Any] = {"date": REGISTERED, "recorded_by": "lisi"}
    yield facts.AccountsOpened(
        date=date(2024, 1, 1), recorded_by="lisi", accounts=tuple(chart.society_accounts((BANK,)))
    )
    yield facts.Registration(
        **common, name=NAME, uscc="51341004MJB000001D", township="岩寺镇", village="石岗村", kind="村",
        policy="huizhou", policy_sha256=POLICY_SHA256,
    )  # fmt: skip
    for id_, post, name in OFFICERS:
        yield facts.Appointment(**common, id=id_, post=post, name=name)
    yield facts.Appointment(**common, id="sunqi", post="会员", name="孙七")
    yield facts.FloatSetUp(**common, ceiling=Decimal("3000.00"), custodian="zhaoliu")


def _bureau_pays() -> Event:
    return BureauPayment(
        date=date(2024, 12, 13), recorded_by="ju", approved_by="juzhang", paid_by="zhifu", amount=Decimal("10000.00"),
        narration="启动补助", payee=NAME, society="shigang", budget_line="2080299", document_no="徽财社〔2024〕31号",
    )  # fmt: skip


def _money(day: date, amount: str, narration: str, **more: Any) -> dict[str, Any]:
    return {"date": day, "amount": Decimal(amount), "narration": narration, "account": BANK} | WHO | more


def _month(month: str) -> list[Event]:
    """What happens in a month, and the count of the float on its last day."""
    last = posting.span_of(month)[1]
    happened = list(_HAPPENS[month]()) if month in _HAPPENS else []
    counted = facts.FloatCounted(
        date=last, counted=Decimal(_CASH.get(month, "0.00")), by="zhaoliu", witness="lisi", **WHO
    )
    return [*happened, counted]


def _gift(day: date, amount: str, donor: str, **more: Any) -> Event:
    given = {"channel": "主动捐赠", "receipt": "自愿放弃"} | more
    return receipts.Donation(**_money(day, amount, "爱心捐款", donor=donor, **given))


def _interest(day: date, amount: str) -> Event:
    return receipts.Interest(**_money(day, amount, "存款利息"))


def _draw(day: date, amount: str, fund: str = chart.DONATION_FUND) -> Event:
    return moves.Draw(**_money(day, amount, "支取备用金", fund=fund, approved_by="zhangsan"))


class Helped:
    """A case from acceptance to closing, each step on its working day; `all` gives its events."""

    def __init__(self, number: str, day: date, amount: str, **told: Any) -> None:
        """Accepted on a day; what is not told is emergency relief for an illness, paid in cash out of gifts."""
        told = {
            "label": "汪*", "hamlet": "上村组", "category": "突发严重困难户", "matter": "疾病", "relief": "应急救助",
            "method": "现金", "fund": chart.DONATION_FUND, "stages": None, "found": "本人申请",
        } | told  # fmt: skip
        self.number, self.day, self.amount, self.told = number, day, amount, told
        self.person = (
            f"P-{hashlib.sha256((told['label'] + told['hamlet'] + number).encode()).hexdigest()[:12]}"
        )
        self.surveyed = add_workdays(day, 1).day
        self.paid = add_workdays(self.surveyed, 1).day

    def _common(self, day: date) -> dict[str, Any]:
        return {"date": day, "recorded_by": "lisi", "case": self.number}

    def opened(self) -> Event:
        """The acceptance."""
        told = {k: self.told[k] for k in ("label", "hamlet", "category", "matter", "relief", "found")}
        return cases.CaseOpened(**self._common(self.day), person=self.person, household=self.person, **told)

    def decided(self, decision: str = "同意") -> Iterator[Event]:
        """The survey and the decision."""
        yield cases.Survey(**self._common(self.surveyed), by="lisi", opinion="情况属实")
        amount = Decimal(self.amount) if decision == "同意" else None
        stages = self.told["stages"]
        yield cases.Decision(
            **self._common(self.surveyed), decision=decision, amount=amount, stages=stages, by="lisi",
            approved_by="zhangsan",
        )  # fmt: skip

    def pay(self, amount: str, day: date) -> Event:
        """A payment of the case."""
        account = chart.CASH if self.told["method"] == "现金" else BANK
        return payments.Relief(
            **_money(day, amount, f"{self.told['relief']}（{self.told['matter']}）", account=account, **OUT),
            label=self.told["label"], case=self.number, kind=self.told["relief"], method=self.told["method"],
            fund=self.told["fund"],
        )  # fmt: skip

    def papers(self, day: date, number: int = 6) -> Event:
        """The papers put into the file."""
        digest = hashlib.sha256(self.number.encode()).hexdigest()
        return cases.PapersFiled(**self._common(day), papers=PAPERS[:number], sha256=digest)

    def closed(self, day: date) -> Event:
        """The end."""
        return cases.CaseClosed(**self._common(day))

    def all(self) -> Iterator[Event]:
        """Accepted, visited, decided, paid at once and closed."""
        yield self.opened()
        yield from self.decided()
        yield self.pay(self.amount, self.paid)
        yield self.papers(self.paid)
        yield self.closed(add_workdays(self.paid, 3).day)


# --- what happens, month by month


def _2024_12() -> Iterator[Event]:
    yield facts.Resolution(
        date=date(2024, 12, 11),
        recorded_by="lisi",
        number="JY-2024-01",
        kind="四议两公开",
        document="村民代表会议记录",
    )
    yield receipts.Subsidy(
        **_money(date(2024, 12, 16), "10000.00", "启动资金补助"), payer="徽州区财政局", budget_line="2080299",
        document_no="徽财社〔2024〕31号",
    )  # fmt: skip
    yield receipts.Collective(
        **_money(date(2024, 12, 18), "20000.00", "启动资金"),
        payer="石岗村股份经济合作社",
        resolution="JY-2024-01",
    )


def _2025_01() -> Iterator[Event]:
    for name in ("孙七", "周八", "吴九"):
        yield receipts.Fee(**_money(date(2025, 1, 6), "20.00", "2025年会费"), payer=name)
    yield _gift(date(2025, 1, 10), "5000.00", "徽州某建筑公司", receipt="皖财0402001234", publish=True)
    yield _gift(date(2025, 1, 15), "200.00", "钱老师", channel="会员捐赠")
    yield _draw(date(2025, 1, 16), "1500.00")
    yield payments.Expense(
        **_money(date(2025, 1, 20), "86.00", "刻制印章", **OUT),
        payee="镇上刻印社",
        fund=chart.COLLECTIVE_FUND,
        kind="办公费",
    )


def _2025_02() -> Iterator[Event]:
    yield from Helped("JZ-2025-0001", date(2025, 2, 11), "800.00").all()
    yield _gift(date(2025, 2, 20), "100.00", "赵*", publish=False, channel="村内互助")


def _2025_03() -> Iterator[Event]:
    yield facts.FundSetUp(
        date=date(2025, 3, 3), recorded_by="wangwu", fund=NAMED, source="张氏后人捐赠", restriction="限定性",
        uses=("5101",), donor="张氏后人", until=date(2026, 12, 31), banks=(BANK,),
    )  # fmt: skip
    yield _gift(date(2025, 3, 5), "6000.00", "张氏后人", fund=NAMED, publish=True, receipt="皖财0402001235")
    yield _interest(date(2025, 3, 21), "12.30")


def _2025_04() -> Iterator[Event]:
    yield goods.GoodsIn(
        date=date(2025, 4, 7), amount=Decimal("600.00"), narration="捐赠大米", donor="乡邻粮油店", channel="主动捐赠",
        goods="DAMI", goods_name="大米（斤）", quantity=Decimal(200), price=Decimal("3.00"), receipt="自愿放弃", **WHO,
    )  # fmt: skip
    given = Helped("JZ-2025-0002", date(2025, 4, 9), "150.00", label="吴*", hamlet="下村组", matter="灾害")
    yield given.opened()
    yield from given.decided()
    yield goods.GoodsOut(
        date=given.paid, amount=Decimal("150.00"), narration="发放大米", goods="DAMI", quantity=Decimal(50),
        price=Decimal("3.00"), label="吴*", case=given.number, **OUT, **WHO,
    )  # fmt: skip
    yield given.papers(given.paid)
    yield given.closed(add_workdays(given.paid, 2).day)


def _2025_05() -> Iterator[Event]:
    school = Helped(
        "JZ-2025-0003", date(2025, 5, 12), "1000.00", label="程*", matter="教育", method="转账", fund=NAMED,
        category="最低生活保障边缘家庭成员",
    )  # fmt: skip
    yield from school.all()
    sent = Helped("JZ-2025-0004", date(2025, 5, 19), "0.00", label="方*", matter="失业", hamlet="溪边组")
    yield sent.opened()
    yield cases.Survey(**sent._common(sent.surveyed), by="lisi", opinion="应由镇里办")
    yield cases.Referral(
        **sent._common(sent.surveyed),
        to="岩寺镇民政办",
        letter="石互转〔2025〕1号",
        due=add_workdays(sent.surveyed, 10).day,
    )
    yield cases.ReferralAnswered(**sent._common(add_workdays(sent.surveyed, 4).day), outcome="已纳入临时救助")
    yield sent.papers(add_workdays(sent.surveyed, 5).day, 5)
    yield sent.closed(add_workdays(sent.surveyed, 5).day)


def _2025_06() -> Iterator[Event]:
    yield _interest(date(2025, 6, 20), "15.60")
    yield payments.Expense(
        **_money(date(2025, 6, 23), "5.00", "转账手续费", **OUT), payee="农商行", kind="手续费"
    )
    yield facts.ComplaintTaken(
        date=date(2025, 6, 5), recorded_by="lisi", number="TS-2025-01", about="公示位置太高看不清"
    )
    yield facts.ComplaintSettled(
        date=date(2025, 6, 9), recorded_by="lisi", number="TS-2025-01", outcome="公开栏已降低重贴"
    )


def _2025_07() -> Iterator[Event]:
    aided = Helped(
        "JZ-2025-0005", date(2025, 7, 8), "500.00", label="胡*", category="最低生活保障对象", relief="补充救助",
        fund=chart.SUBSIDY_FUND,
    )  # fmt: skip
    yield facts.GovernmentAid(date=date(2025, 7, 1), recorded_by="lisi", person=aided.person, kind="低保")
    yield _draw(date(2025, 7, 2), "500.00", chart.SUBSIDY_FUND)
    yield from aided.all()


def _2025_08() -> Iterator[Event]:
    hurt = Helped(
        "JZ-2025-0006", date(2025, 8, 5), "600.00", label="江*", hamlet="岭脚组", matter="意外", method="转账"
    )
    yield from hurt.all()


def _2025_09() -> Iterator[Event]:
    yield _gift(date(2025, 9, 9), "300.00", "微信爱心人士", account=chart.WECHAT, channel="村内互助")
    yield moves.Move(
        **_money(date(2025, 9, 15), "300.00", "微信提现", account=chart.WECHAT, approved_by="zhangsan"),
        to_account=BANK, fee=Decimal("0.30"),
    )  # fmt: skip
    yield _interest(date(2025, 9, 22), "14.20")


def _2025_10() -> Iterator[Event]:
    yield claims.AgencyIn(
        date=date(2025, 10, 13), amount=Decimal("1000.00"), narration="指定转交洪*", payee="徽州某商会", **WHO
    )
    yield claims.AgencyOut(
        date=date(2025, 10, 16), amount=Decimal("1000.00"), narration="转交洪*", payee="洪*", **OUT, **WHO
    )


def _2025_11() -> Iterator[Event]:
    yield facts.Resolution(date=date(2025, 11, 3), recorded_by="lisi", number="JY-2025-01", kind="资金转移")
    yield moves.Transfer(
        **_money(date(2025, 11, 4), "2000.00", "集体资金转入捐赠基金", approved_by="zhangsan"), from_fund=chart.COLLECTIVE_FUND,
        to_fund=chart.DONATION_FUND, resolution="JY-2025-01",
    )  # fmt: skip
    staged = _staged()
    yield _draw(date(2025, 11, 5), "1000.00")
    yield staged.opened()
    yield from staged.decided()
    yield staged.pay("500.00", staged.paid)


def _staged() -> Helped:
    return Helped("JZ-2025-0007", date(2025, 11, 10), "1000.00", label="许*", hamlet="下村组", stages=2)


def _2025_12() -> Iterator[Event]:
    staged = _staged()
    yield staged.pay("500.00", date(2025, 12, 8))
    yield staged.papers(date(2025, 12, 9))
    yield staged.closed(date(2025, 12, 11))
    paid = _money(date(2025, 12, 15), "40.00", "打印纸", **OUT)
    yield payments.Expense(**paid, payee="岩寺文具店", kind="办公费")
    yield moves.Reverse(
        date=date(2025, 12, 16), amount=Decimal("40.00"), narration="金额记错，冲销", payee="岩寺文具店",
        reverses="2025-12-002", lines=((f"{BANK}:{chart.DONATION_FUND}", Decimal("40.00")), (chart.OFFICE, Decimal("-40.00"))),
        **OUT, **WHO,
    )  # fmt: skip
    yield receipts.ReliefReturn(
        **_money(date(2025, 12, 18), "100.00", "退回多余的救助款", account=chart.CASH), label="许*", case="JZ-2025-0007",
        kind="应急救助",
    )  # fmt: skip
    yield _interest(date(2025, 12, 22), "13.80")


def _2026_01() -> Iterator[Event]:
    yield facts.Appraised(
        date=date(2026, 1, 20), recorded_by="lisi", year="2025", grade="优秀", by="岩寺镇人民政府"
    )
    yield _gift(date(2026, 1, 12), "1200.00", "钱老师", channel="会员捐赠", publish=True)
    yield receipts.Fee(**_money(date(2026, 1, 8), "20.00", "2026年会费"), payer="孙七")


def _2026_02() -> Iterator[Event]:
    yield goods.GoodsBought(
        date=date(2026, 2, 3), amount=Decimal("360.00"), narration="购买棉被", goods="MIANBEI", goods_name="棉被（床）",
        quantity=Decimal(3), price=Decimal("120.00"), payee="岩寺百货", account=BANK, procurement="镇政府采购单第3号",
        **OUT, **WHO,
    )  # fmt: skip
    yield facts.HelpGiven(
        date=date(2026, 2, 10), recorded_by="lisi", number="BB-2026-0001", person="P-0123456789ab", matter="疾病",
        to="区医保局", by="sunqi", outcome="已报销",
    )  # fmt: skip


def _2026_03() -> Iterator[Event]:
    yield _draw(date(2026, 3, 3), "800.00")
    hurt = Helped("JZ-2026-0001", date(2026, 3, 10), "900.00", label="曹*", matter="意外", found="主动发现")
    yield hurt.opened()
    yield cases.FirstAid(
        **_money(hurt.day, "900.00", "应急救助（意外）", account=chart.CASH, **OUT), label="曹*", case=hurt.number,
        kind="应急救助", method="现金", reason="车祸送医，等不及调查",
    )  # fmt: skip
    yield from hurt.decided()
    yield hurt.papers(add_workdays(hurt.surveyed, 1).day)
    yield hurt.closed(add_workdays(hurt.surveyed, 2).day)
    yield _interest(date(2026, 3, 20), "11.11")


def _2026_04() -> Iterator[Event]:
    refused = Helped("JZ-2026-0002", date(2026, 4, 8), "0.00", label="孙*", matter="教育", hamlet="溪边组")
    yield refused.opened()
    yield from refused.decided("不同意")
    yield refused.papers(refused.surveyed, 5)
    yield refused.closed(add_workdays(refused.surveyed, 1).day)
    yield facts.Resolution(date=date(2026, 4, 2), recorded_by="lisi", number="JY-2026-01", kind="四议两公开")
    yield receipts.Collective(
        **_money(date(2026, 4, 15), "3000.00", "持续资金支持"),
        payer="石岗村股份经济合作社",
        resolution="JY-2026-01",
    )


def _2026_05() -> Iterator[Event]:
    school = Helped(
        "JZ-2026-0003", date(2026, 5, 12), "1000.00", label="罗*", matter="教育", method="转账", fund=NAMED,
        category="刚性支出困难家庭成员", hamlet="岭脚组",
    )  # fmt: skip
    yield from school.all()
    yield facts.ThanksPosted(
        date=date(2026, 5, 20), recorded_by="lisi", month="2026-04", names=("钱老师",), place="村务公开栏"
    )


def _2026_06() -> Iterator[Event]:
    yield _gift(date(2026, 6, 1), "88.00", "叶同学", channel="村内互助", publish=True)
    yield _interest(date(2026, 6, 22), "10.05")
    yield moves.Return(**_money(date(2026, 6, 29), "200.00", "缴回备用金", approved_by="zhangsan"))


_HAPPENS = {
    name[1:].replace("_", "-"): happens for name, happens in list(globals().items()) if name.startswith("_20")
}
_CASH = (
    {
        "2025-01": "1500.00",
        "2025-11": "1200.00",
        "2025-12": "800.00",
        "2026-01": "800.00",
        "2026-02": "800.00",
    }
    | dict.fromkeys((f"2025-{month:02d}" for month in range(2, 11)), "700.00")
    | dict.fromkeys(("2026-03", "2026-04", "2026-05"), "700.00")
    | {"2026-06": "500.00"}
)
"""What is in the drawer at the end of each month."""
