"""notice_matches: the sheet regenerated from the books has the hash that was posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.books import Books
from ledger.findings import Finding, finding
from ledger.notices.notice import sheet_hash
from ledger.notices.rows import notice
from ledger.policy import Policy
from plugins.notice_matches import notice_matches
from plugins.rule import Rule
from tests.ledgers import judge, told

RULE = notice_matches

HEAD = "ab" * 32
JULY = """
as of 2027-03-01
2026-06-20 custom "互助社" "登记"
  name: "徽州区岩寺镇石岗村救急难互助社"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
2026-07-02 * "王*" "捐赠"
  Assets:1001现金:03社会捐赠   500.00 CNY
  Income:4101捐赠收入
2026-07-10 * "汪*" "应急救助" ^JZ-2026-0001
  method: "现金"
  Expenses:5101业务活动成本:02应急救助   300.00 CNY
  Assets:1001现金:03社会捐赠
""".lstrip()
POSTED = """{day} custom "公示" "{month}" "张贴"
  prev: "{head}"
  sheet: "{sheet}"
  place: "村务公开栏"
"""
GIFT = """{day} * "李*" "捐赠"
  Assets:1001现金:03社会捐赠   {amount} CNY
  Income:4101捐赠收入
"""


def sheet(ledger: str, month: str, day: str) -> str:
    """The hash of the month's sheet as these books have it on a day."""

    def seen(books: Books, policy: Policy) -> Iterator[Finding]:
        found = notice(books, month, date.fromisoformat(day), HEAD)
        yield finding(books.transactions[0], sheet_hash(found))

    ((_, found),) = judge(Rule(seen, ()), ledger)
    return found.text


def posted(ledger: str, month: str = "2026-07", day: str = "2026-08-05", **other: str) -> str:
    """The fact that hangs the sheet of these books."""
    given = {"day": day, "month": month, "head": HEAD, "sheet": sheet(ledger, month, day)} | other
    return POSTED.format(**given)


def test_the_sheet_that_the_books_have_is_in_order() -> None:
    assert told(RULE, JULY + posted(JULY)) == []


def test_one_fen_booked_into_the_month_afterwards_is_refused() -> None:
    later = GIFT.format(day="2026-07-31", amount="0.01")
    assert told(RULE, JULY + posted(JULY) + later) == [
        "error 2026-07的公示与账不一致：张贴以后账里这个月又有变动；"
        "补记的账请把日期写在还没有公示的月份，已经记进去的请冲销"
    ]


def test_what_is_booked_in_the_next_month_is_another_sheet_s() -> None:
    later = GIFT.format(day="2026-08-01", amount="99.00") + '2026-08-02 * "汪*" "退回" ^JZ-2026-0001\n'
    later += "  Assets:1001现金:03社会捐赠   300.00 CNY\n  Expenses:5101业务活动成本:02应急救助\n"
    assert told(RULE, JULY + posted(JULY) + later) == []
    ledger = JULY + posted(JULY) + later
    assert told(RULE, ledger + posted(ledger, "2026-08", "2026-09-03")) == []


def test_the_right_sheet_hung_again_puts_it_right() -> None:
    changed = JULY + posted(JULY) + GIFT.format(day="2026-07-31", amount="0.01")
    assert told(RULE, changed + posted(changed, day="2026-08-20")) == []


def test_a_wrong_sheet_hung_after_the_right_one_is_refused() -> None:
    assert len(told(RULE, JULY + posted(JULY) + posted(JULY, day="2026-08-20", sheet="0" * 64))) == 1


def test_a_sheet_typed_by_hand_proves_nothing_whatever_its_hash() -> None:
    for head in ("", "AB" * 32, "ab" * 31, "ab" * 33):
        (said,) = told(RULE, JULY + posted(JULY, head=head))
        assert "手工登记的，没有账簿校验码" in said
    (said,) = told(RULE, JULY + posted(JULY, month="2026-07").replace('"2026-07"', '"0000-07"'))
    assert "手工登记" in said


def test_another_head_or_another_day_is_another_sheet() -> None:
    assert len(told(RULE, JULY + posted(JULY, head="cd" * 32))) == 1
    assert len(told(RULE, JULY + posted(JULY).replace("2026-08-05", "2026-08-06"))) == 1


