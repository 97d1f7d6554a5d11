"""Alipay papers: three eras, one reading; each kind of row ends where it belongs."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.engine import read, read_bytes
from importers.movement import Movement, Outcome, Review, Skip, Statement
from importers.paper import UnreadablePaper
from tests.alipay_bill import (
    APP,
    COLUMNS,
    FIRST_LINE,
    NAMES,
    PAPERS,
    Line,
    app_bill,
    face,
    line,
    old_bill,
    web_bill,
    web_line,
)
from tests.told import beside, papers, told

SAMPLES = papers(PAPERS)
OUR_CARD = "农业银行储蓄卡(1234)"
PAID = {"way": "支出", "id": "100", "merchant": "T1", "at": "2026-03-21 08:00:00", "status": "交易关闭"}
BACK = {
    "way": "不计收支",
    "id": "100_T1",
    "merchant": "T1",
    "what": "退款-米油",
    "status": "退款成功",
    "kind": "退款",
}


def bill(*rows: dict[str, str]) -> Statement:
    return read_bytes(app_bill([line(**row) for row in rows]), "x.csv")


def only(**words: str) -> Outcome:
    """What becomes of one row in a bill of its own."""
    return bill(words).outcomes()[0]


def moved(**words: str) -> Movement:
    outcome = only(**words)
    assert isinstance(outcome, Movement), outcome
    return outcome


def asked(**words: str) -> Review:
    outcome = only(**words)
    assert isinstance(outcome, Review), outcome
    return outcome


def skipped(**words: str) -> Skip:
    outcome = only(**words)
    assert isinstance(outcome, Skip), outcome
    return outcome


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_as_the_text_beside_it(paper: Path) -> None:
    assert told(read(paper)) == beside(paper).read_text("utf-8")


def test_gb18030_and_utf8_say_the_same() -> None:
    assert len(SAMPLES) == 2
    one, two = (read(paper) for paper in SAMPLES)
    assert one.outcomes() == two.outcomes() and one.rows == 10


def test_our_balance_rises_by_what_the_bill_comes_to() -> None:
    statement = read(APP)
    assert statement.change("余额") == Decimal("1000.00")  # +300 +1200 -500
    assert statement.change("余额宝") == Decimal("0.31")  # -66 +66 +0.31
    assert statement.change(OUR_CARD) == Decimal("-200.00")  # -800 +100 +500
    assert statement.warnings == ()


@pytest.mark.parametrize("company", ["支付宝（中国）网络技术有限公司", "支付宝支付科技有限公司"])
@pytest.mark.parametrize("padded", [False, True])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_both_companies_padded_or_not_in_either_encoding(company: str, padded: bool, encoding: str) -> None:
    rows = [line(), line(id="2", who="𠮷大伯" if encoding == "gb18030" else "喆大伯")]
    statement = read_bytes(app_bill(rows, company=company, padded=padded, encoding=encoding), "x")
    assert [m.link for m in statement.movements] == ["ali-2026032500000001", "ali-2"]
    assert statement.owner == "石桥村互助会" and statement.warnings == ()


def test_the_export_of_before_2023_reads_as_the_new_one_does() -> None:
    rows = [
        line(),
        line(id="2", way="其他", what="余额宝-自动转入"),
        line(id="3", way="支出", what="慰问品", account="余额宝"),
    ]
    old = read_bytes(old_bill(rows), "x")
    new = read_bytes(app_bill([row | {"way": row["way"].replace("其他", "不计收支")} for row in rows]), "x")
    assert [replace(m, row=0) for m in old.movements] == [replace(m, row=0) for m in new.movements]
    assert (old.rows, old.owner, old.period, old.warnings) == (3, new.owner, new.period, ())
    assert [t.label for t in old.declared.totals] == ["收入", "支出", "其他"]


@pytest.mark.parametrize("rows", [
    [line(), line(id="2", amount="21.00")], [line(id=str(n)) for n in range(5)],
    [line(amount="1,200.00"), line(id="2", way="支出", amount="0.01")],
])  # fmt: skip
def test_a_row_that_is_lost_is_noticed(rows: list[Line]) -> None:
    assert read_bytes(app_bill(rows), "x").warnings == ()
    with pytest.raises(UnreadablePaper, match="对不上"):
        read_bytes(app_bill(rows[1:], face(rows)), "x")


def test_sums_that_differ_while_counts_tie_are_a_warning_as_the_bill_itself_says() -> None:
    statement = read_bytes(app_bill([line()], face([line()], 收入="收入：1笔 20.01元")), "x")
    assert len(statement.movements) == 1
    (said,) = statement.warnings
    assert "笔数都对得上" in said and "20.01元" in said and "逐行相加是1笔 20.00元" in said


def test_a_filtered_export_is_warned_of() -> None:
    said = read_bytes(app_bill([line()], face([line()], export="导出交易类型：[收入]")), "x").warnings
    assert len(said) == 1 and "导出交易类型是“收入”，不是“全部”" in said[0]
    assert "没有写明" in read_bytes(app_bill([line()], face([line()], export="")), "x").warnings[0]


@pytest.mark.parametrize(("words", "way", "account"), [
    ({}, "in", "余额"),
    ({"account": "账户余额"}, "in", "余额"),
    ({"account": OUR_CARD}, "in", OUR_CARD),
    ({"way": "支出", "status": "等待确认收货"}, "out", "余额"),
    ({"way": "支出", "status": "支付成功", "kind": "从未见过的分类"}, "out", "余额"),
    ({"way": "支出", "status": "代付成功", "account": "余额宝"}, "out", "余额宝"),
    ({"way": "支出", "status": "交易关闭", "account": "余额宝"}, "out", "余额宝"),
    ({"way": "支出", "status": "付款成功，份额确认中"}, "out", "余额"),
    ({"way": "不计收支", "what": "余额宝-2026.03.22-收益发放", "account": "余额宝"}, "in", "余额宝"),
    ({"way": "不计收支", "what": "余额宝-2026.03.22-收益发放", "account": ""}, "in", "余额宝"),
    ({"way": "不计收支", "what": "余利宝-2026.03.22-收益发放", "account": ""}, "in", "余利宝"),
    ({"way": "不计收支", "what": "余利宝-2026.03.22-收益发放", "account": "余额"}, "in", "余额"),
    ({"way": "收入", "what": "充值-普通充值"}, "in", "余额"),
    ({"way": "支出", "what": "退款-付给买家", "status": "退款成功"}, "out", "余额"),
])  # fmt: skip
def test_money_in_and_out_goes_by_sign_whatever_its_kind(words: Line, way: str, account: str) -> None:
    movement = moved(**words)
    assert (movement.way, movement.account, movement.amount) == (way, account, Decimal("20.00"))
    assert not movement.refund


@pytest.mark.parametrize(("what", "account", "who", "ends"), [
    ("提现-实时提现", OUR_CARD, "余额宝", ("余额", OUR_CARD)),
    ("提现-实时提现", "余额", "湖北省农信社", ("余额", "湖北省农信社")),
    ("充值-普通充值", OUR_CARD, "支付宝", (OUR_CARD, "余额")),
    ("余额宝-转出到余额", "余额宝", "天弘基金", ("余额宝", "余额")),
    ("余额宝-转出到银行卡", OUR_CARD, "天弘基金", ("余额宝", OUR_CARD)),
    ("余额宝-转出到银行卡", "余额宝", "农业银行(1234)", ("余额宝", "农业银行(1234)")),
    ("余额宝-自动转入", "余额宝", "天弘基金", ("余额", "余额宝")),
    ("余额宝-单次转入", OUR_CARD, "天弘基金", (OUR_CARD, "余额宝")),
    ("余额宝-单次转入", "账户余额", "天弘基金", ("余额", "余额宝")),
    ("余额宝-安心自动充-自动攒入", OUR_CARD, "天弘基金", (OUR_CARD, "余额宝")),
    ("转账收款到余额宝", "余额宝", "天弘基金", ("余额", "余额宝")),
    ("蚂蚁财富-某某债券-买入", "余额宝", "蚂蚁财富", ("余额宝", "蚂蚁财富")),
    ("蚂蚁财富-某某债券-卖出至余额宝", "余额宝", "蚂蚁财富", ("蚂蚁财富", "余额宝")),
    ("蚂蚁财富-某某债券-卖出", OUR_CARD, "蚂蚁财富", ("蚂蚁财富", OUR_CARD)),
    ("信用卡还款", "余额", "农业银行信用卡(9999)", ("余额", "农业银行信用卡(9999)")),
    ("花呗主动还款-2026年03月账单", "余额", "花呗", ("余额", "花呗")),
])  # fmt: skip
def test_a_row_outside_income_and_payment_moves_between_our_accounts(
    what: str, account: str, who: str, ends: tuple[str, str]
) -> None:
    movement = moved(way="不计收支", what=what, account=account, who=who)
    assert (movement.way, movement.account, movement.other_account) == ("move", *ends)
    assert movement.change(ends[0]) == Decimal("-20.00") and movement.change(ends[1]) == Decimal("20.00")


@pytest.mark.parametrize(("words", "say"), [
    ({"way": "不计收支", "what": "余额宝-更换货基转入"}, "不认识的不计收支“余额宝-更换货基转入”，20.00元"),
    ({"way": "不计收支", "what": "从未见过"}, "请判断钱从哪里到哪里"),
    ({"way": "不计收支", "what": "提现-实时提现", "account": "余额", "who": "支付宝"}, "没有写清钱从哪里到哪里"),
    ({"way": "不计收支", "what": "余额宝-单次转入", "account": "余额宝"}, "没有写清钱从哪里到哪里"),
    ({"way": "不计收支", "what": "信用卡还款", "account": "农行(1)", "who": "农行(1)"}, "没有写清钱从哪里到哪里"),
    ({"way": "不计收支", "what": "花呗分期手续费"}, "请判断钱从哪里到哪里"),
    ({"way": "不计收支", "what": "借呗还款"}, "请判断钱从哪里到哪里"),
    ({"way": "支出", "account": ""}, "没有写收/付款方式"),
    ({"way": "支出", "account": "", "status": "交易关闭"}, "没有写收/付款方式"),
    ({"account": ""}, "没有写收/付款方式"),
    ({"way": "不计收支", "status": "退款成功", "account": ""}, "不知道退到哪里"),
    ({"way": "/"}, "不认识的收/支“/”"),
    ({"way": "理财"}, "不认识的收/支“理财”"),
    ({"at": "2026-02-30 10:00:00"}, "交易时间“2026-02-30 10:00:00”读不出来"),
    ({"amount": "-20.00"}, "金额“-20.00”读不出来"),
    ({"id": ""}, "交易订单号“”不是单号"),
    ({"id": "单号丢了"}, "交易订单号“单号丢了”不是单号"),
])  # fmt: skip
def test_a_row_that_cannot_be_decided_is_put_to_a_person(words: Line, say: str) -> None:
    review = asked(**words)
    assert say in review.reason and review.movement is None and review.row == FIRST_LINE


@pytest.mark.parametrize(("words", "say"), [
    ({"status": "等待付款"}, "不认识的交易状态“等待付款”"),
    ({"status": ""}, "不认识的交易状态“”"),
    ({"status": "交易关闭"}, "交易关闭（王大伯，20.00元）：不知道付过款没有"),
    ({"way": "不计收支", "status": "交易关闭"}, "不知道付过款没有"),
    ({"way": "支出", "account": "余额宝&红包"}, "组合支付“余额宝&红包”"),
])  # fmt: skip
def test_a_doubtful_row_keeps_what_was_read_of_it(words: Line, say: str) -> None:
    review = asked(**words)
    assert say in review.reason and review.movement is not None
    assert review.movement.amount == Decimal("20.00")


@pytest.mark.parametrize(("words", "say"), [
    ({"way": "不计收支", "status": "交易关闭", "account": ""}, "交易关闭，没有付过款，20.00元不记账。"),
    ({"way": "支出", "status": "已关闭"}, "已关闭：没有动钱"),
    ({"way": "不计收支", "status": "还款失败"}, "还款失败：没有动钱"),
    ({"way": "不计收支", "status": "解冻成功"}, "解冻成功：没有动钱"),
    ({"way": "支出", "status": "信用服务使用成功"}, "没有动钱"),
    ({"way": "支出", "amount": "0.00", "kind": "医疗健康"}, "金额是0.00元"),
])  # fmt: skip
def test_a_row_on_which_no_money_moved_is_skipped_with_the_reason(words: Line, say: str) -> None:
    assert say in skipped(**words).reason


def test_a_closed_row_with_money_in_it_keeps_its_direction_and_is_asked_for() -> None:
    closed = {"status": "交易关闭"}
    ways = [asked(way=way, **closed).movement for way in ("收入", "不计收支")]
    assert [m and m.way for m in ways] == ["in", "out"]
    move = asked(way="支出", what="提现-实时提现", account=OUR_CARD, **closed).movement
    assert move is not None and move.way == "move"


def test_an_amount_that_is_none_and_a_row_cut_short_are_put_to_a_person() -> None:
    for broken in ({"amount": "若干"}, dict.fromkeys(NAMES, "") | {"at": "2026-03-25 10:00:00"}):
        statement = read_bytes(app_bill([line(), line(id="2") | broken], face([line()])), "x")
        assert [review.row for review in statement.reviews] == [FIRST_LINE + 1]
        assert "读不出来" in statement.reviews[0].reason


def test_a_bill_without_its_count_is_read() -> None:
    statement = read_bytes(app_bill([line()], face([line()], rows="")), "x")
    assert statement.declared.rows is None and statement.warnings == ()


def test_a_payment_for_a_relative_says_so() -> None:
    assert "代付" in moved(way="支出", kind="亲友代付").extra
    assert "代付" in moved(way="支出", what="亲情卡").extra
    assert "代付" not in moved(way="支出").extra


def pairs(*rows: dict[str, str]) -> dict[str, tuple[str, str | None]]:
    """Refund link to the link that it gives back and how that was found, in a bill of the given rows."""
    statement = bill(*rows)
    assert len(statement.movements) == len(rows)
    return {m.link: (m.refund_of, m.extra.get("退款配对")) for m in statement.movements if m.refund}


def test_a_payment_given_back_is_booked_in_full_and_its_refund_points_at_it() -> None:
    statement = bill(PAID, BACK)
    assert [(m.way, m.amount) for m in statement.movements] == [
        ("out", Decimal("20.00")),
        ("in", Decimal("20.00")),
    ]
    assert statement.change("余额") == 0
    assert pairs(PAID, BACK) == {"ali-100_T1": ("ali-100", "单号")}


def test_a_refund_under_a_number_of_its_own_is_paired_by_the_merchants() -> None:
    stray = BACK | {"id": "300"}
    assert pairs(PAID, stray) == {"ali-300": ("ali-100", "商家订单号")}
    assert pairs(PAID, PAID | {"id": "99", "merchant": "T9"}, stray) == {"ali-300": ("ali-100", "商家订单号")}
    assert pairs(stray) == {"ali-300": ("", None)}
    assert pairs(PAID, PAID | {"id": "101"}, stray) == {"ali-300": ("", None)}
    assert pairs(PAID | {"merchant": ""}, stray | {"merchant": ""}) == {"ali-300": ("", None)}
    assert pairs(PAID | {"at": "2026-03-26 08:00:00"}, stray) == {"ali-300": ("", None)}
    assert pairs(PAID, stray | {"amount": "20.01"}) == {"ali-300": ("", None)}
    assert pairs(PAID, BACK | {"amount": "5.00"}) == {"ali-100_T1": ("ali-100", "单号")}


def test_a_refund_is_known_by_its_kind_and_as_income_too() -> None:
    assert moved(way="不计收支", kind="退款", what="充值卡退卡").refund
    assert moved(way="收入", status="退款成功").refund
    assert moved(way="收入", what="退款-米油").refund


def test_the_refund_of_a_combined_payment_points_at_the_row_in_review() -> None:
    statement = bill(PAID | {"account": "余额宝&红包"}, BACK)
    assert [m.refund_of for m in statement.movements] == ["ali-100"] and len(statement.reviews) == 1


def test_a_link_holds_any_printed_sign() -> None:
    assert moved(id="20230109*8#1_x").link == "ali-20230109.2a8.231_x"


def test_the_same_row_twice_is_booked_once_and_one_id_with_two_contents_is_asked() -> None:
    assert [len(rows) for rows in (bill({}, {}).movements, bill({}, {}).skips)] == [1, 1]
    assert len(bill({}, {"amount": "21.00"}).reviews) == 2


@pytest.mark.parametrize("column", COLUMNS[:-1])
def test_a_missing_column_refuses_the_paper_by_name(column: str) -> None:
    data = app_bill([line()], encoding="utf-8").replace(f"{column},".encode(), "某列,".encode(), 1)
    with pytest.raises(UnreadablePaper, match=f"这像是支付宝账单，但表头缺少：{column}。"):
        read_bytes(data, "x")


def test_a_number_that_excel_spoiled_refuses_the_file() -> None:
    with pytest.raises(UnreadablePaper, match=r"文件被 Excel 另存过"):
        bill({"id": "2.02E+27"})


# --- the web site's file ----------------------------------------------------------------------------------


def web(**words: str) -> Outcome:
    return read_bytes(web_bill([web_line(**words)]), "x").outcomes()[0]


@pytest.mark.parametrize(("words", "way"), [
    ({}, "in"),
    ({"收/支": "支出", "资金状态": "已支出"}, "out"),
    ({"收/支": "支出", "资金状态": "已支出", "交易状态": "交易关闭"}, "out"),
    ({"收/支": "支出", "资金状态": "已支出", "交易状态": "等待确认收货"}, "out"),
])  # fmt: skip
def test_on_the_web_money_goes_by_what_became_of_it(words: Line, way: str) -> None:
    outcome = web(**words)
    assert isinstance(outcome, Movement)
    assert (outcome.way, outcome.account, outcome.link) == (way, "支付宝", "ali-2018032500000001")


def test_on_the_web_a_transfer_moves_between_our_accounts() -> None:
    outcome = web(
        **{"收/支": "", "资金状态": "资金转移", "商品名称": "提现-实时提现", "交易对方": "农业银行(1234)"}
    )
    assert isinstance(outcome, Movement)
    assert (outcome.way, outcome.account, outcome.other_account) == ("move", "余额", "农业银行(1234)")


@pytest.mark.parametrize(("words", "end", "say"), [
    ({"收/支": "", "资金状态": "", "交易状态": "交易关闭", "付款时间": ""}, Skip, "交易关闭，没有资金状态：没有动钱"),
    ({"资金状态": "待支出", "收/支": "支出"}, Skip, "待支出"),
    ({"资金状态": "冻结"}, Skip, "冻结"),
    ({"金额（元）": "0.00"}, Skip, "0.00元"),
    ({"资金状态": "资金转移", "商品名称": "说不清"}, Review, "不认识的资金转移“说不清”"),
    ({"资金状态": "资金转移", "商品名称": "提现-实时提现"}, Review, "没有写清钱从哪里到哪里"),
    ({"资金状态": "飞了"}, Review, "不认识的资金状态“飞了”"),
    ({"交易状态": "等待付款"}, Review, "不认识的交易状态“等待付款”"),
    ({"服务费（元）": "0.10"}, Review, "带服务费0.10元"),
    ({"成功退款（元）": "5.00", "收/支": "支出", "资金状态": "已支出"}, Review, "却没有退款的那一行"),
    ({"付款时间": "昨天"}, Review, "付款时间“昨天”读不出来"),
    ({"金额（元）": "-1"}, Review, "金额“-1”读不出来"),
    ({"交易号": "无"}, Review, "交易号“无”不是单号"),
])  # fmt: skip
def test_on_the_web_what_is_no_plain_movement_says_why(words: Line, end: type[Outcome], say: str) -> None:
    outcome = web(**words)
    assert type(outcome) is end and not isinstance(outcome, Movement) and say in outcome.reason


def test_on_the_web_a_refund_row_answers_for_what_came_back() -> None:
    paid = web_line(**{"收/支": "支出", "资金状态": "已支出", "成功退款（元）": "5.00", "交易号": "1"})
    back = web_line(**{"交易号": "1_R", "交易状态": "退款成功", "金额（元）": "5.00", "收/支": ""})
    statement = read_bytes(web_bill([paid, back]), "x")
    assert [(m.way, m.refund_of) for m in statement.movements] == [("out", ""), ("in", "ali-1")]
    assert statement.owner == "石桥村互助会" and statement.warnings == ()


def test_on_the_web_the_sums_below_the_table_are_held_against_the_rows() -> None:
    rows = [web_line(), web_line(**{"交易号": "2", "金额（元）": "21.00"})]
    with pytest.raises(UnreadablePaper, match="对不上"):
        read_bytes(web_bill(rows, rows="共3笔记录", 已收入="已收入:3笔,61.00元"), "x")
    assert "金额合计对不上" in read_bytes(web_bill(rows, 已收入="已收入:2笔,41.01元"), "x").warnings[0]


# --- what is brought by mistake ---------------------------------------------------------------------------


def test_the_notebook_export_is_sent_back_with_the_right_download() -> None:
    said = (
        "记录时间,分类,收支类型,金额,备注,账户,来源,标签\n2026-03-25 10:00:00,餐饮,支出,20.00,,余额,支付宝,\n"
    )
    with pytest.raises(UnreadablePaper, match=r"记账本.*不能当账单.*开具交易流水证明—用于个人对账"):
        read_bytes(said.encode(), "x")


ODD = [
    line(id="31", way="不计收支", what="从未见过"),
    line(id="32", status="等待付款"),
    line(id="33", way="不计收支", status="交易关闭", account=""),
    line(id="34", amount="0.00"),
    line(id="34", amount="9.00"),
    line(id="无"),
    line(**PAID),
    line(**BACK),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([line(), line(id="2"), *ODD]), max_size=20), st.booleans())
def test_no_choice_and_order_of_rows_loses_one(rows: list[Line], old: bool) -> None:
    statement = read_bytes(old_bill(rows) if old else app_bill(rows), "x")
    first = 3 if old else FIRST_LINE
    assert [outcome.row for outcome in statement.outcomes()] == list(range(first, first + len(rows)))
    assert len({movement.link for movement in statement.movements}) == len(statement.movements)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(COLUMNS), st.text(max_size=20))
def test_whatever_stands_in_a_cell_the_row_ends_in_one_place(column: str, said: str) -> None:
    said = re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]", "", said)
    word = next(word for word, name in NAMES.items() if name == column)
    rows = [line(), line(**{"id": "2"} | {word: said})]
    try:
        statement = read_bytes(app_bill(rows, face([line()]), encoding="utf-8"), "x")
    except UnreadablePaper as sentence:
        assert "对不上" in str(sentence) or "另存过" in str(sentence)
        return
    assert len(statement.outcomes()) == statement.rows == 2
