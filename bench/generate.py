"""Books of any size for the benchmarks: the same seed gives the same bytes, and no rule finds anything in them.

    python -m bench.generate DIR --transactions 5000

Of a hundred transactions 52 are donations, 37 relief (each on a case of its own, accepted, surveyed, decided
and paid on one day), 8 draws of the cash float and 3 others. Every month the float is counted, the notice
posted and taken down, and the relief filed. The text is the events' own, stamped into the hash chain; only
the journal's judging of each entry is left out, because 50,000 loads would take a day.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from beancount import loader

from ledger import chart, policy, topfile, trail, writing
from ledger.books import Books
from ledger.district import Society
from ledger.events import cases, facts, moves, payments, receipts
from ledger.events.event import Event, Stamp
from ledger.notices.notice import sheet_hash
from ledger.notices.rows import Months
from ledger.vocabulary import PAPERS
from ledger.workdays import nth_workday

POLICY = "huizhou"
NAME = "徽州区岩寺镇石岗村救急难互助社"
BANK = chart.bank_account(1, "农商行基本户")
REGISTERED = date(2024, 3, 5)
CEILING = Decimal("3000.00")
KEPT = Decimal("4000.00")
"""What must be in the bank before anything is drawn or paid: more than any one payment."""
SHARES = {"donation": 52, "relief": 37, "draw": 8, "expense": 2, "interest": 1}
"""Of a hundred transactions."""
MONTHS = {500: 60, 1_000: 60, 5_000: 120, 50_000: 120}
LAST_DAY = 27

_OFFICERS = (
    ("zhangsan", "社长", "张三"), ("lisi", "秘书长", "李四"),
    ("wangwu", "会计", "王五"), ("zhaoliu", "出纳", "赵六"),
)  # fmt: skip
_BY = {"recorded_by": "wangwu"}
_HANDS = {**_BY, "approved_by": "zhangsan", "paid_by": "zhaoliu"}
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
_GIVEN = "国强建华秀英志明丽娟海燕春梅玉兰文斌"
_MATTERS = {
    "疾病": "住院自付费用",
    "意外": "意外受伤",
    "灾害": "房屋受灾",
    "教育": "子女上学",
    "失业": "暂无收入",
}
_SUPPLEMENTARY = ("最低生活保障对象", "特困人员", "临时救助对象")
_EMERGENCY = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "刚性支出困难家庭成员")


NO_SHEET = "0" * 64
"""What stands for a sheet's hash until the sheet is printed."""


class Scribe:
    """Writes events into files held in memory, each with its place in the chain."""

    def __init__(self, ledger: Society, months: Months) -> None:
        """Nothing is written yet; `months` are the notices that the books will bear out."""
        self._ledger = ledger
        self._notices = months
        self._sheets: dict[str, str] = {}
        self._prev, self._seq = trail.genesis(ledger.id), 0
        self._files: dict[str, list[str]] = {
            trail.relative(ledger, p): [] for p in (ledger.accounts, ledger.facts)
        }
        self._vouchers: dict[str, int] = {}

    def write(self, event: Event) -> None:
        """Append an event to its file."""
        file = trail.relative(self._ledger, event.path(self._ledger))
        self._seq += 1
        stamp = Stamp(self._seq, f"{event.date}T09:00:00+08:00", f"bench-{self._seq}", self._prev)
        text = writing.text(self._numbered(self._printed(event)).entries(stamp.meta()))
        self._prev = trail.hash_of(file, self._prev, text.encode())
        self._files.setdefault(file, []).append(text)

    def _printed(self, event: Event) -> Event:
        """A notice with the hash of its sheet, on which the head of the chain is printed; a filing with the same."""
        if isinstance(event, facts.NoticePosted):
            sheet = sheet_hash(self._notices.notice(event.month, event.date, self._prev))
            self._sheets[event.month] = sheet
        elif not isinstance(event, facts.Filed):
            return event
        return event.model_copy(update={"sheet": self._sheets[event.month]})

    def _numbered(self, event: Event) -> Event:
        if "voucher" not in type(event).model_fields:
            return event
        number = self._vouchers[event.file] = self._vouchers.get(event.file, 0) + 1
        return event.model_copy(update={"voucher": f"{event.file}-{number:03d}"})

    def save(self) -> None:
        """Put everything on the disk, with top file, policy and head."""
        ledger = self._ledger
        for folder in (ledger.months_folder, ledger.documents, ledger.seals, ledger.folder / "archive"):
            folder.mkdir(parents=True)
        for name, texts in self._files.items():
            (ledger.folder / name).write_text("".join(texts), encoding="utf-8")
        ledger.policy.write_text(policy.text_of(POLICY), encoding="utf-8")
        ledger.top.write_text(topfile.text(NAME, ledger.months), encoding="utf-8")
        (ledger.seals / "head.json").write_bytes(trail.head_text(self._seq, self._prev))


