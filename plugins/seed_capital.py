"""登记后在宽限期内，启动资金要到位：总额、区财政补助、村集体和捐赠、村集体各不少于规定数。

A society's start-up money is complete at registration + grace: in total, from the district, from the
village collective and donors together, and from the collective alone.

Clause (徽州 二（二）): 对登记成立时所需不少于3万元的启动资金，由区财政一次性补助1万元，村级集体经济支持、社会捐赠等
渠道统筹保障不少于2万元。

Clause (东台 二、四是): 以每个村居提供集体积累资金5万元为基础，同时吸纳群众及社会组织、社会团体广泛捐赠。

The document asks for the money at registration; the days of grace are the district's choice. What counts
as the district's is the subsidy fund; donations and collective money count whatever they were later spent
on, whether booked as income or as registered capital. A promise, booked as a claim, does not count. The
collective's own is what came through the channel 村集体 or into the fund 02集体支持. Of the four sums a district
names those that it asks for; without days of grace it has named no day to judge them on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND, SUBSIDY_FUND, parse
from ledger.entries import posting_yuan, text
from ledger.facts import Registration
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import money_rule

__plugins__ = ("seed_capital",)

_SEED_CODES = ("4101", "4401", "3101", "3102")


class _Seed(NamedTuple):
    """Start-up money received, in yuan."""

    subsidy: Decimal
    other: Decimal
    collective: Decimal
    """What of the other was the village collective's."""


@money_rule("seed_grace_days", "seed_total", "seed_subsidy", "seed_other", "seed_collective")
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
    seed = _received(books)
    for name, said, got in (
        ("seed_total", "启动资金", seed.subsidy + seed.other),
        ("seed_subsidy", "其中区财政补助", seed.subsidy),
        ("seed_other", "其中村集体和捐赠", seed.other),
        ("seed_collective", "其中村集体积累资金", seed.collective),
    ):
        line = policy.on(registered.day, name)
        if line and got < line.yuan:
            told = f"{said}应有{line.yuan}元，{due}应到位，现在只有{got}元，还缺{line.yuan - got}元"
            yield finding(registered.fact.entry, told, line.cited)


def _received(books: Books) -> _Seed:
    """Start-up money received by the day of judgement."""
    subsidy = other = collective = Decimal("0.00")
    seed = (leg for leg in books.income if leg.account.code in _SEED_CODES and leg.entry.date <= books.day)
    for _, legs in groupby(seed, key=lambda leg: id(leg.entry)):
        given = list(legs)
        entry, funds = given[0].entry, books.funds(given[0].entry)
        if books.undone(entry):
            continue
        came = min(-sum(leg.amount for leg in given), _kept(entry))
        if SUBSIDY_FUND in funds or any(leg.account.code == "4401" for leg in given):
            subsidy += came
            continue
        other += came
        if COLLECTIVE_FUND in funds or as_read(text(entry, "channel")) == "村集体":
            collective += came
    return _Seed(subsidy, other, collective)


def _kept(entry: Any) -> Decimal:
    """What a transaction brought in money and goods, or spent at once: a promise is not money yet."""
    kept = Decimal(0)
    for posting in entry.postings:
        account = parse(posting.account)
        if account.fund or account.root == "Expenses":
            kept += posting_yuan(posting)
    return kept
