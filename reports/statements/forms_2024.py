"""The forms of 财会〔2024〕25号, in force from 2026-01-01: 会民非01, 02 and 03.

The order of the lines is that of published implementations of the new forms; the ministry's own annex was not at hand,
so the line numbers of 02 and 03 are to be held against it.
"""

from __future__ import annotations

from reports.statements.form import Line
from reports.statements.forms_2004 import CASH as CASH_2004
from reports.statements.forms_2004 import NET
from reports.statements.pieces import BOUND, RELEASED

ASSETS = (
    Line(0, "流动资产："),
    Line(1, "货币资金", ("1001", "1002", "1009")),
    Line(2, "短期投资"),
    Line(3, "应收款项", ("1122",)),
    Line(4, "预付账款"),
    Line(5, "存货", ("1201",)),
    Line(6, "待摊费用"),
    Line(7, "一年内到期的长期投资"),
    Line(8, "其他流动资产", ("1?",)),
    Line(9, "流动资产合计", of=(1, 2, 3, 4, 5, 6, 7, 8)),
    Line(0, "非流动资产："),
    Line(10, "长期股权投资"),
    Line(11, "长期债权投资"),
    Line(12, "其他长期投资"),
    Line(13, "长期投资合计", of=(10, 11, 12)),
    Line(14, "固定资产原价"),
    Line(15, "减：累计折旧"),
    Line(16, "固定资产净值", of=(14, -15)),
    Line(17, "在建工程"),
    Line(18, "固定资产清理"),
    Line(19, "固定资产合计", of=(16, 17, 18)),
    Line(20, "文物资源"),
    Line(21, "无形资产原价"),
    Line(22, "减：累计摊销"),
    Line(23, "无形资产净值", of=(21, -22)),
    Line(24, "长期待摊费用"),
    Line(25, "非流动资产合计", of=(13, 19, 20, 23, 24)),
    Line(26, "受托代理资产", ("1801",)),
    Line(27, "资产总计", of=(9, 25, 26)),
)
CLAIMS = (
    Line(0, "流动负债："),
    Line(61, "短期借款"),
    Line(62, "应付款项", ("2209",)),
    Line(63, "应付职工薪酬"),
    Line(64, "应交税费"),
    Line(65, "预收账款"),
    Line(66, "预提费用"),
    Line(67, "一年内到期的非流动负债"),
    Line(68, "其他流动负债", ("2?",)),
    Line(69, "流动负债合计", of=(61, 62, 63, 64, 65, 66, 67, 68)),
    Line(0, "非流动负债："),
    Line(70, "长期借款"),
    Line(71, "长期应付款"),
    Line(72, "预计负债"),
    Line(73, "其他非流动负债"),
    Line(74, "非流动负债合计", of=(70, 71, 72, 73)),
    Line(75, "受托代理负债", ("2601",)),
    Line(76, "负债合计", of=(69, 74, 75)),
    Line(0, "净资产："),
    Line(77, "非限定性净资产", NET, ("5",), restricted=False),
    Line(78, "限定性净资产", NET, ("5",), restricted=True),
    Line(79, "净资产合计", of=(77, 78)),
    Line(80, "负债和净资产总计", of=(76, 79)),
)
ACTIVITIES = (
    Line(0, "一、收入", style="heading"),
    Line(1, "　　捐赠收入", ("4101",)),
    Line(2, "　　会费收入", ("4201",)),
    Line(3, "　　提供服务收入", ("4301",)),
    Line(4, "　　政府补助收入", ("4401",)),
    Line(5, "　　商品销售收入"),
    Line(6, "　　总部拨款收入"),
    Line(7, "　　投资收益"),
    Line(8, "　　其他收入", ("4901", "4?")),
    Line(9, "收入合计", of=(1, 2, 3, 4, 5, 6, 7, 8), style="subtotal"),
    Line(0, "二、费用", style="heading"),
    Line(10, "　　业务活动成本", ("5101",)),
    Line(11, "　　　其中：税金及附加"),
    Line(12, "　　管理费用", ("5301",)),
    Line(13, "　　筹资费用", ("5401",)),
    Line(14, "　　资产减值损失"),
    Line(15, "　　所得税费用"),
    Line(16, "　　其他费用", ("5901", "5?")),
    Line(17, "费用合计", of=(10, 12, 13, 14, 15, 16), style="subtotal"),
    Line(18, "三、限定性净资产转为非限定性净资产", (RELEASED,)),
    Line(19, "四、非限定性净资产转为限定性净资产", (BOUND,)),
    Line(20, "五、以前年度净资产调整"),
    Line(21, "六、净资产变动额（若为净资产减少额，以“-”号填列）", of=(9, -17, 18, 19, 20), style="total"),
)
_REWORDED = {
    27: "　处置固定资产、无形资产和其他非流动资产收回的现金",
    35: "　购建固定资产、无形资产和其他非流动资产支付的现金",
}


def _as_of_2026(old: Line) -> tuple[Line, ...]:
    """A line of the cash flows as the form of 2004 has it, as it is now: assets in other words, taxes on a line of their own."""
    if old.number == 19:
        return (Line(17, "　各项税费支付的现金"), old)
    if old.number == 23:
        return (old._replace(of=(14, 15, 16, 17, 19)),)
    return (old._replace(words=_REWORDED.get(old.number, old.words)),)


CASH = tuple(line for old in CASH_2004 for line in _as_of_2026(old))
