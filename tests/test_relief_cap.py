"""relief_cap: no single payment above the cap of the day for its kind."""

from __future__ import annotations

from plugins.relief_cap import relief_cap
from tests.ledgers import books

RULE = relief_cap


@books
def test_exactly_at_the_cap_passes() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-10 * "李*" "补充救助"
      Expenses:5101业务活动成本:01补充救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_one_fen_over_the_cap_is_refused() -> None:
    """
    2026-07-10 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   1000.01 CNY   ; !! 超过上限1000.00元，多了0.01元
      Assets:1001现金:03社会捐赠
    """
