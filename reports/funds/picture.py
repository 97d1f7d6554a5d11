"""The picture of money's way (Sankey) as a leaf of a paper: the drawing, and below it the table that says the same."""

from __future__ import annotations

from reports.forms import Form, Picture, Words
from reports.funds.money_flow import TITLES, Flow, flow_table
from reports.funds.sankey import sankey, spoken

CAPTION = "从左往右看，带子的宽窄就是金额的大小"
FULL_WIDTH = 178
"""Millimetres: as wide as the text of a page."""


def pictured(flow: Flow, name: str, period: str) -> tuple[Form, ...]:
    """One leaf with the picture and its table; none where nothing came."""
    if not flow.routes:
        return ()
    title = TITLES[flow.of]
    table = flow_table(flow, name, period)
    return (Form(f"{title}图", (drawing(flow), Words(f"{spoken(flow)}。", "plain"), table), table.subtitle),)


def drawing(flow: Flow) -> Picture:
    """The picture alone."""
    return Picture(sankey(flow).encode(), "svg", CAPTION, FULL_WIDTH)
