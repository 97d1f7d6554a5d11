"""Every bank's PDF, drawn as the bank draws it: each cell where it belongs, totals and balances tied."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from importers import engine
from importers.movement import Statement
from importers.paper import UnreadablePaper
from tests.drawn_pdf import Column, Table, by_hand, by_typst, spoilt

OPENING = Decimal("3050.40")


class Moved(NamedTuple):
    """One movement of the invented card, with what is there afterwards."""

    day: str
    clock: str
    change: Decimal
    left: Decimal
    who: str
    number: str
    kind: str
    memo: str


def _moved() -> list[Moved]:
    """Three weeks of a village society's card."""
    told = (
        ("2026-03-02", "09:15:02", "200.00", "王大伯", "6228480000000000011", "转账", "互助金"),
        ("2026-03-02", "09:15:40", "200.00", "张婶", "6228480000000000012", "转账", "互助金"),
        ("2026-03-03", "20:08:11", "-500.00", "赵某", "6228480000000000002", "转账", "应急救助"),
        ("2026-03-05", "10:00:00", "10000.00", "石桥镇粮食加工有限责任公司", "6228480000000000013", "汇兑", "捐赠给石桥村互助会"),
        ("2026-03-06", "11:21:09", "-1280.50", "县人民医院住院结算户", "6228480000000000014", "转账", "代付住院押金"),
        ("2026-03-07", "08:30:59", "88.88", "李四方", "6228480000000000015", "转账", "会费"),
        ("2026-03-09", "14:02:33", "-2.00", "", "", "手续费", ""),
        ("2026-03-11", "16:45:00", "660.00", "马家户主", "6228480000000000016", "转账", "青苗救助捐款"),
        ("2026-03-12", "07:07:07", "50.00", "风筝协会", "6228480000000000017", "转账", "义卖"),
        ("2026-03-13", "19:19:19", "-300.00", "钱某", "6228480000000000018", "转账", "补充救助"),
        ("2026-03-16", "09:00:01", "1234567.89", "长青食品厂", "6228480000000000019", "汇兑", "捐赠"),
        ("2026-03-17", "12:12:12", "-1000000.00", "定期存款", "6228480000000000020", "转账", "转存"),
        ("2026-03-18", "13:00:00", "20.00", "孙小妹", "6228480000000000021", "转账", "互助金"),
        ("2026-03-19", "21:31:41", "-45.60", "西门文具店", "6228480000000000022", "消费", "纸张"),
        ("2026-03-21", "", "1.89", "", "", "结息", "个人活期结息"),
        ("2026-03-22", "06:06:06", "0.01", "黄见贝", "6228480000000000023", "转账", "试转"),
    )  # fmt: skip
    held, moved = OPENING, []
    for day, clock, change, who, number, kind, memo in told:
        held += Decimal(change)
        moved.append(Moved(day, clock, Decimal(change), held, who, number, kind, memo))
    return moved


MOVED = _moved()
COME = sum((m.change for m in MOVED if m.change > 0), Decimal())
GONE = -sum((m.change for m in MOVED if m.change < 0), Decimal())
COMES, GOES = (sum(m.change > 0 for m in MOVED), sum(m.change < 0 for m in MOVED))
NEWEST_FIRST = MOVED[::-1]


def plain(day: str) -> str:
    return day.replace("-", "")


def signed(change: Decimal) -> str:
    return f"{change:+.2f}"


def money(figure: Decimal) -> str:
    return f"{figure:,.2f}"


class Paper(NamedTuple):
    """A bank's PDF: which profile must read it, the drawing, and the cells by column."""

    profile: str
    table: Table
    account: str

    def cells(self) -> list[dict[str, str]]:
        """What each row must say under each name."""
        names = [re.sub(r"[A-Za-z\s]+", "", column.name) for column in self.table.columns]
        return [
            {
                name: cell.replace("\n", " " if "\n" in cell and cell[:2] == "20" else "")
                for name, cell in zip(names, row, strict=True)
            }
            for row in self.table.rows
        ]


