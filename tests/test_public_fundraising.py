"""public_fundraising: without a qualification, nothing is raised through a public channel."""

from __future__ import annotations

import pytest

from ledger.vocabulary import CHANNELS
from plugins.public_fundraising import public_fundraising
from tests.ledgers import books, judge, told

RULE = public_fundraising

GIFT = """
{day} * "{payee}" "{narration}"
  channel: "{channel}"
  {place}   {amount} CNY
  {account}
"""
USUAL = {
    "day": "2026-07-10", "payee": "王*", "narration": "捐赠", "channel": "主动捐赠", "amount": "100.00",
    "place": "Assets:1009其他货币资金:01微信:03社会捐赠", "account": "Income:4101捐赠收入",
}  # fmt: skip
QUALIFIED = """
2026-07-01 custom "公开募捐资格" "取得"
  certificate: "皖募001"
  until: 2026-12-31
"""


def gift(**other: str) -> str:
    """A gift that differs from the usual one in the words given."""
    return GIFT.format(**USUAL | other)


@pytest.mark.parametrize("channel", CHANNELS)
def test_only_public_channels_need_a_qualification(channel: str) -> None:
    said = told(RULE, gift(channel=channel))
    assert [s.split()[0] for s in said] == (["error"] if channel.startswith("公开募捐") else [])
    assert told(RULE, QUALIFIED + gift(channel=channel)) == []


def test_the_qualification_runs_from_its_day_to_its_last() -> None:
    box = {"channel": "公开募捐-募捐箱"}
    assert len(told(RULE, QUALIFIED + gift(day="2026-06-30", **box))) == 1
    assert told(RULE, QUALIFIED + gift(day="2026-07-01", **box)) == []
    assert told(RULE, QUALIFIED + gift(day="2026-12-31", **box)) == []
    assert len(told(RULE, QUALIFIED + gift(day="2027-01-01", **box))) == 1


def test_the_qualification_that_was_ended_or_renewed() -> None:
    box = {"channel": "公开募捐-募捐箱"}
    ended = QUALIFIED + '2026-08-01 custom "公开募捐资格" "终止"\n'
    again = ended + '2026-09-01 custom "公开募捐资格" "取得"\n  certificate: "皖募002"\n  until: 2027-12-31\n'
    assert told(RULE, ended + gift(day="2026-07-31", **box)) == []
    assert len(told(RULE, ended + gift(day="2026-08-01", **box))) == 1
    assert told(RULE, again + gift(day="2027-01-01", **box)) == []


@pytest.mark.parametrize("account", ["Income:4101捐赠收入", "Income:4201会费收入"])
def test_a_gift_or_fee_without_a_channel_could_be_anything(account: str) -> None:
    said = "error 收入没有写明渠道，或“”不是渠道；可写 channel: 会费"
    assert told(RULE, gift(account=account).replace('  channel: "主动捐赠"\n', ""))[0].startswith(said)
    assert "或“众筹平台”不是渠道" in told(RULE, gift(account=account, channel="众筹平台"))[0]
    assert len(told(RULE, gift(account=account).replace('"主动捐赠"', "5"))) == 1


@pytest.mark.parametrize(
    "account",
    [
        "Income:4901其他收入",
        "Income:4401政府补助收入",
        "Equity:3101非限定性净资产",
        "Liabilities:2209其他应付款",
    ],
)
def test_other_income_needs_no_channel_but_does_not_hide_a_public_one(account: str) -> None:
    assert told(RULE, gift(account=account).replace('  channel: "主动捐赠"\n', "")) == []
    assert told(RULE, gift(account=account)) == []
    assert "没有公开募捐资格" in told(RULE, gift(account=account, channel="公开募捐-互联网"))[0]


