"""现金流量表 (会民非03表): where money came from and what it went into; money that only moves is left out."""

from __future__ import annotations

from reports.period import Period
from reports.report import ALL, Asked, Report
from reports.rows import Column, Sheet
from reports.statements import figures
from reports.statements.form import Statement
from reports.statements.layout import SIGNED, one_below_the_other, rows

_PERIOD = {"month": "本月金额", "quarter": "本季度金额", "year": "本年金额", "day": "本期金额"}
laid = one_below_the_other


def sheet(statement: Statement, period: Period, subtitle: str) -> Sheet:
    """The statement as it is printed."""
    year = "本年金额" if period.span == "year" else "本年累计金额"
    titles = {"period": _PERIOD[period.span], "year": year, "prior": "上年金额"}
    columns = [Column("item", "项目", "text"), Column("line", "行次", "count")]
    columns += [Column(key, titles[key], "money") for key in statement.columns]
    return Sheet(
        statement.title, subtitle, tuple(columns), rows(statement), signed=SIGNED, mark=statement.mark
    )


def _made(asked: Asked) -> Sheet:
    statement = figures.cash_flows(asked.books, asked.period)
    return sheet(statement, asked.period, f"编制单位：{asked.subtitle}")


REPORT = Report("cash-flows", "现金流量表", _made, audiences=ALL)
