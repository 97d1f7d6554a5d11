"""float_drawn: a draw is from the same fund's bank account, approved by someone other than the custodian."""

from __future__ import annotations

from plugins.float_drawn import float_drawn
from tests.ledgers import books, told

RULE = float_drawn

FLOAT = """
2026-06-20 custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "zhaoliu"
"""
DRAW = """
{day} * "支取备用金"
  approved-by: {by}
  Assets:1001现金:03社会捐赠   500.00 CNY
  {bank}
"""
BANK = "Assets:1002银行存款:01农商行基本户:03社会捐赠"


def drawn(by: str = '"zhangsan"', day: str = "2026-07-02", bank: str = BANK, more: str = "") -> list[str]:
    """What is told of 500.00 drawn."""
    return told(RULE, more + FLOAT.lstrip("\n" if more else "") + DRAW.format(by=by, day=day, bank=bank))


def test_a_draw_from_its_own_fund_that_another_approved_passes() -> None:
    assert drawn() == []


def test_the_custodian_s_own_approval_is_none_however_it_is_spelt() -> None:
    said = ["error zhaoliu是备用金保管人，不能自己审批支取；请由别人审批"]
    assert drawn('"zhaoliu"') == said
    for spelt in ("ZhaoLiu", "ｚｈａｏｌｉｕ", " zhaoliu", "zhao\u200bliu"):
        assert len(drawn(f'"{spelt}"')) == 1


def test_without_an_approver_it_is_refused_whatever_stands_there() -> None:
    for by in ('""', '"  "', "5", "TRUE", "2026-07-02"):
        assert drawn(by) == ["error 支取备用金没有审批人（approved-by:）；请由保管人以外的人审批"]


@books
def test_a_draw_from_another_fund_is_refused_even_with_a_resolution() -> None:
    """
    2026-07-01 custom "决议" "JY-2026-01"
      kind: "资金转移"
    2026-07-02 * "支取备用金"   ; !! 支取备用金动了02集体支持、03社会捐赠，只能从同一基金支取
      approved-by: "zhangsan"
      resolution: "JY-2026-01"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    """


@books
def test_one_entry_draws_for_one_fund() -> None:
    """
    2026-07-02 * "支取备用金"   ; !! 动了02集体支持、03社会捐赠
      approved-by: "zhangsan"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -500.00 CNY
      Assets:1001现金:02集体支持   500.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持   -500.00 CNY
    """


@books
def test_a_wallet_is_no_bank_account() -> None:
    """
    2026-07-02 * "账户间划转"   ; !! 不能从微信、支付宝支取；请先转入银行
      approved-by: "zhangsan"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠
    """


@books
def test_what_is_no_draw_is_let_be() -> None:
    """
    2026-07-01 commodity DAMI
    2026-07-01 * "岩寺粮站" "捐赠大米"
      Assets:1201存货:02集体支持   1 DAMI {60.00 CNY}
      Income:4101捐赠收入   -60.00 CNY
    2026-07-02 * "缴回"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   500.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "王*" "捐赠，一半现金"
      Assets:1001现金:03社会捐赠   50.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   50.00 CNY
      Income:4101捐赠收入
    2026-07-04 * "换基金"
      Assets:1001现金:02集体支持   100.00 CNY
      Assets:1001现金:03社会捐赠
    2026-07-05 * "微信转银行"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   50.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠
    2026-07-06 * "支取，一半转微信"
      approved-by: "zhangsan"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠   20.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-06 * "岩寺粮站" "大米，一半赊账"
      Assets:1001现金:03社会捐赠   20.00 CNY
      Assets:1201存货:02集体支持   -1 DAMI {60.00 CNY}
      Expenses:5901其他费用   40.00 CNY
    2026-07-06 * "文具店" "付款兼支取"
      approved-by: "zhangsan"
      Expenses:5301管理费用:01办公费   10.00 CNY
      Assets:1001现金:03社会捐赠   20.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -30.00 CNY
    """


