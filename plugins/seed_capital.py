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

from ledger.books import Books
from ledger.facts import Registration
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.seed import received
from plugins.rule import money_rule

__plugins__ = ("seed_capital",)


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
    seed = received(books, books.day)
    for name, said, got in (
        ("seed_total", "启动资金", seed.total),
        ("seed_subsidy", "其中区财政补助", seed.subsidy),
        ("seed_other", "其中村集体和捐赠", seed.other),
        ("seed_collective", "其中村集体积累资金", seed.collective),
    ):
        line = policy.on(registered.day, name)
        if line and got < line.yuan:
            told = f"{said}应有{line.yuan}元，{due}应到位，现在只有{got}元，还缺{line.yuan - got}元"
            yield finding(registered.fact.entry, told, line.cited)
