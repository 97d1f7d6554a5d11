"""month_closed: nothing is dated in a closed month that was recorded after its closing."""

from __future__ import annotations

from plugins.month_closed import month_closed
from tests.ledgers import books, told

RULE = month_closed

GIFT = """
{day} * "王*" "捐赠"
  {seq}
  Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
"""
CLOSED = """
{day} custom "月结" "{month}"
  {seq}
  digest: "00"
"""
REOPENED = """
2026-08-09 custom "反结账" "2026-07"
  {seq}
  reason: "漏记"
  by: "zhangsan"
  approved-by: "lisi"
"""
LATE = "2026-07月结以后又记了2026-07-31的这一条；请改记在当月，或先反结账"


def gift(number: int | str, day: str = "2026-07-31") -> str:
    """A gift recorded under a number."""
    return GIFT.format(day=day, seq=f"seq: {number}")


def closed(number: int | str, month: str = "2026-07", day: str = "2026-08-08") -> str:
    """The closing of a month."""
    return CLOSED.format(day=day, month=month, seq=f"seq: {number}")


def reopened(number: int | str) -> str:
    """July is opened again."""
    return REOPENED.format(seq=f"seq: {number}")


def test_what_was_recorded_before_the_closing_stays() -> None:
    assert told(RULE, gift(9) + closed(10)) == []


def test_the_next_number_is_too_late_whatever_its_day() -> None:
    assert told(RULE, gift(11) + closed(10)) == ["error " + LATE]
    assert len(told(RULE, gift(11, "2026-07-01") + closed(10))) == 1


def test_the_next_month_goes_on_over_the_turn_of_the_year() -> None:
    assert told(RULE, gift(11, "2026-08-01") + closed(10)) == []
    assert told(RULE, gift(11, "2027-01-01") + closed(10, "2026-12", "2027-01-08")) == []
    assert len(told(RULE, gift(11, "2026-12-31") + closed(10, "2026-12", "2027-01-08"))) == 1


def test_a_month_reopened_takes_entries_until_it_is_closed_anew() -> None:
    assert told(RULE, gift(12) + closed(10) + reopened(11)) == []
    assert told(RULE, gift(12) + closed(10) + reopened(11) + closed(13, day="2026-08-09")) == []
    assert len(told(RULE, gift(14) + closed(10) + reopened(11) + closed(13, day="2026-08-09"))) == 1
    assert len(told(RULE, gift(11) + closed(10) + reopened(12))) == 1


def test_reopening_one_month_opens_no_other() -> None:
    assert len(told(RULE, gift(12, "2026-06-30") + closed(9, "2026-06") + closed(10) + reopened(11))) == 1


def test_a_line_without_a_number_was_typed_by_hand_and_is_told_while_the_month_is_closed() -> None:
    for word in ('memo: "无"', 'seq: "5"', "seq: 5.5", "seq: TRUE"):
        line = GIFT.format(day="2026-07-31", seq=word)
        (said,) = told(RULE, line + closed(10))
        assert "2026-07已经月结，这一条没有序号" in said, word
        assert told(RULE, line + closed(10) + reopened(11)) == []
        assert told(RULE, line.replace("2026-07-31", "2026-08-01") + closed(10)) == []


def test_a_closing_without_a_number_is_told_and_closes_nothing_by_number() -> None:
    by_hand = CLOSED.format(day="2026-08-08", month="2026-07", seq='memo: "无"')
    assert told(RULE, gift(11) + by_hand) == [
        "error 2026-07的月结没有序号（seq:），不是 huzhu 记的；请用 huzhu close"
    ]
    assert len(told(RULE, GIFT.format(day="2026-07-31", seq='memo: "无"') + by_hand)) == 2


def test_a_reopening_without_a_number_opens_nothing() -> None:
    by_hand = REOPENED.format(seq='memo: "无"')
    assert len(told(RULE, gift(12) + closed(10) + by_hand)) == 1
    assert len(told(RULE, GIFT.format(day="2026-07-31", seq='memo: "无"') + closed(10) + by_hand)) == 1


