"""One society's books before the rules: what they find, and whether a conclusion may be drawn at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ledger.district import Ledger
from ledger.findings import Finding
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from ledger.load import Loaded


class Verdict(NamedTuple):
    """What was found in one society's books, or the sentence that says why they could not be judged."""

    ledger: Ledger
    findings: list[Finding]
    ran: tuple[str, ...]
    sentence: str
    loaded: Loaded | None = None
    """The books themselves: other societies' are held against them, and taking them apart is no work for a
    process about to end."""


def judge(ledger: Ledger, day: date, policy: str = "") -> Verdict:
    """Load one society's books (or the bureau's) and judge them as of a day."""
    from ledger import load, trail
    from plugins.table import RULES

    try:
        files = load.contents(ledger)
        sentence = load.broken(ledger, trail.chain(ledger, files))
        loaded = load.load(ledger, day=day, policy=policy, files=files)
    except Mistake as mistake:
        return Verdict(ledger, [], (), str(mistake))
    stopped = any(f.source.get("stops") for f in loaded.findings)
    missing = [r.name for r in RULES if r.name not in loaded.ran]
    if missing and not stopped and not sentence:
        sentence = f"{ledger.id}：有规则没有运行完（{'、'.join(missing)}），不能下结论"
    return Verdict(ledger, loaded.findings, loaded.ran, sentence, None if stopped else loaded)
