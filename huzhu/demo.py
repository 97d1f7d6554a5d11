"""The demonstration district: societies of 徽州 and half a year of their life, the same for the same seed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from huzhu import closing, filing, posting
from huzhu.demo_cases import SCRIPTS, SURNAMES, VILLAGES, Script
from huzhu.founding import found_district, found_society
from huzhu.reading import read
from ledger import chart, journal
from ledger.district import District, Society
from ledger.events import cases, facts
from ledger.events.bureau import BureauPayment
from ledger.events.event import Event
from ledger.events.goods import GoodsIn, GoodsOut
from ledger.events.moves import Draw, Return
from ledger.events.payments import Expense, Relief
from ledger.events.receipts import Collective, Donation, Fee, Interest, ReliefReturn, Subsidy
from ledger.journal import Request
from ledger.uscc import check_digit
from ledger.vocabulary import PAPERS, WAIVED
from ledger.workdays import add_workdays, nth_workday
from reports.publicity.notice import pdf

YEAR = 2026
MONTHS = range(1, 7)
JUDGED = date(YEAR, 7, 10)
"""The day on which the demonstration is judged: every duty of June is due by then."""
PRESIDENT, SECRETARY, ACCOUNTANT, CASHIER = "zhangsan", "lisi", "wangwu", "zhaoliu"
CEILING = Decimal("3000.00")
DOCUMENT = "徽财社〔2026〕12号"
SUBSIDY_MONTH = 2
"""The month whose relief is paid out of the district's subsidy."""
PAPER_MONTH = 3
"""The month in which the first society's gifts come as a WeChat bill."""


def build(folder: Path, societies: int, seed: int, told: Callable[[str], None]) -> District:
    """Build the district in `folder`; `told` hears what is being done. Same seed, same files but for district.key."""
    district = found_district(folder, "huizhou", date(YEAR, 1, 1), "caizheng", at(date(YEAR, 1, 4)))
    for number in range(societies):
        life = Life(district, number, societies, random.Random(f"{seed}-{number}"))
        told(f"{life.society.title}：登记、启动资金、{len(life.scripts)}件救助")
        life.live()
    return district


def at(day: date, hour: int = 9) -> str:
    """A moment of a day in the demonstration, Beijing time."""
    return f"{day}T{hour:02d}:00:00+08:00"


def uscc(number: int) -> str:
    """A valid credit code (GB 32100) of a 社会团体 in 徽州区 that belongs to nobody."""
    body = f"51341004MJD{number:05d}X"
    return body + check_digit(body)


def pseudonym(words: str) -> str:
    """A made-up person's pseudonym."""
    return f"P-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


