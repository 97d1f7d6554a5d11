"""Vouchers to print and bind, their cover and their summary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from ledger import chart
from ledger.books import Books
from ledger.events import facts, moves
from ledger.mistake import Mistake
from reports.books.voucher_cover import voucher_cover
from reports.books.voucher_summary import voucher_summary
from reports.books.vouchers import ENDED, vouchers
from reports.drawing.draw import draw
from reports.forms import Form, Grid, Paper, Words
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, old_books_of, rows
from tests.books_of import books_of


def _table(form: Form) -> list[str]:
    return next(rows(part) for part in form.parts if isinstance(part, Sheet))


def _words(form: Form) -> list[str]:
    return [part.said for part in form.parts if isinstance(part, Words)]


def _fields(form: Form) -> dict[str, str]:
    grids = [part for part in form.parts if isinstance(part, Grid)]
    return {field.label: field.value for grid in grids for line in grid.lines for field in line}


def _july() -> Books:
    """A gift and paper and ink; the gift is reversed in August."""
    undo = moves.Reverse(
        date=date(2026, 8, 5), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", payee="老王",
        reverses="2026-07-001", voucher="2026-08-001", approved_by="zhangsan",
        lines=((f"{made.BANK}:{chart.DONATION_FUND}", Decimal("-66.00")), (chart.DONATIONS, Decimal("66.00"))),
    )  # fmt: skip
    return books_of(
        made.donation("66.00", 2, voucher="2026-07-001"),
        made.expense("1030.50", 4, voucher="2026-07-002"),
        undo,
    )


def test_a_voucher_has_its_lines_its_sum_in_capitals_and_the_names_of_who_did_what() -> None:
    first, second = vouchers(asked_of(_july(), "2026-07"))
    assert (second.title, second.mark, second.half) == ("记账凭证", "记字第2号", True)
    assert second.subtitle == "徽州区岩寺镇石岗村救急难互助社　2026年7月4日　单位：元"
    assert _table(second) == [
        "办公用品　岩寺文具店|5301管理费用|办公费|1,030.50",
        "办公用品　岩寺文具店|1002银行存款|农商行基本户—社会捐赠|1,030.50",
        "合计　人民币壹仟零叁拾元零伍角|1,030.50|1,030.50",
    ]
    assert _words(second) == [
        "附单据　　　　张",
        "会计主管：　　　　　记账：　　　　　出纳：赵六　　　审核：张三　　　制单：王五",
    ]
    assert _words(first)[1].endswith("出纳：　　　　　审核：　　　　　制单：王五")


def test_a_reversal_names_the_voucher_it_reverses_and_is_red() -> None:
    (form,) = vouchers(asked_of(_july(), "2026-08"))
    assert _table(form)[1:] == [
        "冲销2026年7月记-1：记错　老王|4101捐赠收入|-66.00",
        "合计　人民币负陆拾陆元整|-66.00|-66.00",
    ]
    assert _words(form)[0] == "附单据　　　　张　　冲销：2026年7月记-1"


def test_the_accounts_are_those_of_the_regime_of_the_day() -> None:
    books = old_books_of(made.expense("9.00", date(2025, 11, 3), voucher="2025-11-001"))
    assert _table(vouchers(asked_of(books, "2025-11"))[0])[0].split("|")[1] == "5201管理费用"


@pytest.mark.parametrize("word", ["记-2", "2026-07-002"])
def test_one_voucher_is_printed_where_it_is_named(word: str) -> None:
    assert [form.mark for form in vouchers(asked_of(_july(), "2026-07", voucher=word))] == ["记字第2号"]


def test_a_voucher_that_is_not_there_and_a_month_without_any_are_told() -> None:
    with pytest.raises(Mistake, match="2026年7月没有凭证“记-9”；凭证号像 记-3 或 2026-07-003"):
        vouchers(asked_of(_july(), "2026-07", voucher="记-9"))
    with pytest.raises(Mistake, match=r"2026年6月没有凭证\Z"):
        vouchers(asked_of(_july(), "2026-06"))
    with pytest.raises(Mistake, match="2026年6月没有凭证，不用做封面"):
        voucher_cover(asked_of(_july(), "2026-06"))


def test_vouchers_are_bound_by_number_whatever_their_day() -> None:
    books = books_of(
        made.donation("1.00", 9, voucher="2026-07-001"), made.donation("2.00", 3, voucher="2026-07-002")
    )
    assert [form.mark for form in vouchers(asked_of(books, "2026-07"))] == ["记字第1号", "记字第2号"]


def test_the_year_s_end_has_vouchers_of_its_own_after_the_last_of_december() -> None:
    books = old_books_of(made.donation("500.00", date(2025, 12, 1), voucher="2025-12-001"))
    _, end = vouchers(asked_of(books, "2025-12"))
    assert end.mark == "转字第1号" and _words(end)[0] == ENDED
    assert _table(end) == [
        "结转非限定性收入|4101捐赠收入|500.00",
        "结转非限定性收入|3101非限定性净资产|500.00",
        "合计　人民币伍佰元整|500.00|500.00",
    ]


def test_an_officer_is_named_as_on_the_day_and_an_unknown_one_by_the_id() -> None:
    gone = facts.Departure(date=date(2026, 7, 5), recorded_by="lisi", id="wangwu")
    books = books_of(made.donation("1.00", 3), gone, made.donation("2.00", 9, recorded_by="bangshou"))
    before, after = vouchers(asked_of(books, "2026-07"))
    assert _words(before)[1].endswith("制单：王五") and _words(after)[1].endswith("制单：bangshou")


def test_the_cover_counts_the_month_s_vouchers_and_tells_what_is_missing() -> None:
    books = books_of(
        made.donation("1.00", 2, voucher="2026-07-001"), made.donation("2.00", 9, voucher="2026-07-003")
    )
    (cover,) = voucher_cover(asked_of(books, "2026-07"))
    fields = _fields(cover)
    assert (fields["年月"], fields["起讫日期"]) == ("2026年7月", "2026-07-02 至 2026-07-09")
    assert (fields["凭证种类"], fields["起讫号码"], fields["凭证总数"]) == ("记账凭证", "记-1 至 记-3", "2张")
    assert fields["备注"] == "缺号：记-2"


def test_each_month_of_a_quarter_has_its_own_cover() -> None:
    assert [_fields(c)["年月"] for c in voucher_cover(asked_of(_july(), "2026Q3"))] == [
        "2026年7月",
        "2026年8月",
    ]


def test_the_summary_adds_up_the_vouchers_by_account() -> None:
    sheet = voucher_summary(asked_of(_july(), "2026-07"))
    assert rows(sheet) == [
        "1002|银行存款|66.00|1,030.50",
        "4101|捐赠收入|66.00",
        "5301|管理费用|1,030.50",
        "合计|1,096.50|1,096.50",
    ]
    assert sheet.notes == ("凭证：2026年7月记-1至记-2，共2张。",)
    assert voucher_summary(asked_of(_july(), "2026-06")).notes == ("本期没有凭证。",)


def test_goods_are_told_by_quantity_and_price() -> None:
    (form,) = vouchers(asked_of(books_of(made.rice(10, 3, goods_name="大米（袋）")), "2026-07"))
    assert _table(form)[0] == "捐赠大米（10×60.00元）　岩寺粮站|1201存货|社会捐赠|600.00"


def test_two_vouchers_share_a_page() -> None:
    forms = vouchers(asked_of(_july(), "2026-07"))
    pages = pypdfium2.PdfDocument(draw(Paper("记账凭证", forms), "pdf"))
    assert len(pages) == 1
