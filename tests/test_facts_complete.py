"""facts_complete: every dated fact has its keys, and its values are of the vocabulary."""

from __future__ import annotations

from ledger.events import cases, facts, statements, table
from ledger.events.event import STAMP_KEYS
from ledger.shapes import SHAPES
from ledger.vocabulary import KEYS
from plugins.facts_complete import facts_complete
from tests.ledgers import books, told

RULE = facts_complete


@books
def test_a_fact_that_has_all_it_needs_and_no_more_passes() -> None:
    """
    2026-06-20 custom "互助社" "登记"
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      township: "岩寺镇"
      village: "石岗村"
      kind: "村"
      policy: "huizhou"
    2026-06-20 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    """


@books
def test_one_key_less_is_refused_and_named() -> None:
    """
    2026-06-20 custom "互助社" "登记"   ; !! “互助社登记”缺少 township:、policy:
      name: "徽州区岩寺镇石岗村救急难互助社"
      uscc: "51341004MJB000001D"
      village: "石岗村"
      kind: "村"
    2026-06-20 custom "备用金" "设立"   ; !! “备用金设立”缺少 custodian:
      ceiling: 3000.00 CNY
      custodian: "  "
    """


@books
def test_another_word_than_the_vocabulary_s_is_refused_with_the_words_to_choose_from() -> None:
    """
    2026-06-20 custom "人员" "zhangsan" "任职"   ; !! 的 post: 不能是“村长”，可写：社长、秘书长
      post: "村长"
      name: "张三"
    2026-06-20 custom "人员" "lisi" "任职"
      post: "社长"
      name: "李四"
    """


@books
def test_a_number_in_quotes_is_no_ceiling_and_a_day_in_quotes_no_end() -> None:
    """
    2026-06-20 custom "备用金" "设立"   ; !! “备用金设立”的 ceiling: 要写成 500.00 CNY
      ceiling: "3000"
      custodian: "zhaoliu"
    2026-06-20 custom "决议" "JY-2026-01"   ; !! “决议”的 until: 要写成 2026-12-31
      kind: "提高救助标准"
      cap-emergency: 1500.00 CNY
      until: "2026-07-01"
    """


@books
def test_a_kind_nobody_knows_is_refused_and_what_is_no_fact_of_ours_is_let_be() -> None:
    """
    2026-06-20 custom "备用余" "设立"   ; !! 没有“备用余”这种事项，可写：互助社、人员
      ceiling: 3000.00 CNY
    2026-06-20 custom "fava-option" "language" "zh_CN"
    2026-06-20 note Assets:1001现金:03社会捐赠 "备注"
    2026-06-20 event "天气" "晴"
    """


@books
def test_the_fact_written_again_does_not_take_back_the_one_that_was_wrong() -> None:
    """
    2026-12-31 custom "备用金" "设立"   ; !! 缺少 custodian:
      ceiling: 3000.00 CNY
    2027-01-01 custom "备用金" "设立"
      ceiling: 3000.00 CNY
      custodian: "zhaoliu"
    """


@books
def test_it_needs_no_policy_and_reads_the_bureau_s_facts_too() -> None:
    """
    bureau
    no policy
    2026-06-20 custom "月结" "2026年7月"   ; !! “月结”后面要写月份，例如 2026-07，不能是“2026年7月”
      digest: "00"
    """


@books
def test_policy_lines_are_no_facts_whenever_they_change() -> None:
    """
    2026-06-20 custom "policy" "cap_emergency" 1200.00 CNY
      clause: "应急救助不超过1200元每人次"
    """


PAID = """
{day} * "汪*" "{what}" {link}
  {meta}
  Assets:1002银行存款:01农商行基本户:03社会捐赠   -100.00 CNY
  {against}
"""
ADVANCE = "Assets:1122其他应收款"
RELIEF = "Expenses:5101业务活动成本:02应急救助"
ACCEPTED = """
2026-07-01 custom "救助" "JZ-2026-0007" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "H-1a2b3c4d5e6f"
  label: "汪*"
  category: "突发严重困难户"
  matter: "疾病"
  relief: "应急救助"
"""
OFFICERS = """
2026-06-20 custom "人员" "zhangsan" "任职"
  post: "社长"
  name: "张三"
2026-06-20 custom "人员" "lisi" "任职"
  post: "秘书长"
  name: "李四"
2026-06-30 custom "人员" "lisi" "离任"
"""


def paid(meta: str = 'memo: "无"', link: str = "", against: str = ADVANCE, day: str = "2026-07-10") -> str:
    """Money that goes out, with a line of metadata and a link."""
    return PAID.format(day=day, what="垫付", link=link, meta=meta, against=against)


