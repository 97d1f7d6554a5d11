"""登记后在宽限期内，启动资金要到位：总额、区财政补助、村集体和捐赠各不少于规定数。

A society's start-up money is complete at registration + grace: in total, from the district, from the
village collective and donors.

Clause (徽州 二（二）): 对登记成立时所需不少于3万元的启动资金，由区财政一次性补助1万元，村级集体经济支持、社会捐赠等
渠道统筹保障不少于2万元。

The document asks for the money at registration; the days of grace are the district's choice. What counts
as the district's is the subsidy fund; donations and collective money count whatever they were later spent
on, whether booked as income or as registered capital. A promise, booked as a claim, does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from ledger.books import Books, posting_yuan
from ledger.chart import SUBSIDY_FUND, parse
from ledger.facts import Registration
from ledger.findings import Finding, finding
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("seed_capital",)

_SEED_CODES = ("4101", "4401", "3101", "3102")


@rule
def seed_capital(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield what is missing of the start-up money on the day it must be complete, and since."""
    registered = books.facts.registration
    if registered is None or (grace := policy.on(registered.day, "seed_grace_days")) is None:
        return
    due = registered.day + timedelta(days=grace.number)
    if books.day <= due:
        return
    yield from _missing(books, policy, registered, due)


def _missing(books: Books, policy: Policy, registered: Registration, due: date) -> Iterator[Finding]:
    subsidy, other = received(books, books.day)
    for name, said, got in (
        ("seed_total", "启动资金", subsidy + other),
        ("seed_subsidy", "其中区财政补助", subsidy),
        ("seed_other", "其中村集体和捐赠", other),
    ):
        line = policy.on(registered.day, name)
        if line and got < line.yuan:
            text = f"{said}应有{line.yuan}元，{due}应到位，现在只有{got}元，还缺{line.yuan - got}元"
            yield finding(registered.fact.entry, text, line.cited)


def received(books: Books, day: date) -> tuple[Decimal, Decimal]:
    """Start-up money received by a day, in yuan: the district's subsidy, and everybody else's."""
    subsidy = other = Decimal("0.00")
    seed = (leg for leg in books.income if leg.account.code in _SEED_CODES and leg.entry.date <= day)
    for _, legs in groupby(seed, key=lambda leg: id(leg.entry)):
        given = list(legs)
        entry = given[0].entry
        came = min(-sum(leg.amount for leg in given), _kept(entry))
        if SUBSIDY_FUND in books.funds(entry) or any(leg.account.code == "4401" for leg in given):
            subsidy += came
        else:
            other += came
    return subsidy, other


def _kept(entry: Any) -> Decimal:
    """What a transaction brought in money and goods, or spent at once: a promise is not money yet."""
    kept = Decimal(0)
    for posting in entry.postings:
        account = parse(posting.account)
        if account.fund or account.root == "Expenses":
            kept += posting_yuan(posting)
    return kept