class Money(NamedTuple):
    """What the donation fund has, in yuan."""

    bank: Decimal
    cash: Decimal


class Village:
    """A village in which people give and are helped; asked month by month what happened."""

    def __init__(self, seed: int) -> None:
        """Nobody has given anything yet."""
        self._random = random.Random(seed)
        self._money = Money(Decimal(0), Decimal(0))
        self._cases = self._gifts = 0
        self._due = dict.fromkeys(SHARES, 0)

    def founded(self) -> Iterator[Event]:
        """The registration, the officers, the float and the start-up money: two transactions."""
        sha = hashlib.sha256(policy.text_of(POLICY).encode()).hexdigest()
        accounts = tuple(chart.society_accounts((BANK,)))
        yield facts.AccountsOpened(date=date(2024, 1, 1), accounts=accounts, **_BY)
        yield facts.Registration(
            date=REGISTERED, name=NAME, uscc="51341004MJB000001D", township="岩寺镇", village="石岗村", kind="村",
            policy=POLICY, policy_sha256=sha, **_BY,
        )  # fmt: skip
        for who, post, name in _OFFICERS:
            yield facts.Appointment(date=REGISTERED, id=who, post=post, name=name, **_BY)
        yield facts.FloatSetUp(date=REGISTERED, ceiling=CEILING, custodian="zhaoliu", **_BY)
        yield facts.Resolution(date=REGISTERED, number="JY-2024-01", kind="四议两公开", recorded_by="wangwu")
        yield receipts.Subsidy(
            date=REGISTERED, amount=Decimal(10_000), narration="启动补助", account=BANK, payer="徽州区财政局",
            budget_line="2080299", document_no="徽财社〔2024〕12号", **_BY,
        )  # fmt: skip
        yield receipts.Collective(
            date=REGISTERED, amount=Decimal(20_000), narration="村集体经济支持", account=BANK, payer="石岗村股份经济合作社",
            resolution="JY-2024-01", **_BY,
        )  # fmt: skip

    def month(self, first: date, count: int) -> Iterator[Event]:
        """`count` transactions spread over a month with their case steps; then the float is counted."""
        start = REGISTERED.day if first <= REGISTERED else 1
        for n in range(count):
            yield from self._next(first.replace(day=start + n * (LAST_DAY - start) // count))
        counted = first.replace(day=LAST_DAY + 1)
        yield facts.FloatCounted(date=counted, counted=self._money.cash, by="zhaoliu", witness="lisi", **_BY)

    def published(self, month: date) -> Iterator[Event]:
        """Last month's notice is posted, its relief filed, and the notice taken down after its days."""
        after = month + timedelta(days=LAST_DAY + 7)
        posted, key = nth_workday(after.year, after.month, 1).day, f"{month:%Y-%m}"
        yield facts.NoticePosted(date=posted, month=key, sheet=NO_SHEET, place="村务公开栏", **_BY)
        yield facts.Filed(date=posted, month=key, to="岩寺镇", sheet=NO_SHEET, **_BY)
        down = posted + timedelta(days=8)
        yield facts.NoticeTakenDown(date=down, month=key, objections="无异议", **_BY)

    def _next(self, day: date) -> Iterator[Event]:
        """The next transaction: of the kind that is furthest behind its share, where there is money for it."""
        for kind, share in SHARES.items():
            self._due[kind] += share
        kind = max(self._due, key=lambda k: self._due[k])
        self._due[kind] -= 100
        rich = self._money.bank >= KEPT
        if kind == "relief" and rich:
            yield from self._relief(day)
        elif kind == "draw" and rich and CEILING - self._money.cash >= 100:
            yield self._draw(day)
        elif kind == "expense" and rich:
            yield self._office(day)
        else:
            yield self._interest(day) if kind == "interest" else self._donation(day)

    def _move(self, bank: Decimal, cash: Decimal = Decimal(0)) -> None:
        self._money = Money(self._money.bank + bank, self._money.cash + cash)
        assert self._money.bank >= 0 and 0 <= self._money.cash <= CEILING, self._money

    def _yuan(self, low: int, high: int) -> Decimal:
        return Decimal(self._random.randint(low // 10, high // 10) * 10).quantize(Decimal("0.01"))

    def _interest(self, day: date) -> Event:
        amount = Decimal(self._random.randint(100, 9999)).scaleb(-2)
        self._move(amount)
        return receipts.Interest(date=day, amount=amount, narration="活期利息", account=BANK, **_BY)

    def _office(self, day: date) -> Event:
        amount = self._yuan(20, 80)
        self._move(-amount)
        return payments.Expense(
            date=day,
            amount=amount,
            narration="打印公示材料",
            account=BANK,
            payee="岩寺镇图文社",
            kind="办公费",
            **_HANDS,
        )

    def _draw(self, day: date) -> Event:
        amount = (CEILING - self._money.cash) // 100 * 100
        self._move(-amount, amount)
        return moves.Draw(date=day, amount=amount, narration="支取备用金", account=BANK, **_HANDS)

    def _donation(self, day: date) -> Event:
        amount = self._yuan(210, 800)
        self._gifts += 1
        self._move(amount)
        chosen = self._random
        row = f"{day:%Y%m%d}{chosen.getrandbits(40):010x}"
        return receipts.Donation(
            date=day, amount=amount, narration=chosen.choice(("爱心捐款", "支持村里救急难", "帮扶乡邻")), account=BANK,
            donor=chosen.choice(_SURNAMES) + "".join(chosen.sample(_GIVEN, 2)),
            channel=chosen.choice(("主动捐赠", "会员捐赠", "村内互助")), receipt=f"皖捐{self._gifts:08d}",
            publish=chosen.random() < 0.5, link=f"bank-{row}", **_BY,
        )  # fmt: skip

    def _relief(self, day: date) -> Iterator[Event]:
        """A case from its acceptance to its payment, for a household that was never helped before."""
        chosen = self._random
        self._cases += 1
        case = f"JZ-{day.year}-{self._cases % 10_000:04d}"
        person, household = (hashlib.sha256(f"{w}{self._cases}".encode()).hexdigest()[:12] for w in "人户")
        supplementary = chosen.random() < 0.4
        kind = "补充救助" if supplementary else "应急救助"
        matter, label = chosen.choice(list(_MATTERS)), f"{chosen.choice(_SURNAMES)}*"
        amount = self._yuan(100, 500) if supplementary else self._yuan(200, 800)
        yield cases.CaseOpened(
            date=day, recorded_by="lisi", case=case, person=f"P-{person}", household=f"H-{household}", label=label,
            hamlet=f"第{chosen.randint(1, 9)}村民组", category=chosen.choice(_SUPPLEMENTARY if supplementary else _EMERGENCY),
            matter=matter, relief=kind,
        )  # fmt: skip
        yield cases.Survey(date=day, recorded_by="lisi", case=case, by="lisi", opinion=_MATTERS[matter])
        yield cases.Decision(
            date=day,
            recorded_by="lisi",
            case=case,
            decision="同意",
            amount=amount,
            by="lisi",
            approved_by="zhangsan",
        )
        in_cash = amount <= self._money.cash
        self._move(*((Decimal(0), -amount) if in_cash else (-amount, Decimal(0))))
        yield payments.Relief(
            date=day, amount=amount, narration=f"{kind}（{_MATTERS[matter]}）", account=chart.CASH if in_cash else BANK,
            label=label, case=case, kind=kind, method="现金" if in_cash else "转账", **_HANDS,
        )  # fmt: skip
        yield cases.PapersFiled(
            date=day, recorded_by="lisi", case=case, papers=PAPERS[:6],
            sha256=hashlib.sha256(case.encode()).hexdigest(),
        )  # fmt: skip


def generate(folder: Path, transactions: int, seed: int = 7) -> Society:
    """Make a society's books with that many transactions in `folder`, which must not exist yet."""
    ledger = Society(folder)
    events = list(story(Village(seed), transactions))
    text = policy.text_of(POLICY) + "".join(writing.text(e.entries({})) for e in events)
    entries, errors, options = loader.load_string(text)
    assert not errors, errors[:3]
    scribe = Scribe(ledger, Months(Books(entries, dict(options))))
    for event in events:
        scribe.write(event)
    scribe.save()
    return ledger


def story(village: Village, transactions: int) -> Iterator[Event]:
    """All that happens, in order of day; the notices do not know their sheets yet."""
    yield from village.founded()
    months = MONTHS.get(transactions, 60)
    waiting: list[Event] = []
    for n in range(months):
        first = _later(REGISTERED.replace(day=1), n)
        count = (transactions - 2) * (n + 1) // months - (transactions - 2) * n // months
        yield from sorted([*waiting, *village.month(first, count)], key=lambda e: e.date)
        waiting = list(village.published(first))


def last_day(transactions: int) -> date:
    """The last day of books of that size: every duty of theirs is judged as of this day."""
    return _later(REGISTERED.replace(day=1), MONTHS.get(transactions, 60) - 1).replace(day=LAST_DAY + 1)


def _later(first: date, months: int) -> date:
    count = first.month - 1 + months
    return first.replace(year=first.year + count // 12, month=count % 12 + 1)


def main() -> None:
    """Make books in the folder named on the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--transactions", type=int, default=5_000)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    print(generate(given.folder, given.transactions, given.seed).folder)


if __name__ == "__main__":
    main()
