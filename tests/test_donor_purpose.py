"""donor_purpose: a restricted fund is spent within its uses, and not after its last day."""

from __future__ import annotations

from plugins.donor_purpose import donor_purpose
from tests.ledgers import books, told

RULE = donor_purpose

FUND = """
2026-01-01 custom "基金" "11张氏助学" "设立"
  source: "张氏"
  restriction: "{restriction}"
  uses: "{uses}"
  until: 2026-12-31
2025-01-01 open Assets:1001现金:11张氏助学 CNY
2025-01-01 open Assets:1002银行存款:01农商行基本户:11张氏助学 CNY
"""


def spent(account: str, day: str = "2026-07-01", uses: str = "5101", **more: str) -> list[str]:
    """What is told of 60 yuan of the fund charged to an account."""
    text = FUND.format(uses=uses, restriction=more.get("restriction", "限定性")) + more.get("facts", "")
    return told(
        RULE,
        f'{text}{day} * "某" "支出"{more.get("link", "")}\n  {account}   60.00 CNY\n  Assets:1001现金:11张氏助学\n',
    )


def test_on_the_last_day_the_uses_agreed_pass() -> None:
    assert spent("Expenses:5101业务活动成本:02应急救助", "2026-12-31") == []


def test_the_day_after_the_last_is_refused_whatever_it_is_for() -> None:
    assert spent("Expenses:5101业务活动成本:02应急救助", "2027-01-01") == [
        "error 11张氏助学支出60.00元，但这个基金只能用到2026-12-31；"
        "余款请按与捐赠人的约定处理，要延期先另立一行“基金 设立”"
    ]
    assert len(spent("Expenses:5301管理费用:01办公费", "2027-01-01")) == 1


def test_another_use_is_refused() -> None:
    assert spent("Expenses:5301管理费用:01办公费") == [
        "error 11张氏助学支出60.00元，用在了5301管理费用:01办公费，约定的用途只有5101；改变用途要先征得捐赠人同意"
    ]


def test_of_several_uses_each_passes_and_none_named_is_no_limit() -> None:
    office = "Expenses:5301管理费用:01办公费"
    assert spent(office, uses="5101 5301") == []
    assert spent(office, uses="") == []
    assert len(spent(office, uses="5101 5401")) == 1


def test_a_fund_without_restriction_is_free_in_use_and_time() -> None:
    assert spent("Expenses:5301管理费用:01办公费", "2027-01-01", restriction="非限定性") == []


def test_money_lent_is_no_use_but_an_advance_on_a_case_is_relief() -> None:
    claim = "Assets:1122其他应收款"
    assert len(spent(claim)) == 1
    assert spent(claim, link=" ^JZ-2026-0001") == []
    assert len(spent(claim, link=" ^JZ-2026-0001", uses="5301")) == 1
    assert len(spent(claim, "2027-01-01", link=" ^JZ-2026-0001")) == 1


def test_after_the_fund_s_end_nothing_is_spent_and_on_its_day_it_still_is() -> None:
    end = '2026-06-30 custom "基金" "11张氏助学" "终止"\n'
    relief = "Expenses:5101业务活动成本:02应急救助"
    assert spent(relief, "2026-06-30", facts=end) == []
    assert "只能用到2026-06-30" in spent(relief, "2026-07-01", facts=end)[0]


def test_a_new_agreement_holds_from_its_day_and_opens_what_had_ended() -> None:
    end = '2026-06-29 custom "基金" "11张氏助学" "终止"\n'
    new = '2026-06-30 custom "基金" "11张氏助学" "设立"\n  source: "张氏"\n  restriction: "限定性"\n  uses: "5301"\n'
    office, relief = "Expenses:5301管理费用:01办公费", "Expenses:5101业务活动成本:02应急救助"
    assert len(spent(office, "2026-06-29", facts=new)) == 1
    assert spent(office, "2026-06-30", facts=end + new) == []
    assert len(spent(relief, "2026-06-30", facts=new)) == 1
    assert spent(office, "2027-06-30", facts=new) == []


def test_what_a_fund_is_comes_from_the_line_of_its_day() -> None:
    free = '2026-06-30 custom "基金" "11张氏助学" "设立"\n  source: "张氏"\n  restriction: "非限定性"\n  uses: "5101"\n'
    office = "Expenses:5301管理费用:01办公费"
    assert len(spent(office, "2026-06-29", facts=free)) == 1
    assert spent(office, "2026-06-30", facts=free) == []
    assert spent(office, "2025-12-31") == []


