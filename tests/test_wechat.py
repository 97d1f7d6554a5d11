"""WeChat papers: four containers, one reading; each kind of row ends where it belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from importers.engine import read, read_bytes
from importers.movement import Movement, Outcome, Review, Skip
from tests.told import beside, papers, told
from tests.wechat_bill import COLUMNS, FIRST_LINE, PAPERS, Line, csv_bill, face, line, lines, typed, xlsx_bill

SAMPLES = papers(PAPERS)


def only(**words: str) -> Outcome:
    """What becomes of one row in a bill of its own."""
    return read_bytes(csv_bill([line(**words)]), "x.csv").outcomes()[0]


def moved(**words: str) -> Movement:
    outcome = only(**words)
    assert isinstance(outcome, Movement), outcome
    return outcome


def asked(**words: str) -> Review:
    outcome = only(**words)
    assert isinstance(outcome, Review), outcome
    return outcome


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_as_the_text_beside_it(paper: Path) -> None:
    assert told(read(paper)) == beside(paper).read_text("utf-8")


def test_four_containers_say_the_same_thirteen_movements() -> None:
    assert len(SAMPLES) == 4
    told_rows = [[replace(movement, row=0) for movement in read(paper).movements] for paper in SAMPLES]
    assert [len(rows) for rows in told_rows] == [13] * 4
    assert all(rows == told_rows[0] for rows in told_rows)


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda path: path.name)
def test_small_change_rises_by_what_the_bill_comes_to(paper: Path) -> None:
    statement = read(paper)
    assert statement.change("零钱") == Decimal("1828.68")
    assert statement.change("农业银行(1234)") == Decimal("-701.60")  # +1698.40 -450 +50 -2000
    assert statement.warnings == () and statement.skips == () and statement.reviews == ()


@pytest.mark.parametrize(("words", "way", "account"), [
    ({"way": "收入", "account": "/"}, "in", "零钱"),
    ({"way": "收入", "account": "零钱通"}, "in", "零钱通"),
    ({"way": "收入", "account": "农业银行(1234)"}, "in", "农业银行(1234)"),
    ({"way": "支出", "account": "零钱", "status": "对方已收钱"}, "out", "零钱"),
    ({"way": "支出", "account": "零钱通", "status": "朋友已收钱"}, "out", "零钱通"),
    ({"way": "支出", "account": "零钱", "kind": "从未见过的类型", "status": "支付成功"}, "out", "零钱"),
])  # fmt: skip
def test_income_and_payment_go_by_sign_whatever_their_kind(words: Line, way: str, account: str) -> None:
    movement = moved(**words)
    assert (movement.way, movement.account, movement.amount) == (way, account, Decimal("20.00"))


@pytest.mark.parametrize(("kind", "account", "status", "ends"), [
    ("零钱提现", "农业银行(1234)", "提现已到账", ("零钱", "农业银行(1234)")),
    ("零钱充值", "农业银行(1234)", "充值完成", ("农业银行(1234)", "零钱")),
    ("转入零钱通-来自零钱", "零钱", "支付成功", ("零钱", "零钱通")),
    ("转入零钱通", "工商银行(9876)", "支付成功", ("工商银行(9876)", "零钱通")),
    ("转入零钱通-来自工商银行(9876)", "工商银行(9876)", "支付成功", ("工商银行(9876)", "零钱通")),
    ("零钱通转出-到零钱", "零钱通", "支付成功", ("零钱通", "零钱")),
    ("零钱通转出-到工商银行(9876)", "零钱通", "支付成功", ("零钱通", "工商银行(9876)")),
    ("信用卡还款", "零钱", "支付成功", ("零钱", "王大伯")),
    ("购买理财通", "工商银行(9876)", "支付成功", ("工商银行(9876)", "王大伯")),
])  # fmt: skip
def test_a_neutral_row_moves_between_our_own_accounts(
    kind: str, account: str, status: str, ends: tuple[str, str]
) -> None:
    movement = moved(way="/", kind=kind, account=account, status=status)
    assert (movement.way, movement.account, movement.other_account) == ("move", *ends)
    assert movement.change(ends[0]) == Decimal("-20.00") and movement.change(ends[1]) == Decimal("20.00")


def test_the_fee_of_a_withdrawal_is_inside_its_amount() -> None:
    movement = moved(way="/", kind="零钱提现", account="农业银行(1234)", status="提现已到账",
                     amount="¥100.10", memo="服务费¥0.10")  # fmt: skip
    assert (movement.amount, movement.fee) == (Decimal("100.10"), Decimal("0.10"))
    assert movement.change("农业银行(1234)") == Decimal("100.00")


@pytest.mark.parametrize(("words", "say"), [
    ({"way": "/", "kind": "理财通赎回"}, "不认识的中性交易“理财通赎回”，20.00元"),
    ({"way": "不计收支"}, "不认识的收/支“不计收支”"),
    ({"way": "支出", "account": "/"}, "没有写支付方式"),
    ({"way": "/", "kind": "零钱提现", "account": "农行(1)", "memo": "服务费若干"}, "“服务费若干”读不出来"),
    ({"way": "/", "kind": "零钱提现", "account": "农行(1)", "memo": "服务费¥20.00"}, "读不出来"),
    ({"way": "/", "kind": "零钱提现", "account": "/", "who": "/"}, "没有写清钱从哪里到哪里"),
    ({"way": "/", "kind": "零钱通转出"}, "没有写清钱从哪里到哪里"),
    ({"at": "2026-02-30 10:00:00"}, "交易时间“2026-02-30 10:00:00”读不出来"),
    ({"at": "昨天"}, "交易时间“昨天”读不出来"),
    ({"id": "/"}, "交易单号“/”不是单号"),
    ({"id": "单号丢了"}, "交易单号“单号丢了”不是单号"),
    ({"amount": "¥-20.00"}, "金额“¥-20.00”读不出来"),
])  # fmt: skip
def test_a_row_that_cannot_be_decided_is_put_to_a_person(words: dict[str, str], say: str) -> None:
    review = asked(**words)
    assert say in review.reason and review.movement is None and review.row == FIRST_LINE


@pytest.mark.parametrize(("words", "say"), [
    ({"status": "等待确认"}, "不认识的当前状态“等待确认”"),
    ({"status": "已全额退款"}, "不认识的当前状态“已全额退款”"),
    ({"status": "/"}, "不认识的当前状态“”"),
    ({"way": "支出", "account": "零钱&红包", "status": "支付成功"}, "组合支付“零钱&红包”"),
    ({"way": "/", "kind": "信用卡还款", "account": "零钱", "memo": "服务费¥0.10"}, "带服务费"),
])  # fmt: skip
def test_a_doubtful_row_keeps_what_was_read_of_it(words: dict[str, str], say: str) -> None:
    review = asked(**words)
    assert say in review.reason and review.movement is not None
    assert review.movement.amount == Decimal("20.00")


def test_a_failed_withdrawal_and_a_zero_row_are_skipped_with_the_reason() -> None:
    failed = only(way="/", kind="零钱提现", account="农业银行(1234)", status="提现失败，已退回零钱")
    zero = only(amount="¥0.00")
    assert isinstance(failed, Skip) and "提现失败，已退回零钱：没有动钱，20.00元" in failed.reason
    assert isinstance(zero, Skip) and "0.00元" in zero.reason


PAYMENT = {
    "way": "支出",
    "account": "零钱",
    "status": "对方已退还",
    "id": "100",
    "merchant": "200",
    "at": "2026-03-21 08:00:00",
}
REFUND = {
    "way": "收入",
    "account": "零钱",
    "status": "已全额退款",
    "kind": "转账-退款",
    "id": "200",
    "who": "/",
}


def pairs(*rows: dict[str, str]) -> dict[str, tuple[str, str | None]]:
    """Refund link to the link that it gives back and how that was found, in a bill of the given rows."""
    statement = read_bytes(csv_bill([line(**row) for row in rows]), "x.csv")
    assert len(statement.movements) == len(rows)
    return {m.link: (m.refund_of, m.extra.get("退款配对")) for m in statement.movements if m.refund}


def test_a_returned_transfer_is_booked_in_full_and_its_refund_points_at_it() -> None:
    statement = read_bytes(csv_bill([line(**PAYMENT), line(**REFUND)]), "x.csv")
    assert [(m.way, m.amount) for m in statement.movements] == [
        ("out", Decimal("20.00")),
        ("in", Decimal("20.00")),
    ]
    assert statement.change("零钱") == 0
    assert pairs(PAYMENT, REFUND) == {"wx-200": ("wx-100", "单号")}


def test_the_printed_number_beats_a_likelier_looking_payment() -> None:
    other = PAYMENT | {"id": "101", "merchant": "201"}
    assert pairs(other, PAYMENT, REFUND) == {"wx-200": ("wx-100", "单号")}


def test_a_refund_without_a_number_is_paired_only_where_one_payment_can_be_meant() -> None:
    stray = REFUND | {"id": "300"}
    twin = PAYMENT | {"id": "101", "merchant": "201"}
    assert pairs(PAYMENT, stray) == {"wx-300": ("wx-100", "推定")}
    assert pairs(PAYMENT, twin, stray) == {"wx-300": ("", None)}
    assert pairs(PAYMENT, stray, stray | {"id": "301"}) == {"wx-300": ("", None), "wx-301": ("", None)}
    assert pairs(PAYMENT | {"at": "2026-03-26 08:00:00"}, stray) == {"wx-300": ("", None)}
    assert pairs(PAYMENT | {"status": "支付成功"}, stray) == {"wx-300": ("", None)}
    assert pairs(PAYMENT | {"account": "零钱通"}, stray) == {"wx-300": ("", None)}


def test_a_payment_already_paired_by_number_is_not_offered_again() -> None:
    assert pairs(PAYMENT, REFUND, REFUND | {"id": "300"}) == {
        "wx-200": ("wx-100", "单号"),
        "wx-300": ("", None),
    }


def test_a_partial_merchant_refund_is_paired_by_the_part_that_the_payment_names() -> None:
    payment = {"way": "支出", "kind": "商户消费", "who": "县医院", "account": "零钱", "amount": "¥45.00",
               "status": "已退款(￥20.00)", "at": "2026-03-21 08:00:00"}  # fmt: skip
    refund = {"kind": "县医院-退款", "who": "县医院", "account": "零钱", "status": "已退款￥20.00", "id": "9"}
    assert pairs(payment, refund) == {"wx-9": ("wx-1000050001", "推定")}
    assert pairs(payment, refund | {"amount": "¥21.00"}) == {"wx-9": ("", None)}


def test_the_same_row_twice_is_booked_once() -> None:
    statement = read_bytes(csv_bill([line(), line()]), "x.csv")
    assert len(statement.movements) == 1
    assert statement.skips[0].reason == "与第12行完全相同，不重复记账。"


@pytest.mark.parametrize(
    "other", [{"amount": "¥21.00"}, {"way": "支出", "account": "零钱"}, {"what": "别的"}]
)
def test_one_id_with_two_contents_is_put_to_a_person(other: dict[str, str]) -> None:
    statement = read_bytes(csv_bill([line(), line(**other), line()]), "x.csv")
    assert statement.movements == () and len(statement.skips) == 1
    assert [review.reason[:7] for review in statement.reviews] == ["单号与第13行", "单号与第12行"]
    assert all(review.movement for review in statement.reviews)


def test_a_column_of_ones_own_is_kept_with_the_row() -> None:
    bill = csv_bill([[*line(), "清明", ""]], face([line()]), [*COLUMNS, "社里备注", "经手"])
    assert read_bytes(bill, "x.csv").movements[0].extra == {"社里备注": "清明"}


def test_numbers_dates_and_digits_in_cells_read_as_the_text_does() -> None:
    rows = [*lines(), line(what="20260401", id="77")]
    as_text = read_bytes(csv_bill(rows), "x.csv").movements
    cells = [typed(row) for row in rows]
    cells[-1][3] = 20260401  # 商品 of digits only becomes a number cell
    cells[0][0] = 46110.84103009259  # a time cell that lost its format is Excel's day number
    as_cells = read_bytes(xlsx_bill(cells, face(rows)), "x.xlsx").movements
    assert [replace(m, row=0) for m in as_cells] == [replace(m, row=0) for m in as_text]


def test_a_number_cell_with_more_than_two_places_is_no_amount() -> None:
    rows = [typed(line()), typed(line(id="2"))]
    rows[1][5] = 20.005
    above = face([line()], rows="共2笔记录", 收入="收入：2笔 20.00元")
    review = read_bytes(xlsx_bill(rows, above), "x.xlsx").reviews[0]
    assert "金额“20.005”读不出来" in review.reason


@pytest.mark.parametrize("wrong", [
    {"amount": Decimal(0)}, {"fee": Decimal("20.00")}, {"fee": Decimal("-1")}, {"account": ""}, {"link": ""},
    {"link": "wx-单号"}, {"way": "move"}, {"other_account": "零钱通"}, {"at": datetime.fromisoformat("2026-03-25")},
])  # fmt: skip
def test_a_movement_that_makes_no_sense_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        replace(moved(), **wrong)
