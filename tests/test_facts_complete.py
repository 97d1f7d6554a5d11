"""facts_complete: every dated fact has its keys, and its values are of the vocabulary."""

from __future__ import annotations

from plugins.facts_complete import facts_complete
from tests.ledgers import books

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