@books
def test_of_the_subsidy_fund_the_last_day_holds_here_and_the_uses_elsewhere() -> None:
    """
    2026-01-01 custom "基金" "01财政补助" "设立"
      source: "区财政"
      restriction: "限定性"
      uses: "5101"
      until: 2026-12-31
    2026-12-31 * "文具店" "办公"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Assets:1001现金:01财政补助
    2026-12-31 * "转"
      Assets:1001现金:03社会捐赠   60.00 CNY
      Assets:1001现金:01财政补助
    2027-01-01 * "汪*" "应急救助"
      Expenses:5101业务活动成本:02应急救助   60.00 CNY   ; !! 01财政补助支出60.00元，但这个基金只能用到2026-12-31
      Assets:1001现金:01财政补助
    """


@books
def test_the_neighbouring_fund_is_not_bound() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101"
    2026-01-01 custom "基金" "03社会捐赠" "设立"
      source: "社会"
      restriction: "非限定性"
      uses: "5101"
      until: 2026-01-31
    2026-07-01 * "文具店" "办公"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "文具店" "办公"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Assets:1001现金:04会费
    2026-07-01 * "文具店" "办公"
      Expenses:5301管理费用:01办公费   60.00 CNY   ; !! 用在了5301管理费用:01办公费
      Assets:1001现金:02集体支持
    """


@books
def test_each_posting_is_told_once_however_many_places_paid() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101"
    2026-07-01 * "文具店" "办公"
      Expenses:5301管理费用:01办公费   60.00 CNY   ; !! 02集体支持支出60.00元
      Expenses:5101业务活动成本:09其他业务   10.00 CNY
      Assets:1001现金:02集体支持   -30.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持   -40.00 CNY
    """


@books
def test_what_the_carrier_keeps_is_not_spent_but_charges_paid_are() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101"
    2026-07-01 * "石岗村" "支持"
      Assets:1009其他货币资金:01微信:02集体支持   99.00 CNY
      Expenses:5301管理费用:02手续费   1.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "提现"
      Assets:1002银行存款:01农商行基本户:02集体支持   98.00 CNY
      Assets:1009其他货币资金:01微信:02集体支持   -99.00 CNY
      Expenses:5301管理费用:02手续费   1.00 CNY
    2026-07-03 * "农商行" "账户管理费"
      Expenses:5301管理费用:02手续费   1.00 CNY   ; !! 约定的用途只有5101
      Assets:1002银行存款:01农商行基本户:02集体支持
    2026-07-04 * "石岗村" "支持，当场买了文具"
      Expenses:5301管理费用:01办公费   90.00 CNY   ; !! 用在了5301管理费用:01办公费
      Assets:1001现金:02集体支持   10.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "石岗村" "先到一半"
      Assets:1122其他应收款   50.00 CNY
      Assets:1001现金:02集体支持   50.00 CNY
      Income:4101捐赠收入
    """


@books
def test_a_transfer_washes_the_purpose_off_unless_the_other_fund_is_as_narrow() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101 5301"
    2026-01-01 custom "基金" "04会费" "设立"
      source: "会员"
      restriction: "限定性"
      uses: "5101"
    2026-01-01 custom "基金" "05政府购买服务" "设立"
      source: "区里"
      restriction: "非限定性"
      uses: "5101"
    2026-07-01 * "转到更窄的"
      Assets:1001现金:04会费   60.00 CNY
      Assets:1001现金:02集体支持
    2026-07-01 * "转到更宽的"
      Assets:1001现金:02集体支持   60.00 CNY   ; !! 04会费的钱转到了02集体支持，就脱离了约定的用途（5101）
      Assets:1001现金:04会费
    2026-07-01 * "转到没有约定的"
      Assets:1001现金:03社会捐赠   60.00 CNY   ; !! 02集体支持的钱转到了03社会捐赠
      Assets:1001现金:02集体支持
    2026-07-01 * "转到不受约束的"
      Assets:1001现金:05政府购买服务   60.00 CNY   ; !! 04会费的钱转到了05政府购买服务
      Assets:1001现金:04会费
    2026-07-01 * "从没有约定的转进来"
      Assets:1001现金:04会费   60.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "从没有约定的分给两个"
      Assets:1001现金:04会费   60.00 CNY
      Assets:1001现金:02集体支持   60.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "两个一起转出"
      Assets:1001现金:03社会捐赠   120.00 CNY   ; !! 04会费的钱转到了03社会捐赠 ; !! 02集体支持的钱转到了03社会捐赠
      Assets:1001现金:04会费   -60.00 CNY
      Assets:1001现金:02集体支持   -60.00 CNY
    2026-07-01 * "自己账户之间"
      Assets:1001现金:04会费   60.00 CNY
      Assets:1002银行存款:01农商行基本户:04会费
    """


