"""rows_reviewed: a statement's row that waits is decided in time, or the account and its oldest row are named."""

from __future__ import annotations

from plugins.rows_reviewed import rows_reviewed
from tests.ledgers import books, told

RULE = rows_reviewed
WECHAT = "Assets:1009其他货币资金:01微信"
BANK = "Assets:1002银行存款:01农商行基本户"


def row(day: str, link: str, amount: str = "50.00", way: str = "收", account: str = WECHAT) -> str:
    """A row of a day of July that waits."""
    return (
        f'2026-07-{day} custom "待核" "{link}" "挂起"\n  account: "{account}"\n  way: "{way}"\n  amount: {amount} CNY\n'
        '  payer: "王*"\n  reason: "还没有说过记作什么"\n  source: "ab12:3"\n'
    )


def settled(day: str, link: str) -> str:
    """A row is settled on a day of July."""
    return f'2026-07-{day} custom "待核" "{link}" "了结"\n  reason: "不是本社的"\n'


def on(day: str, *rows: str) -> list[str]:
    """What is told on a day of July."""
    return told(RULE, f"as of 2026-07-{day}\n" + "".join(rows))


def test_on_the_tenth_day_it_is_in_time_and_on_the_eleventh_it_is_late() -> None:
    assert on("11", row("01", "wx-1")) == []
    assert on("12", row("01", "wx-1")) == [
        "overdue 微信有1行账单待核（收入50.00元），最早的是2026-07-01，要在10天内定下来；"
        "请用 huzhu review 一行一行定"
    ]


def test_the_late_rows_of_an_account_are_told_together_and_the_others_are_not_counted() -> None:
    rows = [
        row("03", "wx-2", "20.00"), row("01", "wx-1"), row("04", "wx-3", "8.50", "付"), row("20", "wx-4"),
        row("02", "bank-1", account=BANK),
    ]  # fmt: skip
    assert [said.partition("，要在")[0] for said in on("20", *rows)] == [
        "overdue 微信有3行账单待核（收入70.00元，付出8.50元），最早的是2026-07-01",
        "overdue 农商行基本户有1行账单待核（收入50.00元），最早的是2026-07-02",
    ]


@books
def test_what_is_booked_under_its_link_waits_no_more_and_another_link_does_not_help() -> None:
    """
    as of 2026-07-31
    2026-07-01 custom "待核" "wx-1" "挂起"
      account: "Assets:1009其他货币资金:01微信"
      way: "收"
      amount: 50.00 CNY
      reason: "还没有说过记作什么"
      source: "ab12:3"

    2026-07-02 custom "待核" "wx-2" "挂起"   ; ~~ 有1行账单待核（收入60.00元）
      account: "Assets:1009其他货币资金:01微信"
      way: "收"
      amount: 60.00 CNY
      reason: "还没有说过记作什么"
      source: "ab12:4"

    2026-07-01 * "王*" "捐赠" ^wx-1
      Assets:1009其他货币资金:01微信:03社会捐赠   50.00 CNY
      Income:4101捐赠收入

    2026-07-02 * "李*" "捐赠" ^wx-3
      Assets:1009其他货币资金:01微信:03社会捐赠   60.00 CNY
      Income:4101捐赠收入
    """


def test_what_was_settled_waits_no_more_however_late() -> None:
    assert on("31", row("01", "wx-1"), settled("30", "wx-1")) == []
    assert len(on("31", row("01", "wx-1"), settled("30", "wx-2"))) == 1


def test_the_days_are_those_of_the_row_s_day_and_none_without_a_policy() -> None:
    later = '2026-07-05 custom "policy" "review_days" 20\n  what: "新规定"\n  clause: "二十天"\n  source: "通知"\n'
    rows = row("04", "wx-1"), row("05", "wx-2")
    assert ["有1行账单待核" in said for said in on("25", later, *rows)] == [True]
    assert ["有2行账单待核" in said for said in on("26", later, *rows)] == [True]
    assert told(RULE, f"as of 2026-07-31\nno policy\n{row('01', 'wx-1')}") == []


def test_a_row_that_was_hung_twice_is_one_row() -> None:
    (said,) = on("31", row("01", "wx-1"), row("01", "wx-1"))
    assert "有1行账单待核（收入50.00元）" in said


def test_books_without_papers_have_nothing_to_review() -> None:
    assert on("31") == []


KINDS = {
    "limit": test_on_the_tenth_day_it_is_in_time_and_on_the_eleventh_it_is_late,
    "over": test_the_late_rows_of_an_account_are_told_together_and_the_others_are_not_counted,
    "neighbour": test_what_is_booked_under_its_link_waits_no_more_and_another_link_does_not_help,
    "change": test_the_days_are_those_of_the_row_s_day_and_none_without_a_policy,
    "right": test_what_was_settled_waits_no_more_however_late,
}
"""The five kinds of tests that every rule has."""