def _abc() -> Paper:
    rows = [
        (plain(m.day), m.clock.replace(":", ""), m.kind, signed(m.change), f"{m.left:.2f}", m.who or "--",
         f"{at:010d}" if m.clock else "0000000000", "电子商务" if m.clock else "", m.memo)
        for at, m in enumerate(MOVED, 363896153)
    ]  # fmt: skip
    columns = [
        Column("交易日期", 62), Column("交易时间", 55), Column("交易摘要", 55), Column("交易金额", 56),
        Column("本次余额", 56), Column("对手信息", 70), Column("日 志 号", 56), Column("交易渠道", 52),
        Column("交易附言", 70),
    ]  # fmt: skip
    above = ["户名：王会计        账户：6228480000000009876", "币种：人民币   钞汇标识：本币",
             "起止日期：20260301-20260331   电子流水号：34528427116050537918"]  # fmt: skip
    table = Table(
        above,
        columns,
        rows,
        ["中国农业银行账户活期交易明细清单"],
        "第{n}页，共{of}页",
        centred=True,
        padding=9,
    )
    return Paper("农业银行活期交易明细", table, "农业银行(9876)")


def _abc_counter() -> Paper:
    rows = [
        (plain(m.day), m.kind, money(m.change), money(m.left), f"{m.number} {m.who}".strip()) for m in MOVED
    ]
    columns = [
        Column("交易日期", 70), Column("摘要", 80), Column("交易金额", 80, "right"), Column("余额", 80, "right"),
        Column("交易地点/对方账号和户名", 200),
    ]  # fmt: skip
    above = ["中国农业银行银行卡交易明细清单", "账号客户 955998020000009876 王会计    币种：人民币 钞",
             "起止日期：20260301~20260331    页次：第1页"]  # fmt: skip
    return Paper("农业银行银行卡交易明细", Table(above, columns, rows), "农业银行(9876)")


def _icbc() -> Paper:
    rows = [
        (f"{m.day}\n{m.clock or '00:00:00'}", "1001295101239559906", "活期", "00000", "人民币", "钞", m.kind, "1001",
         f"{m.change:+,.2f}", money(m.left), m.who or "（空）", m.number or "（空）", "快捷支付")
        for m in NEWEST_FIRST
    ]  # fmt: skip
    columns = [
        Column("交易日期", 44), Column("账号", 48), Column("储种", 22), Column("序号", 26), Column("币种", 26),
        Column("钞汇", 20), Column("摘要", 30), Column("地区", 24), Column("收入/支出金额", 58, "right"),
        Column("余额", 54, "right"), Column("对方户名", 54), Column("对方账号", 64), Column("渠道", 40),
    ]  # fmt: skip
    above = [
        "中国工商银行借记账户历史明细（电子版）",
        "卡号 621226********9876 户名：王会计 起止日期：2026-03-01 — 2026-03-31",
    ]
    table = Table(
        above, columns, rows, label="第 {n} 页 共 {of} 页", centred=True, watermark="中国工商银行", left=30, size=6,
        above_each=True,
    )  # fmt: skip
    return Paper("工商银行借记账户历史明细", table, "工商银行(9876)")


def _boc() -> Paper:
    rows = [
        (m.day, m.clock or "00:00:00", "人民币", money(m.change), money(m.left), m.kind,
         "手机银行" if m.who else "卡组织线上/无卡交易", "-------------------",
         m.memo or "----------", m.who or "-------------------",
         m.number[:4] + "******" + m.number[-4:] if m.number else "-------------------", "-------------------")
        for m in NEWEST_FIRST
    ]  # fmt: skip
    columns = [
        Column("记账日期", 42, "middle"), Column("记账时间", 36, "middle"), Column("币别", 26, "middle"),
        Column("金额", 50, "right", "middle"), Column("余额", 48, "right", "middle"), Column("交易名称", 34, "middle"),
        Column("渠道", 42, "middle"), Column("网点名称", 60, "middle"), Column("附言", 48, "middle"),
        Column("对方账户名", 62, "middle"), Column("对方卡号/账号", 62, "middle"), Column("对方开户行", 60, "middle"),
    ]  # fmt: skip

    def caption(page: Sequence[Sequence[str]]) -> str:
        sums = [Decimal(row[3].replace(",", "")) for row in page]
        come, gone = (sum((s for s in sums if (s > 0) == into), Decimal()) for into in (True, False))
        return f"借记卡号： 621661******9876 借方发生数： {money(-gone)} 贷方发生数： {money(come)} 行数: {len(page)}"

    table = Table(
        ["中国银行交易流水明细清单", "交易区间： 2026-03-01 至 2026-03-31  客户姓名： 王会计  打印时间： 2026/04/01 12:00:00",
         "账号： 3456******6073   按收支筛选： 全部   按币种筛选： 全部"],
        columns, rows, ["--------------------END--------------------", "温馨提示: 1.记账日期/时间为系统进行记账处理的日期/时间"],
        "第 {n} 页/共 {of} 页", above_each=True, caption=caption, left=14, size=5,
    )  # fmt: skip
    return Paper("中国银行个人交易流水", table, "中国银行(6073)")


