"""case_file: each paper that a step needs is in the case's file within so many days."""

from __future__ import annotations

from plugins.case_file import case_file
from tests.case_lines import CASE, decided, opened, paid, policy, step, surveyed
from tests.ledgers import books, told

RULE = case_file

STEPS = opened() + surveyed("2026-07-09") + decided(day="2026-07-10") + paid(day="2026-07-11")
ASKED = "申请表 有效身份证明 困难及经济状况证明"


def filed(papers: str, day: str = "2026-07-09", number: str = CASE, sha256: str = "ab") -> str:
    """Papers are put into a case's file."""
    return step("归档", day, number, "案卷材料", papers=f'"{papers}"', sha256=f'"{sha256}"')


def on(day: str, ledger: str) -> list[str]:
    """What is told of a ledger on that day."""
    return told(RULE, f"as of {day}\n{ledger}")


def test_on_the_last_day_nothing_is_missing_yet() -> None:
    assert on("2026-08-07", STEPS) == []


def test_a_day_later_all_that_is_due_is_named_once() -> None:
    said = "overdue JZ-2026-0007（汪*）的案卷缺{}，最早的应在2026-08-07前归档，请补上"
    assert on("2026-08-08", STEPS) == [said.format("申请表、有效身份证明、困难及经济状况证明")]
    assert on("2026-08-09", STEPS)[0].count("入户调查表") == 1
    assert on("2026-08-10", STEPS)[0].count("审批表") == 1
    everything = f"{ASKED} 入户调查表 审批表 领款单".replace(" ", "、")
    assert on("2026-08-11", STEPS) == [said.format(everything)]
    assert (
        "缺领款单，最早的应在2026-08-10前" in on("2026-08-11", STEPS + filed(f"{ASKED} 入户调查表 审批表"))[0]
    )
    assert on("2026-08-10", STEPS + filed(f"{ASKED} 入户调查表 审批表")) == []


def test_papers_filed_late_or_in_several_files_put_it_right() -> None:
    late = (
        filed(ASKED, "2026-09-01") + filed("入户调查表 审批表", "2026-09-02") + filed("领款单", "2026-09-03")
    )
    assert on("2026-09-10", STEPS + late) == []
    assert "缺审批表，" in on("2026-09-10", STEPS + late.replace(" 审批表", ""))[0]


def test_a_paper_filed_again_replaces_the_earlier() -> None:
    again = filed(f"{ASKED} 入户调查表 审批表 领款单", sha256="ab") + filed("申请表", sha256="cd")
    assert on("2026-09-10", STEPS + again) == []


def test_a_step_that_was_not_taken_needs_no_paper() -> None:
    refused = opened() + surveyed("2026-07-09") + decided("", "2026-07-10", word="不同意")
    assert on("2026-09-10", refused + filed(f"{ASKED} 入户调查表 审批表")) == []
    assert on("2026-09-10", opened() + filed(ASKED)) == []


def test_another_case_s_papers_are_not_this_one_s() -> None:
    other = "JZ-2026-0008"
    neighbour = opened(other) + filed(ASKED, number=other)
    assert on("2026-08-08", opened() + filed(ASKED) + neighbour) == []
    assert len(on("2026-08-08", opened() + neighbour)) == 1


def test_a_case_taken_back_before_anything_was_paid_owes_no_papers() -> None:
    assert on("2026-09-10", opened() + surveyed() + step("撤回", "2026-07-10")) == []
    assert len(on("2026-09-10", STEPS + step("撤回", "2026-07-12"))) == 1
    assert len(on("2026-09-10", opened() + step("结案", "2026-07-10"))) == 1


def test_a_payment_that_was_reversed_needs_no_receipt() -> None:
    wrong = paid(day="2026-07-11", voucher="2026-07-001") + paid(
        "-800.00", "2026-07-12", reverses="2026-07-001"
    )
    assert on("2026-09-10", opened() + filed(ASKED) + wrong) == []