def test_the_channels_and_words_are_those_of_the_day() -> None:
    policy = (
        '2026-08-01 custom "policy" "public_channels" "主动捐赠"\n  clause: "c"\n'
        '2026-08-01 custom "policy" "appeal_words" "感恩"\n  clause: "c"\n'
    )
    assert told(RULE, policy + gift(day="2026-07-31", narration="感恩")) == []
    said = told(RULE, policy + gift(day="2026-08-01", narration="感恩"))
    assert [s.split()[0] for s in said] == ["error", "warning"]
    assert told(RULE, policy + gift(day="2026-08-01", channel="公开募捐-募捐箱", narration="募捐箱")) == []


def test_without_a_policy_nothing_is_public() -> None:
    assert told(RULE, "no policy" + gift(channel="公开募捐-募捐箱", narration="募捐箱")) == []
    assert told(RULE, "no policy" + gift(channel="？")) == []


@pytest.mark.parametrize("words", ["募捐箱", "村口 募捐箱", "募\u200b捐箱", "扫码捐款10人", "水滴众筹"])
def test_the_words_of_an_appeal_are_a_warning_wherever_they_stand(words: str) -> None:
    word = next(
        w for w in ("募捐箱", "扫码捐款", "众筹") if w in words.replace(" ", "").replace("\u200b", "")
    )
    said = [f"warning 这笔收入写着“{word}”，像是公开募捐，请核实是怎样募来的"]
    assert told(RULE, gift(narration=words)) == said
    assert told(RULE, gift(payee=words)) == said
    assert told(RULE, gift(account="Income:4901其他收入", narration=words)) == said
    memo = gift().replace('  channel: "主动捐赠"\n', f'  channel: "主动捐赠"\n  memo: "{words}"\n')
    assert told(RULE, memo) == said


def test_money_spent_on_a_box_is_no_appeal() -> None:
    nothing = {"amount": "0.00", "account": "Income:4101捐赠收入   0.00 CNY"}
    assert told(RULE, gift(narration="募捐箱里一分也没有", **nothing)) == []
    assert (
        told(RULE, gift(narration="买募捐箱", amount="-100.00", account="Expenses:5301管理费用:01办公费"))
        == []
    )
    assert told(RULE, gift(narration="退回募捐箱的钱", amount="-100.00", channel="主动捐赠")) == []


def crowd(number: int, **other: str) -> str:
    """So many gifts, one after the other."""
    return "".join(gift(payee=f"路人{i}", **other) for i in range(number))


def test_twenty_small_gifts_are_a_crowd_and_nineteen_are_not() -> None:
    assert told(RULE, crowd(19)) == []
    assert told(RULE, crowd(20)) == [
        "warning 2026-07-10到2026-07-10有20笔生人的小额捐赠共2000.00元，像是向公众募捐，请核实是怎样募来的"
    ]


def test_a_crowd_is_told_at_the_gift_that_made_it() -> None:
    ((line, _),) = judge(RULE, crowd(21).strip("\n"))
    assert line == 19 * 5 + 1


def test_gifts_above_the_small_amount_or_by_other_ways_make_no_crowd() -> None:
    assert told(RULE, crowd(19) + gift(amount="200.01")) == []
    assert len(told(RULE, crowd(19) + gift(amount="200.00"))) == 1
    assert len(told(RULE, crowd(20, channel="会员捐赠"))) == 1
    assert len(told(RULE, crowd(20, channel="村内互助"))) == 1
    for channel in ("会费", "村集体", "合作募捐转入"):
        assert told(RULE, crowd(20, channel=channel)) == []
    assert told(RULE, crowd(20, place="Assets:1001现金:03社会捐赠")) == []
    for place in ("Assets:1009其他货币资金:02支付宝", "Assets:1002银行存款:01农商行基本户"):
        assert len(told(RULE, crowd(20, place=f"{place}:03社会捐赠"))) == 1
        assert len(told(RULE, crowd(19) + gift(payee="另一个码", place=f"{place}:03社会捐赠"))) == 1


def test_all_under_one_name_or_in_one_entry_they_are_a_crowd_too() -> None:
    assert len(told(RULE, "".join(gift(payee="爱心人士") for _ in range(20)))) == 1
    one = gift(
        amount="2000.00",
        account="\n".join(
            ["Income:4101捐赠收入   -100.00 CNY"] + 19 * ["  Income:4101捐赠收入   -100.00 CNY"]
        ),
    )
    assert len(told(RULE, one)) == 1