def test_december_hangs_in_january_and_a_new_number_of_days_changes_only_the_sheets_after_it() -> None:
    line = '2027-01-01 custom "policy" "notice_days" 10\n  clause: "公示10天"\n'
    hung = JULY + posted(JULY) + posted(JULY, "2026-12", "2027-01-06")
    assert told(RULE, hung + line) == []
    with_line = JULY + line
    assert told(RULE, with_line + posted(JULY, "2027-01", "2027-02-03")) != []
    assert told(RULE, with_line + posted(with_line, "2027-01", "2027-02-03")) == []


def test_a_society_that_is_renamed_keeps_the_sheets_under_its_old_name() -> None:
    start, end = JULY.index('2026-06-20 custom "互'), JULY.index("2026-07-02")
    renamed = JULY[start:end].replace("2026-06-20", "2026-10-01").replace("石岗村", "石岗社区")
    hung = JULY + posted(JULY)
    assert told(RULE, hung + renamed) == []
    assert told(RULE, hung + renamed + posted(JULY + renamed, "2026-10", "2026-11-04")) == []
    assert told(RULE, hung + renamed + posted(JULY, "2026-10", "2026-11-04")) != []


def test_a_case_in_stages_and_a_referral_are_on_the_sheet() -> None:
    more = """2026-07-11 custom "救助" "JZ-2026-0001" "审核"
  decision: "同意"
  amount: 600.00 CNY
  stages: 2
  by: "lisi"
2026-07-12 * "汪*" "应急救助" ^JZ-2026-0001
  Expenses:5101业务活动成本:02应急救助   300.00 CNY
  Assets:1001现金:03社会捐赠
"""
    referred = '2026-07-12 custom "转介" "JZ-2026-0001" "转出"\n  to: "区民政局"\n'
    assert told(RULE, JULY + more + posted(JULY + more)) == []
    assert len(told(RULE, JULY + more + referred + posted(JULY + more))) == 1
    assert told(RULE, JULY + more + referred + posted(JULY + more + referred)) == []


def test_a_month_with_half_a_fen_is_told_so_and_does_not_stop_the_others() -> None:
    half = '2026-08-02 * "文具店" "办公"\n  Expenses:5301管理费用:01办公费   0.005 CNY\n  Assets:1001现金:03社会捐赠\n'
    both = (
        JULY
        + half
        + posted(JULY)
        + POSTED.format(day="2026-09-03", month="2026-08", head=HEAD, sheet="0" * 64)
    )
    assert told(RULE, both) == ["error 2026-08的公示无法核对：这个月账里有不是整分的金额，请先改正金额"]


def test_who_is_not_registered_posts_nothing_and_who_posted_nothing_is_not_asked() -> None:
    unregistered = "as of 2027-03-01\n" + JULY[JULY.index("2026-07-02") :]
    assert (
        told(RULE, unregistered + POSTED.format(day="2026-08-05", month="2026-07", head="", sheet="0")) == []
    )
    assert told(RULE, JULY) == []


def test_the_clause_is_the_district_s_where_it_has_one() -> None:
    wrong = posted(JULY, sheet="0" * 64)
    ((_, ours),) = judge(RULE, JULY + wrong)
    ((_, foreign),) = judge(RULE, "no policy\n" + JULY + wrong)
    line = '2026-01-01 custom "policy" "notice_days" 7\n  clause: "公示7天"\n'
    other = "no policy\n" + JULY + line
    ((_, days),) = judge(RULE, other + posted(JULY, sheet="0" * 64))
    assert ours.clause.startswith("徽州区") and "第5个工作日" in ours.clause
    assert (foreign.clause, days.clause) == ("", "公示7天")


KINDS = {
    "limit": test_the_sheet_that_the_books_have_is_in_order,
    "over": test_one_fen_booked_into_the_month_afterwards_is_refused,
    "neighbour": test_what_is_booked_in_the_next_month_is_another_sheet_s,
    "change": test_december_hangs_in_january_and_a_new_number_of_days_changes_only_the_sheets_after_it,
    "right": test_the_right_sheet_hung_again_puts_it_right,
}
"""The five kinds of tests that every rule has."""