@books
def test_steps_referrals_and_papers_of_a_case_are_held_to_it_and_other_facts_are_not() -> None:
    """
    2026-07-30 custom "救助" "JZ-2026-0001" "入户调查"   ; !! 2026-07月结以后又记了2026-07-30的这一条
      seq: 11
      by: "lisi"
    2026-07-30 custom "案卷材料" "JZ-2026-0001" "归档"   ; !! 月结以后
      seq: 12
      papers: "申请表"
      sha256: "00"
    2026-07-30 custom "转介" "JZ-2026-0001" "回复"   ; !! 月结以后
      seq: 13
      outcome: "已办"
    2026-07-30 custom "救助" "JZ-2026-0001" "结案"   ; !! 没有序号
    2026-07-30 custom "决议" "JY-2026-01"
      seq: 14
      kind: "其他"
    2026-08-08 custom "月结" "2026-07"
      seq: 10
      digest: "00"
    """


@books
def test_the_second_line_of_an_event_has_the_number_of_the_first() -> None:
    """
    2026-07-30 custom "救助" "JZ-2026-0001" "转介"
      seq: 8
    2026-07-30 custom "转介" "JZ-2026-0001" "转出"
      to: "区民政局"
    2026-07-30 custom "救助" "JZ-2026-0002" "转介"   ; !! 月结以后
      seq: 11
    2026-07-30 custom "转介" "JZ-2026-0002" "转出"   ; !! 月结以后
      to: "区民政局"
    2026-07-30 custom "转介" "JZ-2026-0003" "转出"   ; !! 没有序号
      to: "区民政局"
    2026-07-30 custom "转介" "JZ-2026-0001" "回复"   ; !! 没有序号
      outcome: "已办"
    2026-07-30 custom "救助" "JZ-2026-0004" "先行救助"
      seq: 9
    2026-07-30 * "汪*" "先行救助" ^JZ-2026-0004
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-31 * "汪*" "另一天" ^JZ-2026-0004   ; !! 没有序号
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-08-08 custom "月结" "2026-07"
      seq: 10
      digest: "00"
    """


@books
def test_goods_may_have_their_number_on_the_line_that_names_them_and_money_may_not() -> None:
    """
    2026-07-30 commodity DAMI
      seq: 8
    2026-07-30 * "岩寺粮站" "大米"
      event: "接受实物"
      Assets:1201存货:03社会捐赠   3 DAMI {60.00 CNY}
      Income:4101捐赠收入   -180.00 CNY
    2026-07-30 * "岩寺粮站" "大米"   ; !! 没有序号
      Assets:1201存货:03社会捐赠   3 DAMI {60.00 CNY}
      Income:4101捐赠收入   -180.00 CNY
    2026-07-30 * "王*" "说是实物"   ; !! 没有序号
      event: "接受实物"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-30 * "岩寺粮站" "大米"   ; !! 月结以后
      seq: 11
      event: "接受实物"
      Assets:1201存货:03社会捐赠   3 DAMI {60.00 CNY}
      Income:4101捐赠收入   -180.00 CNY
    2026-08-08 custom "月结" "2026-07"
      seq: 10
      digest: "00"
    """


def test_where_no_month_was_closed_nothing_is_asked() -> None:
    assert told(RULE, "no policy" + GIFT.format(day="2026-07-31", seq='memo: "无"')) == []


KINDS = {
    "limit": test_what_was_recorded_before_the_closing_stays,
    "over": test_the_next_number_is_too_late_whatever_its_day,
    "neighbour": test_reopening_one_month_opens_no_other,
    "change": test_the_next_month_goes_on_over_the_turn_of_the_year,
    "right": test_a_month_reopened_takes_entries_until_it_is_closed_anew,
}
"""The five kinds of tests that every rule has."""