def test_money_on_a_case_that_nobody_accepted_is_told_once_with_the_case_that_was_meant() -> None:
    unknown = paid(link="^JZ-2026-0070")
    assert told(RULE, ACCEPTED + unknown + unknown) == [
        "error 没有JZ-2026-0070的受理登记，是否应为“JZ-2026-0007”；请先受理（huzhu case open），或改正救助编号"
    ]
    assert told(RULE, ACCEPTED + paid(link="^JZ-2026-0007 ^wx-1")) == []
    assert len(told(RULE, ACCEPTED + paid(link="^JZ-2026-0007 ^JZ-2026-0008"))) == 1


def test_a_payment_and_a_step_without_a_case_are_told_by_others_and_what_came_back_here() -> None:
    assert told(RULE, paid(link="^JZ-2026-0070", against=RELIEF)) == []
    assert told(RULE, '2026-07-02 custom "救助" "JZ-2026-0070" "结案"\n') == []
    returned = paid(link="^JZ-2026-0070", against=RELIEF).replace("-100.00", "100.00")
    assert len(told(RULE, returned)) == 1


def test_papers_without_a_case_are_told_where_no_other_rule_asks_for_them() -> None:
    paper = '2026-07-02 custom "案卷材料" "JZ-2026-0070" "归档"\n  papers: "申请表"\n  sha256: "00"\n'
    assert told(RULE, paper) == []
    assert len(told(RULE, "no policy\n" + paper)) == 1
    assert told(RULE, "no policy\n" + paper.replace("0070", "0007") + ACCEPTED) == []


@books
def test_a_named_fund_is_set_up_and_told_once() -> None:
    """
    2024-01-01 open Assets:1001现金:11张氏助学专项 CNY
    2024-01-01 open Assets:1001现金:12李氏专项 CNY
    2026-06-20 custom "基金" "11张氏助学专项" "设立"
      source: "张氏"
      restriction: "限定性"
    2026-07-01 * "张*" "捐赠"
      Assets:1001现金:11张氏助学专项   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "李*" "捐赠"
      Assets:1001现金:12李氏专项   100.00 CNY   ; !! 基金“12李氏专项”没有设立过
      Income:4101捐赠收入
    2026-07-03 * "李*" "捐赠"
      Assets:1001现金:12李氏专项   100.00 CNY
      Income:4101捐赠收入
    """


def test_a_resolution_that_is_named_exists() -> None:
    passed = '2026-07-01 custom "决议" "JY-2026-02"\n  kind: "其他"\n'
    assert told(RULE, passed + paid('resolution: "JY-2026-02"')) == []
    assert told(RULE, passed + paid('resolution: "JY-2026-20"')) == [
        "error 没有“JY-2026-20”这个决议，是否应为“JY-2026-02”；请先登记决议，或改正编号"
    ]
    for odd in ('""', "5", "TRUE", "2026-07-01", "1.00 CNY"):
        assert len(told(RULE, passed + paid(f"resolution: {odd}"))) == 1, odd


def test_the_resolution_of_a_transfer_and_of_collective_income_are_other_rules() -> None:
    fund = "Assets:1002银行存款:01农商行基本户:02集体支持"
    named = 'resolution: "JY-2026-20"'
    assert told(RULE, paid(named, against=fund)) == []
    given = paid(named, against="Income:4101捐赠收入").replace("-100.00", "100.00")
    assert len(told(RULE, given)) == 1
    for collective in (
        given.replace("03社会捐赠", "02集体支持"),
        given.replace(named, f'channel: "村集体"\n  {named}'),
    ):
        assert told(RULE, collective) == []
        assert len(told(RULE, "no policy" + collective)) == 1
    assert len(told(RULE, paid(named).replace("03社会捐赠", "02集体支持"))) == 1, "spent, not received"
    line = '2026-07-01 custom "policy" "collective_needs_resolution" FALSE\n  clause: "不要"\n'
    assert len(told(RULE, line + given.replace("03社会捐赠", "02集体支持"))) == 1


def test_a_receipt_is_for_a_voucher_where_no_other_rule_asks() -> None:
    issued = '2026-07-12 custom "捐赠票据" "2026-07-0{}" "开具"\n  number: "1"\n'
    assert told(RULE, issued.format("12") + paid('voucher: "2026-07-001"')) == []
    assert told(RULE, "no policy\n" + issued.format("01") + paid('voucher: "2026-07-001"')) == []
    (said,) = told(RULE, "no policy\n" + issued.format("12") + paid('voucher: "2026-07-001"'))
    assert said == "error 捐赠票据开给的凭证2026-07-012不存在，是否应为“2026-07-001”；请改正凭证号"


