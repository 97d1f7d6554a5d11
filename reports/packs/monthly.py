"""The monthly pack (月度报送册): what a society posts and files for a month that is over."""

from __future__ import annotations

from ledger.mistake import Mistake
from reports.forms import Field, Leaf
from reports.packs.pack import Cover, pack
from reports.report import MONTHLY, Asked, Audience, Report

ITEMS = ("notice", "filing", "fund-statement")


def monthly(asked: Asked) -> tuple[Leaf, ...]:
    """The notice for the board, the filing, the funds."""
    if asked.today <= asked.period.last:
        raise Mistake(f"{asked.period.words}还没有过完，报送册报的是上个月；过完这个月再出")
    registered = asked.books.facts.registration
    to = registered.township if registered else ""
    return pack(asked, Cover("月度报送册", ((Field("报送单位", to), Field("报送日期", "")),)), ITEMS)


REPORT = Report(
    "monthly-pack", "月度报送册", monthly, spans=MONTHLY, closed=False,
    audiences=(Audience.TOWNSHIP, Audience.AUDITOR),
)  # fmt: skip
