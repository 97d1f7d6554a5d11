"""placeholders: FIXME stands only in flagged entries, and in none of a closed month."""

from __future__ import annotations

import pytest

from plugins.placeholders import placeholders
from tests.ledgers import books, told

RULE = placeholders

ENTRY = """
{day} {flag} "{payee}" "{narration}"
  memo: "{memo}"
  Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
"""
CLOSED = '2026-08-08 custom "月结" "2026-07"\n  seq: 10\n  digest: "00"\n'
REOPENED = '2026-08-09 custom "反结账" "2026-07"\n  seq: 11\n  reason: "漏记"\n  by: "zhangsan"\n  approved-by: "lisi"\n'


def judged(
    flag: str = "*", payee: str = "王*", narration: str = "捐赠", memo: str = "无", day: str = "2026-07-31"
) -> str:
    """An entry with these words."""
    return ENTRY.format(flag=flag, payee=payee, narration=narration, memo=memo, day=day)


def test_a_flagged_entry_may_wait_for_its_word() -> None:
    assert told(RULE, judged("!", narration="FIXME")) == []
    assert told(RULE, judged("*")) == []


@pytest.mark.parametrize(
    "word", ["FIXME", "fixme", "请FixMe补", "ＦＩＸＭＥ", "ｆｉｘｍｅ", "F I X M E", "FIX\u200bME", "FIXMEs"]
)
def test_an_unflagged_one_may_not_in_any_place(word: str) -> None:
    said = ["warning 这一笔还有FIXME没有补上；请补全，或先把“*”改成“!”标明待补"]
    assert told(RULE, judged(narration=word)) == said
    assert told(RULE, judged(payee=word)) == said
    assert told(RULE, judged(memo=word)) == said


def test_words_that_only_look_like_it_are_let_be() -> None:
    assert told(RULE, judged("*", "FIX", "ME", "fix me not: FIXE")) != []
    assert told(RULE, judged("*", "FIX", "ME", "FIXE")) == []


@books
def test_accounts_postings_and_facts_are_looked_at() -> None:
    """
    2024-01-01 open Expenses:FIXME
    2026-07-01 * "文具店" "办公"   ; ?? 还有FIXME没有补上
      Expenses:FIXME   10.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-02 * "文具店" "办公"   ; ?? 还有FIXME没有补上
      Expenses:5301管理费用:01办公费   10.00 CNY
        memo: "fixme"
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-03 custom "投诉" "FIXME" "受理"   ; ?? “投诉受理”还有FIXME没有补上
      about: "无"
    2026-07-03 custom "投诉" "TS-2026-01" "受理"   ; ?? “投诉受理”还有FIXME
      about: "fixme"
    2026-07-03 custom "投诉" "TS-2026-02" "受理"
      about: "无"
    """


def test_in_a_closed_month_the_flag_excuses_nothing_and_the_next_month_is_open() -> None:
    assert told(RULE, judged("!", narration="FIXME") + CLOSED) == [
        "warning 2026-07已经月结，这一笔还写着FIXME；请查明后冲销重记"
    ]
    assert len(told(RULE, judged("*", narration="FIXME") + CLOSED)) == 1
    assert told(RULE, judged("!", narration="FIXME", day="2026-08-01") + CLOSED) == []
    assert told(RULE, judged("!", day="2026-07-31") + CLOSED) == []


def test_a_month_reopened_waits_again() -> None:
    assert told(RULE, judged("!", narration="FIXME") + CLOSED + REOPENED) == []


def test_the_year_makes_no_difference_nor_does_a_policy() -> None:
    for day in ("2026-12-31", "2027-01-01"):
        assert len(told(RULE, "no policy" + judged(narration="FIXME", day=day))) == 1


KINDS = {
    "limit": test_a_flagged_entry_may_wait_for_its_word,
    "over": test_an_unflagged_one_may_not_in_any_place,
    "neighbour": test_words_that_only_look_like_it_are_let_be,
    "change": test_in_a_closed_month_the_flag_excuses_nothing_and_the_next_month_is_open,
    "right": test_a_month_reopened_waits_again,
}
"""The five kinds of tests that every rule has."""
