"""case_order: the steps of a case come in an order that can be, once each, none missing at the end."""

from __future__ import annotations

import pytest

from plugins.case_order import case_order
from tests.case_lines import decided, opened, paid, policy, step, surveyed
from tests.ledgers import books, judge, told

RULE = case_order

WHOLE = opened() + surveyed("2026-07-09") + decided(day="2026-07-10") + paid(day="2026-07-11")
CLOSED = step("结案", "2026-07-12")
WITHDRAWN = step("撤回", "2026-07-12")


def test_the_steps_in_their_order_pass() -> None:
    assert told(RULE, WHOLE + CLOSED) == []


def test_on_one_day_the_steps_have_no_order() -> None:
    day = "2026-07-08"
    steps = [
        step("结案", day),
        paid(day=day),
        decided(day=day),
        surveyed(day),
        step("先行救助", day),
        opened(),
    ]
    assert told(RULE, "".join(steps)) == []
    assert told(RULE, step("撤回", day) + surveyed(day) + opened()) == []


def test_nothing_comes_before_the_acceptance() -> None:
    assert told(RULE, surveyed("2026-07-07") + opened()) == [
        "error JZ-2026-0007：2026-07-08才受理，“入户调查”却记在2026-07-07；请核对日期和编号"
    ]
    out = step("转出", "2026-07-07", kind="转介", to='"区民政局"')
    assert len(told(RULE, step("转介", "2026-07-07") + out + opened())) == 2


def test_a_case_nobody_accepted_is_told_once() -> None:
    assert told(RULE, surveyed() + decided() + step("结案", "2026-07-10")) == [
        "error JZ-2026-0007还没有受理，不能有“入户调查”；请先受理（huzhu case open）"
    ]


@pytest.mark.parametrize(
    ("again", "word"),
    [
        (opened(day="2026-07-11"), "受理"),
        (surveyed("2026-07-11"), "入户调查"),
        (decided(day="2026-07-11"), "审核"),
    ],
)
def test_no_step_comes_twice(again: str, word: str) -> None:
    assert told(RULE, WHOLE + again) == [
        f"error JZ-2026-0007已经有过“{word}”，一个案卷只有一次；另一件事、或这一步记错了，"
        "请撤回这一案、另编一个号重新受理"
    ]
    other = again.replace("0007", "0008")
    if word == "入户调查":
        assert told(RULE, WHOLE + opened("JZ-2026-0008") + other) == []


def test_first_aid_and_referral_may_come_again() -> None:
    first_aid = step("先行救助", "2026-07-08")
    assert told(RULE, WHOLE + first_aid * 2 + step("转介", "2026-07-11") * 2) == []


def test_what_is_agreed_was_surveyed_by_that_day() -> None:
    said = ["error JZ-2026-0007审核同意在先，没有入户调查；请先入户调查，再审核"]
    assert told(RULE, opened() + decided()) == said
    assert told(RULE, opened() + decided() + surveyed("2026-07-10")) == said
    assert told(RULE, opened() + decided() + surveyed("2026-07-09")) == []


def test_what_is_not_agreed_needs_no_survey() -> None:
    assert told(RULE, opened() + decided("", word="不同意")) == []


def test_first_aid_given_by_then_is_surveyed_afterwards() -> None:
    assert told(RULE, opened() + step("先行救助", "2026-07-09") + decided()) == []
    assert len(told(RULE, opened() + decided() + step("先行救助", "2026-07-10"))) == 1


def test_a_district_surveys_from_the_day_of_its_line() -> None:
    no = "no policy\n" + opened() + decided()
    assert told(RULE, no) == []
    assert told(RULE, no + policy("survey_workdays", "1", "2026-07-10")) == []
    ((line, found),) = judge(RULE, no + policy("survey_workdays", "1", "2026-07-09").rstrip("\n"))
    assert found.clause == "survey_workdays" and line == 9


@pytest.mark.parametrize("end", [WITHDRAWN, CLOSED])
def test_nothing_comes_after_the_end(end: str) -> None:
    word = "撤回" if "撤回" in end else "结案"
    ended = WHOLE + end
    assert told(RULE, ended + step("先行救助", "2026-07-12")) == []
    assert told(RULE, ended + step("先行救助", "2026-07-13")) == [
        f"error JZ-2026-0007：2026-07-12已经{word}，不能再有“先行救助”；又有新情况的请另行受理"
    ]
    assert told(RULE, ended + paid(day="2026-07-12")) == []
    assert told(RULE, ended + paid(day="2026-07-13")) == [
        f"error JZ-2026-0007：2026-07-12已经{word}，不能再发放；又有新情况的请另行受理"
    ]


def test_the_end_is_the_first_of_two() -> None:
    assert told(RULE, WHOLE + WITHDRAWN + step("结案", "2026-07-13")) == [
        "error JZ-2026-0007：2026-07-12已经撤回，不能再有“结案”；又有新情况的请另行受理"
    ]
    assert len(told(RULE, WHOLE + CLOSED + step("撤回", "2026-07-13") + paid(day="2026-07-14"))) == 2


def test_an_answer_and_relief_that_comes_back_may_come_after_the_end() -> None:
    answer = step("回复", "2026-07-20", kind="转介", outcome='"已办"')
    back = paid("-800.00", "2026-07-20")
    assert told(RULE, WHOLE + CLOSED + answer + back) == []


