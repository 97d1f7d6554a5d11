"""The one list of rules, and the one pass that runs them all over one index."""

from __future__ import annotations

from typing import Any

from beancount.core import data

from ledger.books import Books, judged_policy
from ledger.findings import Finding
from ledger.judging import PRESENT, PROOF, PROOF_TYPE
from ledger.policy import Policy, text_of
from plugins.chart import chart
from plugins.facts_complete import facts_complete
from plugins.float_ceiling import float_ceiling
from plugins.fund_overdrawn import fund_overdrawn
from plugins.notice_in_time import notice_in_time
from plugins.one_fund import one_fund
from plugins.public_fundraising import public_fundraising
from plugins.relief_cap import relief_cap
from plugins.relief_kind import relief_kind
from plugins.relief_once import relief_once
from plugins.relief_paid_as_decided import relief_paid_as_decided
from plugins.rule import Rule
from plugins.seed_capital import seed_capital
from plugins.separate_hands import separate_hands
from plugins.subsidy_once import subsidy_once
from plugins.subsidy_source import subsidy_source
from plugins.subsidy_use import subsidy_use
from plugins.top_file import top_file
from plugins.voucher_numbers import voucher_numbers

RULES: tuple[Rule, ...] = (
    top_file, facts_complete, chart, voucher_numbers, separate_hands,
    seed_capital, subsidy_once, subsidy_source, subsidy_use, one_fund, fund_overdrawn,
    public_fundraising,
    relief_cap, relief_once, relief_kind, relief_paid_as_decided,
    float_ceiling, notice_in_time,
)  # fmt: skip
"""Every rule, in the order in which their findings are told."""


def judge_all(entries: list[Any], options: dict[str, Any]) -> tuple[list[Any], list[Finding]]:
    """Every rule over one index; the entries come back with the event that proves which rules ran."""
    judging = PRESENT.get()
    books = Books(entries, options, judging.day)
    policy = _named(judging.policy) if judging.policy else judged_policy(books)
    if isinstance(policy, Finding):
        return entries, [policy]
    findings: list[Finding] = []
    ran: list[str] = []
    for each in RULES:
        found, whole = each.findings(books, policy)
        findings += found
        ran += [each.name] if whole else []
    return [*entries, _proof(books, ran)], findings


def _proof(books: Books, ran: list[str]) -> data.Event:
    meta = data.new_metadata(PROOF, 0)
    return data.Event(meta, books.day, PROOF_TYPE, f"已运行{len(ran)}条规则：{' '.join(ran)}")


def _named(name: str) -> Policy:
    from beancount.parser import parser

    entries, errors, _ = parser.parse_string(text_of(name))
    assert not errors, errors
    return Policy(e for e in entries if isinstance(e, data.Custom))
