"""村集体的钱要有当天有效的“四议两公开”决议，凭证上写明决议号。

Money from the village collective names a 四议两公开 resolution that is in force on that day.

Clause (徽州 四、二是): 严格落实“四议两公开”等集体经济支出有关工作制度，避免产生工作程序上的瑕疵。

The collective's is what came through the channel 村集体, whatever it is booked as, and all that came into the
fund 02集体支持, whatever channel is written; only interest on that fund is nobody's gift. A promise needs the
resolution as well: it is the collective that promised. One resolution may cover several payments. It must have
been passed by the day of the money: what is resolved afterwards cannot mend it, for the villagers were not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND
from ledger.entries import Leg, text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import near_rule

__plugins__ = ("collective_resolution",)

KIND = "四议两公开"


@near_rule("collective_needs_resolution")
def collective_resolution(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each receipt of collective money whose resolution is not named, or not in force."""
    seen: set[int] = set()
    own = {id(leg.entry) for leg in books.legs if leg.account.fund == COLLECTIVE_FUND}
    for leg in books.income:
        entry = leg.entry
        if leg.amount >= 0 or id(entry) in seen or books.undone(entry) or not _is_collective(leg, own):
            continue
        seen.add(id(entry))
        line = policy.on(entry.date, "collective_needs_resolution")
        if line and line.yes and (said := _fault(books, entry)):
            yield finding(entry, said, line.cited)


def _is_collective(leg: Leg, own: set[int]) -> bool:
    """Whether a leg of income came from the village collective, by its channel or its fund."""
    if as_read(text(leg.entry, "channel")) == "村集体":
        return True
    return leg.account.code != "4901" and id(leg.entry) in own


def _fault(books: Books, entry: Any) -> str:
    """What is wrong with the resolution that an entry names; empty where nothing is."""
    number = as_read(text(entry, "resolution"))
    if not number:
        return f"村集体的钱没有写明“{KIND}”决议，请写 resolution: 决议号"
    if books.facts.resolution(number, entry.date, KIND) is None:
        return (
            f"村集体的钱写着决议{number}，但{entry.date}没有这个号的、有效的“{KIND}”决议，请先补齐程序再入账"
        )
    return ""
