"""The findings under the heads that an audit looks at (审计重点表): 救助对象认定, 资金发放, 救助实施.

Clause (周村 六（三）): 区审计局、区财政局将救助对象认定、资金发放、救助实施等环节作为审计监督重点。 Which rules
belong under which head is said by the policy's lines whose names begin with `audit_`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger.findings import SEVERITY_NAMES, Finding
from ledger.policy import Line, Policy, named
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

HEADS = ("audit_recipients", "audit_payment", "audit_delivery")
_COLUMNS = (
    Column("said", "发现的问题", "text"),
    Column("day", "日期", "day"),
    Column("severity", "性质", "text"),
    Column("settled", "整改情况", "text"),
)

SIGNED = ("单位负责人", "会计", "审计人员")


def heads(policy: Policy, day: date) -> list[Line]:
    """The heads in force on a day; none where the policy has none."""
    return [line for name in HEADS if (line := policy.on(day, name))]


def audit_heads(name: str, period: str, lines: Sequence[Line], found: Sequence[Finding]) -> Sheet:
    """What was found, under each head in the order of its rules; what belongs under none stands last."""
    rows: list[Row] = []
    placed: set[str] = set()
    for line in lines:
        placed |= set(line.words)
        rows += _head(_named(line), [f for rule in line.words for f in found if f.rule == rule])
    if rest := [f for f in found if f.rule not in placed]:
        rows += _head("其他", rest)
    return Sheet("审计重点表", f"{name}　{period}", _COLUMNS, tuple(rows), signed=SIGNED)


def _named(line: Line) -> str:
    """The head as the policy quotes it in its `what`, e.g. 资金发放."""
    return line.what.partition("“")[2].partition("”")[0] or line.what


def _head(title: str, found: Sequence[Finding]) -> list[Row]:
    said = f"{title}：{f'{len(found)}处发现' if found else '没有发现'}"
    rows = [Row((said, None, None, None), "heading")]
    return rows + [Row((f.text, f.day, SEVERITY_NAMES[f.severity], None)) for f in found]


def _made(asked: Asked) -> Sheet:
    last = asked.period.last
    lines = heads(asked.books.policy, last) or heads(named("zhoucun"), last)
    found = [f for f in asked.found("") if f.day is None or asked.period.holds(f.day)]
    return audit_heads(asked.society, asked.period.words, lines, found)


REPORT = Report("audit-heads", "审计重点表", _made, closed=False)
