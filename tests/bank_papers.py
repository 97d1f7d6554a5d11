"""Bank papers made up for the tests: one spring of a village society's account, as each bank would print it.

`python -m tests.bank_papers` writes them anew into tests/papers/, where they are kept: what is read is a file.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

from tests.biff import xls

PAPERS = Path(__file__).parent / "papers"
OPENING = Decimal("10000.00")
OWNER, OWN = "石桥村互助会", "6228480000000001234"
NONE = Decimal("0.00")
Rows = Iterable[Sequence[object]]


class Moved(NamedTuple):
    """One movement of the account, and what is there after it."""

    at: datetime
    who: str
    number: str
    change: Decimal
    kind: str
    memo: str
    left: Decimal

    @property
    def come(self) -> Decimal:
        return max(self.change, NONE)

    @property
    def gone(self) -> Decimal:
        return max(-self.change, NONE)

    @property
    def debit(self) -> Decimal:
        """Money out where what is taken back is printed as money out below zero."""
        return -self.change if self.kind == "冲正" else self.gone

    @property
    def credit(self) -> Decimal:
        return NONE if self.kind == "冲正" else self.come

    @property
    def day(self) -> str:
        return f"{self.at:%Y%m%d}"

    @property
    def clock(self) -> str:
        return f"{self.at:%H:%M:%S}"


_STORY = """\
2026-01-05 09:12:03|王大伯|6228480000000000011|200.00|转账|修桥捐款
2026-01-05 09:12:03|李二婶|6228480000000000012|200.00|转账|修桥捐款
2026-01-06 14:30:00|石桥镇卫生院|6228480000000000013|-1450.00|网银转账|代付医药费
2026-01-12 15:30:00|赵某|6228480000000000002|-2000.00|网银转账|临时救助
2026-01-12 16:02:11|赵某|6228480000000000002|2000.00|冲正|临时救助
2026-01-13 09:00:00|赵某|6228480000000000002|-2000.00|网银转账|临时救助
2026-01-20 11:45:09|石桥镇供销社|6228480000000000014|5000.00|汇兑|互助金捐赠
2026-03-21 03:10:00|||6.78|结息|
"""


def story() -> list[Moved]:
    """The movements, oldest first, but for two of one second that are printed the other way round."""
    left, moves = OPENING, []
    for line in _STORY.splitlines():
        at, who, number, change, kind, memo = line.split("|")
        left += Decimal(change)
        moves.append(Moved(datetime.fromisoformat(at), who, number, Decimal(change), kind, memo, left))
    return [moves[1], moves[0], *moves[2:]]


OLDEST_FIRST = story()
NEWEST_FIRST = OLDEST_FIRST[::-1]
COME = sum((m.come for m in OLDEST_FIRST), NONE)
GONE = sum((m.gone for m in OLDEST_FIRST), NONE)


def text(
    rows: Rows, encoding: str = "utf-8-sig", separator: str = ",", quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    """A text file with the lines' ends of Windows."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)