def _cmb() -> Paper:
    rows = [(m.day, "CNY", money(m.change), money(m.left), m.kind, m.who, m.memo) for m in MOVED]
    glosses = (
        "Date",
        "Currency",
        "Transaction\nAmount",
        "Balance",
        "Transaction Type",
        "Counter Party",
        "Customer\nType",
    )
    names = ("记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息", "客户摘要")
    widths = (70, 50, 80, 80, 70, 80, 80)
    stands = ("left", "left", "right", "right", "left", "left", "left")
    columns = [
        Column(f"{name}\n{gloss}", width, way)
        for name, gloss, width, way in zip(names, glosses, widths, stands, strict=True)
    ]
    above = ["招商银行交易流水", "Transaction Statement of China Merchants Bank", "2026-03-01 -- 2026-03-31",
             "户    名：王会计     账号：62148301******9876", "账户类型：ALL    开 户 行：石桥支行"]  # fmt: skip
    return Paper(
        "招商银行交易流水", Table(above, columns, rows, label="{n}/{of}", centred=True), "招商银行(9876)"
    )


def _psbc() -> Paper:
    rows = [
        (f"{m.day} {m.clock or '00:00:00'}", m.kind, "人民币", "手机银行", m.memo, money(m.change), money(m.left), m.who,
         m.number, f"PS{at:06d}")
        for at, m in enumerate(MOVED)
    ]  # fmt: skip
    columns = [
        Column("交易时间", 46), Column("摘要", 40), Column("币种", 32), Column("交易渠道", 40), Column("附言", 60),
        Column("交易金额", 60, "right"), Column("余额", 60, "right"), Column("对方户名", 60), Column("对方账号", 60),
        Column("外部系统\n流水", 60),
    ]  # fmt: skip
    above = ["中国邮政储蓄银行借记账户历史明细", "卡号/账号：6217990000000009876  户名：王会计",
             "起止日期：2026-03-01 至 2026-03-31"]  # fmt: skip
    return Paper(
        "邮储银行借记账户历史明细", Table(above, columns, rows, label="第{n}页/共{of}页"), "邮储银行(9876)"
    )


def _psbc_society() -> Paper:
    rows = [
        (str(at), f"{m.day} {m.clock or '00:00:00'}", m.day, money(max(-m.change, Decimal())), money(max(m.change, Decimal())),
         money(m.left), m.number, m.who, "农行", m.memo, "", m.kind, f"PSBC{at:04d}", f"R{at:04d}")
        for at, m in enumerate(MOVED, 1)
    ]  # fmt: skip
    columns = [
        Column("序号", 18), Column("交易时间", 30), Column("记账日期", 34), Column("支出金额", 46, "right"),
        Column("收入金额", 46, "right"), Column("余额", 46, "right"), Column("对方账号", 44), Column("对方户名", 44),
        Column("对方行名", 34), Column("用途", 36), Column("附言", 24), Column("摘要", 24), Column("交易流水号", 40),
        Column("全局路由号", 40),
    ]  # fmt: skip
    above = ["中国邮政储蓄银行账户交易明细专用回单", "户名：石桥村互助会   账号：944000000000009876",
             "起止日期：2026-03-01 至 2026-03-31"]  # fmt: skip
    table = Table(above, columns, rows, left=20, size=5, centred=True, rows_a_page=6)
    return Paper("邮储银行对公账户明细", table, "邮储银行(9876)")


