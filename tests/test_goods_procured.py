"""goods_procured: goods are bought under the rules of procurement, emergencies excepted."""

from __future__ import annotations

from plugins.goods_procured import goods_procured
from tests.ledgers import books, told

RULE = goods_procured

REQUIRED = """
no policy
2026-07-01 custom "policy" "procurement_required" TRUE
  clause: "除紧急情况外，须严格按照政府采购制度有关规定执行"
{day} * "粮站" "{purpose}"
  {meta}
  Assets:1201存货:03社会捐赠   1 DAMI {{0.01 CNY}}
  Assets:1001现金:03社会捐赠
"""


def bought(meta: str, purpose: str = "大米", day: str = "2026-07-01") -> list[str]:
    """What is told of a purchase."""
    return told(RULE, REQUIRED.format(meta=meta, purpose=purpose, day=day))


def test_a_purchase_that_names_its_procurement_passes() -> None:
    assert bought('procurement: "CG-2026-01"') == []


def test_the_smallest_purchase_without_one_is_refused() -> None:
    said = "error 向粮站买实物，没有写明采购凭据 procurement:；确属紧急的请写 urgent: TRUE 并说明缘由"
    for meta in ('procurement: ""', 'procurement: "　"', "procurement: 7", "urgent: FALSE", 'urgent: "TRUE"'):
        assert bought(meta) == [said]


def test_an_emergency_is_excepted_where_it_says_what_it_was() -> None:
    assert bought("urgent: TRUE", "山洪当晚买棉被") == []
    assert bought('urgent: TRUE\n  reason: "山洪"', "") == []
    said = "error 向粮站买实物，写了紧急却没有说明缘由，请在摘要或 reason: 里写明是什么紧急情况"
    assert bought("urgent: TRUE", " ") == [said]
    assert bought('urgent: TRUE\n  reason: " "', "") == [said]
    assert bought('urgent: TRUE\n  procurement: "CG-2026-01"', "") == []


def test_before_the_day_the_district_asks_for_it_nothing_is_told() -> None:
    assert bought('procurement: ""', day="2026-06-30") == []
    assert len(bought('procurement: ""', day="2027-01-01")) == 1
    ended = '2026-07-02 custom "policy" "procurement_required" FALSE\n  clause: "不再要求"\n'
    assert told(RULE, REQUIRED.format(meta="urgent: FALSE", purpose="米", day="2026-07-02") + ended) == []
    assert len(told(RULE, REQUIRED.format(meta="urgent: FALSE", purpose="米", day="2026-07-01") + ended)) == 1


