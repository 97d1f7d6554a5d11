"""The list of banners and certificates (锦旗、证书发放清单): who gave how much, and blanks for who got what and signed.

From which sum on somebody is honoured, the society decides: `above` says it, without it everybody is listed.
"""

from __future__ import annotations

from decimal import Decimal

from ledger.money import show, yuan
from reports.funds.givers import ANONYMOUS, agreed
from reports.publicity.donors_roll import Giver, givers
from reports.report import INSIDE, Asked, Report
from reports.rows import Column, Row, Sheet

ZERO = Decimal("0.00")
_COLUMNS = (
    Column("no", "序号", "count"),
    Column("giver", "捐赠人（单位）", "text"),
    Column("times", "笔数", "count"),
    Column("total", "捐赠合计", "money", "含实物"),
    Column("publish", "同意公开", "text"),
    Column("honour", "锦旗／证书", "text"),
    Column("number", "证书编号", "text"),
    Column("day", "发放日期", "text"),
    Column("signed", "领取人签名", "text"),
)
PUBLISHED = "公开张榜、上台颁发的，只请“同意公开”一栏写“是”的；其余的私下送达。"


def _made(asked: Asked) -> Sheet:
    of, least = asked.period, _least(asked)
    may = agreed(asked.books, of.last)
    everybody = givers(asked.books, of.first, of.last, all_named=True)
    chosen = [giver for giver in everybody if giver.name != ANONYMOUS and giver.total >= least]

    def line(no: int, giver: Giver) -> Row:
        says = "是" if all(may(gift.entry) for gift in giver.gifts) else "否"
        return Row((no, giver.name, len(giver.gifts), giver.total, says, "", "", "", ""))

    rows = [line(no, giver) for no, giver in enumerate(chosen, 1)]
    total = sum((giver.total for giver in chosen), ZERO)
    times = sum(len(giver.gifts) for giver in chosen)
    rows.append(Row(("合计", f"{len(chosen)}人（单位）", times, total, *[None] * 5), "total"))
    since = f"本期捐赠合计满{show(least)}元的列入" if least else "没有写明满多少元才发，本期捐赠人全部列入"
    notes = (f"{since}；发什么由理事会定，填在“锦旗／证书”一栏。", PUBLISHED)
    return Sheet(
        "锦旗、证书发放清单", asked.subtitle, _COLUMNS, tuple(rows), notes, ("单位负责人", "秘书长", "经办人")
    )


def _least(asked: Asked) -> Decimal:
    """From which sum on, as it was said; BadAmount where that is none."""
    return yuan(asked.said["above"]) if "above" in asked.said else ZERO


REPORT = Report("honours", "锦旗、证书发放清单", _made, audiences=INSIDE, options={"above": "满多少元列入"})
