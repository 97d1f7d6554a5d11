"""Looking one event up in books without loading them: a case as accepted, an entry by its voucher."""

from __future__ import annotations

import re
from typing import Any

from ledger import trail, writing
from ledger.district import Ledger
from ledger.events.cases import CaseOpened
from ledger.mistake import Mistake


def _event(ledger: Ledger, line: bytes) -> list[Any] | None:
    """The directives of the event that holds a line, as they stand in their file; None where none does."""
    for month in reversed(ledger.months):
        content = ledger.journal(month).read_bytes()
        if line not in content:
            continue
        events, _ = trail.events_in(month, content)
        for event in events:
            if line in event.text:
                return writing.parse(event.text.decode())
    return None


def accepted(ledger: Ledger, number: str) -> list[Any] | None:
    """The directives with which a case was accepted; None when there is none of that number."""
    return _event(ledger, f'custom "救助" "{number}" "受理"\n'.encode())


def accepted_under(ledger: Ledger, key: str | None) -> str | None:
    """The number of the case that was accepted under an idempotency key; None when there is none."""
    found = _event(ledger, f'  key: "{key}"\n'.encode()) if key else None
    opened = (
        found is not None and getattr(found[0], "type", "") == "救助" and found[0].values[-1].value == "受理"
    )
    return str(found[0].values[0].value) if found and opened else None


def case(ledger: Ledger, number: str) -> CaseOpened:
    """A case as it was accepted; Mistake when there is none of that number."""
    found = accepted(ledger, number)
    if found is None:
        raise Mistake(f"没有受理过编号为“{number}”的救助；请先 huzhu case open")
    return CaseOpened.read(found)


def entry(ledger: Ledger, voucher: str) -> Any:
    """The transaction of that voucher; Mistake when there is none."""
    found = _event(ledger, f'  voucher: "{voucher}"\n'.encode())
    if found is None:
        raise Mistake(f"没有凭证号为“{voucher}”的账")
    return found[-1]


def next_case(ledger: Ledger, year: int) -> str:
    """The next free case number of a year, e.g. JZ-2026-0007."""
    used = [0]
    for month in ledger.months:
        used += map(int, re.findall(rf'"JZ-{year}-(\d{{4}})"'.encode(), ledger.journal(month).read_bytes()))
    return f"JZ-{year}-{max(used) + 1:04d}"
