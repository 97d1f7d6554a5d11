"""Relief on the papers of other places: pushed to the platform, in the work ledger, goods in stock, by household."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from reports.filings import households, monitoring, work_ledger, work_ledger_goods
from reports.period import month, year
from reports.report import Audience, Report
from reports.rows import Sheet
from tests.case_lines import BANK, decided, opened, paid, policy, step
from tests.test_other_places_cases import ID_NUMBER, asked, rows, society, somebody, told
from tests.trials import trials

JULY, AUGUST = month("2026-07"), month("2026-08")
YEAR = year("2026")
OTHER = "JZ-2026-0008"
WHO = {"approved-by": "zhangsan", "paid-by": "zhaoliu", "method": "现金"}


def _cell(sheet: Sheet, key: str, row: int = 0) -> str:
    """What stands in one column of a row."""
    return rows(sheet)[row][[c.key for c in sheet.columns].index(key)]


def _keys(sheet: Sheet) -> list[str]:
    return [c.key for c in sheet.columns]


def _helped(place: str = "shanxi") -> str:
    """A case of 800.00, of which 300.00 come back."""
    lines = opened() + decided(approved_by='"zhangsan"')
    return society(place) + lines + paid(voucher="2026-07-001", **WHO) + paid("-300.00", "2026-07-20")


def test_each_relief_is_pushed_in_a_row_under_the_pseudonym_that_the_bureau_can_match() -> None:
    sheet = told(monitoring.REPORT, _helped(), JULY)
    assert rows(sheet) == [
        ["JZ-2026-0007", "P-1a2b3c4d5e6f", "H-1a2b3c4d5e6f", "汪*", "突发严重困难户", "疾病", "应急救助", "现金",
         "800.00", "2026-07-09", "", "", "", "", ""],
        ["JZ-2026-0007", "P-1a2b3c4d5e6f", "H-1a2b3c4d5e6f", "汪*", "突发严重困难户", "疾病", "应急救助", "",
         "-300.00", "2026-07-20", "", "", "", "", "退回"],
    ]  # fmt: skip
    assert all(row.style == "line" for row in sheet.rows), "programs read it: no totals"
    assert told(monitoring.REPORT, _helped(), AUGUST).notes[0] == "2026年8月没有救助，也没有转介。"


def test_names_and_numbers_are_pushed_only_from_the_archive_and_whole_only_for_audit() -> None:
    assert "id_number" not in _keys(told(monitoring.REPORT, _helped(), JULY))
    township = told(monitoring.REPORT, _helped(), JULY, audience=Audience.TOWNSHIP, person=somebody())
    assert (_cell(township, "name"), _cell(township, "id_number")) == ("汪小明", ID_NUMBER[-4:])
    auditor = told(monitoring.REPORT, _helped(), JULY, person=somebody())
    assert _cell(auditor, "id_number") == ID_NUMBER


def test_a_referral_is_pushed_with_its_answer() -> None:
    ledger = _helped() + step("转出", "2026-07-22", kind="转介", to='"县医保局"', letter='"函1"')
    waiting = rows(told(monitoring.REPORT, ledger, JULY))[-1]
    assert waiting[6:] == ["转介", "", "", "2026-07-22", "县医保局", "待答复", "", "", "函号函1"]
    answered = told(
        monitoring.REPORT, ledger + step("回复", "2026-07-25", kind="转介", outcome='"已救助"'), JULY
    )
    assert _cell(answered, "outcome", -1) == "已救助"


def _aid(kind: str, day: str, *more: str) -> str:
    lines = "".join(f"\n  {line}" for line in more)
    return f'{day} custom "政府救助" "P-1a2b3c4d5e6f"\n  kind: "{kind}"{lines}\n'


def test_aid_for_the_same_matter_is_marked_and_the_allowances_are_not() -> None:
    ledger = _helped() + _aid("低保", "2020-01-01") + _aid("医疗救助", "2026-05-01", 'agency: "妇联"')
    sheet = told(monitoring.REPORT, ledger, JULY)
    assert _cell(sheet, "aid") == "低保、医疗救助"
    assert _cell(sheet, "double") == "妇联医疗救助（2026-05-01）"
    other = told(monitoring.REPORT, _helped() + _aid("教育救助", "2026-05-01"), JULY)
    assert (_cell(other, "aid"), _cell(other, "double")) == ("教育救助", "")


def test_aid_counts_for_as_many_days_as_the_policy_says_and_not_after_its_end() -> None:
    def double(*aid: str) -> str:
        return _cell(told(monitoring.REPORT, _helped() + _aid("医疗救助", *aid), JULY), "double")

    assert double("2025-07-09") and not double("2025-07-08"), "365 days before 2026-07-09"
    assert not double("2026-07-10"), "what came later was no help yet"
    assert double("2020-01-01", "until: 2026-07-09") and not double("2026-01-01", "until: 2026-07-08")


def test_where_the_policy_knows_no_double_relief_there_is_no_such_column() -> None:
    assert "double" not in _keys(told(monitoring.REPORT, _helped("zhoucun"), JULY))


def test_what_was_reversed_in_its_month_is_not_pushed_and_later_it_is_taken_back() -> None:
    undo = paid("-800.00", "2026-07-10", reverses="2026-07-001")
    first = society("shanxi") + opened() + decided() + paid(voucher="2026-07-001")
    assert told(monitoring.REPORT, first + undo, JULY).rows == ()
    later = first + undo.replace("2026-07-10", "2026-08-10")
    assert _cell(told(monitoring.REPORT, later, JULY), "amount") == "800.00"
    taken = told(monitoring.REPORT, later, AUGUST)
    assert (_cell(taken, "amount"), _cell(taken, "remark")) == ("-800.00", "冲销")


def test_relief_without_a_case_is_pushed_and_says_so() -> None:
    sheet = told(monitoring.REPORT, society("shanxi") + paid(number=""), JULY)
    assert (_cell(sheet, "name"), _cell(sheet, "person"), _cell(sheet, "remark")) == ("汪*", "", "没有案卷")


def _leaves(report: Report, ledger: str) -> list[Sheet]:
    return [leaf for leaf in report.leaves(asked(ledger, JULY)) if isinstance(leaf, Sheet)]


def test_the_work_ledger_tells_the_five_days_and_who_signed() -> None:
    at = 'at: "2026-07-10T09:00:00+08:00"\n  matter:'
    (sheet,) = _leaves(work_ledger.REPORT, _helped("honghe").replace("matter:", at, 1))
    assert rows(sheet) == [
        ["1", "JZ-2026-0007", "汪*", "疾病", "应急救助", "现金", "800.00", "2026-07-08", "2026-07-10", "2026-07-09",
         "2026-07-09", "2026-07-09", "赵六", "张三", "2026-07-001", ""],
        ["2", "JZ-2026-0007", "汪*", "疾病", "应急救助", "", "-300.00", "2026-07-08", "2026-07-10", "2026-07-09",
         "2026-07-09", "2026-07-20", "", "张三", "", "退回"],
        ["合计", "", "", "", "", "", "500.00", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip


def test_cash_at_the_limit_passes_and_one_fen_more_is_marked() -> None:
    def remark(amount: str, **more: str) -> str:
        ledger = society("honghe") + opened() + decided(amount) + paid(amount, **{**WHO, **more})
        return _cell(_leaves(work_ledger.REPORT, ledger)[0], "remark")

    assert remark("1000.00") == "" and remark("1000.01") == "现金超过1000.00元"
    assert remark("1000.01", method="转账", money=BANK) == ""


def test_the_same_matter_in_the_same_year_is_marked_and_another_matter_is_not() -> None:
    def remark(**second: str) -> str:
        again = opened(OTHER, "2026-07-20", **second) + paid(day="2026-07-21", number=OTHER)
        sheet = told(work_ledger.REPORT, society("honghe") + opened() + paid() + again, JULY)
        return _cell(sheet, "remark", 1)

    assert remark() == "同一事由本年第2次"
    assert remark(person="P-000000000002") == "同一事由本年第2次", "the household counts as one"
    assert remark(matter="教育") == ""
    assert remark(person="P-000000000002", household="H-000000000002") == ""


def test_two_illnesses_with_numbers_of_their_own_are_two_matters() -> None:
    first = opened(matter_no="1").replace("matter_no", "matter-no")
    again = opened(OTHER, "2026-07-20", matter_no="2").replace("matter_no", "matter-no")
    ledger = society("honghe") + first + paid() + again + paid(day="2026-07-21", number=OTHER)
    assert _cell(told(work_ledger.REPORT, ledger, JULY), "remark", 1) == ""


def test_a_reversed_payment_stands_with_its_reversal_and_adds_up_to_nothing() -> None:
    ledger = society("honghe") + opened() + paid(voucher="2026-07-001")
    ledger += paid("-800.00", "2026-07-10", reverses="2026-07-001")
    sheet = told(work_ledger.REPORT, ledger, JULY)
    assert [_cell(sheet, "remark", at) for at in (0, 1)] == ["已冲销", "冲销2026-07-001"]
    assert _cell(sheet, "amount", -1) == "0.00"


RICE = """
2026-06-05 commodity DAMI
  goods-name: "大米（斤）"
