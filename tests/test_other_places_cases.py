"""Acceptance, complaints and referrals on paper: who was asked, to whom it went, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ledger.confidential.person import Person
from reports.filings import acceptance, acceptance_complaints, referrals
from reports.period import Period, month
from reports.report import Asked, Audience, Report
from reports.rows import Sheet, shown
from tests.case_lines import opened, paid, step
from tests.ledgers import indexed

NAME = "周村区王村镇李家村救急难互助社"
LATER = date(2026, 12, 1)
JULY = month("2026-07")


def society(policy: str = "zhoucun", day: str = "2026-01-01", **more: str) -> str:
    """A registered society with three officers, under a policy."""
    said = {"name": NAME, "uscc": "51341004MJB000001D", "township": "王村镇", "village": "李家村", "kind": "村",
            "policy": policy}  # fmt: skip
    lines = [f'  {key}: "{value}"' for key, value in (said | more).items()]
    officers = [
        f'{day} custom "人员" "{id_}" "任职"\n  post: "{post}"\n  name: "{name}"'
        for id_, post, name in (
            ("zhangsan", "社长", "张三"),
            ("lisi", "秘书长", "李四"),
            ("zhaoliu", "出纳", "赵六"),
        )
    ]
    return "\n".join([f"policy {policy}", f'{day} custom "互助社" "登记"', *lines, *officers]) + "\n"


def asked(
    ledger: str, period: Period, today: date = LATER, audience: Audience = Audience.AUDITOR, **more: Any
) -> Asked:
    """A report asked of a tiny ledger."""
    books, _ = indexed(ledger)
    return Asked(books, period, audience, today, **more)


def rows(sheet: Sheet) -> list[list[str]]:
    """The rows as they are shown."""
    return [[shown(cell) for cell in row.cells] for row in sheet.rows]


def told(report: Report, ledger: str, period: Period, **more: Any) -> Sheet:
    """The one sheet that a report makes of a tiny ledger."""
    (leaf,) = report.leaves(asked(ledger, period, **more))
    assert isinstance(leaf, Sheet)
    return leaf


ID_NUMBER = "341004198001010018"


def somebody() -> Callable[[str], Person | None]:
    """An archive that knows everybody as 汪小明."""
    who = Person(name="汪小明", id_number=ID_NUMBER, phone="13812345678")
    return lambda pseudonym: who


ACCEPTED = society() + opened(day="2026-07-01", first_asked="lisi")
SENT = ACCEPTED + step("转出", "2026-07-06", kind="转介", to='"区医疗保障局"', letter='"函2026-01"')


def test_a_case_that_is_handed_over_and_answered_in_time_stands_in_one_row() -> None:
    ledger = SENT + step("回复", "2026-07-15", kind="转介", outcome='"已给予医疗救助"')
    assert rows(told(acceptance.REPORT, ledger, JULY)) == [[
        "1", "JZ-2026-0007", "2026-07-01", "汪*", "疾病", "", "李四", "区医疗保障局", "2026-07-06", "2026-07-06",
        "2026-07-20", "2026-07-15", "已给予医疗救助", "",
    ]]  # fmt: skip


def test_a_hand_over_a_day_late_and_an_answer_that_never_came_are_counted_in_days() -> None:
    late = ACCEPTED + step("转出", "2026-07-07", kind="转介", to='"区医疗保障局"')
    row = rows(told(acceptance.REPORT, late, JULY, today=date(2026, 7, 23)))[0]
    assert row[-1] == "转办晚1天；答复晚2天" and row[-3:-1] == ["", "待答复"]
    assert rows(told(acceptance.REPORT, late, JULY, today=date(2026, 7, 21)))[0][-1] == "转办晚1天"


def test_each_referral_of_a_case_has_its_row_and_a_case_kept_here_says_what_became_of_it() -> None:
    twice = SENT + step("转出", "2026-07-08", kind="转介", to='"区教育局"')
    assert [row[7] for row in rows(told(acceptance.REPORT, twice, JULY))] == ["区医疗保障局", "区教育局"]
    kept = ACCEPTED + step("审核", "2026-07-02", by='"lisi"', decision='"同意"', amount="100.00 CNY")
    assert rows(told(acceptance.REPORT, kept, JULY))[0][-3:-1] == ["", "正在办理"]
    helped = rows(told(acceptance.REPORT, kept + paid("100.00", "2026-07-03"), JULY))
    assert helped[0][-3:-1] == ["2026-07-03", "本社救助"]
    refused = ACCEPTED + step("审核", "2026-07-02", by='"lisi"', decision='"不同意"')
    assert rows(told(acceptance.REPORT, refused, JULY))[0][-3:-1] == ["2026-07-02", "不予救助"]
    assert rows(told(acceptance.REPORT, ACCEPTED + step("撤回", "2026-07-03"), JULY))[0][-2] == "撤回"


def test_a_case_of_another_month_is_not_in_the_register_and_an_empty_month_says_so() -> None:
    sheet = told(acceptance.REPORT, society() + opened(day="2026-06-30"), JULY)
    assert sheet.rows == () and sheet.notes[0] == "2026年7月没有受理求助。"


def test_without_limits_in_the_policy_there_are_no_limit_columns() -> None:
    keys = [c.key for c in told(acceptance.REPORT, ACCEPTED.replace("zhoucun", "dongtai"), JULY).columns]
    assert "due" not in keys and "due_out" not in keys and "late" not in keys
    keys = [c.key for c in told(acceptance.REPORT, ACCEPTED.replace("zhoucun", "shanxi"), JULY).columns]
    assert "due" in keys and "due_out" not in keys
    assert "first_asked" in keys, "somebody wrote it though nobody asks for it"
    unasked = society("shanxi") + opened(day="2026-07-01")
    assert "first_asked" not in [c.key for c in told(acceptance.REPORT, unasked, JULY).columns]


def test_the_whole_name_stands_there_only_where_the_archive_was_opened() -> None:
    masked = told(acceptance.REPORT, SENT, JULY)
    assert rows(masked)[0][3] == "汪*" and acceptance.MASKED in masked.notes
    named = told(acceptance.REPORT, SENT, JULY, person=somebody())
    assert rows(named)[0][3] == "汪小明" and acceptance.MASKED not in named.notes


COMPLAINT = society() + '2026-07-01 custom "投诉" "TS-2026-01" "受理"\n  about: "救助名单不公开"\n'
SETTLED = COMPLAINT + '2026-07-11 custom "投诉" "TS-2026-01" "办结"\n  outcome: "已补公示"\n'


def test_a_complaint_stands_with_its_outcome_and_its_days() -> None:
    sheet = told(acceptance_complaints.REPORT, SETTLED, JULY)
    assert rows(sheet) == [["TS-2026-01", "2026-07-01", "救助名单不公开", "2026-07-11", "已补公示", "10"]]
    assert sheet.notes[0] == "本期受理1件，以前未办结转来0件；办结1件，期末未办结0件。"


def test_an_open_complaint_goes_on_into_the_next_month_and_a_settled_one_does_not() -> None:
    august = month("2026-08")
    assert rows(told(acceptance_complaints.REPORT, COMPLAINT, august))[0][3:] == ["", "未办结", "61"]
    assert told(acceptance_complaints.REPORT, SETTLED, august).rows == ()
    assert told(acceptance_complaints.REPORT, COMPLAINT, month("2026-06")).rows == ()
    early = told(acceptance_complaints.REPORT, COMPLAINT, JULY, today=date(2026, 7, 5))
    assert rows(early)[0][-1] == "4", "a month that is not over is told as of today"


def test_what_is_settled_later_was_open_at_the_end_of_the_month() -> None:
    late = COMPLAINT + '2026-08-01 custom "投诉" "TS-2026-01" "办结"\n  outcome: "查无实据"\n'
    assert rows(told(acceptance_complaints.REPORT, late, JULY))[0][3:] == ["", "未办结", "30"]
    assert rows(told(acceptance_complaints.REPORT, late, month("2026-08")))[0][3:] == [
        "2026-08-01",
        "查无实据",
        "31",
    ]


def test_a_referral_stands_with_its_letter_its_day_and_its_answer() -> None:
    answered = SENT + step("回复", "2026-07-22", kind="转介", outcome='"不符合条件"')
    sheet = told(referrals.REPORT, answered, JULY)
    assert rows(sheet) == [[
        "1", "2026-07-06", "JZ-2026-0007", "汪*", "疾病", "区医疗保障局", "函2026-01", "2026-07-20", "2026-07-22",
        "不符合条件", "2",
    ]]  # fmt: skip
    assert sheet.notes[0] == "转介1次，已答复1次，待答复0次，逾期1次。"


def test_a_referral_waits_until_its_day_and_is_late_from_the_next() -> None:
    on_the_day = rows(told(referrals.REPORT, SENT, JULY, today=date(2026, 7, 20)))[0]
    assert on_the_day[-2:] == ["待答复", ""]
    assert rows(told(referrals.REPORT, SENT, JULY, today=date(2026, 7, 21)))[0][-1] == "1"
    assert told(referrals.REPORT, SENT, month("2026-08")).notes[0] == "2026年8月没有转介。"


def test_a_letter_that_the_policy_asks_for_and_nobody_wrote_is_shown_as_missing() -> None:
    bare = society("shanxi") + opened() + step("转出", "2026-07-10", kind="转介", to='"县残联"')
    assert rows(told(referrals.REPORT, bare, JULY))[0][6] == "缺转介函"
    assert rows(told(referrals.REPORT, bare.replace("shanxi", "zhoucun"), JULY))[0][6] == ""


def test_a_day_named_in_the_letter_holds_where_the_policy_names_none() -> None:
    ledger = society("dongtai") + opened()
    ledger += step("转出", "2026-07-10", kind="转介", to='"市残联"', due="2026-07-31")
    assert rows(told(referrals.REPORT, ledger, JULY))[0][7] == "2026-07-31"
