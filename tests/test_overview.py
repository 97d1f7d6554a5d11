"""A society at a glance: what is due on which day, what it has and what it did, against sums made by hand."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ledger import chart
from ledger.books import Books
from ledger.findings import Finding
from ledger.workdays import workdays_between
from reports.district.board import Entry, board, by_township, summed
from reports.district.duties import Task, left, tasks
from reports.district.overview import (
    Counted,
    Fund,
    Helped,
    Month,
    Overview,
    Said,
    as_json,
    from_json,
    overview,
)
from reports.drawing.draw import draw
from tests import societies as made
from tests.books_of import books_of
from tests.case_lines import decided, opened, paid, policy, step, surveyed
from tests.ledgers import indexed

REGISTERED = """2026-06-20 custom "互助社" "登记"
  name: "徽州区岩寺镇石岗村救急难互助社"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
"""
FLOAT = '2026-06-20 custom "备用金" "设立"\n  ceiling: 3000.00 CNY\n  custodian: "zhaoliu"\n'
CASH = '2026-07-01 * "支取备用金"\n  Assets:1001现金:03社会捐赠   500.00 CNY\n  Assets:1002银行存款:01农商行基本户:03社会捐赠\n'
COUNTED = '2026-07-20 custom "备用金" "盘点"\n  counted: 500.00 CNY\n  by: "zhaoliu"\n  witness: "lisi"\n'


def on(day: str, ledger: str) -> Books:
    """A tiny ledger's books as of that day, under 徽州's policy."""
    return indexed(f"as of {day}\n{ledger}")[0]


def due(day: str, ledger: str) -> list[tuple[str, str, str]]:
    """What is to be done: kind, about what, by which day."""
    return [(t.kind, t.whose, str(t.due)) for t in tasks(on(day, ledger))]


def case(number: str, day: str) -> str:
    """A case accepted on a day."""
    return opened(number, day)


@pytest.mark.parametrize(
    ("accepted", "last"),
    [
        ("2026-07-08", "2026-07-09"),
        ("2026-07-10", "2026-07-13"),  # over a weekend
        ("2026-09-30", "2026-10-08"),  # over the national day's week
        ("2026-10-09", "2026-10-10"),  # a Saturday that is worked
        ("2026-02-13", "2026-02-14"),  # again, before the spring festival
        ("2026-02-14", "2026-02-24"),  # over the spring festival
    ],
)
def test_survey_and_opinion_are_due_on_the_next_working_day(accepted: str, last: str) -> None:
    assert due(accepted, opened(day=accepted)) == [("入户调查和审核", "JZ-2026-0007", last)]


@pytest.mark.parametrize(
    ("agreed", "last"),
    [("2026-07-09", "2026-07-10"), ("2026-09-24", "2026-09-28"), ("2026-04-30", "2026-05-06")],
)
def test_payment_is_due_on_the_working_day_after_the_decision(agreed: str, last: str) -> None:
    books = opened(day=agreed) + surveyed(agreed) + decided(day=agreed)
    assert due(agreed, books) == [("救助发放", "JZ-2026-0007", last)]
    assert due(agreed, books + paid(day=agreed)) == []


@pytest.mark.parametrize(
    ("month", "last"),
    [
        ("2026-06", "2026-07-07"),
        ("2026-08", "2026-09-07"),
        ("2026-09", "2026-10-13"),
        ("2026-12", "2027-01-06"),
    ],
)
def test_notice_and_filing_are_due_on_the_fifth_working_day(month: str, last: str) -> None:
    registered = REGISTERED.replace("2026-06-20", f"{month}-20")
    first = f"{int(month[:4]) + int(month[5:]) // 12}-{int(month[5:]) % 12 + 1:02d}-01"
    found = {t.kind: t for t in tasks(on(first, registered))}
    due_days = {kind: str(found[kind].due) for kind in ("张贴公示", "报送备案")}
    if found["张贴公示"].provisional:  # set early, for its notice may still come
        assert due_days == {"张贴公示": "2027-01-06", "报送备案": "2027-01-06"}
    else:
        assert due_days == {"张贴公示": last, "报送备案": last}
    assert due(f"{month}-25", registered) == []


def test_a_posted_notice_and_a_filing_are_done_and_the_sheet_may_come_down_after_its_days() -> None:
    posted = '2026-07-03 custom "公示" "2026-06" "张贴"\n  sheet: "ab"\n  place: "公开栏"\n'
    filed = '2026-07-03 custom "备案" "2026-06"\n  to: "岩寺镇"\n  sheet: "ab"\n'
    down = '2026-07-10 custom "公示" "2026-06" "撤下"\n  objections: "无异议"\n'
    assert due("2026-07-04", REGISTERED + posted) == [("报送备案", "2026-06", "2026-07-07")]
    assert due("2026-07-09", REGISTERED + posted + filed) == []
    assert due("2026-07-10", REGISTERED + posted + filed) == [("撤下公示", "2026-06", "None")]
    assert due("2026-07-10", REGISTERED + posted + filed + down) == []


def test_months_that_are_late_are_one_task_and_the_one_that_is_not_is_another() -> None:
    found = tasks(on("2026-11-04", REGISTERED))
    assert [(t.kind, t.whose, str(t.due), t.late(date(2026, 11, 4))) for t in found] == [
        ("张贴公示", "2026-06", "2026-07-07", True),
        ("报送备案", "2026-06", "2026-07-07", True),
        ("张贴公示", "2026-10", "2026-11-06", False),
        ("报送备案", "2026-10", "2026-11-06", False),
    ]
    assert found[0].said == "2026-06、2026-07、2026-08等4个月的救助情况要公示"


def test_months_whose_calendar_is_not_published_are_not_late_together() -> None:
    found = tasks(on("2027-03-20", REGISTERED.replace("2026-06-20", "2026-12-20")))
    notices = [t for t in found if t.kind == "张贴公示"]
    assert [t.whose for t in notices] == ["2026-12", "2027-01", "2027-02"]
    assert not any(t.late(date(2027, 3, 20)) for t in notices)


def test_first_aid_is_filled_in_within_its_days() -> None:
    first = opened() + step("先行救助", "2026-07-08") + paid(day="2026-07-08")
    assert due("2026-07-09", first) == [("补办手续", "JZ-2026-0007", "2026-07-18")]
    [task] = tasks(on("2026-07-09", first))
    assert task.said == "汪*：先行救助后补入户调查、情况说明、审核"
    done = first + surveyed("2026-07-10", opinion='"属实"') + decided(day="2026-07-10")
    assert due("2026-07-10", done) == []
    explained = '2026-07-10 custom "案卷材料" "JZ-2026-0007" "归档"\n  papers: "情况说明"\n  sha256: "ab"\n'
    [task] = tasks(on("2026-07-10", first + surveyed("2026-07-10") + explained))
    assert task.said.endswith("补审核")


def test_a_referral_waits_for_its_answer_and_one_taken_back_does_not() -> None:
    out = opened() + step("转出", "2026-07-08", kind="转介", to='"区民政局"', letter='"1号"')
    assert due("2026-07-09", out) == [("转介答复", "JZ-2026-0007", "2026-07-22")]
    answered = step("回复", "2026-07-15", kind="转介", outcome='"已办"')
    assert due("2026-07-15", out + answered) == []
    assert due("2026-07-15", out + step("撤回", "2026-07-15")) == []
    early = step("转出", "2026-07-08", kind="转介", to='"区民政局"', letter='"1号"', due="2026-07-10")
    assert due("2026-07-09", opened() + early) == [("转介答复", "JZ-2026-0007", "2026-07-10")]


def test_a_case_that_ended_asks_for_nothing() -> None:
    for end in ("撤回", "结案"):
        assert due("2026-07-10", opened() + step(end, "2026-07-09")) == []


def test_the_float_is_counted_from_its_first_cash_on_and_from_count_to_count() -> None:
    assert due("2026-07-01", FLOAT) == []
    assert due("2026-07-02", FLOAT + CASH) == [("备用金盘点", "", "2026-08-01")]
    assert due("2026-07-20", FLOAT + CASH + COUNTED) == [("备用金盘点", "", "2026-08-20")]


def test_a_month_with_money_that_is_over_is_closed_when_there_is_time() -> None:
    assert due("2026-07-31", CASH) == []
    assert due("2026-08-01", CASH) == [("月结", "2026-07", "None")]
    closed = '2026-08-01 custom "月结" "2026-07"\n  digest: "ab"\n  seq: 9\n'
    assert due("2026-08-01", CASH + closed) == []
    again = '2026-08-01 custom "反结账" "2026-07"\n  reason: "漏记"\n  by: "wangwu"\n  approved-by: "zhangsan"\n  seq: 10\n'
    assert due("2026-08-01", CASH + closed + again) == [("月结", "2026-07", "None")]


def test_rows_that_wait_are_one_task_by_the_oldest_s_day() -> None:
    rows = "".join(
        f'2026-07-{n:02d} custom "待核" "wx-{n}" "挂起"\n  account: "Assets:1009其他货币资金:01微信"\n  way: "收"\n'
        f'  amount: 5.00 CNY\n  payer: "甲"\n  reason: "未定"\n  source: "ab:1"\n'
        for n in (3, 6)
    )
    assert due("2026-07-08", rows) == [("待核的账单行", "", "2026-07-13")]
    [task] = tasks(on("2026-07-14", rows))
    assert task.said == "2行账单还没有定，最早的是2026-07-03" and task.late(date(2026, 7, 14))
    gone = rows + '2026-07-08 custom "待核" "wx-3" "了结"\n  reason: "不是本社的"\n'
    assert due("2026-07-08", gone) == [("待核的账单行", "", "2026-07-16")]


def test_what_no_policy_line_asks_for_is_not_to_be_done() -> None:
    ledger = "as of 2026-12-01\nno policy\n" + REGISTERED + FLOAT + opened() + surveyed() + decided()
    assert tasks(indexed(ledger)[0]) == []
    books = indexed("as of 2026-07-10\nno policy\n" + policy("survey_workdays", "3") + opened())[0]
    assert [str(t.due) for t in tasks(books)] == ["2026-07-13"]


def test_what_is_late_comes_first_and_what_does_not_press_last() -> None:
    ledger = FLOAT + CASH + opened(day="2026-07-30") + REGISTERED
    assert [t.kind for t in tasks(on("2026-08-01", ledger))] == [
        "张贴公示", "报送备案", "入户调查和审核", "备用金盘点", "张贴公示", "报送备案", "月结",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "last", "said"),
    [
        ("2026-07-08", "2026-07-08", "今天"),
        ("2026-07-08", "2026-07-09", "还有1个工作日"),
        ("2026-07-10", "2026-07-13", "还有1个工作日"),
        ("2026-07-10", "2026-07-12", "还有2天"),  # nobody works on them
        ("2026-09-30", "2026-10-10", "还有3个工作日"),  # 8, 9 and a Saturday that is worked
        ("2026-10-10", "2026-09-30", "晚了3个工作日"),
        ("2026-07-11", "2026-07-10", "晚了1天"),
        ("2026-07-13", "2026-07-10", "晚了1个工作日"),
    ],
)
def test_how_long_there_is_still_is_told_in_working_days(today: str, last: str, said: str) -> None:
    assert left(Task("", "", "", date.fromisoformat(last)), date.fromisoformat(today)) == said


def test_nobody_is_late_by_a_calendar_that_is_not_published() -> None:
    task = Task("张贴公示", "2026-12", "", date(2027, 1, 6), provisional=True)
    assert not task.late(date(2027, 1, 8)) and left(task, date(2027, 1, 8)) == "暂定的日子过了2个工作日"
    assert left(Task("", "", "", None), date(2027, 1, 8)) == "不限日期"
    assert left(Task("", "", "", date(2050, 1, 8)), date(2050, 1, 10)) == "晚了2天"


def test_working_days_are_counted_both_ways() -> None:
    assert workdays_between(date(2026, 9, 30), date(2026, 10, 8)) == 1
    assert workdays_between(date(2026, 10, 8), date(2026, 9, 30)) == -1
    assert workdays_between(date(2026, 7, 8), date(2026, 7, 8)) == 0


def whole() -> Books:
    """A society with its start-up money, gifts, a draw, relief of which some came back, rice and a referral."""
    events = [
        *made.seed(), made.donation("250.00", 1), made.draw("1000.00", 2), made.rice(10, 5),
        *made.case("800.00", 8), made.relief("800.00", 8), made.donation("40.00", date(2026, 8, 3)),
    ]  # fmt: skip
    return books_of(*events)


def test_the_figures_are_those_that_a_hand_adds_up() -> None:
    found = overview(whole(), [], date(2026, 7, 31))
    assert (found.name, found.township, found.registered) == (
        "徽州区岩寺镇石岗村救急难互助社", "岩寺镇", date(2026, 6, 20),
    )  # fmt: skip
    assert found.officers == (("社长", "张三"), ("秘书长", "李四"), ("会计", "王五"), ("出纳", "赵六"))
    assert found.funds[:3] == (
        Fund(chart.SUBSIDY_FUND, Decimal("10000.00")), Fund(chart.COLLECTIVE_FUND, Decimal("10000.00")),
        Fund(chart.DONATION_FUND, Decimal("9450.00")),
    )  # fmt: skip
    assert (found.balance, found.goods, found.cash, found.ceiling) == (
        Decimal("29450.00"), Decimal("600.00"), Decimal("200.00"), Decimal("3000.00"),
    )  # fmt: skip
    assert (found.seed.subsidy, found.seed.collective, found.seed.other, found.subsidy) == (
        Decimal("10000.00"), Decimal("10000.00"), Decimal("20850.00"), Decimal("10000.00"),
    )  # fmt: skip
    assert found.helped[1] == Helped("应急救助", 1, Decimal("800.00"), 1, Decimal("800.00"))
    assert found.helped[0] == Helped("补充救助", 0, Decimal("0.00"), 0, Decimal("0.00"))
    assert (found.posted, found.filed, found.closed, found.waiting, found.dormant) == (
        None,
        None,
        "",
        0,
        None,
    )


def test_start_up_money_is_what_came_within_the_days_of_grace_and_the_subsidy_all_that_ever_came() -> None:
    late = date(2026, 6, 20).replace(month=9, day=19)  # 91 days after the registration
    books = books_of(*made.seed(), made.donation("500.00", late), made.subsidy("700.00", late))
    found = overview(books, [], date(2026, 10, 1))
    assert found.seed.total == Decimal("30000.00") and found.subsidy == Decimal("10700.00")
    on_the_last = books_of(*made.seed(), made.donation("500.00", late.replace(day=18)))
    assert overview(on_the_last, [], date(2026, 10, 1)).seed.total == Decimal("30500.00")


def test_what_is_dated_after_the_day_is_not_in_it() -> None:
    assert overview(whole(), [], date(2026, 8, 3)).balance == Decimal("29490.00")
    before = overview(whole(), [], date(2026, 7, 7))
    assert before.year.year == 0 and before.year.year_yuan == 0 and before.cash == Decimal("1000.00")


def test_another_month_counts_its_own_help_and_the_year_goes_on() -> None:
    august = overview(whole(), [], date(2026, 8, 31)).helped[1]
    assert august == Helped("应急救助", 0, Decimal("0.00"), 1, Decimal("800.00"))
    assert overview(whole(), [], date(2027, 1, 4)).year == Helped("救助", 0, Decimal(0), 0, Decimal(0))


def test_what_came_back_is_taken_off_and_what_was_reversed_is_no_help() -> None:
    ledger = (
        opened()
        + surveyed("2026-07-08")
        + decided(day="2026-07-08")
        + paid(day="2026-07-08", voucher="2026-07-001")
    )
    back = paid("-300.00", day="2026-07-20")
    reversal = paid("-800.00", day="2026-07-20", reverses="2026-07-001")
    assert overview(on("2026-07-31", ledger), [], date(2026, 7, 31)).helped[1][1:3] == (1, Decimal("800.00"))
    assert overview(on("2026-07-31", ledger + back), [], date(2026, 7, 31)).helped[1][1:3] == (
        1,
        Decimal("500.00"),
    )
    assert overview(on("2026-07-31", ledger + reversal), [], date(2026, 7, 31)).helped[1][1:3] == (
        0,
        Decimal("0.00"),
    )


def test_a_referral_is_help_without_money() -> None:
    ledger = opened() + step("转出", "2026-07-09", kind="转介", to='"区民政局"', letter='"1号"')
    found = overview(on("2026-07-31", ledger), [], date(2026, 7, 31))
    assert found.helped[3] == Helped("转介", 1, Decimal("0.00"), 1, Decimal("0.00")) and found.year.year == 0


def test_the_last_count_says_by_whom_and_what_was_missing() -> None:
    short = COUNTED.replace("500.00", "480.00")
    found = overview(on("2026-07-21", FLOAT + CASH + short), [], date(2026, 7, 21))
    assert found.count == Counted(date(2026, 7, 20), "zhaoliu", Decimal("480.00"), Decimal("-20.00"))
    right = overview(on("2026-07-21", FLOAT + CASH + COUNTED), [], date(2026, 7, 21))
    assert right.count and right.count.over == 0


def test_who_left_holds_no_post_and_members_are_not_named() -> None:
    people = '2026-06-20 custom "人员" "a" "任职"\n  post: "社长"\n  name: "甲"\n'
    people += '2026-06-20 custom "人员" "b" "任职"\n  post: "会员"\n  name: "乙"\n'
    left_office = '2026-07-01 custom "人员" "a" "离任"\n'
    assert overview(on("2026-06-30", people), [], date(2026, 6, 30)).officers == (("社长", "甲"),)
    assert overview(on("2026-07-01", people + left_office), [], date(2026, 7, 1)).officers == ()


def test_findings_are_counted_and_the_gravest_kept_first() -> None:
    found = [
        Finding({}, f"{n}", None, "", s) for n, s in enumerate(("warning", "overdue", "error", "overdue"))
    ]  # type: ignore[arg-type]
    shown = overview(whole(), found, date(2026, 7, 31))
    assert (shown.errors, shown.overdue, shown.warnings) == (1, 2, 1)
    assert shown.said[0] == Said("error", "2") and shown.said[-1].severity == "warning"


def test_who_does_nothing_for_a_year_is_dormant_since_the_last_day() -> None:
    assert overview(whole(), [], date(2027, 8, 3)).dormant is None
    assert overview(whole(), [], date(2027, 8, 4)).dormant == date(2026, 8, 3)


def test_it_is_written_and_read_back_equal() -> None:
    posted = '2026-07-03 custom "公示" "2026-06" "张贴"\n  sheet: "ab"\n  place: "公开栏"\n'
    books = on("2026-08-01", REGISTERED + FLOAT + CASH + COUNTED + posted + opened())
    found = overview(books, [Finding({}, "<b>“", None)], date(2026, 8, 1))
    assert found.posted == Month("2026-06", date(2026, 7, 3)) and found.tasks and found.count and found.said
    assert from_json(as_json(found)) == found
    for wrong in ("", "[]", "{}", "null", as_json(found).replace('"tasks"', '"task"')):
        with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
            from_json(wrong)


def test_the_books_themselves_keep_their_day() -> None:
    books = whole()
    before = books.day
    overview(books, [], date(2030, 1, 1))
    assert books.day == before


def entries() -> list[Entry]:
    """Two societies of two townships, and one whose books cannot be read."""
    one = overview(whole(), [Finding({}, "x", None)], date(2026, 7, 31))
    other = overview(books_of(*made.seed()), [], date(2026, 7, 31))
    moved = Overview(**{**other.__dict__, "township": "潜口镇"})
    return [
        Entry("a", "甲社", one, ""),
        Entry("b", "乙社", moved, "截至昨天"),
        Entry("c", "丙社", None, "读不出来"),
    ]


def test_the_board_sums_what_each_society_has() -> None:
    total = summed("汇总", entries())
    assert (total.societies, total.known, total.balance, total.seed, total.helped, total.helped_yuan, total.errors) == (
        3, 2, Decimal("59450.00"), Decimal("60850.00"), 1, Decimal("800.00"), 1,
    )  # fmt: skip
    assert [(s.name, s.societies, s.balance) for s in by_township(entries())] == [
        ("岩寺镇", 1, Decimal("29450.00")), ("潜口镇", 1, Decimal("30000.00")),
    ]  # fmt: skip


def test_the_board_as_a_workbook_has_the_same_figures_and_is_no_consolidation() -> None:
    sheet = board(entries(), "徽州区", date(2026, 7, 31))
    rows = list(load_workbook(io.BytesIO(draw(sheet, "xlsx"))).active.values)  # type: ignore[union-attr]
    by_name = {row[0]: row for row in rows}
    head = next(row for row in rows if row[0] == "互助社")
    balance = [str(cell).split("\n")[0] for cell in head].index("结余")
    assert by_name["甲社"][balance] == 29450 and by_name["汇总（3社）"][balance] == 59450
    assert by_name["丙社"][balance] is None and by_name["丙社"][-1] == "读不出来"
    assert by_name["乙社"][-1] == "截至昨天"
    said = draw(sheet, "text").decode()
    assert "不是合并报表" in said and "1个社没有数字，没有计入汇总" in said
