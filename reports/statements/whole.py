"""会计报表: the statements of a period as one paper with its cover, as they are bound, signed and handed in."""

from __future__ import annotations

from reports.forms import Contents, Field, Form, Grid, Leaf, Signing, Words
from reports.report import Asked, Report
from reports.statements import (
    activities,
    balance_sheet,
    cash_flows,
    closing_entries,
    identities,
    notes,
)
from reports.statements.regime import regime_on

_SPANS = {"month": "月度", "quarter": "季度", "year": "年度", "day": ""}


def statements(asked: Asked) -> tuple[Leaf, ...]:
    """Cover and statements; for a year the notes too, then what the accountant books and checks."""
    parts = (
        balance_sheet,
        activities,
        cash_flows,
        *((notes,) if asked.period.span == "year" else ()),
        closing_entries,
    )
    leaves = [leaf for part in parts for leaf in part.REPORT.leaves(asked)]
    checked = identities.sheet(asked.books, asked.period, asked.subtitle)
    return (_cover(asked), *leaves, checked)


def _cover(asked: Asked) -> Form:
    """The cover (封面), with what is inside."""
    registered = asked.books.facts.registration
    lines = (
        (Field("编制单位", f"{asked.society}（盖章）"),),
        (Field("信用代码", registered.uscc if registered else ""),),
        (Field("报表期间", asked.period.words), Field("会计制度", regime_on(asked.period.last).number)),
        (Field("单位负责人", "（签名）"), Field("复核", "（签名）")),
        (Field("制表", "（签名）"), Field("报出日期", "　　年　　月　　日")),
    )
    said = "我们对本报表的真实性、完整性负责。"
    signed = Signing(("单位负责人",), day=True)
    return Form(
        f"{_SPANS[asked.period.span]}会计报表",
        (Grid(lines), Words("目录", "heading"), Contents(), Words(said), signed),
        "民间非营利组织",
    )


REPORT = Report("statements", "会计报表（全套）", statements)
