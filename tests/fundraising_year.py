"""A year of gifts, as honest societies receive them and as campaigns hide among them, to measure the pattern rules.

What an honest society lives through: neighbours who give now and then, people who come home for the New Year,
fees of all members in January, here a day of giving in September, there a collection after a fire, a firm
whose staff gives. A campaign is added to such a year. Chance is seeded: the same number gives the same year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser import parser

from ledger import chart
from ledger.books import Books
from ledger.findings import Finding
from ledger.policy import Policy, text_of
from plugins.forced_levy import forced_levy
from plugins.public_fundraising import public_fundraising

YEAR = 2026
FAMILY = "汪吴程方胡江洪许叶曹孙徐罗谢姚鲍"
GIVEN = "建国秀英志明春兰小红国强桂花德福玉珍海燕长根美华"
NICKNAMES = (
    "阳光总在",
    "一路向北",
    "岁月静好",
    "平安喜乐",
    "小橘子",
    "听雨",
    "老地方",
    "云淡风轻",
    "A家电维修",
    "乐乐妈",
)
BANK = chart.bank_account(1, "农商行基本户")
CODE, CASH, ALIPAY = chart.WECHAT, chart.CASH, chart.ALIPAY


class Gift(NamedTuple):
    """One gift: yuan, by whom, by which way, declared as what."""

    day: date
    who: str
    yuan: Decimal
    place: str
    channel: str
    words: str = "捐款"


class Village:
    """A society's neighbours, and what they give in a year."""

    def __init__(self, seed: str) -> None:
        """A village of its own for each seed."""
        self.chance = Random(seed)
        self.people = sorted({self._name() for _ in range(160)})
        self.chance.shuffle(self.people)

    def _name(self) -> str:
        return self.chance.choice(FAMILY) + "".join(self.chance.sample(GIVEN, 2))

    def day(self, month: int, first: int = 1, last: int = 28) -> date:
        """Some day of a month."""
        return date(YEAR, month, self.chance.randint(first, last))

    def yuan(self, *amounts: int) -> Decimal:
        """One of several amounts."""
        return Decimal(self.chance.choice(amounts)).quantize(Decimal("0.01"))

    def honest(self) -> Iterator[Gift]:
        """An honest year."""
        yield from self._neighbours()
        yield from self._new_year()
        for who in self.people[:50]:
            yield Gift(self.day(1), who, Decimal("20.00"), self.chance.choice((CODE, CASH)), "会费", "会费")
        for chance, happens in ((0.33, self._giving_day), (0.25, self._after_a_fire), (0.15, self._staff)):
            if self.chance.random() < chance:
                yield from happens()

    def _neighbours(self) -> Iterator[Gift]:
        regular = self.people[: self.chance.randint(15, 40)]
        for month in range(1, 13):
            for who in self.chance.sample(regular, self.chance.randint(3, 8)):
                place = self.chance.choice((CODE, CODE, CASH, BANK))
                channel = self.chance.choice(("会员捐赠", "主动捐赠", "村内互助"))
                yield Gift(
                    self.day(month), who, self.yuan(20, 50, 66, 88, 100, 100, 200, 300, 500), place, channel
                )

    def _new_year(self) -> Iterator[Gift]:
        for who in self.chance.sample(self.people[40:], self.chance.randint(8, 30)):
            day = date(YEAR, 2, 14) + timedelta(days=self.chance.randint(0, 10))
            yield Gift(
                day, who, self.yuan(100, 100, 200, 200, 500, 600, 888, 1000), CODE, "主动捐赠", "回乡捐款"
            )

    def _giving_day(self) -> Iterator[Gift]:
        for who in self.chance.sample(self.people, self.chance.randint(30, 80)):
            place = CASH if self.chance.random() < 0.6 else CODE
            yield Gift(
                date(YEAR, 9, 5),
                who,
                self.yuan(10, 20, 20, 50, 50, 100, 200),
                place,
                "村内互助",
                "慈善日捐款",
            )

    def _after_a_fire(self) -> Iterator[Gift]:
        first = self.day(self.chance.randint(3, 11), 1, 24)
        for who in self.chance.sample(self.people, self.chance.randint(10, 25)):
            place = CODE if self.chance.random() < 0.7 else CASH
            day = first + timedelta(days=self.chance.randint(0, 3))
            yield Gift(day, who, self.yuan(20, 50, 100, 100, 200, 300, 500), place, "村内互助", "帮助受灾户")

    def _staff(self) -> Iterator[Gift]:
        day = self.day(self.chance.randint(3, 12))
        for who in self.chance.sample(self.people, self.chance.randint(6, 9)):
            yield Gift(day, who, Decimal("100.00"), BANK, "主动捐赠", "厂里职工捐款")

    def stranger(self) -> str:
        """Somebody from outside: a nickname, a masked name, or a name that nobody here bears."""
        kind = self.chance.random()
        if kind < 0.4:
            return self.chance.choice(NICKNAMES) + str(self.chance.randint(1, 999))
        return f"*{self.chance.choice(GIVEN)}" if kind < 0.7 else self._name() + self.chance.choice(GIVEN)

    def strangers(
        self, number: int, days: int, places: tuple[str, ...], channel: str, words: str = "捐款"
    ) -> Iterator[Gift]:
        """An appeal to everybody: so many gifts of strangers in so many days."""
        first = self.day(self.chance.randint(3, 10), 1, 25)
        for _ in range(number):
            fen = self.chance.choice((100, 188, 500, 520, 666, 1000, 1000, 2000, 5000, 6666, 10000))
            day = first + timedelta(days=self.chance.randrange(days))
            place = self.chance.choice(places)
            yield Gift(day, self.stranger(), Decimal(fen) / 100, place, channel, words)

    def levy(self, number: int, days: int, yuan: tuple[int, ...], place: str, channel: str) -> Iterator[Gift]:
        """A sum that is asked of everybody."""
        first = self.day(self.chance.randint(3, 10), 1, 20)
        for who in self.chance.sample(self.people, number):
            day = first + timedelta(days=self.chance.randrange(days))
            yield Gift(day, who, self.yuan(*yuan), place, channel)