def _rural() -> Paper:
    rows = [
        (str(len(MOVED) - at), m.kind, "人民币元", "钞", plain(m.day), money(m.change), money(m.left), m.memo,
         f"{m.number}/{m.who}" if m.who else "")
        for at, m in enumerate(NEWEST_FIRST)
    ]  # fmt: skip
    columns = [
        Column("序号", 25), Column("摘要", 40), Column("币别", 40), Column("钞汇", 25), Column("交易日期", 50),
        Column("交易金额", 70, "right"), Column("账户余额", 70, "right"), Column("交易地点/附言", 80),
        Column("对方账号与户名", 110),
    ]  # fmt: skip
    above = ["广东顺德农村商业银行股份有限公司", "账户/卡明细信息", "账号/卡号：6223000000000009876   客户名称：王会计",
             f"总收入:{COME} 总收入笔数：{COMES} 总支出：-{GONE} 总支出笔数：{GOES}"]  # fmt: skip
    table = Table(above, columns, rows, label="当前页：{n} 总页数：{of}", heads_once=True)
    return Paper("农商行（农信社）个人交易明细", table, "农商行(9876)")


def _union() -> Paper:
    rows = [
        (f"LS{at:08d}", f"{m.day} {m.clock or '00:00:00'}", "石桥分社", "收入" if m.change > 0 else "支出", money(abs(m.change)),
         money(m.left), "手机银行", m.who, m.number, "农信社", m.memo)
        for at, m in enumerate(NEWEST_FIRST)
    ]  # fmt: skip
    columns = [
        Column("交易流水号", 50), Column("交易日期", 46), Column("交易网点", 40), Column("收入/\n支出", 30),
        Column("交易金额", 54, "right"), Column("实时余额", 54, "right"), Column("交易渠道", 40), Column("对方户名", 50),
        Column("对方账号", 56), Column("对方行名称", 44), Column("备注", 50),
    ]  # fmt: skip
    above = ["石桥县农村信用合作联社", "户名：王会计 账号：6223000000000009876"]
    table = Table(above, columns, rows, left=30, size=6, centred=True)
    return Paper("农信社交易流水", table, "农商行(9876)")


def _hebei() -> Paper:
    rows = [
        (str(at), plain(m.day), money(m.change), money(m.left), m.who, m.number, m.kind, "石桥分社", "柜面")
        for at, m in enumerate(NEWEST_FIRST, 1)
    ]
    columns = [
        Column("序号", 30), Column("交易日期", 50), Column("交易金额", 70, "right"), Column("金额", 70, "right"),
        Column("对方户名", 90), Column("对方账号", 90), Column("摘要", 40), Column("网点", 40), Column("来源", 30),
    ]  # fmt: skip
    above = [
        "河北省农村信用社联合社账户历史明细清单",
        f"账号：6223000000000009876 户名：王会计 总条数：{len(MOVED)}",
    ]
    return Paper(
        "农信社账户历史明细清单", Table(above, columns, rows, label="第{n}页/共{of}页"), "农商行(9876)"
    )


def _jiangxi() -> Paper:
    rows = [(m.day, money(m.change), money(m.left), m.kind, m.who, m.number) for m in MOVED]
    columns = [
        Column("记账日期", 80), Column("交易金额\n(元)", 80, "right"), Column("交易后余额\n(元)", 90, "right"),
        Column("交易摘要", 80), Column("对方户名", 80), Column("对方账号", 90),
    ]  # fmt: skip
    above = [
        "江西·农商银行交易流水",
        "户 名 王会计   账 号 6226820000000009876",
        "起止日期 2026-03-01 至 2026-03-31",
    ]
    table = Table(above, columns, rows, watermark="江西农商银行", label="{n}/{of}", centred=True)
    return Paper("江西农商银行交易流水", table, "农商行(9876)")


def _tianjin() -> Paper:
    rows = [
        (m.day, m.clock, m.kind, money(m.change), money(m.left), m.memo, m.who, m.number, "手机银行")
        for m in MOVED
    ]
    columns = [
        Column("交易日期", 55), Column("交易时间", 50), Column("交易摘要", 45), Column("交易金额", 65, "right"),
        Column("当前余额", 65, "right"), Column("交易附言", 60), Column("对手户名", 60), Column("对手账号", 70),
        Column("交易渠道", 45),
    ]  # fmt: skip
    above = ["天津农商银行账户交易明细", "户名：王会计 账号：6226820000000009876", "2026-03-01 至 2026-03-31"]
    return Paper("天津农商银行个人交易明细", Table(above, columns, rows), "农商行(9876)")