def test_the_days_of_a_crowd_are_counted_over_the_turn_of_the_year() -> None:
    first = crowd(10, day="2026-12-30")
    assert len(told(RULE, first + crowd(10, day="2027-01-01"))) == 1
    assert told(RULE, first + crowd(10, day="2027-01-02")) == []


def strangers(first: int, number: int, **other: str) -> str:
    """So many gifts of people who are numbered from `first` on."""
    return "".join(gift(payee=f"路人{first + i}", **other) for i in range(number))


def test_a_crowd_that_goes_on_is_told_again_only_after_its_days() -> None:
    once = strangers(0, 20, day="2026-07-10")
    assert (
        len(told(RULE, once + strangers(20, 15, day="2026-07-12") + strangers(50, 4, day="2026-07-13"))) == 1
    )
    assert len(told(RULE, once + strangers(20, 19, day="2026-07-14"))) == 1
    assert len(told(RULE, once + strangers(20, 20, day="2026-07-13"))) == 2
    assert len(told(RULE, once + strangers(20, 20, day="2026-07-12"))) == 1


def test_who_gave_before_those_days_or_holds_a_post_is_a_neighbour() -> None:
    later = crowd(19, day="2026-07-10")
    assert told(RULE, gift(day="2026-07-07", payee="王五") + later + gift(payee="王 五")) == []
    assert len(told(RULE, gift(day="2026-07-08", payee="王五") + later)) == 1
    post = '2026-01-01 custom "人员" "wangwu" "任职"\n  post: "会员"\n  name: "王五"\n'
    assert told(RULE, post + later + gift(payee="王五")) == []
    assert len(told(RULE, later + gift(payee="王五"))) == 1


@pytest.mark.parametrize(
    "name", ["王*", "爱心人士", "不留名", "某先生", "热心网友", "好心人", "匿名", "无名氏"]
)
def test_a_name_that_says_nothing_is_always_a_stranger(name: str) -> None:
    assert len(told(RULE, gift(day="2026-06-01", payee=name) + crowd(19) + gift(payee=name))) == 1


def test_spread_thin_a_crowd_is_forty_in_thirty_days() -> None:
    first, then = strangers(0, 19, day="2026-07-01"), strangers(19, 19, day="2026-07-15")
    assert told(RULE, first + then + strangers(38, 1, day="2026-07-30")) == []
    assert told(RULE, first + then + strangers(38, 2, day="2026-07-30")) == [
        "warning 2026-07-01到2026-07-30有40笔生人的小额捐赠共4000.00元，像是向公众募捐，请核实是怎样募来的"
    ]
    assert told(RULE, first + then + strangers(38, 2, day="2026-07-31")) == []


def test_what_follows_a_quick_crowd_thinly_is_a_slow_one_of_its_own() -> None:
    quick = strangers(0, 25, day="2026-07-01")
    assert len(told(RULE, quick + strangers(100, 15, day="2026-07-20"))) == 1
    after = [strangers(200 + 10 * n, 10, day=f"2026-07-{5 + 4 * n:02d}") for n in range(5)]
    assert len(told(RULE, quick + "".join(after[:2]))) == 1
    assert len(told(RULE, quick + "".join(after))) == 2


def test_the_vouchers_of_a_crowd_are_named() -> None:
    rows = [
        gift(payee=f"路人{i}").replace("  channel", f'  voucher: "2026-07-{i + 1:03d}"\n  channel')
        for i in range(20)
    ]
    assert "（凭证2026-07-001到2026-07-020）" in told(RULE, "".join(rows))[0]


@pytest.mark.parametrize(
    "words", ["幕捐箱", "募.捐-箱", "募 * 捐_箱", "莫娟厢", "募／捐／箱", "众·筹", "仲愁", "扫玛涓宽"]
)
def test_a_disguised_appeal_is_heard(words: str) -> None:
    assert len(told(RULE, gift(narration=words))) == 1


