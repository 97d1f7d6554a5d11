"""One society's year under every district's policy (政策对照表): which rule would say how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ledger.findings import SEVERITY_NAMES, Finding
from ledger.policy import PLACES, names
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet


def policy_compare(
    name: str, period: str, found: Mapping[str, Sequence[Finding]], titles: Mapping[str, str]
) -> Sheet:
    """A row for each rule that says something under any policy; `found` by the policy's name, `titles` by the rule's."""
    counts: dict[str, Counter[tuple[str, str]]] = {
        policy: Counter((f.rule, f.severity) for f in each) for policy, each in found.items()
    }
    rules = [rule for rule in titles if any(rule == f.rule for each in found.values() for f in each)]
    columns = (
        Column("says", "规定", "text"),
        *(Column(policy, title_of(policy), "text") for policy in found),
    )  # fmt: skip
    rows = [Row((titles[rule], *(_cell(counts[policy], rule) for policy in found))) for rule in rules]
    totals = [_cell(_all(counts[policy]), "") for policy in found]
    rows.append(Row(("合计", *totals), "total"))
    notes = ("同一套账按五份文件分别核对；空格表示该文件没有这项规定，或者没有发现问题。",)
    return Sheet("政策对照表", f"{name}　{period}", columns, tuple(rows), notes)


def _all(counts: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    total: Counter[tuple[str, str]] = Counter()
    for (_, severity), count in counts.items():
        total["", severity] += count
    return total


def _cell(counts: Counter[tuple[str, str]], rule: str) -> str:
    told = [
        f"{said}{counts[rule, severity]}"
        for severity, said in SEVERITY_NAMES.items()
        if counts[rule, severity]
    ]
    return " ".join(told)


def title_of(policy: str) -> str:
    """The place that a policy is of."""
    return PLACES.get(policy, policy)


def _made(asked: Asked) -> Sheet:
    judged = {
        name: [f for f in asked.found(name) if f.day is None or asked.period.holds(f.day)] for name in names()
    }
    return policy_compare(asked.society, asked.period.words, judged, asked.rules)


REPORT = Report("policy-compare", "政策对照表", _made, closed=False)
