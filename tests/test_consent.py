"""consent: nobody is thanked by name in public who did not agree to it."""

from __future__ import annotations

from plugins.consent import consent
from tests.ledgers import books, told

RULE = consent

THANKS = """
{day} custom "鸣谢" "2026-07" "张贴"
  names: "{names}"
  place: "村务公开栏"
"""
GIFT = """
{day} * "{donor}" "捐赠"
  {publish}
  Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
"""


def gift(publish: str = "publish: TRUE", day: str = "2026-07-10", donor: str = "王建国") -> str:
    """A gift that says, or does not say, whether its donor may be named."""
    return GIFT.format(day=day, donor=donor, publish=publish or 'memo: "无"')


def thanked(names: str, *gifts: str, day: str = "2026-07-31") -> list[str]:
    """What is told of a list of thanks with these names."""
    return told(RULE, "".join(gifts) + THANKS.format(day=day, names=names))


def test_who_agreed_on_the_day_of_the_list_may_be_named() -> None:
    assert thanked("王建国", gift(day="2026-07-31")) == []


def test_who_gave_a_day_later_or_did_not_agree_is_refused() -> None:
    assert thanked("王建国", gift(day="2026-08-01")) == [
        "error 鸣谢名单上的“王建国”到2026-07-31没有捐赠记录，不能鸣谢；请核对姓名"
    ]
    assert thanked("王建国", gift("publish: FALSE")) == [
        "error 鸣谢名单上的“王建国”最近一次捐赠时不同意公开姓名；请写成“爱心人士”"
    ]


def test_what_is_not_said_is_no_consent_whatever_stands_there() -> None:
    for word in ("", 'publish: "TRUE"', "publish: 1", 'publish: ""', "publish: 2026-07-01"):
        (said,) = thanked("王建国", gift(word))
        assert "没有同意公开姓名；请取得同意" in said


def test_another_donor_s_consent_is_not_theirs() -> None:
    (said,) = thanked("李红 王建国", gift(), gift("publish: FALSE", donor="李红"))
    assert "李红" in said and "王建国" not in said
    assert len(thanked("王建", gift())) == 1
    assert thanked("王建国 王建国", gift("publish: FALSE")) == thanked("王建国", gift("publish: FALSE"))


def test_the_last_gift_has_the_last_word_over_the_turn_of_the_year() -> None:
    yes, no = gift(day="2026-12-31"), gift("publish: FALSE", day="2027-01-01")
    assert thanked("王建国", yes, no, day="2026-12-31") == []
    assert len(thanked("王建国", yes, no, day="2027-01-01")) == 1
    assert thanked("王建国", gift("publish: FALSE"), gift(day="2026-07-20")) == []
    assert thanked("王建国", gift(), gift("", day="2026-07-20")) == []


def test_a_name_is_read_as_an_eye_reads_it() -> None:
    assert thanked("王建国 ＡＢＣ公司", gift(donor="王 建国"), gift(donor="ABC公司")) == []


def test_masked_names_and_nobody_s_names_need_no_consent() -> None:
    assert thanked("王* 王某 王某某 王＊＊ 爱心人士 爱心人士3人 匿名", gift("publish: FALSE")) == []


def test_a_whole_name_with_a_mask_beside_it_is_a_name() -> None:
    assert len(thanked("爱心人士王建国", gift("publish: FALSE"))) == 1
    assert thanked("爱心人士 某", gift("publish: FALSE", donor="")) == []
    assert len(thanked("王建国*", gift("publish: FALSE"))) == 1
    assert len(thanked("某王建国", gift("publish: FALSE"))) == 1
    assert thanked("王建国*", gift()) == []


@books
def test_goods_are_gifts_and_fees_and_what_was_reversed_are_none() -> None:
    """
    2026-07-01 commodity DAMI
    2026-07-02 * "岩寺粮站" "大米"
      publish: TRUE
      Assets:1201存货:03社会捐赠   3 DAMI {60.00 CNY}
      Income:4101捐赠收入   -180.00 CNY
    2026-07-03 * "孙七" "会费"
      publish: TRUE
      Assets:1002银行存款:01农商行基本户:04会费   20.00 CNY
      Income:4201会费收入
    2026-07-04 * "王建国" "记错"
      voucher: "2026-07-001"
      publish: TRUE
      Assets:1002银行存款:01农商行基本户:03社会捐赠   20.00 CNY
      Income:4101捐赠收入
    2026-07-05 * "王建国" "冲销"
      voucher: "2026-07-002"
      reverses: "2026-07-001"
      publish: TRUE
      Income:4101捐赠收入   20.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-06 * "陈一" "退还捐赠"
      publish: TRUE
      Income:4101捐赠收入   20.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-31 custom "鸣谢" "2026-07" "张贴"   ; !! “孙七”到2026-07-31没有捐赠 ; !! “王建国” ; !! “陈一”
      names: "岩寺粮站 孙七 王建国 陈一"
      place: "村务公开栏"
    """


def test_where_nobody_is_thanked_nobody_is_asked_and_no_policy_is_needed() -> None:
    assert told(RULE, gift("publish: FALSE")) == []
    assert (
        len(
            told(RULE, "no policy" + gift("publish: FALSE") + THANKS.format(day="2026-07-31", names="王建国"))
        )
        == 1
    )


def test_a_masked_name_that_nobody_gave_under_names_nobody() -> None:
    assert thanked("*王", gift()) == []


def test_half_a_yuan_is_a_gift_and_nothing_or_what_was_given_back_is_none() -> None:
    assert thanked("王建国", gift().replace("100.00", "0.50")) == []
    nothing = gift().replace("100.00", "0.00").replace("4101捐赠收入", "4101捐赠收入   0.00 CNY")
    for none in (nothing, gift().replace("100.00", "-0.50")):
        assert "没有捐赠记录" in thanked("王建国", none)[0]


def test_what_is_paid_in_as_capital_is_no_gift() -> None:
    assert (
        "没有捐赠记录"
        in thanked("王建国", gift().replace("Income:4101捐赠收入", "Equity:3101非限定性净资产"))[0]
    )


KINDS = {
    "limit": test_who_agreed_on_the_day_of_the_list_may_be_named,
    "over": test_who_gave_a_day_later_or_did_not_agree_is_refused,
    "neighbour": test_another_donor_s_consent_is_not_theirs,
    "change": test_the_last_gift_has_the_last_word_over_the_turn_of_the_year,
    "right": test_masked_names_and_nobody_s_names_need_no_consent,
}
"""The five kinds of tests that every rule has."""
