"""Reversing an entry: what the opposite of one in the books is (books.md §3: nothing is ever edited)."""

from __future__ import annotations

from typing import Any

from huzhu import lookup
from ledger.district import Ledger
from ledger.entries import case_number
from ledger.mistake import Mistake


def opposite(ledger: Ledger, voucher: str) -> dict[str, Any]:
    """The fields of the reversal of that voucher's entry; Mistake where there is none, or it cannot be so reversed."""
    wrong = lookup.entry(ledger, voucher)
    if any(p.cost is not None for p in wrong.postings):
        raise Mistake("实物的账不能这样冲销；请用发放或接受实物另记一笔")
    lines = tuple((p.account, -p.units.number) for p in wrong.postings)
    return {
        "lines": lines, "amount": sum(n for _, n in lines if n > 0), "payee": wrong.payee,
        "case": case_number(wrong) or None, "reverses": voucher,
    }  # fmt: skip