def test_who_approves_and_pays_is_somebody_who_had_a_post() -> None:
    assert told(RULE, OFFICERS + paid('approved-by: "zhangsan"') + paid('paid-by: "lisi"')) == []
    assert told(RULE, OFFICERS + paid('approved-by: "zhangsam"') + paid('paid-by: "zhangsam"')) == [
        "error approved-by: 的“zhangsam”没有任职登记，是否应为“zhangsan”；请先登记任职，或改正用户编号"
    ]
    assert len(told(RULE, OFFICERS + paid('paid-by: "wangwu"'))) == 1
    assert told(RULE, paid('paid-by: "wangwu"')) == [], "books that name nobody"
    assert (
        told(RULE, OFFICERS + paid('recorded-by: "wangwu"') + paid('paid-by: ""') + paid("paid-by: 5")) == []
    )


@books
def test_custodians_surveyors_and_deciders_had_a_post_unless_a_higher_level_decided() -> None:
    """
    2026-06-20 custom "人员" "zhangsan" "任职"
      post: "社长"
      name: "张三"
    2026-06-20 custom "备用金" "设立"   ; !! custodian: 的“a1”没有任职登记
      ceiling: 3000.00 CNY
      custodian: "a1"
    2026-06-21 custom "备用金" "交接"   ; !! custodian: 的“a2”
      custodian: "a2"
    2026-06-22 custom "备用金" "盘点"
      counted: 0.00 CNY
      by: "a3"
      witness: "a4"
      custodian: "a5"
    2026-07-02 custom "救助" "JZ-2026-0007" "入户调查"   ; !! by: 的“a6”
      by: "a6"
    2026-07-03 custom "救助" "JZ-2026-0007" "审核"   ; !! by: 的“a7” ; !! approved-by: 的“a8”
      decision: "同意"
      by: "a7"
      approved-by: "a8"
    2026-07-03 custom "救助" "JZ-2026-0008" "审核"
      decision: "同意"
      level: "乡镇"
      by: "a9"
      approved-by: "b1"
    2026-07-03 custom "救助" "JZ-2026-0009" "审核"   ; !! by: 的“b2”
      decision: "同意"
      level: "互助社"
      by: "b2"
    """


def test_a_misspelt_key_is_told_once_with_the_key_that_was_meant() -> None:
    for slip, meant in (("recieved-by", "recorded-by"), ("chanel", "channel"), ("aproved-by", "approved-by")):
        said = f"error 没有“{slip}:”这一项，是否应为“{meant}:”；请改正（已记的账先冲销）"
        assert told(RULE, paid(f'{slip}: "王五"') + paid(f'{slip}: "王五"')) == [said]
    fact = '2026-07-01 custom "决议" "JY-2026-02"\n  kind: "其他"\n  documnt: "会议记录"\n'
    assert "是否应为“document:”" in told(RULE, fact)[0]


def test_keys_of_one_s_own_are_free() -> None:
    for free in ("remark", "narration", "phone", "time", "weather", "handler"):
        assert told(RULE, paid(f'{free}: "无"')) == [], free


def test_method_and_channel_are_words_of_the_vocabulary() -> None:
    assert told(RULE, paid('method: "转账"') + paid('channel: "主动捐赠"')) == []
    assert told(RULE, paid('method: "转帐"')) == [
        "error method: 不能是“转帐”，是否应为“转账”，可写：现金、转账、实物"
    ]
    assert "是否应为“主动捐赠”" in told(RULE, paid('channel: "主动捐增"'))[0]
    assert len(told(RULE, paid("channel: 5"))) == len(told(RULE, paid('channel: ""'))) == 1
    assert "channel: 不能是“5.00 CNY”" in told(RULE, paid("channel: 5.00 CNY"))[0]


def test_an_entry_that_was_reversed_is_put_right() -> None:
    wrong = 'voucher: "2026-07-001"\n  chanel: "x"\n  method: "y"\n  resolution: "z"\n  paid-by: "u"'
    entry = OFFICERS + paid(wrong, link="^JZ-2026-0070")
    back = paid('reverses: "2026-07-001"\n  paid-by: "v"', "^JZ-2026-0070", day="2026-12-31").replace(
        "-100.00", "100.00"
    )
    assert len(told(RULE, entry)) == 5
    assert told(RULE, entry + back) == []


@books
def test_in_a_fact_that_cannot_be_read_the_word_that_was_meant_is_named() -> None:
    """
    2026-06-20 custom "备用余" "设立"   ; !! 是否应为“备用金”
      ceiling: 3000.00 CNY
    2026-06-20 custom "备用金" "设力"   ; !! 没有“设力”这一步，可写：设立、调整、盘点、交接，是否应为“设立”
      ceiling: 3000.00 CNY
    2026-06-20 custom "备用金" "设立"   ; !! 缺少 custodian:（写了“custdian:”，是否应为“custodian:”）
      ceiling: 3000.00 CNY
      custdian: "zhaoliu"
    2026-06-20 custom "人员" "zhangsan" "任职"   ; !! 监事、会员，是否应为“社长”
      post: "村长"
      name: "张三"
    2026-06-20 custom "决议" "JY-2026-01"   ; !! “决议”缺少 kind:
      until: 2026-12-31
    2026-06-20 custom "决议" 5   ; !! “决议”后面要写1个引号里的词
    """