@books
def test_a_fund_restricted_without_uses_washes_what_had_some_and_has_none_to_lose() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
    2026-01-01 custom "基金" "04会费" "设立"
      source: "会员"
      restriction: "限定性"
      uses: "5101"
    2026-07-01 * "转"
      Assets:1001现金:02集体支持   60.00 CNY   ; !! 04会费的钱转到了02集体支持
      Assets:1001现金:04会费
    2026-07-01 * "转"
      Assets:1001现金:03社会捐赠   60.00 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_a_debt_is_paid_for_what_it_was_made_for() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101"
      until: 2026-06-30
    2026-01-01 custom "基金" "01财政补助" "设立"
      source: "区财政"
      restriction: "限定性"
      uses: "5101"
    2026-06-01 * "文具店" "赊购"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Liabilities:2209其他应付款
    2026-06-01 * "药店" "赊购"
      Expenses:5101业务活动成本:09其他业务   60.00 CNY
      Liabilities:2209其他应付款
    2026-06-01 * "石岗村" "要退的捐赠"
      Income:4101捐赠收入   60.00 CNY
      Liabilities:2209其他应付款
    2026-06-01 * "粮站" "记错的赊购"
      voucher: "2026-06-001"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Liabilities:2209其他应付款
    2026-06-02 * "粮站" "冲销"
      voucher: "2026-06-002"
      reverses: "2026-06-001"
      Expenses:5301管理费用:01办公费   -60.00 CNY
      Liabilities:2209其他应付款
    2026-06-03 * "药店" "还一部分，另付滞纳金"
      Liabilities:2209其他应付款   30.00 CNY
      Expenses:5901其他费用   5.00 CNY
      Assets:1001现金:03社会捐赠
    2026-06-03 * "采购员" "报账"
      Expenses:5301管理费用:01办公费   60.00 CNY
      Assets:1122其他应收款
    2026-06-04 * "采购员" "垫付救助" ^JZ-2026-0001
      Assets:1122其他应收款   60.00 CNY
      Assets:1001现金:02集体支持
    2026-07-01 * "文 具店" "还欠款"
      Liabilities:2209其他应付款   60.00 CNY   ; !! 02集体支持支出60.00元，还的欠款当初记在5301，约定的用途只有5101
      Assets:1001现金:02集体支持
    2026-07-01 * "药店" "还欠款"
      Liabilities:2209其他应付款   60.00 CNY
      Assets:1001现金:02集体支持
    2026-07-01 * "石岗村" "退捐赠"
      Liabilities:2209其他应付款   60.00 CNY
      Assets:1001现金:02集体支持
    2026-07-01 * "粮站" "还欠款"
      Liabilities:2209其他应付款   60.00 CNY
      Assets:1001现金:02集体支持
    2026-07-01 * "文具店" "别的基金还"
      Liabilities:2209其他应付款   60.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-01 * "文具店" "归补助规则管"
      Liabilities:2209其他应付款   60.00 CNY
      Assets:1001现金:01财政补助
    2026-07-01 * "文具店" "借进来"
      Assets:1001现金:02集体支持   60.00 CNY
      Liabilities:2209其他应付款
    """


@books
def test_what_is_left_when_a_fund_has_ended_may_go_on() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101"
    2026-06-30 custom "基金" "02集体支持" "终止"
    2026-06-29 * "转早了"
      Assets:1001现金:03社会捐赠   60.00 CNY   ; !! 02集体支持的钱转到了03社会捐赠
      Assets:1001现金:02集体支持
    2026-06-30 * "转"
      Assets:1001现金:03社会捐赠   60.00 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_what_was_put_right_by_a_reversal_was_not_spent_and_relief_that_came_back_neither() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5301"
    2026-07-01 * "汪*" "记错了"
      voucher: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   60.00 CNY
      Assets:1001现金:02集体支持
    2026-07-02 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Expenses:5101业务活动成本:02应急救助   -60.00 CNY
      Assets:1001现金:02集体支持
    2026-07-03 * "汪*" "退回"
      Expenses:5101业务活动成本:02应急救助   -60.00 CNY
      Assets:1001现金:02集体支持
    """


def test_a_fund_that_had_ended_before_anything_was_agreed_is_free_until_then() -> None:
    end = '2025-06-30 custom "基金" "11张氏助学" "终止"\n'
    assert spent("Expenses:5301管理费用:01办公费", "2025-12-31", facts=end) == []