class Life:
    """One society's half year."""

    def __init__(self, district: District, number: int, of: int, chance: random.Random) -> None:
        """Found the society; its share of the cases is every `of`-th."""
        self.chance, self.number = chance, number
        self.district = district
        self.scripts = [(i, s) for i, s in enumerate(SCRIPTS) if i % of == number]
        self.society = self._found()
        self.bank = chart.bank_account(1, "农商行基本户")
        self.cash = dict.fromkeys((chart.SUBSIDY_FUND, chart.DONATION_FUND), Decimal("0.00"))
        self.donors = [f"{c}{d}" for c in SURNAMES for d in ("大爷", "老师", "建国", "秀英", "师傅")]

    def _found(self) -> Society:
        id_, township, village = self._place()
        names = "".join(self.chance.choice(SURNAMES) for _ in range(4))
        return found_society(
            self.district, id_, at=at(date(YEAR, 1, 8)), registered=date(YEAR, 1, 8), recorded_by=ACCOUNTANT,
            name=f"徽州区{township}{village}救急难互助社", uscc=uscc(self.number + 1), township=township,
            village=village, kind="社区" if village.endswith("社区") else "村", bank="农商行基本户",
            seed_as="income", float_ceiling=str(CEILING),
            officers={
                "社长": f"{PRESIDENT}={names[0]}志明", "秘书长": f"{SECRETARY}={names[1]}春兰",
                "会计": f"{ACCOUNTANT}={names[2]}小红", "出纳": f"{CASHIER}={names[3]}国强",
            },
        )  # fmt: skip

    def _place(self) -> tuple[str, str, str]:
        if self.number < len(VILLAGES):
            return VILLAGES[self.number]
        return f"cun-{self.number + 1:03d}", "岩寺镇", f"第{self.number + 1}村"

    def live(self) -> None:
        """Month by month: what happens, then the notice, then the closing."""
        self._bureau_pays()
        for month in MONTHS:
            self.record(list(self._month(month)))
            if month == PAPER_MONTH and self.number == 0:
                self._import_papers()
                self.record(list(self._waived()))
            self._notice_and_close(month)
        if self.number == 0:
            self._leave_waiting()

    def record(self, events: list[Event]) -> None:
        """Record the events of a month in one go, in order of day."""
        requests = [Request(e, f"demo-{self.society.id}-{self._next()}", at(e.date)) for e in _by_day(events)]
        journal.record(self.society, requests)

    def _next(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def _bureau_pays(self) -> None:
        day = date(YEAR, 1, 14)
        paid = BureauPayment(
            date=day, recorded_by="caizheng", approved_by="juzhang", paid_by="zhifu", amount=Decimal("10000.00"),
            narration="互助社启动资金补助", payee=self.society.title, society=self.society.id,
            budget_line="2080299", document_no=DOCUMENT,
        )  # fmt: skip
        journal.record(self.district, [Request(paid, f"demo-pay-{self.society.id}", at(day))])

    def _month(self, month: int) -> Iterator[Event]:
        """Everything that happens in a month."""
        if month == 1:
            yield from self._beginnings()
        yield from self._gifts(month)
        spent = list(self._cases(month))
        yield from self._float(month, spent)
        yield from spent
        if month in (3, 6):
            yield Interest(**self._in(date(YEAR, month, 21), self._yuan(3, 9), "存款利息"), account=self.bank)

    def _in(self, day: date, amount: Decimal, narration: str) -> dict[str, Any]:
        return {"date": day, "recorded_by": ACCOUNTANT, "amount": amount, "narration": narration}

    def _out(self, day: date, amount: Decimal, narration: str) -> dict[str, Any]:
        return {**self._in(day, amount, narration), "approved_by": PRESIDENT, "paid_by": CASHIER}

    def _yuan(self, low: int, high: int, step: int = 1) -> Decimal:
        return Decimal(self.chance.randrange(low, high, step)).quantize(Decimal("0.01"))

    def _beginnings(self) -> Iterator[Event]:
        """Seed capital: the resolution, the collective's money, the district's subsidy, the fees."""
        yield facts.Resolution(
            date=date(YEAR, 1, 12), recorded_by=SECRETARY, number="JY-2026-01", kind="四议两公开",
            document="村民代表会议记录.pdf",
        )  # fmt: skip
        yield Subsidy(
            **self._in(date(YEAR, 1, 15), Decimal("10000.00"), "启动资金补助"), account=self.bank,
            payer="徽州区财政局", budget_line="2080299", document_no=DOCUMENT,
        )  # fmt: skip
        yield Collective(
            **self._in(date(YEAR, 1, 20), Decimal("20000.00"), "启动资金"), account=self.bank,
            payer="石岗村股份经济合作社" if self.number == 0 else "村股份经济合作社", resolution="JY-2026-01",
        )  # fmt: skip
        for name in self.chance.sample(self.donors, 3):
            yield Fee(
                **self._in(date(YEAR, 1, 22), Decimal("20.00"), "2026年会费"), account=self.bank, payer=name
            )
        yield Expense(
            **self._out(date(YEAR, 1, 26), Decimal("86.00"), "刻制印章"), account=self.bank, payee="镇上刻印社",
            fund=chart.COLLECTIVE_FUND, kind="办公费",
        )  # fmt: skip

    def _gifts(self, month: int) -> Iterator[Event]:
        if month == 1:
            yield Donation(
                **self._in(date(YEAR, 1, 23), self._yuan(6000, 9000, 500), "支持家乡救急难"), account=self.bank,
                donor="徽州某建筑公司", channel="主动捐赠", receipt=f"皖财0402{self._yuan(10**7, 10**8):.0f}", publish=True,
            )  # fmt: skip
        for name in self.chance.sample(self.donors, 3):
            day = nth_workday(YEAR, month, self.chance.randrange(6, 14)).day
            channel = self.chance.choice(("会员捐赠", "主动捐赠", "村内互助"))
            amount = self._yuan(50, 500, 50)
            yield Donation(
                **self._in(day, amount, "爱心捐款"), account=self.bank, donor=name, channel=channel, receipt="自愿放弃",
                publish=self.chance.random() < 0.5,
            )  # fmt: skip
        if month == 4:
            yield GoodsIn(
                **self._in(date(YEAR, 4, 20), Decimal("600.00"), "捐赠大米"), donor="乡邻粮油店", channel="主动捐赠",
                goods="DAMI", goods_name="大米（斤）", quantity=Decimal(200), price=Decimal("3.00"), receipt="自愿放弃",
            )  # fmt: skip

    def _float(self, month: int, spent: list[Event]) -> Iterator[Event]:
        """The float is filled on the first working day for what the month will need, counted on the last day."""
        last = posting.span_of(f"{YEAR}-{month:02d}")[1]
        for fund in (chart.SUBSIDY_FUND, chart.DONATION_FUND):
            need = _sum(
                e.amount for e in spent if isinstance(e, Relief) and e.method == "现金" and e.fund == fund
            )
            draw = max(Decimal(0), need - self.cash[fund])
            if draw:
                first = nth_workday(YEAR, month, 1).day
                yield Draw(**self._out(first, draw, "支取备用金"), account=self.bank, fund=fund)
            back = _sum(e.amount for e in spent if isinstance(e, ReliefReturn) and e.fund == fund)
            self.cash[fund] += draw - need + back
            if self.cash[fund] > 0 and month == MONTHS[-1]:
                yield Return(**self._out(last, self.cash[fund], "缴回备用金"), account=self.bank, fund=fund)
                self.cash[fund] = Decimal("0.00")
        counted = _sum(self.cash.values())
        yield facts.FloatCounted(
            date=last, recorded_by=ACCOUNTANT, counted=counted, by=CASHIER, witness=PRESIDENT
        )

    def _cases(self, month: int) -> Iterator[Event]:
        for place, script in self.scripts:
            if script.month == month:
                number = f"JZ-{YEAR}-{[s for _, s in self.scripts].index(script) + 1:04d}"
                yield from Steps(self, number, script, f"{self.society.id}-{place}").all()

    def _notice_and_close(self, month: int) -> None:
        name, after = f"{YEAR}-{month:02d}", nth_workday(YEAR, month + 1, self.chance.randrange(2, 5)).day
        found, _ = posting.sheet(self.society, name, after)
        journal.record(self.society, [posting.request(found, SECRETARY, "村务公开栏", at(after, 10))])
        posting.keep(found, pdf(found), posting.usual_path(self.society, name))
        journal.record(self.society, [filing.request(self.society, name, after, SECRETARY, at(after, 11))])
        asked = closing.request(self.society, name, after, ACCOUNTANT, at(after, 16))
        journal.record(self.society, [asked])
        closing.seal(self.society, name)

    def _waived(self) -> Iterator[Event]:
        """The givers by code want no receipt, and say so when they are asked at the month's end."""
        books, _ = read(self.society)
        for leg in books.income:
            if (
                leg.account.code == "4101"
                and not leg.entry.meta.get("receipt")
                and leg.entry.meta.get("source")
            ):
                yield facts.ReceiptIssued(
                    date=date(YEAR, PAPER_MONTH, 31), recorded_by=ACCOUNTANT, voucher=leg.entry.meta["voucher"],
                    number=WAIVED,
                )  # fmt: skip

    def _import_papers(self) -> None:
        from huzhu.demo_paper import import_papers

        import_papers(self.society, self.chance, at(date(YEAR, PAPER_MONTH, 31)))

    def _leave_waiting(self) -> None:
        from huzhu.demo_paper import leave_waiting

        leave_waiting(self.society, self.chance, at(date(YEAR, 7, 9)))


class Steps:
    """The steps of one scripted case."""

    def __init__(self, life: Life, number: str, script: Script, person: str) -> None:
        """A case of a society's life."""
        self.life, self.number, self.script = life, number, script
        self.person = pseudonym(person)
        self.fund = chart.SUBSIDY_FUND if script.month == SUBSIDY_MONTH else chart.DONATION_FUND
        self.accepted = nth_workday(YEAR, script.month, script.day).day

    def all(self) -> Iterator[Event]:
        """Acceptance, survey, decision, how the case ends, and its papers put into the file."""
        told = list(self._told())
        yield from told
        yield self._papers(told)

    def _papers(self, told: list[Event]) -> Event:
        """One scan that holds every paper of the case (一人一档), filed when the last step is done."""
        papers = PAPERS[:6] if any(isinstance(e, Relief | GoodsOut) for e in told) else PAPERS[:5]
        digest = hashlib.sha256(f"{self.person}-{self.number}".encode()).hexdigest()
        return cases.PapersFiled(
            date=max(e.date for e in told), recorded_by=SECRETARY, case=self.number, papers=papers, sha256=digest
        )  # fmt: skip

    def _told(self) -> Iterator[Event]:
        s = self.script
        yield cases.CaseOpened(
            date=self.accepted, recorded_by=SECRETARY, case=self.number, person=self.person, household=self.person,
            label=s.label, hamlet=s.hamlet, category=s.category, matter=s.matter, relief=s.relief,
        )  # fmt: skip
        if s.ends == "first-aid":
            yield cases.FirstAid(**self._paid(self.accepted, s.amount), reason="车祸送医，等不及调查")
        surveyed = add_workdays(self.accepted, 1).day
        yield cases.Survey(
            date=surveyed, recorded_by=SECRETARY, case=self.number, by=SECRETARY, opinion="情况属实"
        )
        yield from self._endings()[s.ends](surveyed)

    def _endings(self) -> dict[str, Callable[[date], Iterator[Event]]]:
        return {
            "paid": self._end_paid, "transfer": self._transfer, "first-aid": self._first_aid,
            "returned": self._returned, "staged": self._staged, "goods": self._goods,
            "referred": self._referred, "refused": self._refused,
        }  # fmt: skip

    def _decided(self, day: date, decision: str = "同意", stages: int | None = None) -> Event:
        amount = Decimal(self.script.amount) if decision == "同意" else None
        return cases.Decision(
            date=day, recorded_by=SECRETARY, case=self.number, decision=decision, amount=amount, stages=stages,
            by=SECRETARY, approved_by=PRESIDENT,
        )  # fmt: skip

    def _paid(self, day: date, amount: str, method: str = "现金") -> dict[str, Any]:
        s = self.script
        account = chart.CASH if method == "现金" else self.life.bank
        return {
            **self.life._out(day, Decimal(amount), f"{s.relief}（{s.matter}）"), "label": s.label,
            "case": self.number, "kind": s.relief, "method": method, "account": account, "fund": self.fund,
        }  # fmt: skip

    def _pay(self, decided: date, method: str = "现金") -> Iterator[Event]:
        yield self._decided(decided)
        yield Relief(**self._paid(add_workdays(decided, 1).day, self.script.amount, method))

    def _end(self, after: date) -> Event:
        return cases.CaseClosed(date=add_workdays(after, 3).day, recorded_by=SECRETARY, case=self.number)

    def _end_paid(self, day: date) -> Iterator[Event]:
        yield from self._pay(day)
        yield self._end(day)

    def _transfer(self, day: date) -> Iterator[Event]:
        yield from self._pay(day, "转账")
        yield self._end(day)

    def _first_aid(self, day: date) -> Iterator[Event]:
        yield self._decided(day)
        yield self._end(day)

    def _returned(self, day: date) -> Iterator[Event]:
        yield from self._pay(day)
        back = add_workdays(day, 5).day
        s = self.script
        yield ReliefReturn(
            **self.life._in(back, Decimal(s.amount), "学费已由学校减免，本人退回"), account=chart.CASH, label=s.label,
            case=self.number, kind=s.relief, fund=self.fund,
        )  # fmt: skip
        yield self._end(back)

    def _staged(self, day: date) -> Iterator[Event]:
        """One decision, three payments a week apart (一次审批、分阶段发放)."""
        yield self._decided(day, stages=3)
        stage = Decimal(self.script.amount) / 3
        for week in range(3):
            paid = add_workdays(day, 1).day + timedelta(days=3 * week)
            yield Relief(**self._paid(paid, f"{stage:.2f}"))

    def _goods(self, day: date) -> Iterator[Event]:
        s = self.script
        yield self._decided(day)
        yield GoodsOut(
            **self.life._out(add_workdays(day, 1).day, Decimal(s.amount), "发放大米60斤"), goods="DAMI",
            quantity=Decimal(60), price=Decimal("3.00"), label=s.label, case=self.number,
        )  # fmt: skip

    def _referred(self, day: date) -> Iterator[Event]:
        due = add_workdays(day, 10).day
        yield cases.Referral(
            date=day,
            recorded_by=SECRETARY,
            case=self.number,
            to="区民政局（临时救助）",
            letter="转介函2026-01",
            due=due,
        )
        answered = add_workdays(day, 6).day
        yield cases.ReferralAnswered(
            date=answered, recorded_by=SECRETARY, case=self.number, outcome="已由区民政局给予临时救助"
        )
        yield self._end(answered)

    def _refused(self, day: date) -> Iterator[Event]:
        yield self._decided(day, "不同意")
        yield self._end(day)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal("0.00"))


def _by_day(events: list[Event]) -> list[Event]:
    """In order of day; within a day as they were told."""
    return sorted(events, key=lambda e: e.date)