def test_a_payment_after_the_end_that_was_reversed_is_put_right() -> None:
    lines = WHOLE + CLOSED + paid(day="2026-07-13", voucher="2026-07-009")
    assert len(told(RULE, lines)) == 1
    assert told(RULE, lines + paid("-800.00", "2026-07-14", reverses="2026-07-009")) == []


def test_another_case_s_steps_are_its_own() -> None:
    other = "JZ-2026-0008"
    mine = opened(other, "2026-07-15") + surveyed("2026-07-15", other) + decided("1.00", "2026-07-15", other)
    assert told(RULE, WHOLE + CLOSED + mine + paid("1.00", "2026-07-16", other)) == []


def test_a_case_is_closed_when_no_step_is_missing() -> None:
    survey, decision = surveyed("2026-07-09"), decided(day="2026-07-10")
    said = "error JZ-2026-0007还缺{}，不能结案；不办了的请记撤回或转介"
    assert told(RULE, opened() + CLOSED) == [said.format("入户调查、审核")]
    assert told(RULE, opened() + survey + CLOSED) == [said.format("审核")]
    assert told(RULE, opened() + survey + decision + CLOSED) == [said.format("发放")]
    assert told(RULE, opened() + survey + decision + paid(day="2026-07-12") + CLOSED) == []
    assert said.format("发放") in told(RULE, opened() + survey + decision + paid(day="2026-07-13") + CLOSED)
    assert said.format("审核") in told(RULE, opened() + survey + decided(day="2026-07-13") + CLOSED)
    late = told(RULE, opened() + step("先行救助", "2026-07-08") + decision + paid(day="2026-07-08") + CLOSED)
    assert late == [said.format("入户调查")]
    refused = decided("", "2026-07-10", word="不同意")
    assert told(RULE, opened() + survey + refused + CLOSED) == []
    assert told(RULE, opened() + survey + decision + CLOSED * 2) == [said.format("发放")]


def test_a_survey_after_the_closing_comes_too_late_for_it() -> None:
    first_aid = opened() + step("先行救助", "2026-07-08") + paid(day="2026-07-08") + decided(day="2026-07-10")
    said = told(RULE, first_aid + CLOSED + surveyed("2026-07-13"))
    assert len(said) == 2 and "还缺入户调查" in said[1]
    assert told(RULE, first_aid + CLOSED + surveyed("2026-07-12")) == []


def test_where_no_survey_is_asked_for_none_is_missing() -> None:
    lines = "no policy\n" + opened() + decided(day="2026-07-10") + paid(day="2026-07-11") + CLOSED
    assert told(RULE, lines) == []


def test_a_referred_case_is_closed_as_it_is() -> None:
    assert told(RULE, opened() + step("转介", "2026-07-12") + CLOSED) == []
    assert len(told(RULE, opened() + step("转介", "2026-07-13") + CLOSED)) == 2
    out = step("转出", "2026-07-11", kind="转介", to='"区民政局"')
    assert told(RULE, opened() + out + CLOSED) == []


def test_what_relief_paid_as_decided_tells_is_not_told_twice() -> None:
    refused = opened() + surveyed() + decided("", word="不同意") + paid(day="2026-07-10")
    assert told(RULE, refused) == []
    assert told(RULE, opened() + paid(day="2026-07-07")) == []
    assert told(RULE, opened() + surveyed() + paid(day="2026-07-08")) == []


def test_where_the_district_asks_the_acceptance_names_who_was_asked_first() -> None:
    asks = "no policy\n" + policy("first_asked", "TRUE", "2026-07-08")
    assert told(RULE, asks + opened()) == ["error JZ-2026-0007的受理没有写明首问人（first-asked:），请补上"]
    assert told(RULE, asks + opened(**{"first-asked": "wangwu"})) == []
    assert len(told(RULE, asks + opened(**{"first-asked": " "}))) == 1
    assert told(RULE, asks + opened(day="2026-07-07")) == []
    assert told(RULE, asks.replace("TRUE", "FALSE") + opened()) == []
    assert len(told(RULE, asks + surveyed())) == 1


@books
def test_a_whole_case_of_huizhou() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0007" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-09 custom "救助" "JZ-2026-0007" "入户调查"
      by: "lisi"
    2026-07-09 custom "救助" "JZ-2026-0007" "审核"
      decision: "同意"
      amount: 500.00 CNY
      by: "lisi"
    2026-07-10 * "汪*" "应急救助" ^JZ-2026-0007
      Expenses:5101业务活动成本:02应急救助   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 custom "救助" "JZ-2026-0007" "结案"
    2026-07-12 custom "救助" "JZ-2026-0007" "转介"   ; !! 已经结案，不能再有“转介”
    """


def test_a_refusal_before_does_not_hide_the_decision_without_a_survey() -> None:
    refused = opened() + decided("", word="不同意") + decided(day="2026-07-10")
    assert [said for said in told(RULE, refused) if "没有入户调查" in said] != []


KINDS = {
    "limit": test_on_one_day_the_steps_have_no_order,
    "over": test_nothing_comes_after_the_end,
    "neighbour": test_another_case_s_steps_are_its_own,
    "change": test_a_district_surveys_from_the_day_of_its_line,
    "right": test_a_payment_after_the_end_that_was_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
