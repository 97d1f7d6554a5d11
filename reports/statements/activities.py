"""业务活动表 (会民非02表): income, expenses and what went over between restricted and free, by the three columns."""

from __future__ import annotations

from reports.period import Period
from reports.report import ALL, Asked, Report
from reports.rows import Column, Sheet
from reports.statements import figures
from reports.statements.form import Statement
from reports.statements.layout import SIGNED, one_below_the_other, rows

PERIOD_WORDS = {"month": "本月数", "quarter": "本季度数", "year": "本年数", "day": "本期数"}
_KINDS = {"unrestricted": "非限定性", "restricted": "限定性", "total": "合计"}
laid = one_below_the_other


def sheet(statement: Statement, period: Period, subtitle: str) -> Sheet:
    """The statement as it is printed."""
    year = "本年数" if period.span == "year" else "本年累计数"
    groups = {"period": PERIOD_WORDS[period.span], "year": year, "prior": "上年数"}
    columns = [Column("item", "项目", "text"), Column("line", "行次", "count")]
    for key in statement.columns:
        of, _, kind = key.partition("-")
        columns.append(Column(key, _KINDS[kind], "money", group=groups[of]))
    return Sheet(
        statement.title, subtitle, tuple(columns), rows(statement), signed=SIGNED, mark=statement.mark
    )


def _made(asked: Asked) -> Sheet:
    statement = figures.activities(asked.books, asked.period)
    return sheet(statement, asked.period, f"编制单位：{asked.subtitle}")


REPORT = Report("activities", "业务活动表", _made, audiences=ALL)