def test_every_key_that_an_event_or_a_fact_has_is_known() -> None:
    keys = {*STAMP_KEYS, "event"}
    for event in (*table.EVENTS, *facts.EVENTS, *cases.EVENTS, *statements.EVENTS, facts.AccountsOpened):
        keys |= {n.rstrip("_").replace("_", "-") for n in event.model_fields if n not in event.ELSEWHERE}
    for _, steps in SHAPES.values():
        keys |= {key for shape in steps.values() for key in (*shape.required, *shape.allowed, *shape.kinds)}
    elsewhere = {"id", "case", "fund", "month", "year", "banks", "accounts", "link", "named", "book"}
    assert keys - set(KEYS) - elsewhere == set()


@books
def test_who_merely_wrote_a_step_down_needs_no_post() -> None:
    """
    2026-01-01 custom "人员" "lisi" "任职"
      post: "会员"
      name: "李四"
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
      by: "chenqi"
    2026-07-01 custom "救助" "JZ-2026-0001" "先行救助"
      by: "chenqi"
    2026-07-02 custom "救助" "JZ-2026-0001" "转介"
      by: "chenqi"
    2026-07-03 custom "救助" "JZ-2026-0001" "结案"
      by: "chenqi"
    """


@books
def test_what_came_back_or_is_nothing_names_its_case_and_what_was_paid_is_case_order_s() -> None:
    """
    2026-07-01 * "汪*" "应急救助" ^JZ-2026-0001
      Expenses:5101业务活动成本:02应急救助   0.50 CNY
      Assets:1001现金:03社会捐赠
    2026-07-02 * "李*" "退回" ^JZ-2026-0002   ; !! 没有JZ-2026-0002的受理登记
      Expenses:5101业务活动成本:02应急救助   -0.50 CNY
      Assets:1001现金:03社会捐赠
    2026-07-03 * "赵*" "零元" ^JZ-2026-0003   ; !! 没有JZ-2026-0003的受理登记
      Expenses:5101业务活动成本:02应急救助   0.00 CNY
      Assets:1001现金:03社会捐赠
    """


@books
def test_a_resolution_is_asked_for_here_where_no_other_rule_asks() -> None:
    """
    2026-07-01 * "三个基金之间"
      resolution: "JY-2026-01"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Assets:1001现金:04会费   -50.00 CNY
      Assets:1001现金:02集体支持   -50.00 CNY
    2026-07-02 * "王*" "捐赠"   ; !! 没有“JY-2026-01”这个决议
      resolution: "JY-2026-01"
      channel: "主动捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "王*" "捐赠"   ; !! 没有“JY-2026-01”这个决议 ; !! channel: 不能是“集市”
      resolution: "JY-2026-01"
      channel: "集市"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_a_slip_is_told_once_whatever_other_keys_follow_and_short_or_far_keys_are_no_slips() -> None:
    """
    2026-07-01 * "王*" "捐赠"   ; !! 没有“chanel:”这一项，是否应为“channel:”
      chanel: "主动捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-02 * "王*" "捐赠"
      weather: "晴"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-03 * "王*" "捐赠"
      matte: "疾病"
      chanxyl: "主动捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


@books
def test_which_step_or_word_was_meant_is_said_of_what_has_a_number() -> None:
    """
    2026-07-01 custom "救助" "JZ-2026-0001" "入户调察"   ; !! ，是否应为“入户调查”
      by: "lisi"
    2026-07-01 custom "决议" "JY-2026-01"   ; !! ，是否应为“四议两公开”
      kind: "四议两公升"
    """


def test_what_is_missing_and_not_misspelt_is_only_missing() -> None:
    (said,) = told(RULE, '2026-06-20 custom "备用金" "设立"\n  ceiling: 3000.00 CNY\n')
    assert "缺少 custodian:" in said and "写了" not in said


KINDS = {
    "limit": test_a_fact_that_has_all_it_needs_and_no_more_passes,
    "over": test_one_key_less_is_refused_and_named,
    "neighbour": test_a_kind_nobody_knows_is_refused_and_what_is_no_fact_of_ours_is_let_be,
    "change": test_policy_lines_are_no_facts_whenever_they_change,
    "right": test_an_entry_that_was_reversed_is_put_right,
}
"""The five kinds of tests that every rule has."""