def _foshan() -> Paper:
    rows = [
        (
            f"FS{at:08d}",
            m.day,
            m.day,
            signed(m.change),
            f"{m.left:.2f}",
            m.number,
            m.who,
            "农行",
            m.kind,
            m.memo,
            "",
        )
        for at, m in enumerate(MOVED)
    ]
    columns = [
        Column("流水号", 50), Column("记账日期", 50), Column("交易日期", 50), Column("收入/支出", 56, "right"),
        Column("余额", 56, "right"), Column("对方账号", 60), Column("对方户名", 56), Column("对方行名", 40),
        Column("交易类型", 40), Column("摘要", 40), Column("附言", 30),
    ]  # fmt: skip
    table = Table(
        ["佛山农村商业银行", "户名：王会计 账号：6223000000000009876"], columns, rows, left=25, size=6
    )
    return Paper("佛山农商银行交易明细", table, "农商行(9876)")


def _rural_society() -> Paper:
    rows = [
        (plain(m.day), m.kind, money(-m.change) if m.change < 0 else "", money(m.change) if m.change > 0 else "",
         money(m.left), "人民币", f"{m.number}/{m.who}" if m.who else "", m.memo)
        for m in MOVED
    ]  # fmt: skip
    columns = [
        Column("交易日期", 55), Column("摘要", 45), Column("借方金额", 70, "right"), Column("贷方金额", 70, "right"),
        Column("余额", 70, "right"), Column("币种", 35), Column("对方账号/户名", 100), Column("用途", 70),
    ]  # fmt: skip
    above = [
        "客户账户明细对账单",
        "账号/卡号：80020000000009876  户名：石桥村互助会",
        "起止日期：20260301-20260331",
    ]
    end = [
        f"借方总笔数：{GOES}   借方总金额：{money(GONE)}   贷方总笔数：{COMES}   贷方总金额：{money(COME)}"
    ]
    table = Table(above, columns, rows, end, "第{n}页 共{of}页")
    return Paper("农商行客户账户明细对账单", table, "农商行(9876)")


def _ccb() -> Paper:
    rural = _rural()
    above = ["中国建设银行个人活期账户全部交易明细", "卡号/账号：6217000000000009876 客户名称：王会计",
             f"总支出：{GONE} 总收入：{COME}"]  # fmt: skip
    table = Table(above, rural.table.columns, rural.table.rows, label="第{n}页，共{of}页", centred=True)
    return Paper("建设银行个人活期全部明细", table, "建设银行(9876)")


PAPERS: dict[str, Callable[[], Paper]] = {
    make.__name__.strip("_"): make
    for make in (
        _abc, _abc_counter, _icbc, _boc, _cmb, _psbc, _psbc_society, _rural, _union, _hebei, _jiangxi, _tianjin,
        _foshan, _rural_society, _ccb,
    )
}  # fmt: skip


def _told(statement: Statement) -> list[tuple[str, Decimal, str, str]]:
    """What the movements say, oldest first where the paper is newest first."""
    said = [(f"{m.at:%Y-%m-%d}", m.change(m.account), m.counterparty, m.memo) for m in statement.movements]
    return said if said[0][0] == MOVED[0].day else said[::-1]


@pytest.mark.parametrize("name", PAPERS)
def test_every_cell_of_a_bank_s_pdf_is_read_where_it_stands(name: str) -> None:
    paper = PAPERS[name]()
    for pages in (paper.table.pages(), spoilt(paper.table.pages())):
        found = engine.transcribe(by_hand(pages))
        assert found.profile.name == paper.profile
        assert [dict(row.by_name) | dict(row.extra) for row in found.rows] == [
            {name: cell for name, cell in cells.items() if cell or name in found.rows[0].by_name}
            for cells in paper.cells()
        ]


