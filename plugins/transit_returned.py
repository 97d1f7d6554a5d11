"""微信、支付宝和银行之间的在途资金几天内要归零：一头的账单记了，另一头的账单也要导入。

Money between a wallet and a bank account arrives within the policy's days, or is named.

Clause (会计法 17): 各单位应当定期将会计账簿记录与实物、款项及有关资料相互核对，保证会计账簿记录与实物及款项的实有数额相符。

A wallet's paper books its end of a move against 在途, the bank's paper the other end; each answers the other by
the exact sum, whichever was read first. What is left over was told by one paper alone: the other is missing, or
has another sum. Calendar days count from the entry's day, and the last of them is still in time. What was
reversed was never under way. Money that went from one wallet's 在途 cannot arrive out of the other's.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.books import Books
from ledger.chart import ALIPAY_TRANSIT, parse, word
from ledger.duties import after_days
from ledger.entries import Leg, text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.statements import in_transit
from plugins.rule import money_rule

__plugins__ = ("transit_returned",)


@money_rule("transit_days")
def transit_returned(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each posting on money in transit that nothing of the same sum answered in time."""
    for legs in in_transit(books, books.day).values():
        for leg in legs:
            line = policy.on(leg.entry.date, "transit_days")
            if line and books.day > after_days(leg.entry.date, line.number).day:
                said = f"{_moved(leg)}，过了{line.number}天还没有对上；{_mend(leg)}"
                yield finding(leg.entry, said, line.cited, "overdue", at=leg.posting)


def _moved(leg: Leg) -> str:
    """What the entry says of the money: from where it left, or where it arrived."""
    number = text(leg.entry, "voucher")
    voucher = f"（凭证{number}）" if number else ""
    place, transit = word(_other_end(leg)) or "别处", word(leg.account.holder)
    if leg.amount > 0:
        return f"{leg.entry.date}从{place}转出{leg.amount}元{voucher}，还在{transit}"
    return f"{leg.entry.date}有{-leg.amount}元从{transit}转入{place}{voucher}，不知道是从哪里转出的"


def _mend(leg: Leg) -> str:
    """Which paper would tell the other end."""
    wallet = "支付宝账单" if leg.account.holder == ALIPAY_TRANSIT else "微信支付账单"
    told_by = parse(_other_end(leg)).code
    paper = "银行对账单" if told_by == "1009" else wallet if told_by == "1002" else f"银行对账单和{wallet}"
    mend = f"请导入{leg.entry.date}前后的{paper}（huzhu import）"
    return f"{mend}；已经导入的，请核对那里是不是另一个数"


def _other_end(leg: Leg) -> str:
    """The wallet or bank account at the end that was told; empty where there is none."""
    ends = (parse(p.account) for p in leg.entry.postings)
    return next((end.holder for end in ends if end.is_money and not end.is_transit), "")