Campaign = Callable[[Village], Iterator[Gift]]
CAMPAIGNS: dict[str, Campaign] = {
    "朋友圈两天": lambda v: v.strangers(60, 2, (CODE,), "主动捐赠"),
    "朋友圈一夜": lambda v: v.strangers(40, 1, (CODE,), "主动捐赠"),
    "朋友圈五天": lambda v: v.strangers(120, 5, (CODE,), "主动捐赠"),
    "记成村内互助": lambda v: v.strangers(50, 3, (CODE,), "村内互助"),
    "记成村内互助、四天": lambda v: v.strangers(45, 4, (CODE,), "村内互助"),
    "记成会员捐赠": lambda v: v.strangers(40, 2, (CODE,), "会员捐赠"),
    "慢慢来，一个月": lambda v: v.strangers(80, 28, (CODE,), "主动捐赠"),
    "慢慢来，三周": lambda v: v.strangers(60, 20, (CODE,), "主动捐赠"),
    "慢慢来，半个月": lambda v: v.strangers(50, 15, (CODE,), "村内互助"),
    "两个码轮着收": lambda v: v.strangers(50, 8, (CODE, ALIPAY), "主动捐赠"),
    "公布银行账号": lambda v: v.strangers(50, 6, (BANK,), "主动捐赠"),
    "附言写水滴筹": lambda v: v.strangers(3, 3, (BANK,), "主动捐赠", "水滴 筹转入"),
    "义卖换个写法": lambda v: v.strangers(2, 1, (CASH,), "主动捐赠", "爱心议-卖所得"),
    "募捐箱换个写法": lambda v: v.strangers(1, 1, (CASH,), "村内互助", "超市幕捐厢"),
    "每户一百，一天": lambda v: v.levy(45, 1, (100,), CASH, "村内互助"),
    "每户五十，一周": lambda v: v.levy(40, 7, (50,), CODE, "会员捐赠"),
    "每户二百，三天": lambda v: v.levy(30, 3, (200,), CASH, "主动捐赠"),
    "企业每家一千": lambda v: v.levy(12, 2, (1000,), BANK, "主动捐赠"),
    "干部每人三百": lambda v: v.levy(15, 1, (300,), BANK, "会员捐赠"),
    "按人头，每户几十": lambda v: v.levy(40, 2, (20, 30, 40, 50, 60), CASH, "村内互助"),
}
"""Twenty campaigns, each in the words of whoever would describe it."""


def entry(gift: Gift, number: int) -> Any:
    """The gift as its transaction."""
    meta = {
        "filename": "gifts", "lineno": number, "channel": gift.channel,
        "voucher": f"{gift.day:%Y-%m}-{number:03d}",
    }  # fmt: skip
    account = chart.FEES if gift.channel == "会费" else chart.DONATIONS
    fund = chart.FEE_FUND if gift.channel == "会费" else chart.DONATION_FUND
    legs = ((chart.leaf(gift.place, fund), gift.yuan), (account, -gift.yuan))
    postings = [data.Posting(a, Amount(n, chart.CURRENCY), None, None, None, dict(meta)) for a, n in legs]
    nothing: frozenset[str] = frozenset()
    return data.Transaction(meta, gift.day, "*", gift.who, gift.words, nothing, nothing, postings)


_PARSED: Any = parser.parse_string(text_of("huizhou"))
POLICY = Policy(_PARSED[0])


def found(gifts: list[Gift]) -> list[Finding]:
    """What the pattern rules say of a year."""
    entries = [entry(gift, n) for n, gift in enumerate(sorted(gifts, key=lambda g: g.day), 1)]
    books = Books(entries, {"filename": "main.beancount"}, date(YEAR, 12, 31))
    told: list[Finding] = []
    for rule in (public_fundraising, forced_levy):
        findings, whole = rule.findings(books, POLICY)
        assert whole, findings
        told += findings
    return told


def honest_years(societies: int, seed: int) -> list[list[Finding]]:
    """What is said of so many honest years, year by year."""
    return [found(list(Village(f"{seed}-{n}").honest())) for n in range(societies)]


def campaigns_found(seed: int) -> dict[str, bool]:
    """Which of the campaigns, each hidden in an honest year of its own, bring a warning that year would not have."""
    seen = {}
    for name, campaign in CAMPAIGNS.items():
        village = Village(f"{seed}-{name}")
        year = list(village.honest())
        before = set(map(_said, found(year)))
        gifts = list(campaign(village))
        first, last = min(g.day for g in gifts), max(g.day for g in gifts)
        new = [f for f in found([*year, *gifts]) if _said(f) not in before]
        seen[name] = any(f.day and first <= f.day <= last + timedelta(days=7) for f in new)
    return seen


def _said(told: Finding) -> str:
    """A warning without its vouchers: every gift that is added moves their numbers."""
    return re.sub("（凭证.*?）", "", told.text)