@pytest.mark.parametrize("words", ["开幕式后的捐款", "箱子里的募集", "义务劳动后的捐款", "众人筹办酒席"])
def test_words_that_only_hold_the_letters_are_no_appeal(words: str) -> None:
    assert told(RULE, gift(narration=words)) == []


def test_a_policy_that_names_no_sounds_reads_and_does_not_listen() -> None:
    line = 'no policy\n2024-01-01 custom "policy" "appeal_words" "募捐箱"\n  clause: "c"\n'
    assert len(told(RULE, line + gift(narration="募-捐箱"))) == 1
    assert told(RULE, line + gift(narration="幕捐箱")) == []


@pytest.mark.parametrize("name", ["crowd_gifts", "crowd_days", "crowd_amount"])
def test_a_crowd_needs_all_three_numbers_and_follows_their_change(name: str) -> None:
    lines = {"crowd_gifts": "5", "crowd_days": "1", "crowd_amount": "200.00 CNY"}
    text = {k: f'2026-07-01 custom "policy" "{k}" {v}\n  clause: "c"\n' for k, v in lines.items()}
    assert len(told(RULE, "no policy\n" + "".join(text.values()) + crowd(5))) == 1
    assert told(RULE, "no policy\n" + "".join(v for k, v in text.items() if k != name) + crowd(5)) == []


def test_what_was_reversed_was_given_back() -> None:
    raised = gift(channel="公开募捐-募捐箱", narration="募捐箱").replace(
        "  channel", '  voucher: "2026-07-001"\n  channel'
    )
    back = """
2026-07-11 * "王*" "冲销：募捐箱的钱已退还"
  channel: "公开募捐-募捐箱"
  reverses: "2026-07-001"
  Income:4101捐赠收入   100.00 CNY
  Assets:1009其他货币资金:01微信:03社会捐赠
"""
    assert told(RULE, raised + back) == []
    assert len(told(RULE, raised + back.replace("100.00", "99.99"))) == 3


@books
def test_a_finding_points_at_its_transaction_and_cites_the_clause() -> None:
    """
    2026-07-10 * "王*" "捐赠"   ; !! 通过“公开募捐-媒体”收钱，但本社当天没有公开募捐资格
      channel: "公开募捐-媒体"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    2026-07-10 * "李*" "捐赠"
      channel: "村内互助"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


def test_half_a_yuan_that_was_appealed_for_is_heard() -> None:
    assert len(told(RULE, gift(amount="0.50", narration="募捐箱"))) == 1


def test_nameless_gifts_of_long_ago_are_of_no_crowd_today() -> None:
    nameless = "".join(gift(day=f"2026-0{month}-01", payee="王*") for month in (1, 2, 3) for _ in range(7))
    assert told(RULE, nameless) == []
    slow = "".join(gift(day=f"2026-0{month}-01", payee="王*") for month in (1, 2, 3) for _ in range(19))
    assert told(RULE, slow) == []


def test_who_was_known_before_the_crowd_is_not_counted_among_it() -> None:
    known = gift(day="2026-07-01", payee="王五")
    (said,) = told(RULE, known + crowd(19) + gift(payee="王五") + gift(payee="赵六"))
    assert "有20笔生人" in said


def test_a_policy_that_knows_only_slow_crowds_finds_them() -> None:
    lines = {"crowd_slow_gifts": "5", "crowd_slow_days": "30", "crowd_amount": "200.00 CNY"}
    text = [f'2026-07-01 custom "policy" "{k}" {v}\n  clause: "c"\n' for k, v in lines.items()]
    assert len(told(RULE, "no policy\n" + "".join(text) + crowd(5))) == 1


def waits(
    day: str, number: int, payer: str, words: str = "转账", way: str = "收", account: str = "微信"
) -> str:
    """A statement's row that waits, of 20.00 yuan."""
    places = {"微信": "Assets:1009其他货币资金:01微信", "现金": "Assets:1001现金"}
    return (
        f'{day} custom "待核" "wx-{number}" "挂起"\n  account: "{places[account]}"\n  way: "{way}"\n'
        f'  amount: 20.00 CNY\n  payer: "{payer}"\n  words: "{words}"\n  reason: "没有归类"\n  source: "ab12:3"\n'
    )


