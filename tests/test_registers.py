"""Registers kept by hand: each row in one place, totals that tie, equal gifts that stay gifts of their own."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import engine
from importers.engine import read, read_bytes
from importers.movement import Movement, Review, Skip, Statement
from importers.paper import UnreadablePaper
from importers.registers import columns
from ledger.mistake import Mistake
from tests.hand_register import (
    HEAD,
    MAP,
    PAPERS,
    RELIEF_HEAD,
    TITLE,
    Cells,
    gift,
    moved,
    one,
    opened,
    register,
    relief,
    reliefs,
    workbook,
)
from tests.told import beside, papers, told

SAMPLES = papers(PAPERS)


def proposed(paper: Path) -> Statement:
    """A sample read through the map that is proposed for it."""
    found = columns.proposal(engine.sheets(paper))
    assert found is not None
    return read(paper, more=[columns.profile_for(*found)])


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_as_the_text_beside_it(paper: Path) -> None:
    assert told(proposed(paper)) == beside(paper).read_text("utf-8")


def test_the_sample_of_gifts_comes_to_what_its_rows_say() -> None:
    (paper,) = (path for path in SAMPLES if "捐赠" in path.name)
    statement = proposed(paper)
    assert sum(m.amount for m in statement.movements) == Decimal("12966.60")
    assert [type(outcome) for outcome in statement.outcomes()].count(Movement) == 6
    assert statement.movements[4].counterparty == "赵六 等12户"


def test_a_register_without_a_confirmed_map_is_not_read() -> None:
    with pytest.raises(UnreadablePaper, match="认不出这是什么账单"):
        read(SAMPLES[0])


# --- what a row says --------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [
    datetime(2026, 1, 15), 46037, "2026-01-15", "2026.01.15", "2026.1.15", "2026/1/15", "2026年1月15日",  # noqa: DTZ001
    "1月15日", "1.15", "1-15", "１月15号", "20260115", "2026 年 1 月 15 日",
])  # fmt: skip
def test_a_day_is_read_however_it_is_written(cell: object) -> None:
    assert moved(register(gift(日期=cell))).at.isoformat() == "2026-01-15T00:00:00+08:00"


def test_a_day_without_its_year_takes_it_from_title_or_sheet_and_from_nowhere_else() -> None:
    row = gift(日期="1月15日")
    assert moved(register(row, title="捐赠台账", sheet="2025年")).at.year == 2025
    for title in ("捐赠台账", "2025年至2026年捐赠台账"):
        review = one(register(row, title=title))
        assert isinstance(review, Review) and "请写上年份" in review.reason
    assert isinstance(one(register(gift(日期="2月30日"))), Review)


def test_a_register_without_a_column_of_days_takes_the_day_of_its_title() -> None:
    head, mapping = ["捐赠人", "金额"], {"捐赠人": "捐赠人", "金额": "金额"}
    for title, day in (("2026年2月3日捐赠名单", "2026-02-03"), ("2026.2.3捐赠", "2026-02-03")):
        statement = opened({"台账": [[title], head, ["王大伯", 20]]}, mapping=mapping)
        assert str(moved(statement).at.date()) == day
    assert "没有写日期" in one(opened({"台账": [["捐赠"], head, ["王大伯", 20]]}, mapping=mapping)).reason  # type: ignore[union-attr]


@pytest.mark.parametrize(("cell", "yuan"), [
    (20, "20.00"), (66.6, "66.60"), ("500元", "500.00"), ("１，０００", "1000.00"), ("￥1,200.50", "1200.50"),
    ("人民币300元整", "300.00"), ("\u200b88\u3000", "88.00"),
])  # fmt: skip
def test_an_amount_is_read_however_it_is_written(cell: object, yuan: str) -> None:
    assert moved(register(gift(金额=cell))).amount == Decimal(yuan)


@pytest.mark.parametrize(("words", "say"), [
    ({"金额": "（折价）320"}, "是实物捐赠（（折价）320）"),
    ({"金额": "2袋米"}, "是实物捐赠（2袋米）"),
    ({"金额": "198件"}, "按实物登记"),
    ({"收款方式": "实物", "金额": 320}, "是实物捐赠（320）"),
    ({"金额": "若干"}, "金额“若干”不是钱数"),
    ({"金额": "500或600"}, "不是钱数"),
    ({"金额": None, "收据号": "7"}, "没有写金额"),
    ({"金额": -20}, "金额是负数（-20.00元）"),
    ({"日期": "开春"}, "日期“开春”读不出来"),
])  # fmt: skip
def test_a_row_that_is_no_plain_gift_is_put_to_a_person_and_is_never_zero(
    words: dict[str, object], say: str
) -> None:
    review = one(register(gift(**words)))
    assert isinstance(review, Review) and say in review.reason and review.row == 3


def test_a_gift_of_nothing_is_skipped() -> None:
    outcome = one(register(gift(金额=0)))
    assert isinstance(outcome, Skip) and "0.00元" in outcome.reason


def test_a_gift_keeps_its_words() -> None:
    movement = moved(
        register(
            [*gift(收款方式="微信", 收据号="0001", 用途="敬老", 备注="清明"), "三组"], head=[*HEAD, "组别"]
        )
    )
    assert (movement.way, movement.account, movement.counterparty) == ("in", "微信", "王大伯")
    assert (movement.memo, movement.kind) == ("敬老；清明", "捐赠台账")
    assert movement.extra == {"收据号": "0001", "组别": "三组"}


@pytest.mark.parametrize(("title", "account"), [
    (TITLE, "未写明"), ("2026年现金捐赠登记表", "现金"), ("2026年现金、转账捐赠登记表", "未写明"),
])  # fmt: skip
def test_cash_is_only_said_where_the_register_says_so(title: str, account: str) -> None:
    for cell in (None, "—", "/"):
        assert moved(register(gift(收款方式=cell), title=title)).account == account


def test_the_numbers_of_donors_are_not_carried_on() -> None:
    row = [*gift(备注="电话13812345678"), "13812345678", "11010519491231002X", "石桥村12号", "JZ20260001"]
    movement = moved(register(row, head=[*HEAD, "联系电话", "身份证号码", "住址", "登记号"]))
    assert movement.memo == "电话尾号5678"
    assert movement.extra == {
        "联系电话": "尾号5678", "身份证号码": "尾号002X", "住址": "（未带出）", "登记号": "JZ20260001",
    }  # fmt: skip


def test_what_stands_empty_under_a_merged_cell_is_what_stands_above_and_says_so() -> None:
    statement = register(
        gift(), gift(日期=None, 金额=30), gift(捐赠人=None, 日期="同上", 金额=40), gift(捐赠人="李四")
    )
    assert [(m.counterparty, m.amount) for m in statement.movements] == [
        ("王大伯", 20), ("王大伯", 30), ("王大伯", 40), ("李四", 20),
    ]  # fmt: skip
    assert [m.extra.get("同上") for m in statement.movements] == [
        None, "日期空着，按上一行", "日期、捐赠人空着，按上一行", None,
    ]  # fmt: skip


def test_nothing_is_filled_across_a_header_or_a_total() -> None:
    total = ["合计", None, 20]
    for between in ([HEAD], [total], [total, HEAD]):
        statement = register(gift(), *between, gift(日期=None))
        assert [type(outcome) for outcome in statement.outcomes()] == [Movement, Review]


# --- equal gifts ------------------------------------------------------------------------------------------


def links(*rows: Cells) -> list[str]:
    return [m.link for m in register(*rows).movements]


def test_equal_gifts_stay_gifts_of_their_own() -> None:
    found = links(gift(), gift(), gift())
    assert len(set(found)) == 3 and found[1:] == [f"{found[0]}-2", f"{found[0]}-3"]


def test_a_growing_register_keeps_the_links_of_its_rows() -> None:
    rows = [gift(), gift(), gift(捐赠人="李四"), gift(收据号="0001"), gift(收据号="0002", 金额=30)]
    before = set(links(*rows))
    grown = [gift(捐赠人="赵六"), *reversed(rows), gift(日期="2026-02-01")]
    assert len(before) == 5 and before < set(links(*grown)) and len(set(links(*grown))) == 7


def test_a_receipt_makes_a_row_known_whatever_else_was_mended() -> None:
    numbered = links(gift(收据号="0001"))
    assert links(gift(收据号=1, 捐赠人="王大伯（三组）", 收款方式="微信", 日期="2026-01-06")) == numbered
    assert links(gift(收据号="0001", 金额=21)) != numbered
    assert links(gift(收据号="0001", 日期="2025-01-05")) != numbered


def test_the_same_row_in_another_kind_of_register_is_another_row() -> None:
    sheets = {"台账": [[TITLE], HEAD, gift()]}
    assert moved(opened(sheets)).link != moved(opened(sheets, columns.COLLECTIVE)).link
    assert moved(opened(sheets)).link.startswith("reg-")


# --- totals -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [
    ["合计", None, 50], ["合 计", None, "50元"], ["总计：", "2笔", 50], ["共计2笔", "总金额50.00"], ["共计2人次，总金额：50元"],
    [None, None, 50], [None, "合计", "５０"], ["合计", 50],
])  # fmt: skip
def test_a_total_that_ties_leaves_no_word(total: Cells) -> None:
    statement = register(gift(), gift(金额=30), total)
    assert (statement.rows, len(statement.movements), statement.warnings) == (2, 2, ())


@pytest.mark.parametrize("total", [
    ["合计", None, 50.01], ["共计2笔", "总金额49.99"], [None, None, 51], ["总计", None, "20"],
])  # fmt: skip
def test_a_total_that_is_one_fen_off_refuses_the_register_with_both_figures(total: Cells) -> None:
    with pytest.raises(UnreadablePaper, match=r"50\.00元，?.*相差") as caught:
        register(gift(), gift(金额=30), total)
    assert str(total[-1]).removeprefix("总金额") in str(caught.value)
    assert str(caught.value).endswith("改好再导入。")


def test_a_lone_figure_that_ties_with_nothing_is_asked_about() -> None:
    with pytest.raises(UnreadablePaper, match=r"第5行只有一个数51\.00元，上面.*如果它不是合计"):
        register(gift(), gift(金额=30), [None, None, 51])


def test_a_count_that_is_off_by_one_is_only_remarked_with_both_figures() -> None:
    (said,) = register(gift(), gift(金额=30), ["共计3人次", "总金额50"]).warnings
    assert "3笔" in said and "实际读到2笔" in said and "金额合计对得上" in said


def test_a_formula_that_nobody_computed_is_computed_and_not_compared() -> None:
    said = register(gift(), gift(金额=30), ["合计", None, "=SUM(C3:C4)"]).warnings
    assert "第5行的合计没有数" in said[0] and "50.00元" in said[0]


def test_a_register_without_a_total_says_so() -> None:
    assert register(gift()).warnings == ("账单上没有写合计，无法核对有没有漏行。",)


def test_a_total_may_count_what_goods_are_worth_or_not() -> None:
    for total in (20, 340):
        statement = register(gift(), gift(金额="（折价）320"), ["合计", None, total])
        assert (len(statement.movements), len(statement.reviews), statement.warnings) == (1, 1, ())
    with pytest.raises(UnreadablePaper, match="相差"):
        register(gift(), gift(金额="（折价）320"), ["合计", None, 341])


def test_subtotals_and_a_grand_total_are_each_held_against_their_rows() -> None:
    rows = [gift(), ["小计", None, 20], gift(金额=30), gift(), ["小计", None, 50]]
    assert register(*rows, ["总计", None, 70]).warnings == ()
    with pytest.raises(UnreadablePaper, match=r"第8行的合计写71\.00元，上面逐行相加是70\.00元，相差1\.00元"):
        register(*rows, ["总计", None, 71])
    with pytest.raises(UnreadablePaper, match="第2处合计"):
        register(*rows[:-1], ["小计", None, 51])


def test_a_lone_figure_in_the_midst_is_no_total() -> None:
    statement = register(gift(), [None, None, 20], gift(捐赠人="李四"))
    assert [m.counterparty for m in statement.movements] == ["王大伯", "王大伯", "李四"]


def test_an_amount_in_ten_thousands_is_never_taken_for_yuan() -> None:
    with pytest.raises(UnreadablePaper, match="以元为单位"):
        register(gift(), title="捐赠台账 单位：万元")
    with pytest.raises(Mistake, match="单位是万元"):
        columns.profile_for(columns.GIFTS, MAP | {"金额": "金额(万元)"})


# --- what is no entry -------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [
    ["注：本表不含实物"], [None, None, None, "审核：李四", "制表：王会计"], ["石桥村互助会"], [None, datetime(2026, 2, 28)],  # noqa: DTZ001
    ["说明", "钱已存入银行"], ["示例", "王大伯", 500], [None, "示例：王大伯", 500],
])  # fmt: skip
def test_notes_signatures_and_our_example_are_skipped_with_the_reason(row: Cells) -> None:
    statement = register(gift(), [], row)
    assert [type(outcome) for outcome in statement.outcomes()] == [Movement, Skip]
    assert statement.skips[0].reason and statement.skips[0].row == 5


def test_ruled_rows_with_nothing_but_their_number_are_no_gifts() -> None:
    statement = register([1, *gift()], [2], [3], head=["序号", *HEAD])
    assert (len(statement.movements), len(statement.skips)) == (1, 2)


def test_a_donor_whose_amount_was_forgotten_is_asked_for() -> None:
    statement = register(gift(), [None, "李四"], gift())
    assert [type(outcome) for outcome in statement.outcomes()] == [Movement, Review, Movement]


# --- several tables, several sheets -----------------------------------------------------------------------


def test_two_tables_on_one_sheet_are_one_register() -> None:
    other = ["捐赠人", "日期", "收款方式", "金额", "收据号", "备注", "用途"]
    statement = register(
        gift(), ["合计", None, 20], ["2025年补记"], other, ["李四", "3月1日", "微信", 30, None, None, None]
    )
    assert [(m.counterparty, m.amount, m.at.year) for m in statement.movements] == [
        ("王大伯", 20, 2026), ("李四", 30, 2025),
    ]  # fmt: skip


def test_sheets_with_the_same_header_are_one_register_and_others_are_named() -> None:
    statement = opened({
        "1月": [["2026年捐赠台账"], HEAD, gift(), ["合计", None, 20]],
        "说明": [["怎样填"]],
        "老表": [["姓名", "数"], ["张三", 5]],
        "2月": [["2026年捐赠台账"], HEAD, gift(), gift(日期="2月3日"), ["合计", None, 40]],
        "空": [],
    })  # fmt: skip
    assert [m.row for m in statement.movements] == [3, 30003, 30004]
    assert len({m.link for m in statement.movements}) == 3
    assert [said[:12] for said in statement.warnings] == ["工作表“老表”没有读：里", "工作表“2月”的行号加了"]
    assert [t.amount for t in statement.declared.totals] == [20, 40]


def test_a_grand_total_on_the_last_sheet_covers_all() -> None:
    sheets = {"1月": [[TITLE], HEAD, gift()], "2月": [[TITLE], HEAD, gift(金额=30), ["总计", None, 50]]}
    assert [t.amount for t in opened(sheets).declared.totals] == [50]
    sheets["2月"][-1] = ["总计", None, 51]
    with pytest.raises(UnreadablePaper, match="对不上"):
        opened(sheets)


ODD: list[Cells] = [
    gift(), gift(金额="2袋米"), gift(金额=0), gift(日期=None), gift(捐赠人=None), gift(金额=None, 收据号="1"),
    gift(日期="开春"), ["注：无"], [None, "李四"], HEAD,
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ODD), max_size=12))
def test_no_choice_and_order_of_rows_loses_one(rows: list[Cells]) -> None:
    statement = register(*rows)
    wanted = [number for number, row in enumerate(rows, 3) if row is not HEAD]
    assert [outcome.row for outcome in statement.outcomes()] == wanted


# --- relief -----------------------------------------------------------------------------------------------


def test_relief_that_was_paid_is_money_out_and_tells_nobody_s_name() -> None:
    row = relief(受助人="欧阳小明", 身份证号="11010519491231002X")
    movement = moved(reliefs([*row, "低保户", "肺炎"]))
    assert (movement.way, movement.account, movement.amount) == ("out", "转账", 500)
    assert (movement.counterparty, movement.memo, movement.status) == ("欧阳*", "临时救助", "已发放")
    assert movement.extra == {"编号": "JZ-1", "身份证号": "尾号002X"}
    assert "小明" not in repr(reliefs(row)) and "1949" not in repr(reliefs(row))


@pytest.mark.parametrize("status", ["待审批", "申请中", "未通过"])
def test_relief_that_was_not_paid_is_skipped(status: str) -> None:
    outcome = one(reliefs(relief(状态=status, 发放日期=None)))
    assert isinstance(outcome, Skip) and f"“{status}”，还没有发放" in outcome.reason


@pytest.mark.parametrize(("words", "say"), [
    ({"发放日期": None}, "没有写日期"), ({"核定金额": None}, "没有写金额"), ({"状态": "办理中吧"}, "不认识的状态“办理中吧”"),
    ({"状态": None}, "没有写状态"), ({"救助类型": "实物"}, "是实物救助"), ({"发放方式": "实物"}, "是实物救助"),
    ({"核定金额": "2袋米"}, "是实物救助"),
])  # fmt: skip
def test_relief_that_cannot_be_told_is_put_to_a_person(words: dict[str, object], say: str) -> None:
    outcome = one(reliefs(relief(**words)))
    assert isinstance(outcome, Review) and say in outcome.reason and "汪" not in outcome.reason


def test_an_empty_day_of_payment_is_never_the_one_above() -> None:
    statement = reliefs(relief(), relief(编号="JZ-2", 发放日期=None))
    assert [type(outcome) for outcome in statement.outcomes()] == [Movement, Review]


@pytest.mark.parametrize("words", [
    {"编号": "JZ-1-退", "核定金额": -500, "状态": "已退回"}, {"编号": "JZ-1-退", "核定金额": 500, "状态": "已退回"},
    {"编号": "JZ-1", "核定金额": -500, "状态": "已发放"}, {"编号": "JZ-1", "核定金额": 500, "状态": "银行退票"},
])  # fmt: skip
def test_relief_that_came_back_points_at_its_payment(words: dict[str, object]) -> None:
    paid, back = reliefs(relief(), relief(发放日期="2026-01-20", **words)).movements
    assert (back.way, back.amount, back.refund, back.refund_of) == ("in", 500, True, paid.link)


def test_a_return_is_not_paired_where_two_payments_can_be_meant() -> None:
    back = relief(编号="JZ-1-退", 核定金额=-500, 发放日期="2026-01-20", 状态="已退回")
    statement = reliefs(relief(), relief(), back)
    assert len({m.link for m in statement.movements}) == 3 and statement.movements[-1].refund_of == ""
    assert reliefs(back).movements[0].refund_of == ""


def test_the_total_of_a_relief_register_subtracts_what_came_back() -> None:
    back = relief(编号="JZ-1-退", 核定金额=-500, 状态="已退回")
    waiting = relief(编号="JZ-2", 状态="待审批", 发放日期=None, 核定金额=300)
    for total in (0, 300):  # a register may count what is only promised
        rows = [relief(), back, waiting, ["合计", None, None, None, total]]
        assert reliefs(*rows).warnings == ()
    with pytest.raises(UnreadablePaper, match="对不上"):
        reliefs(relief(), back, waiting, ["合计", None, None, None, 500])


# --- the column map ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("header", "found"), [
    (
        ["序号", "捐赠单位（个人）", "捐赠金额（元）", "捐赠时间"],
        {"日期": "捐赠时间", "捐赠人": "捐赠单位(个人)", "金额": "捐赠金额(元)"},
    ),
    (["捐赠(单位/姓名）", "金额", "日期"], {"日期": "日期", "捐赠人": "捐赠(单位/姓名)", "金额": "金额"}),
    (["姓名", "捐款数(元)", "捐款日期"], {"日期": "捐款日期", "捐赠人": "姓名", "金额": "捐款数(元)"}),
    (["捐赠方名称", "本次捐赠金额", "收款日期"], {"日期": "收款日期", "捐赠人": "捐赠方名称", "金额": "本次捐赠金额"}),
    (["捐赠人", "金额(万元)", "日期"], {"日期": "日期", "捐赠人": "捐赠人"}),
    (["捐赠人", "金额", "金额", "日期"], {"日期": "日期", "捐赠人": "捐赠人"}),
    (["捐赠人", "申请金额", "日期"], {"日期": "日期", "捐赠人": "捐赠人"}),
])  # fmt: skip
def test_columns_are_guessed_by_words_that_were_seen(header: list[str], found: dict[str, str]) -> None:
    assert columns.guess(columns.GIFTS, header) == found


def test_of_a_relief_register_the_sum_asked_for_is_never_the_sum_paid() -> None:
    found = columns.guess(columns.RELIEFS, ["申请日期", "申请金额", "核定金额", "发放日期", "受助人"])
    assert (found["金额"], found["日期"]) == ("核定金额", "发放日期")
    assert "金额" not in columns.guess(columns.RELIEFS, ["受助人", "申请金额", "申请日期"])


@pytest.mark.parametrize(("title", "header", "kind"), [
    ("捐赠台账", HEAD, columns.GIFTS), ("村集体捐赠名单", HEAD, columns.COLLECTIVE),
    ("救助台账", RELIEF_HEAD, columns.RELIEFS), ("石桥村2026年救助发放表", RELIEF_HEAD, columns.RELIEFS),
    ("销售明细", ["日期", "姓名", "金额", "方式"], None), ("捐赠台账", ["日期", "经办", "事由"], None),
])  # fmt: skip
def test_a_map_is_proposed_only_for_what_speaks_of_gifts_or_relief(
    title: str, header: list[str], kind: str | None, tmp_path: Path
) -> None:
    (tmp_path / "x.xlsx").write_bytes(workbook({"表": [[title], header]}))
    found = columns.proposal(engine.sheets(tmp_path / "x.xlsx"))
    assert (found and found[0]) == kind


def test_a_map_is_written_on_one_line_and_read_back() -> None:
    mapping = {"日期": "捐赠日期", "捐赠人": "姓名", "金额": "捐款数(元)", "备注": "说明;a=b%"}
    line = columns.written(mapping)
    assert line == "日期=捐赠日期;捐赠人=姓名;金额=捐款数(元);备注=说明%3Ba%3Db%25"
    assert columns.parsed(line) == mapping


@given(
    st.dictionaries(
        st.sampled_from(HEAD), st.text(min_size=1).filter(lambda said: said == said.strip() != "")
    )
)
def test_any_map_survives_being_written(mapping: dict[str, str]) -> None:
    assert columns.parsed(columns.written(mapping)) == mapping


@pytest.mark.parametrize("line", ["日期", "=姓名", "日期=", "日期=甲;日期=乙", "日期=甲=乙"])
def test_a_line_that_is_no_map_is_refused(line: str) -> None:
    with pytest.raises(Mistake, match="写法不对"):
        columns.parsed(line)


@pytest.mark.parametrize(("kind", "mapping", "say"), [
    ("流水账", MAP, "没有“流水账”这种台账"), (columns.GIFTS, {"捐赠人": "甲"}, "还没有说哪一列是金额"),
    (columns.GIFTS, {"捐赠人": "甲", "金额": "甲"}, "对应了两项"), (columns.GIFTS, MAP | {"受助人": "乙"}, "没有“受助人”这一项"),
    (columns.RELIEFS, {"受助人": "甲", "金额": "乙"}, "还没有说哪一列是日期"),
])  # fmt: skip
def test_a_map_that_cannot_be_used_is_refused(kind: str, mapping: dict[str, str], say: str) -> None:
    with pytest.raises(Mistake, match=say):
        columns.profile_for(kind, mapping)


def test_two_confirmed_maps_stand_side_by_side() -> None:
    more = [
        columns.profile_for(columns.GIFTS, MAP),
        columns.profile_for(columns.GIFTS, {"捐赠人": "甲", "金额": "乙"}),
    ]
    data = workbook({"表": [["捐赠2026年1月2日"], ["甲", "乙"], ["王大伯", 20]]})
    assert read_bytes(data, "x", more=more).movements[0].counterparty == "王大伯"


def test_goods_written_with_a_plain_figure_are_in_the_total_or_not() -> None:
    for total in (20, 340):
        statement = register(gift(), gift(金额=320, 收款方式="实物"), ["合计", None, total])
        assert (len(statement.movements), len(statement.reviews), statement.warnings) == (1, 1, ())


def test_a_grand_total_over_sheets_that_have_their_own_is_checked_too() -> None:
    def sheets(total: int) -> dict[str, list[Cells]]:
        return {
            "1月": [[TITLE], HEAD, gift(), ["合计", None, 20]],
            "2月": [[TITLE], HEAD, gift(金额=30), ["合计", None, 30], ["总计", "5笔", total]],
            "3月": [[TITLE], HEAD, gift(金额=40), ["总计", None, 90]],
        }

    said = opened(sheets(50)).warnings
    assert "第10005行的合计写5笔，实际读到2笔；金额合计对得上。" in said
    assert not [warning for warning in said if "没有写" in warning]
    with pytest.raises(UnreadablePaper, match=r"第10005行的合计写51\.00元"):
        opened(sheets(51))


def test_a_relief_register_s_grand_total_may_leave_out_what_is_only_promised() -> None:
    waiting = relief(编号="JZ-2", 状态="待审批", 发放日期=None, 核定金额=300)
    blank: list[object] = [None, None, None]
    for first, grand in ((500, 1000), (800, 1300), (500, 1300)):
        rows = [relief(), waiting, ["小计", *blank, first], relief(编号="JZ-3"), ["小计", *blank, 500]]
        assert reliefs(*rows, ["总计", *blank, grand]).warnings == ()
    with pytest.raises(UnreadablePaper, match="相差"):
        reliefs(*rows, ["总计", *blank, 1001])


def test_the_fuller_of_two_maps_reads_the_register() -> None:
    small = columns.profile_for(columns.GIFTS, {"捐赠人": "捐赠人", "金额": "金额", "日期": "日期"})
    data = workbook({"表": [[TITLE], HEAD, gift(用途="敬老")]})
    for more in (
        [small, columns.profile_for(columns.GIFTS, MAP)],
        [columns.profile_for(columns.GIFTS, MAP), small, small],
    ):
        assert read_bytes(data, "x", more=more).movements[0].memo == "敬老"
    swapped = columns.profile_for(columns.GIFTS, MAP | {"用途": "备注", "备注": "用途"})
    with pytest.raises(UnreadablePaper, match="请用 --paper 写明"):
        read_bytes(data, "x", more=[swapped, columns.profile_for(columns.GIFTS, MAP)])


def test_a_register_may_be_a_text_file() -> None:
    said = "捐赠台账2026年,,\n捐赠人,金额,日期\n王大伯,20元,1月5日,多写的\n合计,20,\n"
    mapping = {"捐赠人": "捐赠人", "金额": "金额", "日期": "日期"}
    statement = read_bytes(said.encode("gb18030"), "x", more=[columns.profile_for(columns.GIFTS, mapping)])
    assert moved(statement).amount == 20 and statement.warnings == ()
    assert moved(statement).extra == {"(第4列)": "多写的"}


def test_a_column_that_stands_twice_is_not_chosen_between() -> None:
    with pytest.raises(UnreadablePaper, match="“金额”出现了2次"):
        register([*gift(), 30], head=[*HEAD, "金额"])
    movement = moved(register([*gift(备注="甲"), "一", "二"], head=[*HEAD, "组", "组"]))
    assert movement.extra == {"组": "一", "组(第9列)": "二"}


def test_a_cell_beyond_the_header_is_kept() -> None:
    assert moved(register([*gift(), "多写的"])).extra == {"(第8列)": "多写的"}


ANY_CELL = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-10, 10**6), st.sampled_from([0.1, 66.6, 1e300, -5.5, 46037, 46037.5]),
    st.sampled_from(["合计", "小计", "共计2笔", "同上", "实物", "2026年1月", "1月5日", "示例", "注：", "审核：", "—"]),
    st.sampled_from(["500元", "待审批", "已发放", "2袋米", "（折价）320"]),
    st.datetimes(datetime(1999, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(ANY_CELL, max_size=9), max_size=8), st.booleans())
def test_whatever_stands_in_the_cells_each_row_ends_in_one_place_or_the_file_is_sent_back(
    rows: list[Cells], is_relief: bool
) -> None:
    clean = [[_fit_for_excel(cell) for cell in row] for row in rows]
    try:
        statement = reliefs(*clean) if is_relief else register(*clean)
    except UnreadablePaper as sentence:
        assert "合计" in str(sentence) or "只有一个数" in str(sentence) or "xlsx" in str(sentence)
        return
    found = [outcome.row for outcome in statement.outcomes()]
    assert len(found) == len(set(found)) == statement.rows <= len(rows)
    assert len({m.link for m in statement.movements}) == len(statement.movements)


def _fit_for_excel(cell: object) -> object:
    """A text without the signs that a workbook cannot hold, and that is no formula."""
    return re.sub(r"[^\t -\ud7ff]", "", cell).lstrip("=") if isinstance(cell, str) else cell