2026-06-05 * "岩寺粮站" "捐赠大米"
  voucher: "2026-06-001"
  Assets:1201存货:03社会捐赠   10 DAMI {60.00 CNY}
  Income:4101捐赠收入
2026-07-05 * "岩寺粮站" "捐赠大米"
  voucher: "2026-07-001"
  Assets:1201存货:03社会捐赠   5 DAMI {62.50 CNY}
  Income:4101捐赠收入  -312.50 CNY
2026-07-16 * "汪*" "发放大米" ^JZ-2026-0007
  voucher: "2026-07-002"
  method: "实物"
  Expenses:5101业务活动成本:03实物救助   662.50 CNY
  Assets:1201存货:03社会捐赠   -10 DAMI {60.00 CNY}
  Assets:1201存货:03社会捐赠   -1 DAMI {62.50 CNY}
"""


def test_goods_have_a_leaf_of_their_own_with_quantity_and_price() -> None:
    ledger = society("honghe") + opened() + paid() + RICE
    money, goods = _leaves(work_ledger.REPORT, ledger)
    assert _cell(money, "amount", -1) == "800.00" and len(money.rows) == 2
    assert rows(goods)[0][4:9] == ["应急救助", "大米（斤）", "11", "", "662.50"], "two prices: none is shown"
    one = ledger.replace("  Assets:1201存货:03社会捐赠   -1 DAMI {62.50 CNY}\n", "").replace(
        "662.50", "600.00"
    )
    assert rows(_leaves(work_ledger.REPORT, one)[1])[0][5:9] == ["大米（斤）", "10", "60.00", "600.00"]


def test_goods_alone_make_one_leaf_and_an_empty_month_one_that_says_so() -> None:
    (only,) = _leaves(work_ledger.REPORT, society("honghe") + opened() + RICE)
    assert only.title == "实物救助工作台账"
    (empty,) = _leaves(work_ledger.REPORT, society("honghe"))
    assert empty.title == "资金救助工作台账" and empty.notes[0] == "2026年7月没有发放救助。"


def test_the_stock_ledger_tells_what_came_what_went_to_whom_and_what_is_left() -> None:
    sheet = told(work_ledger_goods.REPORT, society("honghe") + opened() + RICE, JULY)
    assert rows(sheet) == [
        ["大米（斤）", *[""] * 9],
        ["", "", "期初结存", "", "", "", "", "10", "600.00", ""],
        ["2026-07-05", "2026-07-001", "岩寺粮站　捐赠大米", "5", "312.50", "", "", "15", "912.50", ""],
        ["2026-07-16", "2026-07-002", "汪*　发放大米", "", "", "11", "662.50", "4", "250.00", "JZ-2026-0007"],
        ["小计", "", "", "5", "312.50", "11", "662.50", "4", "250.00", ""],
        ["合计", "", "", "", "312.50", "", "662.50", "", "250.00", ""],
    ]  # fmt: skip


def test_goods_that_were_and_are_not_there_have_no_lines() -> None:
    sheet = told(work_ledger_goods.REPORT, society("honghe") + opened() + RICE, month("2026-05"))
    assert sheet.rows == () and sheet.notes[0] == "2026年5月没有实物，也没有收发。"
    august = rows(told(work_ledger_goods.REPORT, society("honghe") + opened() + RICE, AUGUST))
    assert august[1][7:9] == ["4", "250.00"] and len(august) == 4, (
        "what lies there is told though nothing moved"
    )


def test_half_a_bag_is_counted_as_half_a_bag() -> None:
    half = RICE.replace("10 DAMI {60.00 CNY}\n  Income", "9.5 DAMI {60.00 CNY}\n  Income", 1)
    sheet = told(work_ledger_goods.REPORT, society("honghe") + half[: half.index("2026-07-05")], JULY)
    assert rows(sheet)[1][7:9] == ["9.5", "570.00"]


def test_a_household_stands_with_its_times_its_sum_and_what_is_left_of_both() -> None:
    second = opened(OTHER, "2026-08-01", person="P-000000000002", matter="教育", label="汪**")
    ledger = _helped("honghe") + second + paid("1000.00", "2026-08-03", OTHER)
    sheet = told(households.REPORT, ledger, YEAR)
    assert rows(sheet) == [
        ["1", "H-1a2b3c4d5e6f", "汪*、汪**", "JZ-2026-0007、JZ-2026-0008", "2", "2", "0", "1,500.00", "0.20",
         "46,080.00", "44,580.00", ""],
        ["合计 1户", "", "", "", "2", "", "", "1,500.00", "", "", "", ""],
    ]  # fmt: skip


def test_a_third_time_too_much_money_and_the_same_matter_again_are_told() -> None:
    ledger = society("honghe")
    for at, amount in enumerate(("20000.00", "20000.00", "6080.01"), 1):
        number = f"JZ-2026-000{at}"
        ledger += opened(number, f"2026-0{at}-01") + paid(amount, f"2026-0{at}-02", number)
    sheet = told(households.REPORT, ledger, YEAR)
    assert _cell(sheet, "remark") == "超过1次；超过0.01元；JZ-2026-0002是疾病第2次；JZ-2026-0003是疾病第3次"
    assert (_cell(sheet, "more"), _cell(sheet, "left"), _cell(sheet, "multiple")) == ("0", "0.00", "6.00")


def test_what_came_back_in_full_is_no_time_and_the_turn_of_the_year_begins_anew() -> None:
    back = society("honghe") + opened() + paid() + paid("-800.00", "2026-07-20")
    assert rows(told(households.REPORT, back, YEAR))[0][0] == "合计 0户"
    staged = society("honghe") + opened(day="2025-12-30") + paid("500.00", "2025-12-31")
    staged += paid("300.00", "2026-01-01")
    assert _cell(told(households.REPORT, staged, YEAR), "total") == "300.00"
    assert _cell(told(households.REPORT, staged, year("2025")), "total") == "500.00"


def test_limits_that_the_policy_does_not_name_have_no_columns_and_a_new_standard_holds_from_its_day() -> None:
    plain = told(households.REPORT, _helped("dongtai"), YEAR)
    assert _keys(plain) == ["no", "household", "who", "cases", "times", "total", "remark"]
    assert "政策没有规定" in plain.notes[0]
    raised = _helped("honghe") + policy("allowance_standard", "10000.00 CNY", "2026-07-09")
    assert _cell(told(households.REPORT, raised, YEAR), "limit") == "60,000.00"


def test_relief_without_a_case_stands_under_its_payee() -> None:
    sheet = told(households.REPORT, society("honghe") + paid(number="") + paid("5.00", number=""), YEAR)
    assert rows(sheet)[0][:5] == ["1", "", "汪*", "", "1"] and _cell(sheet, "total") == "805.00"


@trials(40)
@given(
    some.lists(some.tuples(some.integers(0, 5), some.integers(-300, 300), some.integers(1, 28)), max_size=12)
)
def test_the_ledgers_add_up_to_what_the_books_charged(drawn: list[tuple[int, int, int]]) -> None:
    ledger = society("honghe") + "".join(
        opened(f"JZ-2026-000{n}", "2026-07-01", person=f"P-00000000000{n % 3}") for n in range(6)
    )
    for case, yuan, day in drawn:
        if yuan:
            ledger += paid(f"{yuan}.00", f"2026-07-{day:02d}", f"JZ-2026-000{case}")
    books = asked(ledger, JULY, date(2026, 12, 1)).books
    charged = sum((leg.amount for leg in books.expenses), Decimal("0.00"))
    assert told(work_ledger.REPORT, ledger, JULY).rows[-1].cells[6] == charged
    pushed = told(monitoring.REPORT, ledger, JULY)
    assert sum((row.cells[8] for row in pushed.rows), Decimal(0)) == charged  # type: ignore[misc]
    table = told(households.REPORT, ledger, YEAR)
    at = _keys(table).index("total")
    assert table.rows[-1].cells[at] == sum((row.cells[at] for row in table.rows[:-1]), Decimal(0))  # type: ignore[misc]
