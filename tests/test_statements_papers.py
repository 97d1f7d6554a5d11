"""The papers of the statements: how they are laid out, the closing entries, the notes, the whole set."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from huzhu.reading import read
from ledger import chart
from ledger.books import Books
from ledger.events import goods, moves
from ledger.mistake import Mistake
from reports import period
from reports.forms import Contents, Form, Grid
from reports.period import Period
from reports.report import Asked, Audience
from reports.rows import Sheet, shown
from reports.statements import (
    activities,
    balance_sheet,
    cash_flows,
    closing_entries,
    identities,
    notes,
    whole,
)
from reports.statements.plain_journal import journal
from tests import societies as made
from tests.golden_year import golden
from tests.societies import BANK
from tests.statement_rows import books_since_2024

OLD, NEW = date(2025, 9, 10), date(2026, 3, 10)
WHO: dict[str, Any] = {"recorded_by": "wangwu", "approved_by": "zhangsan", "paid_by": "zhaoliu"}


@pytest.fixture(scope="module")
def golden_books() -> Books:
    """The golden society's books."""
    return read(golden())[0]


def _asked(books: Books, of: Period, audience: Audience = Audience.AUDITOR) -> Asked:
    return Asked(books, of, audience, date(2026, 7, 20))


def _rows(sheet: Sheet) -> list[str]:
    return [" ".join(filter(None, map(shown, row.cells))) for row in sheet.rows]


def _sheet(report: Any, books: Books, of: Period) -> Sheet:
    (leaf,) = report.leaves(_asked(books, of))
    assert isinstance(leaf, Sheet)
    return leaf


# How they are laid out


def test_both_totals_of_the_balance_sheet_stand_on_its_last_row(golden_books: Books) -> None:
    for of in (period.year("2025"), period.month("2026-05")):
        last = _sheet(balance_sheet.REPORT, golden_books, of).rows[-1]
        assert (last.style, last.cells[0], last.cells[4]) == ("total", "资产总计", "负债和净资产总计")
        assert last.cells[2:4] == last.cells[6:8]


def test_the_balance_sheet_says_whose_it_is_on_which_day_and_which_form(golden_books: Books) -> None:
    sheet = _sheet(balance_sheet.REPORT, golden_books, period.month("2026-02"))
    assert sheet.subtitle == "编制单位：徽州区岩寺镇石岗村救急难互助社　2026年2月28日　单位：元"
    assert (sheet.mark, sheet.signed) == ("会民非01表", ("单位负责人", "复核", "制表"))


def test_a_line_without_a_figure_is_blank_and_a_sum_is_0_00() -> None:
    sheet = _sheet(balance_sheet.REPORT, books_since_2024(), period.month("2026-03"))
    assert _rows(sheet)[1] == "　货币资金 1 　短期借款 61"
    assert _rows(sheet)[-1] == "资产总计 27 0.00 0.00 负债和净资产总计 80 0.00 0.00"


