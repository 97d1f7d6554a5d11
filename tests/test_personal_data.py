"""personal_data: no ID, phone or card number, and no recipient's full name, stands in the books."""

from __future__ import annotations

import pytest

from plugins.personal_data import personal_data
from tests.ledgers import books, told

RULE = personal_data

ID = "11010519491231002X"
MOBILE = "13800138000"
CARD = "6228480402564890018"
GIFT = """
2026-07-10 * "{payee}" "{narration}"
  {memo}
  Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
  Income:4101捐赠收入
"""


def said_of(words: str) -> list[str]:
    """What is told of these words in a narration."""
    return told(RULE, GIFT.format(payee="王*", narration=words, memo='memo: "无"'))


def kinds(words: str) -> list[str]:
    """Which kinds of numbers are found in these words."""
    return [said.removeprefix("error 摘要里有").partition("；")[0] for said in said_of(words)]


def test_a_number_that_is_none_of_the_three_is_let_be() -> None:
    for words in (
        "收据20260710、文号徽财社〔2026〕12号",
        "110105194912310021",
        "110105194913310028",
        "110105214912310021",
        "1380013800",
        "138001380001",
        "12800138000",
        "订单4200001234202607101234567890",
        "6228480402564890019",
        "628480402564890",
        "62284804025648900180",
        "2026-07-10至2026-08-10",
        "13,800,138,000元",
        "010519491231002X",
        "P-138001380001 H-13800138000a P-a13800138000",
        "余额1234567.89元",
        "7228480402564890013",
    ):
        assert kinds(words) == [], words


@pytest.mark.parametrize(
    "words",
    [
        ID,
        ID.lower(),
        f"身份证{ID}号",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "1 10105 19491231 002X",
        "110105\u200b19491231\u200b002X",
        "2026-07-10 110105 19491231 002X",
        f"甲{ID}乙{ID}",
    ],
)
def test_an_id_number_is_found_however_it_is_written(words: str) -> None:
    assert kinds(words) == ["身份证号码"]


@pytest.mark.parametrize(
    "words",
    [
        MOBILE,
        "电话：13800138000。",
        "138 0013 8000",
        "138-0013-8000",
        "13800138000/13900139000",
        "+8613800138000",
        "008613800138000",
        "86 13800138000",
        "１３８００１３８０００",
        "138-00138000",
        "1380013-8000",
        "2026-07-10 13800138000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "19912345678",
        "1380 0138 000",
        "138 001 38000",
        "13800 138000",
        "7月10日 1 3 8 0 0 1 3 8 0 0 0",
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(words: str) -> None:
    assert kinds(words) == ["手机号码"]


@pytest.mark.parametrize(
    "words", [CARD, "6228 4804 0256 4890 018", "6228-4804-0256-4890-018", "尾号前 6228480402564890018"]
)
def test_a_bank_card_is_found_by_its_check_digit(words: str) -> None:
    assert kinds(words) == ["银行卡号"]


def test_what_was_found_is_not_said_again_and_each_kind_once() -> None:
    found = said_of(f"{ID} {MOBILE} {CARD} {MOBILE}")
    assert found == [
        f"error 摘要里有{kind}；请改成不含号码的写法，号码只进加密档案"
        for kind in ("手机号码", "身份证号码", "银行卡号")
    ]


def test_every_place_that_a_person_fills_in_is_looked_at() -> None:
    def in_memo(memo: str) -> list[str]:
        return told(RULE, GIFT.format(payee="王*", narration="捐赠", memo=memo))

    assert in_memo(f'memo: "{MOBILE}"') == [
        "error memo: 里有手机号码；请改成不含号码的写法，号码只进加密档案"
    ]
    assert len(in_memo(f"phone: {MOBILE}")) == 1
    assert in_memo("memo: TRUE") == in_memo("until: 2026-07-10") == in_memo("sum: 1.00 CNY") == []
    (said,) = told(RULE, GIFT.format(payee=MOBILE, narration="捐赠", memo='memo: "无"'))
    assert said.startswith("error 收付对方里有手机号码")


def test_checksums_and_codes_that_huzhu_writes_are_no_one_s_numbers() -> None:
    for key in ("key", "prev", "sha256", "sheet", "digest", "policy-sha256", "source", "uscc", "at"):
        assert told(RULE, GIFT.format(payee="王*", narration="捐赠", memo=f'{key}: "{MOBILE}"')) == [], key
    assert told(RULE, GIFT.format(payee="王*", narration="捐赠", memo=f"seq: {MOBILE}")) == []


@books
def test_two_texts_side_by_side_are_not_one_number() -> None:
    """
    2026-07-10 * "138001" "38000"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-11 * "王*" "捐赠" ^wx-13800138000
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
        note: "138001"
      Income:4101捐赠收入
        note: "38000"
    2026-07-12 * "王*" "捐赠"   ; !! memo: 里有手机号码
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
        memo: "13800138000"
      Income:4101捐赠收入
    """


@books
def test_facts_are_looked_at_also_those_that_cannot_be_read() -> None:
    """
    2026-06-20 custom "投诉" "13800138000" "受理"   ; !! 第1个词里有手机号码
      about: "无"
    2026-06-20 custom "投诉" "TS-2026-01" "受理"   ; !! about: 里有身份证号码
      about: "举报11010519491231002X"
    2026-06-20 custom "没有这种事项" "13800138000"   ; !! 第1个词里有手机号码
    2026-06-20 custom "政府救助" "P-138001380001"
      kind: "低保"
    """


@books
def test_a_recipient_s_full_name_is_refused_in_label_and_payee() -> None:
    """
    2026-07-08 custom "救助" "JZ-2026-0001" "受理"   ; !! JZ-2026-0001的 label: 是全名
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪建国"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-09 * "汪建国" "应急救助" ^JZ-2026-0001   ; !! 收款的救助对象写了全名
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Expenses:5101业务活动成本:03实物救助   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-10 * "汪建国" "垫付" ^JZ-2026-0001   ; !! 收款的救助对象写了全名
      Assets:1122其他应收款   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-11 * "徽州区民政局" "收回垫付" ^JZ-2026-0001
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Assets:1122其他应收款
    2026-07-11 * "王建国" "捐赠"
      Assets:1002银行存款:01农商行基本户:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-11 * "李老板" "借出的押金"
      Assets:1122其他应收款   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    2026-07-12 * "没有收款人的一笔"
      Expenses:5101业务活动成本:02应急救助   100.00 CNY
      Assets:1002银行存款:01农商行基本户:03社会捐赠
    """


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("汪*", False),
        ("汪*国", False),
        ("汪某", False),
        ("汪某某", False),
        ("汪＊", False),
        ("欧阳*娜", False),
        ("欧阳娜*", False),
        ("欧阳建国*", True),
        (
            "汪国*",
            False,
        ),
        ("汪建国*", True),
        ("*汪建国", True),
        ("汪国", True),
        ("汪 建国", True),
        ("*", False),
    ],
)
def test_a_mask_hides_something(name: str, refused: bool) -> None:
    paid = f'2026-07-09 * "{name}" "应急救助"\n  Expenses:5101业务活动成本:02应急救助   100.00 CNY\n'
    assert bool(told(RULE, paid + "  Assets:1002银行存款:01农商行基本户:03社会捐赠\n")) == refused