@books
def test_the_words_of_an_appeal_on_a_row_that_waits_are_a_warning_until_it_is_booked_or_settled() -> None:
    """
    2026-07-01 custom "待核" "wx-1" "挂起"   ; ?? 这一行待核的收款写着“扫码捐款”
      account: "Assets:1009其他货币资金:01微信"
      way: "收"
      amount: 20.00 CNY
      words: "扫 码 娟 款"
      reason: "没有归类"
      source: "ab12:3"

    2026-07-01 custom "待核" "wx-2" "挂起"
      account: "Assets:1009其他货币资金:01微信"
      way: "付"
      amount: 20.00 CNY
      words: "义卖摊位费"
      reason: "付款要人看"
      source: "ab12:4"

    2026-07-01 custom "待核" "wx-3" "挂起"
      account: "Assets:1009其他货币资金:01微信"
      way: "收"
      amount: 20.00 CNY
      payer: "水滴筹"
      reason: "没有归类"
      source: "ab12:5"

    2026-07-02 custom "待核" "wx-3" "了结"
      reason: "不是本社的"
    """


def test_who_is_named_as_the_payer_of_a_row_that_waits_is_read_as_well() -> None:
    (said,) = told(RULE, waits("2026-07-01", 1, "轻松筹平台"))
    assert "这一行待核的收款写着“轻松筹”" in said
    assert told(RULE, waits("2026-07-01", 1, "轻松小店")) == []
    assert told(RULE, f"no policy\n{waits('2026-07-01', 1, '轻松筹平台')}") == []


def test_rows_that_wait_and_gifts_that_are_booked_are_one_crowd() -> None:
    def crowd(rows: int, booked: int) -> list[str]:
        gifts = "".join(
            f'2026-07-02 * "友{n}" "捐赠"\n  channel: "主动捐赠"\n'
            "  Assets:1009其他货币资金:01微信:03社会捐赠   20.00 CNY\n  Income:4101捐赠收入\n\n"
            for n in range(booked)
        )
        return told(RULE, gifts + "".join(waits("2026-07-01", n, f"客{n}") for n in range(rows)))

    assert crowd(9, 10) == []
    (said,) = crowd(10, 10)
    assert "2026-07-01到2026-07-02有20笔生人的小额捐赠共400.00元（其中10笔待核）" in said
    (only,) = crowd(20, 0)
    assert "有20笔生人的小额捐赠共400.00元（其中20笔待核）" in only


def test_rows_of_fees_of_cash_of_neighbours_and_of_money_paid_are_no_crowd() -> None:
    for words, way, account in (("会费", "收", "微信"), ("转账", "付", "微信"), ("转账", "收", "现金")):
        rows = "".join(waits("2026-07-01", n, f"客{n}", words, way, account) for n in range(30))
        assert told(RULE, rows) == [], words
    known = "".join(waits("2026-05-01", n, f"客{n}") for n in range(15))
    known += "".join(waits("2026-05-20", n + 50, f"客{n + 15}") for n in range(15))
    assert told(RULE, known + "".join(waits("2026-07-01", n + 100, f"客{n}") for n in range(30))) == []


KINDS = {
    "limit": test_twenty_small_gifts_are_a_crowd_and_nineteen_are_not,
    "over": test_spread_thin_a_crowd_is_forty_in_thirty_days,
    "neighbour": test_who_gave_before_those_days_or_holds_a_post_is_a_neighbour,
    "change": test_the_channels_and_words_are_those_of_the_day,
    "right": test_what_was_reversed_was_given_back,
}
"""The five kinds of tests that every rule has."""