@pytest.mark.parametrize(
    ("of", "groups"),
    [
        (period.month("2026-05"), ["本月数", "本年累计数"]),
        (period.quarter("2025Q2"), ["本季度数", "本年累计数"]),
        (period.year("2025"), ["本年数", "上年数"]),
        (period.year("2026"), ["本年数"]),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_the_columns_of_the_activities_stand_in_threes(
    golden_books: Books, of: Period, groups: list[str]
) -> None:
    columns = _sheet(activities.REPORT, golden_books, of).columns
    assert [c.full for c in columns[2:]] == [
        f"{group} {kind}" for group in groups for kind in ("非限定性", "限定性", "合计")
    ]


def test_the_columns_of_the_cash_flows_are_as_many_as_there_are_periods(golden_books: Books) -> None:
    titles = {of: [c.title for c in _sheet(cash_flows.REPORT, golden_books, of).columns[2:]] for of in (
        period.month("2026-05"), period.quarter("2026Q1"), period.year("2025"), period.year("2026"),
    )}  # fmt: skip
    assert list(titles.values()) == [
        ["本月金额", "本年累计金额"], ["本季度金额", "本年累计金额"], ["本年金额", "上年金额"], ["本年金额"],
    ]  # fmt: skip


@pytest.mark.parametrize("report", [balance_sheet, activities, cash_flows])
def test_the_three_statements_are_for_everybody(golden_books: Books, report: Any) -> None:
    asked = _asked(golden_books, period.year("2025"), Audience.PUBLIC)
    assert report.REPORT.leaves(asked) == report.REPORT.leaves(_asked(golden_books, period.year("2025")))


@pytest.mark.parametrize("report", [notes, closing_entries, whole])
def test_what_names_people_or_entries_stays_inside(golden_books: Books, report: Any) -> None:
    with pytest.raises(Mistake, match="不出给 public"):
        report.REPORT.leaves(_asked(golden_books, period.year("2025"), Audience.PUBLIC))


# 结转分录


def test_until_2025_what_was_used_of_restricted_money_goes_over_after_the_expenses() -> None:
    books = books_since_2024(
        made.subsidy("1000.00", OLD), made.relief("300.00", OLD, fund=chart.SUBSIDY_FUND),
        made.donation("200.00", OLD), made.expense("50.00", OLD),
    )  # fmt: skip
    assert _rows(_sheet(closing_entries.REPORT, books, period.year("2025"))) == [
        "1 结转非限定性收入 4101 捐赠收入 非限定性收入 200.00",
        "3101 非限定性净资产 200.00",
        "2 结转限定性收入 4401 政府补助收入 限定性收入 1,000.00",
        "3102 限定性净资产 1,000.00",
        "3 结转费用 3101 非限定性净资产 350.00",
        "5101 业务活动成本 应急救助 300.00",
        "5201 管理费用 办公费 50.00",
        "4 限定性净资产使用后转为非限定性净资产 3102 限定性净资产 300.00",
        "3101 非限定性净资产 300.00",
        "合计 1,850.00 1,850.00",
    ]


def test_from_2026_restricted_expenses_go_to_restricted_net_assets_directly() -> None:
    books = books_since_2024(
        made.subsidy("1000.00", NEW), made.relief("300.00", NEW, fund=chart.SUBSIDY_FUND),
        made.donation("200.00", NEW), made.expense("50.00", NEW),
        made.transfer("20.00", NEW, from_fund=chart.SUBSIDY_FUND, to_fund=chart.DONATION_FUND),
        made.transfer("7.00", NEW, from_fund=chart.DONATION_FUND, to_fund=chart.SUBSIDY_FUND),
    )  # fmt: skip
    sheet = _sheet(closing_entries.REPORT, books, period.month("2026-03"))
    assert _rows(sheet)[4:-1] == [
        "3 结转非限定性费用 3101 非限定性净资产 50.00",
        "5301 管理费用 办公费—非限定性费用 50.00",
        "4 结转限定性费用 3102 限定性净资产 300.00",
        "5101 业务活动成本 应急救助—限定性费用 300.00",
        "5 解除限定，转为非限定性净资产 3102 限定性净资产 20.00",
        "3101 非限定性净资产 20.00",
        "6 设定限定，转为限定性净资产 3101 非限定性净资产 7.00",
        "3102 限定性净资产 7.00",
    ]
    assert sheet.notes[-1] == "结转后：非限定性净资产163.00元，限定性净资产687.00元，与资产负债表期末数一致。"


def test_an_expense_that_came_back_in_a_later_year_is_carried_the_other_way_round() -> None:
    paid = made.expense("50.00", date(2025, 12, 30), voucher="2025-12-001")
    back = moves.Reverse(
        date=NEW, amount=Decimal("50.00"), narration="冲销", reverses="2025-12-001", **WHO,
        lines=tuple((account, -yuan) for account, yuan in paid.legs()),
    )  # fmt: skip
    sheet = _sheet(closing_entries.REPORT, books_since_2024(paid, back), period.year("2026"))
    assert _rows(sheet)[:2] == [
        "1 结转非限定性费用 5301 管理费用 办公费—非限定性费用 50.00",
        "3101 非限定性净资产 50.00",
    ]


def test_nothing_to_carry_is_said() -> None:
    sheet = _sheet(closing_entries.REPORT, books_since_2024(), period.month("2026-03"))
    assert _rows(sheet) == ["合计 0.00 0.00"]
    assert sheet.notes[0] == "2026年3月没有收入和费用，不用结转。"


# 附注


def _form(books: Books, year: str) -> Form:
    (form,) = notes.REPORT.leaves(_asked(books, period.year(year)))
    assert isinstance(form, Form)
    return form


def _tables(form: Form) -> dict[str, list[str]]:
    return {part.title: _rows(part) for part in form.parts if isinstance(part, Sheet)}


def test_the_notes_fill_in_what_the_books_know(golden_books: Books) -> None:
    tables = _tables(_form(golden_books, "2025"))
    assert tables["限定性净资产"] == [
        "财政补助 按下达文件规定的用途 10,000.00 0.00 500.00 9,500.00",
        "张氏助学专项 张氏后人捐赠，用于业务活动成本，用到2026-12-31 0.00 6,000.00 1,000.00 5,000.00",
        "合计 10,000.00 6,000.00 1,500.00 14,500.00",
    ]
    assert tables["受托代理"][0] == "受托代理负债 0.00 1,000.00 1,000.00 0.00"
    assert tables["业务活动成本"] == [
        "补充救助 1 500.00",
        "应急救助 5 3,300.00",
        "实物救助 1 150.00",
        "合计 3,950.00",
    ]
    assert tables["货币资金"][-1] == "合计 30,000.00 17,115.60 9,291.00 37,824.60"
    assert tables["存货"] == ["大米（斤） 0.00 600.00 150.00 450.00", "合计 0.00 600.00 150.00 450.00"]


def test_the_notes_name_no_donor_who_did_not_agree() -> None:
    given = (made.rice(5, NEW), made.rice(1, NEW, donor="粮油店", publish=True))
    rows = _tables(_form(books_since_2024(*given), "2026"))["受赠实物"]
    assert rows == [
        "2026-03-10 爱心人士 DAMI 5 300.00", "2026-03-10 粮油店 DAMI 1 60.00", "合计 360.00",
    ]  # fmt: skip


def test_the_first_of_january_counts_as_this_year() -> None:
    books = books_since_2024(
        made.donation("3.00", date(2025, 12, 31)), made.donation("5.00", date(2026, 1, 1))
    )
    assert _tables(_form(books, "2026"))["货币资金"] == [
        "农商行基本户 3.00 5.00 0.00 8.00",
        "合计 3.00 5.00 0.00 8.00",
    ]


def test_relief_that_was_reversed_is_no_relief() -> None:
    paid = made.relief("50.00", NEW, voucher="2026-03-001")
    back = moves.Reverse(
        date=NEW, amount=Decimal("50.00"), narration="冲销", reverses="2026-03-001", **WHO,
        lines=tuple((account, -yuan) for account, yuan in paid.legs()),
    )  # fmt: skip
    books = books_since_2024(paid, back, made.relief("7.00", NEW))
    assert _tables(_form(books, "2026"))["业务活动成本"][1] == "应急救助 1 7.00"


def test_goods_bought_or_taken_back_are_no_gifts() -> None:
    bought = goods.GoodsBought(
        date=NEW, amount=Decimal("60.00"), narration="购买大米", goods="DAMI", quantity=Decimal(1), price=Decimal("60.00"),
        payee="粮站", account=BANK, **WHO,
    )  # fmt: skip
    assert _tables(_form(books_since_2024(bought), "2026"))["受赠实物"] == ["合计 0.00"]


def test_the_notes_of_empty_books_say_so() -> None:
    form = _form(books_since_2024(), "2026")
    said = {note for part in form.parts if isinstance(part, Sheet) for note in part.notes}
    assert said == {
        "期末没有限定性净资产。",
        "没有受托代理业务。",
        "本年没有接受实物捐赠。",
        "没有库存实物。",
    }


@pytest.mark.parametrize(("year", "number"), [("2025", "财会〔2004〕7号"), ("2026", "财会〔2024〕25号")])
def test_the_notes_name_the_regime_in_force(year: str, number: str) -> None:
    words = [part.said for part in _form(books_since_2024(), year).parts if hasattr(part, "said")]
    assert any(number in said for said in words)
    assert any("限定性费用" in said for said in words) == (year == "2026")


def test_what_only_people_know_is_left_to_be_written() -> None:
    form = _form(books_since_2024(), "2026")
    blanks = [
        f.label
        for part in form.parts
        if isinstance(part, Grid)
        for line in part.lines
        for f in line
        if not f.value
    ]
    assert {"捐赠承诺", "关联方", "关联交易", "服务捐赠", "或有事项"} <= set(blanks)


# 全套


def test_the_whole_set_of_a_year_has_its_cover_and_its_notes(golden_books: Books) -> None:
    leaves = whole.REPORT.leaves(_asked(golden_books, period.year("2025")))
    assert [leaf.title for leaf in leaves] == [
        "年度会计报表", "资产负债表", "业务活动表", "现金流量表", "会计报表附注", "结转分录", "报表勾稽核对表",
    ]  # fmt: skip
    assert isinstance(leaves[0], Form) and any(isinstance(part, Contents) for part in leaves[0].parts)


def test_the_whole_set_of_a_month_has_no_notes(golden_books: Books) -> None:
    titles = [leaf.title for leaf in whole.REPORT.leaves(_asked(golden_books, period.month("2026-05")))]
    assert titles[0] == "月度会计报表" and "会计报表附注" not in titles


def test_the_check_of_the_statements_shows_both_sides_and_no_difference(golden_books: Books) -> None:
    sheet = identities.sheet(golden_books, period.year("2025"), "")
    assert _rows(sheet)[1] == "资产总计＝负债和净资产总计（期末数） 38,274.60 38,274.60 0.00"
    assert {row.cells[-1] for row in sheet.rows} == {Decimal("0.00")} and len(sheet.rows) == 7


# The plain journal


def test_what_means_something_to_another_program_is_written_in_a_wide_form() -> None:
    books = books_since_2024(made.donation("1.00", NEW, donor="老|王;(一)", narration="a=b; c"))
    assert "* 老｜王；（一） | a＝b； c" in journal(books, "hledger")


def test_goods_are_exported_in_their_units_at_cost() -> None:
    text = journal(books_since_2024(made.rice(5, NEW)), "hledger")
    assert "    Assets:1201存货:03社会捐赠  5 DAMI @ 60.00 CNY\n" in text
    assert "commodity 1. DAMI\n" in text
