"""Our own forms: the columns of each, what may be written into them, and how its first row shows that."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from importers.profile import Profile
from importers.registers.columns import COLLECTIVE, GIFTS, RELIEFS, profile
from importers.registers.sheets import EXAMPLE
from ledger.vocabulary import GOVERNMENT_AID, RELIEF_KINDS

MARK = "（互助社模板）"
"""Stands behind a form's title, so that it is known again whatever else is written above the table."""
ROLL = "救助对象名单"

Sort = Literal["day", "money", "words", "number", "identity", "choice"]
"""What a column takes: number is text that may begin with zeros, identity an ID-card number."""


class Column(NamedTuple):
    """One column of a form: `field` is what the reader calls it, `prompt` what Excel says beside the cell.

    `example` is words even where the column takes money, so that a sum over the column leaves it out.
    """

    title: str
    field: str
    sort: Sort
    wide: int
    example: str | date
    prompt: str = ""
    choices: tuple[str, ...] = ()


class Form(NamedTuple):
    """One form: its name, its columns, and what to know before filling it in."""

    name: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The words above the table."""
        return self.name + MARK


_DAY, _SUM = "写成 2026-01-05 这样", "写数字，单位是元，最多两位小数"
_HOWS = ("现金", "微信", "支付宝", "银行转账", "其他")
_SHOWN = date(2026, 1, 5)
_EVERYWHERE = (
    "一笔一行，从示例下面一行写起；示例那一行留着、删掉都可以，导入时会跳过，也不算在合计里。",
    "表头（灰色那一行）的字不要改，列可以换位置，也可以在右边加自己的列。",
    "可以有好几张工作表，表头一样就算同一本台账。",
    "表的最后可以写合计：第一格写“合计”，金额那一列写数；导入时会和逐行相加的数核对，差一分钱也不导入。",
)
_GIFT_NOTES = (
    "只写收到的钱；收到的米、油、衣物等实物，用 huzhu record goods-in 登记。",
    "几个人一起捐的写一行，捐赠人写成“赵六等12户”。",
    "两个人同一天捐了同样多，就写两行，不会被当成重复。",
    "有收据的写上收据号：以后再导入同一本台账，靠它认出记过的行。",
)

FORMS = (
    Form(
        GIFTS,
        (
            Column("日期", "日期", "day", 13, _SHOWN, _DAY),
            Column("捐赠人", "捐赠人", "words", 24, f"{EXAMPLE}：王大伯", "个人或单位；几户一起写“赵六等12户”"),
            Column("金额(元)", "金额", "money", 14, "500.00", _SUM),
            Column("收款方式", "收款方式", "choice", 13, "现金", "钱是怎么收到的", _HOWS),
            Column("收据号", "收据号", "number", 14, "0001", "开了收据的写号码，没开的空着"),
            Column("指定用途", "用途", "words", 20, "敬老", "没有指定的空着"),
            Column("备注", "备注", "words", 28, ""),
        ),
        (*_EVERYWHERE, *_GIFT_NOTES),
    ),
    Form(
        COLLECTIVE,
        (
            Column("捐款日期", "日期", "day", 13, _SHOWN, _DAY),
            Column("户主或单位", "捐赠人", "words", 24, f"{EXAMPLE}：王大伯", "户主姓名，或单位名称"),
            Column("金额(元)", "金额", "money", 14, "100.00", _SUM),
            Column("收款方式", "收款方式", "choice", 13, "现金", "村里是怎么收到的", _HOWS),
            Column("收据号", "收据号", "number", 14, "0001", "开了收据的写号码，没开的空着"),
            Column("人数", "人数", "words", 8, "", "几个人一起捐的写人数"),
            Column("备注", "备注", "words", 28, ""),
        ),
        (*_EVERYWHERE, *_GIFT_NOTES),
    ),
    Form(
        RELIEFS,
        (
            Column("救助编号", "编号", "number", 16, "JZ-2026-0001", "案卷的编号"),
            Column("受助人", "受助人", "words", 18, f"{EXAMPLE}：汪某", "导入时只留姓，不会把名字写进账里"),
            Column("救助类型", "类型", "choice", 13, RELIEF_KINDS[0], "", RELIEF_KINDS),
            Column("发放金额(元)", "金额", "money", 15, "500.00", _SUM + "；退回的写负数"),
            Column("发放日期", "日期", "day", 13, _SHOWN, "发了才写；" + _DAY),
            Column("发放方式", "发放方式", "choice", 12, "现金", "", ("现金", "转账")),
            Column("状态", "状态", "choice", 11, "已发放", "", ("待审批", "已发放", "已退回")),
        ),
        (
            *_EVERYWHERE,
            "只有状态是“已发放”、又有金额和日期的行才算付了钱；“待审批”的行不导入。",
            "钱退回来了：另写一行，编号后面加“-退”，金额写负数，状态写“已退回”。",
            "身份证号、电话、病情不要写在这里：用 huzhu person add 登记在加密档案里。",
        ),
    ),
    Form(
        ROLL,
        (
            Column("姓名", "姓名", "words", 18, f"{EXAMPLE}：汪某", "只为自己核对，导入时不读"),
            Column("身份证号", "身份证号", "identity", 24, "", "18位，末位可以是X"),
            Column("救助种类", "种类", "choice", 16, GOVERNMENT_AID[0], "", GOVERNMENT_AID),
            Column("有效期至", "有效期", "day", 14, date(2026, 12, 31), "到哪天为止；不知道的空着。" + _DAY),
        ),
        (
            *_EVERYWHERE[:2],
            "名单来自乡镇民政办（低保、特困、临时救助等）；号码只用来算出化名，算完就丢，姓名和号码都不会写进账里。",
            "用完请把这个文件锁好或删掉。",
        ),
    ),
)  # fmt: skip
"""Every form that can be asked for."""


def _own(form: Form) -> Profile:
    columns = {column.field: column.title for column in form.columns}
    return profile(form.name, form.name, columns, (form.title,))


OWN = tuple(_own(form) for form in FORMS if form.name != ROLL)
"""The profiles that the engine lists: our forms are read without a column map."""
