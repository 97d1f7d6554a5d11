"""targeted_fundraising: only where it is allowed, and only from people who hold a post."""

from __future__ import annotations

from plugins.targeted_fundraising import targeted_fundraising
from tests.ledgers import books, told

RULE = targeted_fundraising

ALLOWED = """
no policy
2024-01-01 custom "policy" "targeted_allowed" TRUE
  clause: "已认定为慈善组织的，可以在会员范围内定向募捐"
2026-01-01 custom "人员" "zhangsan" "任职"
  post: "会员"
  name: "张 三"
  person: "P-1a2b3c4d5e6f"
2026-12-31 custom "人员" "zhangsan" "离任"
{day} * "{payee}" "募捐"
  channel: "定向募捐"
  {meta}
  Assets:1001现金:03社会捐赠   0.01 CNY
  Income:4101捐赠收入
"""


def given(day: str, payee: str = "张三", meta: str = 'receipt: "1"') -> list[str]:
    """What is told of a gift of a day where targeted fundraising is allowed."""
    return told(RULE, ALLOWED.format(day=day, payee=payee, meta=meta))


def test_on_a_member_s_first_and_last_day_a_gift_passes() -> None:
    assert given("2026-01-01") == []
    assert given("2026-12-30") == []


def test_the_day_before_and_the_day_of_leaving_are_outside() -> None:
    said = "error 定向募捐只能向本社在任的理事、会员等募集，张三当天没有任职；是会员的请先登记“人员 任职”"
    assert given("2025-12-31") == [said]
    assert given("2026-12-31") == [said]


def test_somebody_else_is_outside_and_so_is_who_is_masked_or_not_named() -> None:
    assert len(given("2026-07-01", "李四")) == 1
    assert len(given("2026-07-01", "张*")) == 1
    assert "（未写明）当天没有任职" in given("2026-07-01", "")[0]


def test_a_member_is_known_by_the_pseudonym_where_the_name_is_masked() -> None:
    assert given("2026-07-01", "张*", 'person: "P-1a2b3c4d5e6f"') == []
    assert len(given("2026-07-01", "张*", 'person: "P-000000000000"')) == 1
    assert given("2026-07-01", "张三", "person: 3") == []


@books
def test_one_of_two_people_of_one_name_is_enough_and_no_pseudonym_is_nobody_s() -> None:
    """
    no policy
    2024-01-01 custom "policy" "targeted_allowed" TRUE
      clause: "可以"
    2026-01-01 custom "人员" "zhangsan" "任职"
      post: "会员"
      name: "张三"
    2026-02-01 custom "人员" "zhangsan" "离任"
    2026-01-01 custom "人员" "zhangsan2" "任职"
      post: "社长"
      name: "张三"
    2026-07-01 * "张　三" "募捐"
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "李四" "募捐"   ; !! 李四当天没有任职
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    """


@books
def test_where_it_is_not_allowed_it_is_refused_whoever_gives_and_whatever_it_is_booked_as() -> None:
    """
    2026-01-01 custom "人员" "zhangsan" "任职"
      post: "会员"
      name: "张三"
    2026-07-01 * "张三" "募捐"   ; !! 定向募捐只有慈善组织才能开展
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   0.01 CNY
      Income:4101捐赠收入
    2026-07-01 * "张三" "认捐"   ; !! 定向募捐只有慈善组织
      channel: "定向 募捐"
      Assets:1122其他应收款   10.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "张三" "暂收"   ; !! 定向募捐只有慈善组织
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Liabilities:2209其他应付款
    2026-07-01 * "张三" "作资本"   ; !! 定向募捐只有慈善组织
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Equity:3101非限定性净资产
    """


@books
def test_other_channels_and_odd_ones_are_not_this_rule_s() -> None:
    """
    2026-07-01 * "张三" "捐赠"
      channel: "会员捐赠"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "张三" "捐赠"
      channel: 3
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-01 * "张三" "捐赠"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    """


@books
def test_what_was_given_back_or_reversed_is_put_right() -> None:
    """
    2026-07-01 * "张三" "募捐"
      voucher: "2026-07-001"
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   -10.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "李四" "退还去年的募捐"
      channel: "定向募捐"
      Income:4101捐赠收入   10.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_the_day_the_district_allows_it_and_before_it_said_anything() -> None:
    """
    no policy
    2026-07-05 custom "policy" "targeted_allowed" FALSE
      clause: "不准"
    2026-07-07 custom "policy" "targeted_allowed" TRUE
      clause: "可以"
    2026-01-01 custom "人员" "zhangsan" "任职"
      post: "理事"
      name: "张三"
    2026-07-04 * "张三" "募捐"
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-06 * "张三" "募捐"   ; !! 本区不准互助社开展
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    2026-07-07 * "张三" "募捐"
      channel: "定向募捐"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Income:4101捐赠收入
    """


def test_money_by_another_way_may_come_from_anybody() -> None:
    other = ALLOWED.format(day="2026-07-01", payee="李四", meta='receipt: "1"')
    for channel in ("村内互助", "摊派"):
        assert told(RULE, other.replace("定向募捐", channel)) == []


KINDS = {
    "limit": test_on_a_member_s_first_and_last_day_a_gift_passes,
    "over": test_the_day_before_and_the_day_of_leaving_are_outside,
    "neighbour": test_other_channels_and_odd_ones_are_not_this_rule_s,
    "change": test_the_day_the_district_allows_it_and_before_it_said_anything,
    "right": test_what_was_given_back_or_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
