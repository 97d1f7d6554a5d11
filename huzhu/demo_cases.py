"""The eleven cases of the demonstration: of every kind that the policy of 徽州 knows."""

from __future__ import annotations

from typing import NamedTuple


class Script(NamedTuple):
    """One case of the demonstration; days are working days of its month."""

    label: str
    hamlet: str
    category: str
    matter: str
    relief: str
    month: int
    day: int
    """The working day of the month on which it is accepted."""
    amount: str = ""
    """What is decided, in yuan; empty where nothing is."""
    ends: str = "paid"
    """paid, first-aid, staged, returned, transfer, goods, referred, refused or withdrawn."""


SCRIPTS = (
    Script("汪*", "上村组", "突发严重困难户", "疾病", "应急救助", 2, 3, "800.00"),
    Script("李*", "下村组", "最低生活保障对象", "疾病", "补充救助", 2, 4, "500.00"),
    Script("程*", "河西组", "边缘易致贫户", "意外", "应急救助", 2, 6, "1000.00", "first-aid"),
    Script("吴*", "河东组", "脱贫不稳定户", "灾害", "应急救助", 3, 4, "600.00"),
    Script("方*", "上村组", "最低生活保障对象", "教育", "补充救助", 3, 6, "300.00", "returned"),
    Script("胡*", "下村组", "刚性支出困难家庭成员", "疾病", "应急救助", 3, 8, "900.00", "staged"),
    Script("许*", "河西组", "其他困难人员", "疾病", "应急救助", 4, 5, "", "referred"),
    Script("鲍*", "河东组", "最低生活保障边缘家庭成员", "其他", "应急救助", 4, 7, "", "refused"),
    Script("曹*", "上村组", "特困人员", "丧葬", "补充救助", 5, 4, "500.00"),
    Script("罗*", "下村组", "突发严重困难户", "失业", "应急救助", 5, 6, "700.00", "transfer"),
    Script("江*", "河西组", "孤儿", "其他", "补充救助", 6, 5, "180.00", "goods"),
)
VILLAGES = (
    ("shigang", "岩寺镇", "石岗村"), ("xuntang", "潜口镇", "浔塘村"), ("fengle", "西溪南镇", "丰乐社区"),
    ("lingshan", "呈坎镇", "灵山村"), ("yangcun", "洽舍乡", "杨村"), ("fuxi", "富溪乡", "富溪村"),
)  # fmt: skip
SURNAMES = "汪程吴方胡许鲍曹罗江王李张刘陈叶谢郑朱黄"
