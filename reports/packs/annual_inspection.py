"""The papers of the yearly inspection (年检材料), due by 31 March to the supervising unit and by 31 May to the registrar.

Clause (社会团体登记管理条例 28): 应当于每年3月31日前向业务主管单位报送上一年度的工作报告，经业务主管单位初审同意后，于5月31日前
报送登记管理机关，接受年度检查。
"""

from __future__ import annotations

from reports.forms import Field, Leaf
from reports.packs.giving import fundraising, given_by_channel
from reports.packs.inspection_forms import basics, work_report
from reports.packs.pack import Cover, Item, pack
from reports.report import YEARLY, Asked, Report

ITEMS: tuple[Item, ...] = (
    basics, work_report,
    "balance-sheet", "activities", "cash-flows", "notes",
    "fund-statement", "restricted-funds", given_by_channel, fundraising,
)  # fmt: skip


def annual_inspection(asked: Asked) -> tuple[Leaf, ...]:
    """The cover with its days, the forms, the statements."""
    after = asked.period.last.year + 1
    lines = (
        (Field("报主管单位", f"{after}年3月31日前"), Field("初审意见")),
        (Field("报登记机关", f"{after}年5月31日前"), Field("年检结论")),
    )
    cover = Cover("社会团体年度检查材料", lines, (_BASIS,), ("法定代表人", "填表人", "联系电话"))
    return pack(asked, cover, ITEMS)


_BASIS = "依据《社会团体登记管理条例》第二十八条。本册数字出自账簿；账上没有的，留空由填表人填写。"
REPORT = Report("annual-inspection", "年检材料", annual_inspection, spans=YEARLY)