def test_the_number_taken_out_puts_it_right_in_any_year_and_without_a_policy() -> None:
    ledger = "no policy" + GIFT.format(payee="王*", narration="电话{}", memo='memo: "无"')
    for day in ("2026-12-31", "2027-01-01"):
        assert len(told(RULE, ledger.replace("2026-07-10", day).format(MOBILE))) == 1
        assert told(RULE, ledger.replace("2026-07-10", day).format("见档案")) == []


@pytest.mark.parametrize(
    "number", ["341004198808074514", "342423199911302761", "510521200102291239", "110105199003178829"]
)
def test_an_id_number_is_one_with_its_own_check_digit_only(number: str) -> None:
    if number != "510521200102291239":
        assert kinds(number) == ["身份证号码"]
        assert kinds(f"{number[:6]} {number[6:14]} {number[14:]}") == ["身份证号码"]
    else:
        assert kinds(number) == []  # 2001 had no 29 February
    for digit in set("0123456789") - {number[-1]}:
        assert "身份证号码" not in kinds(number[:-1] + digit)


@pytest.mark.parametrize("number", ["6228480399999999911", "6217998888777761", "6222021909091807181"])
def test_a_card_is_one_with_its_own_check_digit_only(number: str) -> None:
    assert kinds(number) == ["银行卡号"]
    for digit in set("0123456789") - {number[-1]}:
        assert kinds(number[:-1] + digit) == []


@pytest.mark.parametrize("words", ["13800138 000", "1 3800138000"])
def test_digits_broken_up_as_nobody_breaks_up_a_mobile_number_are_none(words: str) -> None:
    assert kinds(words) == []


@books
def test_a_masked_label_is_let_be_and_a_longer_name_with_a_mask_hung_on_it_is_not() -> None:
    """
    2026-07-01 custom "救助" "JZ-2026-0001" "受理"
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "汪*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0002" "受理"   ; !! JZ-2026-0002的 label: 是全名
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "欧阳小明*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    2026-07-01 custom "救助" "JZ-2026-0003" "受理"   ; !! JZ-2026-0003的 label: 是全名
      person: "P-1a2b3c4d5e6f"
      household: "H-1a2b3c4d5e6f"
      label: "王小明明*"
      category: "突发严重困难户"
      matter: "疾病"
      relief: "应急救助"
    """


KINDS = {
    "limit": test_a_number_that_is_none_of_the_three_is_let_be,
    "over": test_an_id_number_is_found_however_it_is_written,
    "neighbour": test_two_texts_side_by_side_are_not_one_number,
    "change": test_checksums_and_codes_that_huzhu_writes_are_no_one_s_numbers,
    "right": test_the_number_taken_out_puts_it_right_in_any_year_and_without_a_policy,
}
"""The five kinds of tests that every rule has."""