@books
def test_few_coins_are_spent_lent_and_owed_as_many_are() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101"
    2026-07-01 * "农商行" "账户管理费"
      Assets:1002银行存款:01农商行基本户:02集体支持   -0.50 CNY
      Expenses:5301管理费用:02手续费   0.50 CNY   ; !! 约定的用途只有5101
    2026-07-02 * "石岗村" "支持"
      Assets:1009其他货币资金:01微信:02集体支持   0.50 CNY
      Expenses:5301管理费用:02手续费   0.10 CNY
      Income:4101捐赠收入
    2026-07-03 * "石岗村" "支持，当场花了一些"
      Assets:1001现金:02集体支持   10.00 CNY
      Expenses:5901其他费用   1.00 CNY   ; !! 用在了5901其他费用
      Income:4101捐赠收入
    2026-07-04 * "文具店" "退回，和零元"
      Expenses:5301管理费用:01办公费   -0.50 CNY
      Expenses:5901其他费用   0.00 CNY
      Assets:1001现金:02集体支持
    2026-07-05 * "某" "借出"
      Assets:1122其他应收款   0.50 CNY   ; !! 02集体支持支出0.50元，用在了1122其他应收款
      Assets:1001现金:02集体支持
    2026-07-06 * "石岗村" "先到一半"
      Assets:1122其他应收款   0.50 CNY
      Assets:1001现金:02集体支持   0.50 CNY
      Income:4101捐赠收入
    2026-07-07 * "文具店" "赊购"
      Expenses:5301管理费用:01办公费   0.50 CNY
      Liabilities:2209其他应付款
    2026-07-08 * "文具店" "还欠款"
      Liabilities:2209其他应付款   0.50 CNY   ; !! 还的欠款当初记在5301
      Assets:1001现金:02集体支持
    2026-07-09 * "药店" "赊购药品"
      Expenses:5101业务活动成本:09其他业务   1.00 CNY
      Liabilities:2209其他应付款
    2026-07-10 * "药店" "别的基金还一半，另付滞纳金"
      Liabilities:2209其他应付款   0.50 CNY
      Expenses:5901其他费用   0.10 CNY
      Assets:1001现金:03社会捐赠
    2026-07-11 * "药店" "零元欠款，另付滞纳金"
      Liabilities:2209其他应付款   0.00 CNY
      Expenses:5901其他费用   0.10 CNY
      Assets:1001现金:03社会捐赠
    2026-07-12 * "药店" "还另一半"
      Liabilities:2209其他应付款   0.50 CNY
      Assets:1001现金:02集体支持
    """


@books
def test_few_coins_are_washed_as_many_are_and_what_stays_is_not_washed() -> None:
    """
    2026-01-01 custom "基金" "02集体支持" "设立"
      source: "石岗村"
      restriction: "限定性"
      uses: "5101"
    2026-07-01 * "转半元"
      Assets:1001现金:03社会捐赠   0.50 CNY   ; !! 02集体支持的钱转到了03社会捐赠
      Assets:1001现金:02集体支持
    2026-07-02 * "先付救助，再转"
      Expenses:5101业务活动成本:09其他业务   10.00 CNY
      Assets:1001现金:03社会捐赠   60.00 CNY   ; !! 02集体支持的钱转到了03社会捐赠
      Assets:1001现金:02集体支持
    2026-07-03 * "石岗村" "支持两个基金"
      Assets:1001现金:02集体支持   0.50 CNY
      Assets:1001现金:03社会捐赠   0.50 CNY
      Income:4101捐赠收入
    2026-07-04 * "汪*" "几个基金一起救助"
      Expenses:5101业务活动成本:09其他业务   1.00 CNY
      Assets:1001现金:02集体支持   -0.50 CNY
      Assets:1001现金:03社会捐赠   -0.50 CNY
      Assets:1001现金:04会费   0.00 CNY
    2026-07-05 * "自己账户之间，别的基金另外转和借"
      Assets:1001现金:02集体支持   -60.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持   60.00 CNY
      Assets:1122其他应收款   10.00 CNY
      Assets:1001现金:04会费   40.00 CNY
      Assets:1001现金:03社会捐赠   -50.00 CNY
    2026-07-06 * "农商行" "另一个基金存钱，这个基金付手续费"
      Assets:1002银行存款:01农商行基本户:02集体支持   -1.00 CNY
      Expenses:5301管理费用:02手续费   1.00 CNY   ; !! 约定的用途只有5101
      Assets:1002银行存款:01农商行基本户:03社会捐赠   60.00 CNY   ; !! 02集体支持的钱转到了03社会捐赠
      Income:4101捐赠收入   -60.00 CNY
    """


KINDS = {
    "limit": test_on_the_last_day_the_uses_agreed_pass,
    "over": test_the_day_after_the_last_is_refused_whatever_it_is_for,
    "neighbour": test_the_neighbouring_fund_is_not_bound,
    "change": test_a_new_agreement_holds_from_its_day_and_opens_what_had_ended,
    "right": test_what_was_put_right_by_a_reversal_was_not_spent_and_relief_that_came_back_neither,
}
"""The five kinds of tests that every rule has."""