@pytest.mark.parametrize("name", PAPERS)
def test_a_bank_s_pdf_ties_and_follows_its_balances(name: str) -> None:
    paper = PAPERS[name]()
    statement = engine.read_bytes(by_hand(spoilt(paper.table.pages())), "x.pdf")
    assert statement.account == paper.account
    assert not statement.reviews and not statement.skips
    assert statement.balances == (OPENING, MOVED[-1].left)
    told = _told(statement)
    assert [t[:2] for t in told] == [(m.day, m.change) for m in MOVED]
    assert [t[2] for t in told] == [m.who for m in MOVED]


@pytest.mark.parametrize("name", ["abc", "boc", "cmb"])
def test_a_pdf_with_real_fonts_reads_the_same(name: str) -> None:
    paper = PAPERS[name]()
    drawn = engine.read_bytes(by_typst(paper.table.pages()), "x.pdf")
    assert drawn.movements == engine.read_bytes(by_hand(paper.table.pages()), "x.pdf").movements


def test_rows_of_one_account_have_the_same_links_as_pdf_and_as_table() -> None:
    society = _psbc_society()
    names = [column.name for column in society.table.columns]
    lines = [*society.table.above, ",".join(names)]
    lines += [",".join(f'"{cell}"' for cell in row) for row in society.table.rows]
    table = engine.read_bytes("\n".join(lines).encode(), "x.csv")
    printed = engine.read_bytes(by_hand(society.table.pages()), "x.pdf")
    assert [m.link for m in table.movements] == [m.link for m in printed.movements]
    assert table.account == printed.account


def test_the_csv_and_the_pdf_of_one_card_are_the_same_movements() -> None:
    names = "交易日期,摘要,交易详情,交易场所,交易国家或地区简称,钞/汇,交易金额(收入),交易金额(支出),交易币种,"
    names += "记账金额(收入),记账金额(支出),记账币种,余额,对方户名,对方账户"
    rows = [
        f"{m.day},{m.kind},,网上银行,CHN,钞,,,人民币,{m.change if m.change > 0 else ''},"
        f"{-m.change if m.change < 0 else ''},人民币,{m.left},{m.who},{m.number}"
        for m in MOVED
    ]
    lines = ["明细查询文件下载", "卡号: 621226********9876", names, *rows]
    table = engine.read_bytes("\n".join(lines).encode(), "hisdetail.csv")
    printed = engine.read_bytes(by_hand(_icbc().table.pages()), "x.pdf")
    assert table.profile == "工商银行个人明细"
    assert {m.link for m in table.movements} == {m.link for m in printed.movements}


def test_a_boc_paper_that_was_filtered_says_that_it_is_partial() -> None:
    table = _boc().table
    above = [line.replace("按收支筛选： 全部", "按收支筛选： 收入") for line in table.above]
    statement = engine.read_bytes(by_hand(replace(table, above=above).pages()), "x.pdf")
    assert any("按收支筛选： 收入" in warning and "全部" in warning for warning in statement.warnings)


def test_a_boc_reversal_printed_with_the_wrong_sign_is_turned_by_the_balances() -> None:
    table = _boc().table
    rows = [list(row) for row in table.rows]
    place = next(at for at, row in enumerate(rows) if row[3] == "20.00")
    rows[place][3], rows[place][5] = "-20.00", "冲正"
    statement = engine.read_bytes(by_hand(replace(table, rows=rows).pages()), "x.pdf")
    turned = [m for m in statement.movements if m.kind == "冲正"]
    assert [(m.way, m.amount, m.refund) for m in turned] == [("in", Decimal("20.00"), True)]
    assert statement.balances == (OPENING, MOVED[-1].left)


def test_totals_of_boc_pages_are_added_up_and_must_tie() -> None:
    table = _boc().table
    wrong = replace(table, caption=lambda page: table.caption(page).replace("发生数： ", "发生数： 1", 1))
    with pytest.raises(UnreadablePaper, match="账单上的合计与逐行相加对不上"):
        engine.read_bytes(by_hand(wrong.pages()), "x.pdf")


def test_a_paper_that_names_no_bank_says_so() -> None:
    statement = engine.read_bytes(by_hand(_rural_society().table.pages()), "x.pdf")
    assert any("没有银行的名字" in warning for warning in statement.warnings)