def test_a_draw_without_a_float_still_needs_an_approver() -> None:
    ledger = DRAW.format(by='"zhaoliu"', day="2026-06-19", bank=BANK)
    assert told(RULE, ledger) == []
    assert len(told(RULE, ledger.replace('"zhaoliu"', '""'))) == 1
    assert told(RULE, ledger + FLOAT) == []


@books
def test_on_the_day_of_handing_over_both_are_custodians_and_after_it_the_new_one() -> None:
    """
    2026-12-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    2026-12-31 custom "备用金" "交接"
      custodian: "sunqi"
    2026-12-31 * "支取备用金"   ; !! zhaoliu是备用金保管人
      approved-by: "zhaoliu"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-12-31 * "支取备用金"   ; !! sunqi是备用金保管人
      approved-by: "sunqi"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2027-01-01 * "支取备用金"
      approved-by: "zhaoliu"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2027-01-01 * "支取备用金"   ; !! sunqi是备用金保管人
      approved-by: "sunqi"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@books
def test_a_draw_that_was_reversed_is_none() -> None:
    """
    2026-07-02 * "支取备用金"
      voucher: "2026-07-001"
      Assets:1001现金:03社会捐赠   1.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    2026-07-03 * "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      Assets:1001现金:03社会捐赠   -1.00 CNY
      Assets:1002银行存款:01农商行基本户:02集体支持
    """


def test_the_rule_holds_from_the_line_s_day_and_not_where_there_is_none() -> None:
    line = '{} custom "policy" "float_required" {}\n  clause: "应当设立备用金"\n'
    assert drawn('""', more="no policy\n" + line.format("2026-07-02", "TRUE")) != []
    assert drawn('""', more="no policy\n" + line.format("2026-07-03", "TRUE")) == []
    assert drawn('""', more=line.format("2026-07-02", "FALSE")) == []


def test_who_kept_it_before_may_approve_and_on_its_first_day_who_keeps_it_may_not() -> None:
    over = "".join(
        f'2026-06-{day} custom "备用金" "交接"\n  custodian: "{who}"\n'
        for day, who in ((22, "lisi"), (24, "wangwu"))
    )
    said = FLOAT.lstrip() + over
    assert told(RULE, said + DRAW.format(by='"lisi"', day="2026-07-02", bank=BANK)) == []
    assert len(told(RULE, said + DRAW.format(by='"zhaoliu"', day="2026-06-20", bank=BANK))) == 1


@books
def test_a_wallet_that_gives_half_a_yuan_is_told_and_one_that_gets_it_is_not() -> None:
    """
    2026-07-02 * "支取备用金，微信也付了半元"   ; !! 不能从微信、支付宝支取
      approved-by: "zhangsan"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -499.50 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠   -0.50 CNY
    2026-07-03 * "支取备用金，顺便转半元到微信"
      approved-by: "zhangsan"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -500.50 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠   0.50 CNY
    2026-07-04 * "支取备用金，微信没有动"
      approved-by: "zhangsan"
      Assets:1001现金:03社会捐赠   500.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -500.00 CNY
      Assets:1009其他货币资金:01微信:03社会捐赠   0.00 CNY
    """


@books
def test_where_cash_does_not_grow_nothing_was_drawn() -> None:
    """
    2026-07-02 * "现金换基金，办公费从银行付"
      Assets:1001现金:03社会捐赠   10.00 CNY
      Assets:1001现金:04会费   -10.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -5.00 CNY
      Expenses:5301管理费用:01办公费   5.00 CNY
    2026-07-03 * "现金换基金，办公费一半从银行付"
      Assets:1001现金:03社会捐赠   5.00 CNY
      Assets:1001现金:04会费   -10.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠   -5.00 CNY
      Expenses:5301管理费用:01办公费   10.00 CNY
    """


KINDS = {
    "limit": test_a_draw_from_its_own_fund_that_another_approved_passes,
    "over": test_the_custodian_s_own_approval_is_none_however_it_is_spelt,
    "neighbour": test_what_is_no_draw_is_let_be,
    "change": test_the_rule_holds_from_the_line_s_day_and_not_where_there_is_none,
    "right": test_a_draw_that_was_reversed_is_none,
}
"""The five kinds of tests that every rule has."""