@books
def test_a_detour_over_credit_advance_or_no_store_at_all_is_a_purchase_too() -> None:
    """
    no policy
    2026-07-01 custom "policy" "procurement_required" TRUE
      clause: "c"
    2026-07-01 * "粮站" "赊购"
      Assets:1201存货:03社会捐赠   1 DAMI {60.00 CNY}   ; !! 向粮站买实物
      Liabilities:2209其他应付款
    2026-07-01 * "采购员" "用预支的钱买"
      Assets:1201存货:03社会捐赠   1 DAMI {60.00 CNY}   ; !! 向采购员买实物
      Assets:1122其他应收款
    2026-07-01 * "汪*" "买了直接送去"
      Expenses:5101业务活动成本:03实物救助   60.00 CNY   ; !! 向汪*买实物
      Assets:1009其他货币资金:01微信:03社会捐赠
    2026-07-01 * "两样一起买"   ; 没有写明
      Assets:1201存货:03社会捐赠   1 DAMI {60.00 CNY}   ; !! 向（未写明）买实物，没有写明采购凭据
      Assets:1201存货:03社会捐赠   1 YOU {60.00 CNY}
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_goods_given_handed_out_returned_or_moved_and_relief_in_money_are_not_bought() -> None:
    """
    no policy
    2026-07-01 custom "policy" "procurement_required" TRUE
      clause: "c"
    2026-07-01 open Assets:1201存货:03社会捐赠 "NONE"
    2026-07-01 * "粮站" "捐赠大米"
      Assets:1201存货:03社会捐赠   5 DAMI {60.00 CNY}
      Income:4101捐赠收入
    2026-07-02 * "汪*" "大米"
      Expenses:5101业务活动成本:03实物救助   60.00 CNY
      Assets:1201存货:03社会捐赠   -1 DAMI {60.00 CNY}
    2026-07-03 * "汪*" "退回大米"
      Assets:1201存货:03社会捐赠   1 DAMI {60.00 CNY}
      Expenses:5101业务活动成本:03实物救助
    2026-07-03 * "粮站" "退货"
      Assets:1001现金:03社会捐赠   60.00 CNY
      Assets:1201存货:03社会捐赠   -1 DAMI {60.00 CNY}
    2026-07-04 * "转到另一个基金"
      Assets:1201存货:02集体支持   1 DAMI {60.00 CNY}
      Assets:1201存货:03社会捐赠   -1 DAMI {60.00 CNY}
    2026-07-05 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   60.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_what_was_reversed_is_put_right() -> None:
    """
    no policy
    2026-07-01 custom "policy" "procurement_required" TRUE
      clause: "c"
    2026-07-01 * "粮站" "漏写了采购凭据"
      voucher: "2026-07-001"
      Assets:1201存货:03社会捐赠   1 DAMI {60.00 CNY}
      Assets:1001现金:03社会捐赠   -60.00 CNY
    2026-07-02 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1201存货:03社会捐赠   -1 DAMI {60.00 CNY}
      Assets:1001现金:03社会捐赠   60.00 CNY
    2026-07-02 * "粮站" "大米"
      voucher: "2026-07-003"
      procurement: "CG-2026-01"
      Assets:1201存货:03社会捐赠   1 DAMI {60.00 CNY}
      Assets:1001现金:03社会捐赠   -60.00 CNY
    """


def test_a_number_is_no_emergency() -> None:
    assert len(bought("urgent: 1", "山洪当晚买棉被")) == 1


@books
def test_money_drawn_office_goods_goods_given_and_goods_handed_out_are_no_purchase() -> None:
    """
    no policy
    2026-07-01 custom "policy" "procurement_required" TRUE
      clause: "除紧急情况外，须严格按照政府采购制度有关规定执行"
    2026-07-01 * "支取"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-01 * "文具店" "办公用品"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "王*" "捐了米，也捐了半元"
      Assets:1201存货:03社会捐赠   1.5 DAMI {1.00 CNY}
      Assets:1001现金:03社会捐赠   0.50 CNY
      Income:4101捐赠收入   -2.00 CNY
    2026-07-01 * "王*" "捐了米，没有捐钱"
      Assets:1201存货:03社会捐赠   1 DAMI {1.00 CNY}
      Assets:1001现金:03社会捐赠   0.00 CNY
      Income:4101捐赠收入   -1.00 CNY
    2026-07-02 * "汪*" "半袋米和现金"
      Expenses:5101业务活动成本:01补充救助   10.50 CNY
      Assets:1201存货:03社会捐赠   -0.5 DAMI {1.00 CNY}
      Assets:1001现金:03社会捐赠   -10.00 CNY
    2026-07-02 * "汪*" "现金救助，没有实物"
      Expenses:5101业务活动成本:03实物救助   0.00 CNY
      Expenses:5101业务活动成本:01补充救助   10.00 CNY
      Assets:1001现金:03社会捐赠   -10.00 CNY
    """


KINDS = {
    "limit": test_a_purchase_that_names_its_procurement_passes,
    "over": test_the_smallest_purchase_without_one_is_refused,
    "neighbour": test_goods_given_handed_out_returned_or_moved_and_relief_in_money_are_not_bought,
    "change": test_before_the_day_the_district_asks_for_it_nothing_is_told,
    "right": test_what_was_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