def test_the_papers_and_the_days_are_those_of_the_day_of_each_step() -> None:
    whole = opened(day="2026-12-31") + surveyed("2027-01-01") + filed(ASKED, "2027-01-01")
    assert on("2027-01-31", whole) == [] and len(on("2027-02-01", whole)) == 1
    days = policy("case_file_days", "10", "2027-01-01")
    assert on("2027-01-11", days + whole) == [] and "缺入户调查表，" in on("2027-01-12", days + whole)[0]
    unfiled = opened(day="2026-12-31") + surveyed("2027-01-01")
    assert "最早的应在2027-01-11前" in on("2027-02-01", days + unfiled)[0]
    papers = policy("case_papers", '"受理 照片" "入户调查 照片"', "2027-01-01")
    assert "缺照片，" in on("2027-02-01", papers + whole)[0]
    assert on("2027-02-01", papers + whole + filed("照片", "2027-01-31")) == []


def test_one_step_may_need_several_papers_and_a_referral_one() -> None:
    lines = (
        "no policy\n" + policy("case_papers", '"受理 申请表" "转介 转介单"') + policy("case_file_days", "0")
    )
    referred = opened() + step("转介", "2026-07-09")
    assert told(RULE, f"as of 2026-07-08\n{lines}{opened()}") == []
    assert "缺申请表、转介单，" in told(RULE, f"as of 2026-07-10\n{lines}{referred}")[0]


def test_a_district_that_names_no_papers_or_no_days_asks_for_none() -> None:
    papers, days = policy("case_papers", '"受理 申请表"'), policy("case_file_days", "1")
    for lines in ("", papers, days):
        assert told(RULE, f"as of 2026-09-10\nno policy\n{lines}{opened()}") == []
    assert told(RULE, "no policy\n" + filed("申请表")) == []


def test_a_policy_value_that_is_no_step_and_paper_is_a_mistake_that_is_named() -> None:
    for value in ("申请表", "审批 审批表", "受理 "):
        line = policy("case_papers", f'"{value}"') + policy("case_file_days", "1")
        try:
            told(RULE, f"as of 2026-09-10\nno policy\n{line}{opened()}")
        except AssertionError as said:
            assert f"不能是“{value}”" in str(said)
        else:
            raise AssertionError(value)


@books
def test_papers_of_a_case_nobody_accepted_are_refused() -> None:
    """
    2026-07-08 custom "案卷材料" "JZ-2026-0001" "归档"   ; !! JZ-2026-0001没有受理过，材料不知归给谁；请核对救助编号
      papers: "申请表"
      sha256: "ab"
    2026-07-08 custom "救助" "JZ-2026-0002" "先行救助"
    2026-07-08 custom "案卷材料" "JZ-2026-0002" "归档"   ; !! JZ-2026-0002没有受理过
      papers: "申请表"
      sha256: "ab"
    2026-07-08 custom "案卷材料" "JZ-2026-0003" "归档"
      papers: "申请表"
      sha256: "ab"
    2026-07-09 custom "救助" "JZ-2026-0003" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    """


def test_a_file_that_is_complete_hides_none_that_is_not_and_an_old_line_s_papers_are_asked_for() -> None:
    everything = filed(f"{ASKED} 入户调查表 审批表 领款单", "2026-07-11")
    other = opened("JZ-2026-0008")
    assert on("2026-08-11", STEPS + everything) == []
    assert len(on("2026-08-11", STEPS + everything + other)) == 1
    newer = policy("case_papers", '"受理 申请表"', "2026-07-20")
    assert on("2026-08-11", newer + STEPS + everything) == []
    assert len(on("2026-08-11", newer + STEPS + filed("申请表", "2026-07-11"))) == 1


KINDS = {
    "limit": test_on_the_last_day_nothing_is_missing_yet,
    "over": test_a_day_later_all_that_is_due_is_named_once,
    "neighbour": test_another_case_s_papers_are_not_this_one_s,
    "change": test_the_papers_and_the_days_are_those_of_the_day_of_each_step,
    "right": test_papers_filed_late_or_in_several_files_put_it_right,
}
"""The five kinds of tests that every rule has."""