def xlsx(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet, the same bytes each time."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 4, 1)})  # noqa: DTZ001 - a file's own clock
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(at, column, cell)
    for span in merged:
        sheet.merge_range(span, "")
    book.close()
    return out.getvalue()


def html(rows: Rows, above: str = "") -> bytes:
    """A page that calls itself Excel, written as carelessly as such pages are."""
    lines = ("<tr>" + "".join(f"<td nowrap>{cell or '&nbsp;'}" for cell in row) for row in rows)
    page = f"<html><head><meta charset=gb2312><title>export</title></head><body>{above}<table border=1>"
    return (page + "\n".join(lines) + "</table></body></html>").encode("gb18030")


def grouped(yuan: Decimal) -> str:
    return f"{yuan:,.2f}"


def or_blank(yuan: Decimal) -> str:
    return grouped(yuan) if yuan else ""


# fmt: off
# --- 农业银行 -----------------------------------------------------------------------------------------------


def abc_card() -> bytes:
    head = ["交易日期", "交易发生额", "账户余额", "对方账号", "对方户名", "摘要", "备注"]
    rows = [
        [m.day, f"{m.change:+,.2f}", grouped(m.left), m.number, m.who, m.kind, m.memo] for m in OLDEST_FIRST
    ]
    face = [
        ["中国农业银行对私客户账户明细"], [f"账号：{OWN}  户名：王会计"],
        ["起始日期：20260101 截止日期：20260331"],
    ]
    return xls([*face, head, *rows])


# --- 工商银行 -----------------------------------------------------------------------------------------------


def icbc_card(newer: bool) -> bytes:
    head = ["交易日期", "摘要", "交易场所", "交易国家或地区简称", "钞/汇", "交易金额(收入)", "交易金额(支出)",
            "交易币种", "记账金额(收入)", "记账金额(支出)", "记账币种", "余额", "对方户名"]
    rows = [
        [m.at.date(), m.kind, m.memo, "CHN", "钞", "-", "-", "-", or_blank(m.come), or_blank(m.gone), "人民币",
         grouped(m.left), m.who]
        for m in NEWEST_FIRST
    ]
    if newer:
        head = [*head[:2], "交易详情", *head[2:], "对方账户"]
        rows = [[*row[:2], "", *row[2:], m.number] for row, m in zip(rows, NEWEST_FIRST, strict=True)]
    lines = [
        "明细查询文件下载", "", '卡号: 6228****1234,"卡别名: 会计"', "",
        '子账户序号: 00000,子账户类别: 活期,"子账户别名: "', "",
    ]
    body = [",".join(head), *(",".join(f'"{cell!s:<20}\t"' for cell in row) + "," for row in rows)]
    foot = [" ", f'人民币合计{"," * (8 + newer)}"{grouped(COME):<20}\t","{grouped(GONE):<20}\t"']
    return "\n".join([*lines, *body, *foot, ""]).encode()


def icbc_word() -> bytes:
    head = [
        "对方账号", "交易时间", "借贷标志", "对方单位", "对方行号", "用途", "摘要", "附言", "发生额",
        "余额", "币种",
    ]
    rows = [
        [m.number, m.at, "贷" if m.credit else "借", m.who, "", m.memo, m.kind, "", grouped(m.credit or m.debit),
         grouped(m.left), "人民币"]
        for m in OLDEST_FIRST
    ]
    return text([["[HISTORYDETAIL]"], head, *rows], "gb18030", "\t")


def icbc_in_out() -> bytes:
    head = [
        "凭证号", "交易时间", "对方单位", "对方账号", "转入金额", "转出金额", "余额", "用途", "摘要",
        "附言",
    ]
    rows = [
        [
            "0", f"{m.at}", m.who, m.number, or_blank(m.come), or_blank(m.gone), grouped(m.left), m.memo,
            m.kind, "",
        ]
        for m in OLDEST_FIRST
    ]
    return xls([["[HISTORYDETAIL]"], head, *rows])


# --- 建设银行 -----------------------------------------------------------------------------------------------

_HQMX = [
    "序号", "摘要", "币别", "钞汇", "交易日期", "交易金额", "账户余额", "交易地点/附言", "对方账号与户名",
]


def hqmx(title: str = "中国建设银行个人活期账户全部交易明细") -> bytes:
    face = [
        ["", "", "", "", title],
        ["", f"卡号/账号:{OWN}", "", "客户名称:王会计", "", "起始日期:20260101", "", "结束日期:20260331"],
        ["", "当前时间段收支金额合计：人民币元；", f"总支出：{GONE}", f"总收入：{COME}"],
    ]
    rows = [
        [
            at, m.kind, "人民币元", "钞", m.day, grouped(m.change), grouped(m.left), m.memo,
            f"{m.number}/{m.who}".strip("/"),
        ]
        for at, m in enumerate(NEWEST_FIRST, 1)
    ]
    return xls([*face, _HQMX, *rows], [(0, 0, 4, 8)])


_CCB_ROWS = [
    "记账日", "交易日期", "交易时间", "支出", "收入", "账户余额", "币种", "摘要", "对方账号", "对方户名",
    "交易地点",
]


def _ccb_rows(plain: bool) -> list[list[object]]:
    figure: Callable[[Decimal], object] = (lambda yuan: f"{yuan or ''}") if plain else float
    return [
        [m.day, m.day, m.clock, figure(m.gone), figure(m.come), figure(m.left), "人民币", m.kind, m.number,
         f"{m.who:<20}", m.memo]
        for m in OLDEST_FIRST
    ]


def ccb_text(separator: str) -> bytes:
    face = [
        "开户机构：石桥支行", f"账　　号：622848*********{OWN[-4:]}",
        "起始日期：[20260101] 终止日期：[20260331]",
    ]
    body = text([_CCB_ROWS, *_ccb_rows(plain=True)], "gb18030", separator)
    return "\r\n".join([*face, ""]).encode("gb18030") + body


def ccb_rows() -> bytes:
    face = [["China Construction Bank"], ["开户机构：石桥支行"], [f"账　　号：622848*********{OWN[-4:]}"],
            ["起始日期：[20260101] 终止日期：[20260331]"], []]
    foot = ["以上数据仅供参考，具体内容请以柜台为准。", "注：支出 9,999.00"]
    return xls([*face, _CCB_ROWS, *_ccb_rows(plain=False), foot])


def ccb_society(yuan: str = "") -> bytes:
    head = ["账户明细编号-交易流水号", "账号", "账户名称", "交易时间", f"借方发生额{yuan}（支取）",
            f"贷方发生额{yuan}（收入）", "余额", "币种", "对方户名", "对方账号", "对方开户机构", "记账日期",
            "企业流水号", "凭证种类", "凭证号", "摘要", "备注"]
    rows = [
        [f"{at}-{13523 + at}", OWN, OWNER, f"{m.day} {m.clock}", f"{m.debit}", f"{m.credit}", f"{m.left}", "人民币元",
         m.who, m.number, "石桥支行", m.day, "", "", "", m.kind, m.memo]
        for at, m in enumerate(OLDEST_FIRST, 1)
    ]
    return xls([head, *rows])


def ccb_ledger() -> bytes:
    upper = ["日期", "凭证种类", "凭证号", "摘要", "对方户名", "发生额", "", "余额", "交易流水号"]
    lower = ["", "", "", "", "", "借方", "贷方", "", ""]
    page: list[object] = [
        "\n".join(lines)
        for lines in zip(
            *((m.day, "转账", "0", m.kind, m.who or "无", f"{m.debit}", f"{m.credit}", f"{m.left}", f"N{at}")
              for at, m in enumerate(OLDEST_FIRST[:-1], 1)),
            strict=True,
        )
    ]
    m = OLDEST_FIRST[-1]
    last = [m.day, "转账", "0", m.kind, "", "", f"{m.come}", f"{m.left}", "N8"]
    face = [
        ["中国建设银行股份有限公司活期存款明细账"],
        [f"账号：{OWN} 账户名称：{OWNER} 日期：20260101-20260331"],
    ]
    spans = [(2, 2, 5, 6), *((2, 3, at, at) for at in (0, 1, 2, 3, 4, 7, 8))]
    return xls([*face, upper, lower, page, last], spans)


# --- 邮储银行 -----------------------------------------------------------------------------------------------


def psbc(come: str, gone: str) -> bytes:
    face = [
        ["中国邮政储蓄银行账户交易明细"], ["查询账号", OWN, "", "", "户名", OWNER],
        ["起始日期", "2026-01-01"], ["截止日期", "2026-03-31"], [],
    ]
    head = [
        "序号", "交易日期", "交易时间", "币种", gone, come, "余额", "对方账号", "对方户名", "对方行名",
        "摘要", "附言",
    ]
    rows = [
        [
            at, m.at.date(), m.clock, "人民币", float(m.gone), float(m.come), float(m.left), m.number,
            m.who, "", m.kind, m.memo,
        ]
        for at, m in enumerate(NEWEST_FIRST, 1)
    ]
    return xls([*face, head, *rows])


# --- 中国银行 -----------------------------------------------------------------------------------------------


def boc_card() -> bytes:
    head = ["记账日期", "记账<br>时间", "币别", "金额", "余额", "交易名称", "渠道", "网点名称", "附言", "对方账户名",
            "对方卡号/账号", "对方开户行"]
    rows = [
        [m.at.date(), m.clock, "人民币", grouped(m.change if m.kind != "冲正" else -m.change), grouped(m.left), m.kind,
         "网上银行", "-" * 10, m.memo or "-" * 10, m.who or "-" * 19, m.number, "-" * 10]
        for m in NEWEST_FIRST
    ]
    dollars = ["2026-02-02", "10:00:00", "美元", "100.00", "100.00", "汇入", "", "", "", "海外乡亲", "", ""]
    above = (
        "<h3>中国银行交易流水明细清单</h3><table><tr><td>交易区间：2026-01-01 至 2026-03-31<td>客户姓名：王会计"
        f"<tr><td>借记卡号：{OWN}<td>按收支筛选：全部</table>"
    )
    return html([head, *rows[:1], dollars, *rows[1:]], above)


_BOC = """交易类型[ Transaction Type ]|业务类型[ Business type ]|付款人开户行号[ Account holding bank number of payer ]|\
付款人开户行名[ Payer account bank ]|付款人账号[ Debit Account No. ]|付款人名称[ Payer's Name ]|\
收款人开户行行号[ Account holding bank number of beneficiary ]|收款人开户行名[ Beneficiary account bank ]|\
收款人账号[ Payee's Account Number ]|收款人名称[ Payee's Name ]|交易日期[ Transaction Date ]|\
交易时间[ Transaction time ]|交易货币[ Trade Currency ]|交易金额[ Trade Amount ]|\
交易后余额[ After-transaction balance ]|起息日期[ Value Date ]|汇率[ Exchange rate ]|\
交易流水号[ Transaction reference number ]|摘要[ Reference ]|用途[ Purpose ]|交易附言[ Remark ]|备注[ Remarks ]"""


def boc_society() -> list[list[object]]:
    come, gone = (sum(1 for m in OLDEST_FIRST if m.change * way > 0) for way in (1, -1))
    face: list[list[object]] = [
        ["查询账号[ Inquirer account number ]", f"{OWN}\t"], ["总笔数[ Total number ]", len(OLDEST_FIRST)],
        ["借方发生总笔数[ Total Numbers of Debited Payments ]", gone],
        ["借方发生总额[ Total Debit Amount of Payments ]", grouped(GONE)],
        ["贷方发生总笔数[ Total Numbers of Credited Payments ]", come],
        ["贷方发生总额[ Total Credit Amount of Payments ]", grouped(COME)],
        ["查询时间范围[ Time Range ]", "20260101-20260331"],
    ]
    rows = []
    for at, m in enumerate(OLDEST_FIRST):
        us, them = ["10658", "石桥支行", OWN, OWNER], ["103", "县支行", m.number, m.who]
        ends = [*us, *them] if m.change < 0 else [*them, *us]
        rows.append([
            "往账" if m.change < 0 else "来账", m.kind, *ends, f"{m.day}\t", f"{m.clock}\t", "CNY", f"{m.change:+}",
            f"{m.left:+}", m.day, "1.000000", f"{109585237 + at}\t", m.kind, m.memo, "", "",
        ])
    return [*face, _BOC.split("|"), *rows]


# --- 招商银行 -----------------------------------------------------------------------------------------------


def cmb_card(quoted: bool) -> bytes:
    said = [
        "# 招商银行交易记录", "# 导出时间: [            2026-04-01 20:54:27]",
        f"# 账    号: [一卡通:6228********{OWN[-4:]}   招商银行]", "# 币    种: [                         人民币]",
        "# 起始日期: [20260101]   终止日期: [20260331]", "# 过滤设置:  无", "",
    ]
    head = ["交易日期", "交易时间", "收入", "支出", "余额", "交易类型", "交易备注"]
    rows = [
        [
            f"\t{m.day}", f"\t{m.clock}", f"{m.come or ''}", f"{m.gone or ''}", f"{m.left}", m.kind,
            f"\t{m.who} {m.memo}".rstrip(),
        ]
        for m in NEWEST_FIRST
    ]
    come, gone = (sum(1 for m in OLDEST_FIRST if m.change * way > 0) for way in (1, -1))
    foot = [f"# 收入合计: {come} 笔，共 {grouped(COME)} 元", f"# 支出合计: {gone} 笔，共 {grouped(GONE)} 元"]
    if quoted:
        return text(
            [*([line] for line in said), head, *rows, [], *([line] for line in foot)], quoting=csv.QUOTE_ALL
        )
    above, below = ("\r\n".join([*lines, ""]).encode("gb18030") for lines in (said, foot))
    return above + text([head, *rows], "gb18030") + below


def cmb_listed() -> bytes:
    face = [
        ["招商银行"], ["账务明细清单 Statement Of Account"],
        [f"账号：{OWN}", "", "", f"账户名称：{OWNER}"], ["日期：20260101至20260331"],
    ]
    head = ["日期", "业务类型", "票据号", "摘要", "借方/贷方金额", "余额", "对手户名"]
    rows = [[m.day, m.kind, "", m.memo, grouped(m.change), grouped(m.left), m.who] for m in OLDEST_FIRST]
    return xlsx([*face, head, *rows], ["A1:G1"])


def cmb_out_in() -> bytes:
    face = [["招商银行账户交易明细"], [f"账号：{OWN}  账号名称：{OWNER}"]]
    head = [
        "交易日期", "借方(出账)", "贷方(入账)", "余额", "摘要", "收(付)方名称", "收(付)方账号", "交易类型",
    ]
    rows = [
        [m.at, or_blank(m.gone), or_blank(m.come), grouped(m.left), m.memo, m.who, m.number, m.kind]
        for m in NEWEST_FIRST
    ]
    return xls([*face, head, *rows])


def cmb_society() -> bytes:
    head = ["账号", "账号名称", "币种", "交易日", "交易时间", "起息日", "交易类型", "借方金额", "贷方金额", "余额", "摘要",
            "流水号", "收(付)方名称", "收(付)方账号"]
    rows = [
        [OWN, OWNER, "人民币", m.day, m.clock.replace(":", ""), m.day, m.kind, or_blank(m.gone), or_blank(m.come),
         grouped(m.left), m.memo, f"C{at:09}", m.who, m.number]
        for at, m in enumerate(OLDEST_FIRST)
    ]
    return xlsx([["招商银行企业银行"], [], head, *rows])


# --- 农商行、农信社、网商银行 -------------------------------------------------------------------------------


def credit_union() -> bytes:
    face = [["石桥县农村信用合作联社交易流水"], [f"账号：{OWN}", "", f"户名：{OWNER}"]]
    head = [
        "交易流水号", "交易日期", "交易网点", "收入/支出", "交易金额", "实时余额", "交易渠道", "对方户名",
        "对方账号", "对方行名称", "备注",
    ]
    rows = [
        [f"T{at:08}", m.at, "石桥分社", "收入" if m.change > 0 else "支出", grouped(abs(m.change)), grouped(m.left), m.kind,
         m.who, m.number, "", m.memo]
        for at, m in enumerate(NEWEST_FIRST)
    ]
    return html([*face, head, *rows])


def rural_history() -> bytes:
    face = [
        ["河北省农村信用社联合社账户历史明细清单"],
        [f"账号：{OWN}", "", f"户名：{OWNER}", "", f"总条数：{len(OLDEST_FIRST)}"],
    ]
    head = ["序号", "交易日期", "交易金额", "金额", "对方户名", "对方账号", "摘要", "网点", "来源"]
    rows = [
        [at, m.day, grouped(m.change), grouped(m.left), m.who, m.number, m.kind, "石桥", "网银"]
        for at, m in enumerate(OLDEST_FIRST, 1)
    ]
    return xls([*face, head, *rows])


def chengdu() -> bytes:
    head = ["序号", "子序号", "交易日期", "摘要", "币种", "借方金额", "贷方金额", "余额", "对方户名"]
    page = [
        "\n".join(lines)
        for lines in zip(
            *((f"{at}", "1", m.day, m.kind, "人民币", f"{m.gone}", f"{m.come}", f"{m.left}", m.who or "-")
              for at, m in enumerate(NEWEST_FIRST, 1)),
            strict=True,
        )
    ]
    return xlsx([["成都农村商业银行客户明细"], [f"账号：{OWN}", "", f"户名：{OWNER}"], head, page])


def tianjin() -> bytes:
    face = [["交易明细查询"], ["开户行：天津农村商业银行石桥支行", "", f"账号：{OWN}", "", f"户名：{OWNER}"]]
    head = ["交易日期", "收入", "支出", "余额", "对方户名", "对方账号", "对方开户行", "摘要", "备注"]
    rows = [
        [
            m.at, or_blank(m.come) or "--", or_blank(m.gone) or "--", grouped(m.left), m.who, m.number, "",
            m.kind, m.memo,
        ]
        for m in NEWEST_FIRST
    ]
    return xls([*face, head, *rows])


def tianjin_card() -> bytes:
    head = [
        "交易日期", "交易时间", "交易摘要", "交易金额", "当前余额", "交易附言", "对手户名", "对手账号",
        "交易渠道",
    ]
    rows = [
        [m.day, m.clock, m.kind, grouped(m.change), grouped(m.left), m.memo, m.who, m.number, "手机银行"]
        for m in NEWEST_FIRST
    ]
    return xlsx([["天津农商银行账户交易明细"], [f"账号：{OWN}", "", "客户姓名：王会计"], head, *rows])


def mybank() -> bytes:
    come, gone = (sum(1 for m in OLDEST_FIRST if m.change * way > 0) for way in (1, -1))
    face = [
        ["浙江网商银行企业账户交易明细"], ["企业名称", OWNER, "", "", "企业账号", f"{OWN}(人民币)"],
        ["借方交易笔数", f"{come}笔", "", "", "借方交易金额", f"￥{COME}"],
        ["贷方交易笔数", f"{gone}笔", "", "", "贷方交易金额", f"￥{GONE}"],
    ]
    head = [
        "账务流水号", "提交时间", "交易时间", "交易名称", "借方金额（收）", "贷方金额（支）", "余额",
        "对方户名", "对方账号", "对方机构", "备注",
    ]
    rows = [
        [
            f"MY{at:028}", f"{m.at}", f"{m.at}", m.kind, or_blank(m.come), or_blank(m.gone),
            grouped(m.left), m.who, m.number, "", m.memo,
        ]
        for at, m in enumerate(NEWEST_FIRST)
    ]
    return xlsx([*face, head, *rows])


# fmt: on
MADE: dict[str, Callable[[], bytes]] = {
    "abc/农行对私客户账户明细.xls": abc_card,
    "icbc/工行个人明细_第一版.csv": lambda: icbc_card(newer=False),
    "icbc/工行个人明细_第二版.csv": lambda: icbc_card(newer=True),
    "icbc/工行对公_借贷标志_制表符.csv": icbc_word,
    "icbc/工行对公_转入转出.xls": icbc_in_out,
    "ccb/hqmx_20260401.xls": hqmx,
    "ccb/交易明细_1234.txt": lambda: ccb_text(","),
    "ccb/交易明细_1234_制表符.txt": lambda: ccb_text("\t"),
    "ccb/交易明细_1234.xls": ccb_rows,
    "ccb/建行对公_账户明细信息.xls": ccb_society,
    "ccb/建行对公_账户明细信息_元.xls": lambda: ccb_society("/元"),
    "ccb/建行对公_活期存款明细账.xls": ccb_ledger,
    "psbc/邮储对公_只有日期.xls": lambda: psbc("收入金额", "支出金额"),
    "psbc/邮储对公_收入支出.xls": lambda: psbc("收入", "支出"),
    "boc/中行个人_十二列_HTML.xlsx": boc_card,
    "boc/中行对公.csv": lambda: text(boc_society()),
    "boc/中行对公.xls": lambda: xls(boc_society()),
    "cmb/CMB_6228_新版.csv": lambda: cmb_card(quoted=True),
    "cmb/CMB_6228_旧版.csv": lambda: cmb_card(quoted=False),
    "cmb/招行对公_账务明细清单.xlsx": cmb_listed,
    "cmb/招行对公_出账入账.xls": cmb_out_in,
    "cmb/招行对公_交易查询.xlsx": cmb_society,
    "rural/农信社交易流水_HTML.xls": credit_union,
    "rural/农信社账户历史明细清单.xls": rural_history,
    "rural/成都农商_客户明细.xlsx": chengdu,
    "rural/天津农商_交易明细查询.xls": tianjin,
    "rural/天津农商个人.xlsx": tianjin_card,
    "rural/浙江网商.xlsx": mybank,
}
"""Each paper's place under tests/papers and what makes it."""

if __name__ == "__main__":
    for place, make in MADE.items():
        (PAPERS / place).write_bytes(make())
        print(place)
