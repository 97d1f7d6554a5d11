"""Every event writes what it means, reads back as itself, and refuses what cannot stand in books."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import ledger.events
from ledger import chart, writing
from ledger.events import cases, facts, goods, moves, payments, receipts, table
from ledger.events.bureau import BureauPayment
from ledger.events.event import LABELS, Event, Stamp, explain
from ledger.events.transaction import MoneyEvent
from tests import societies as made
from tests.event_fields import EVENTS, fields_of
from tests.societies import BANK
from tests.trials import trials

STAMP = Stamp(7, "2026-07-01T09:00:00+08:00", "k7", "0" * 64)
FULL_WIDTH = "Ａssets:1001现金"


def _name(kind: type[Event]) -> str:
    return kind.__name__


every_event = pytest.mark.parametrize("kind", EVENTS, ids=_name)


def test_no_event_is_left_out() -> None:
    for module in pkgutil.iter_modules(ledger.events.__path__):
        importlib.import_module(f"ledger.events.{module.name}")
    bases = {Event, MoneyEvent, facts.FactEvent, cases.CaseEvent}
    assert {k for k in _below(Event) if k not in bases and not k.__name__.startswith("_")} == set(EVENTS)


def _below(kind: type[Event]) -> set[type[Event]]:
    return {kind}.union(*map(_below, kind.__subclasses__()))


@every_event
def test_an_event_reads_back_as_itself(kind: type[Event]) -> None:
    @trials(20)
    @given(fields_of(kind))
    def written_and_read(fields: dict[str, Any]) -> None:
        event = kind(**fields)
        text = writing.proved(event.entries(STAMP.meta()))
        assert kind.read(writing.parse(text)) == event
        assert kind(**event.model_dump()) == event
        assert text.count("\n  seq: 7\n") == 1

    written_and_read()


def test_a_transaction_finds_its_event() -> None:
    for event in (made.donation(), made.draw(), made.rice(), made.relief(), made.transfer("5.00", 3)):
        assert table.event_of(event.entries({})[-1]) == event
    assert table.event_of(writing.parse('2026-07-01 * "手写的"\n')[0]) is None


def test_a_first_aid_is_a_step_and_a_payment() -> None:
    event = cases.FirstAid(**made.relief().model_dump(), reason="房屋起火")
    step, paid = event.entries(STAMP.meta())
    assert (step.type, [v.value for v in step.values]) == ("救助", [made.CASE, "先行救助"])
    assert step.meta["seq"] == 7 and "seq" not in paid.meta
    assert table.event_of(paid) == made.relief()


@every_event
def test_every_field_has_a_chinese_name(kind: type[Event]) -> None:
    for field in kind.model_fields:
        assert _chinese(LABELS[field]), field


INJECTIONS = (
    "甲\n2026-01-01 open Assets:1001现金:03社会捐赠",
    '甲"\n2026-01-01 open Assets:X',
    '甲"\n  approved-by: "zhangsan',
    "甲\r\ninclude \"/etc/passwd\"",
    "甲\u2028plugin \"os\"",
    "甲\x0b乙",
    "甲\x00乙",
    "甲\\",
    '甲" "乙',
    "甲 ^JZ-2026-0001\n",
    "甲 ; 注释",
    "甲\n",
    "#tag ^link {1 CNY} @ 5",
    "\u200b甲\u2060",
    "甲\u3164",
    "甲\u202e乙",
)  # fmt: skip


@every_event
def test_no_word_becomes_a_line_of_its_own(kind: type[Event]) -> None:
    @trials(30)
    @given(fields_of(kind), st.data())
    def injected(fields: dict[str, Any], data: st.DataObject) -> None:
        honest = kind(**fields).entries(STAMP.meta())
        words = [f for f in fields if isinstance(fields[f], str)]
        field, payload = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(INJECTIONS))
        try:
            event = kind(**fields | {field: payload})
        except ValidationError as error:
            assert all(_chinese(s) and s.isprintable() for s in explain(error))
            return
        assert payload.strip().isprintable(), "what holds a line break is no word"
        again = writing.parse(writing.proved(event.entries(STAMP.meta())))
        assert list(map(type, again)) == list(map(type, honest))
        assert [e.meta.keys() for e in again] == [e.meta.keys() for e in writing.parse(writing.text(honest))]
        assert kind.read(again) == event

    injected()


def _chinese(text: str) -> bool:
    """Whether a person who reads only Chinese is told something; pydantic's own words are not for them."""
    return bool(re.search("[\u4e00-\u9fff]", text)) and not re.search("Input|should|Value|Assert", text)


Maker = Callable[..., Event]
REFUSED: tuple[tuple[Maker, dict[str, Any], str], ...] = (
    (made.donation, {"amount": "1.005"}, "金额“1.005”不是可以入账的金额"),
    (made.donation, {"amount": "0"}, "金额要大于零"),
    (made.donation, {"amount": "-5.00"}, "金额要大于零"),
    (made.donation, {"amount": "NaN"}, "金额“NaN”不是"),
    (made.donation, {"amount": Decimal("NaN")}, "金额“NaN”不是"),
    (made.donation, {"amount": Decimal("Infinity")}, "金额“Infinity”不是"),
    (made.donation, {"amount": "1e5"}, "金额“1e5”不是"),
    (made.donation, {"amount": Decimal("1E+5")}, "金额“1E+5”不是"),
    (made.donation, {"amount": 5.0}, "金额要写成"),
    (made.donation, {"amount": True}, "金额要写成"),
    (made.donation, {"amount": None}, "金额要写成"),
    (made.donation, {"amount": ""}, "金额没有写金额"),
    (made.donation, {"donor": "老\n王"}, "捐赠人里有不能记进账里的字符"),
    (made.donation, {"donor": '老"王'}, "捐赠人里有不能记进账里的字符"),
    (made.donation, {"donor": "老\\王"}, "捐赠人里有不能记进账里的字符"),
    (made.donation, {"donor": "老\x1b[31m王"}, "捐赠人里有不能记进账里的字符"),
    (made.donation, {"donor": "老\u200b王"}, "捐赠人里有不能记进账里的字符"),
    (made.donation, {"donor": "老\u115f王"}, "捐赠人里有不能记进账里的字符"),
    (made.donation, {"donor": " \u3000"}, "捐赠人不能是空的"),
    (made.donation, {"donor": "王" * 201}, "捐赠人太长了"),
    (made.donation, {"donor": 7}, "捐赠人要用文字写"),
    (made.donation, {"channel": "网络"}, "渠道不能是“网络”，可选：会费、"),
    (made.donation, {"fund": chart.SUBSIDY_FUND}, "捐赠不能记入01财政补助"),
    (made.donation, {"fund": "13"}, "基金“13”不是基金"),
    (made.donation, {"account": FULL_WIDTH}, "账户“Ａssets:1001现金”不是放钱的科目"),
    (made.donation, {"account": "Assets:1001現金"}, "账户“Assets:1001現金”不是放钱的科目"),
    (made.donation, {"account": f"{BANK}\u200b"}, "不是放钱的科目"),
    (made.donation, {"account": f"{BANK}\u1160"}, "不是放钱的科目"),
    (made.donation, {"account": chart.GOODS}, "账户存货里放的是实物"),
    (made.donation, {"account": chart.DONATIONS}, "不是放钱的科目"),
    (made.donation, {"day": date(2206, 7, 1)}, "日期“2206-07-01”不对"),
    (made.donation, {"day": date(2062, 7, 1)}, "日期没有2062年的工作日历"),
    (made.donation, {"publish": "也许"}, "是否公开姓名写法不对"),
    (made.donation, {"tip": "5.00"}, "tip这里用不着"),
    (made.donation, {"approved_by": "zhangsan"}, "审批人这里用不着"),
    (made.donation, {"recorded_by": "wang wu"}, "记账人“wang wu”写法不对"),
    (made.donation, {"recorded_by": "ｗangwu"}, "记账人“ｗangwu”写法不对"),
    (made.donation, {"voucher": "2026-07-1"}, "凭证号“2026-07-1”写法不对"),
    (made.donation, {"voucher": "2026-07-００１"}, "凭证号“2026-07-００１”写法不对"),
    (made.donation, {"link": "wx-1 ^JZ-2026-0001"}, "流水号"),
    (made.subsidy, {"amount": "10000", "fund": chart.DONATION_FUND}, "财政补助只能记入01财政补助"),
    (made.subsidy, {"amount": "10000", "as_": "loan"}, "入账方式不能是“loan”"),
    (made.subsidy, {"amount": "10000", "budget_line": "20802"}, "预算科目“20802”写法不对"),
    (made.draw, {"account": chart.WECHAT}, "不是银行账户"),
    (made.transfer, {"amount": "5", "day": 3, "to_fund": chart.COLLECTIVE_FUND}, "转出和转入是同一个基金"),
    (made.transfer, {"amount": "5", "day": 3, "resolution": "口头"}, "决议“口头”写法不对"),
    (made.expense, {"kind": "招待费"}, "种类不能是“招待费”，可选：办公费、"),
    (made.relief, {"method": "微信"}, "发放方式不能是“微信”，可选：现金、"),
    (made.relief, {"method": "转账"}, "现金发放要从现金"),
    (made.relief, {"account": BANK}, "现金发放要从现金"),
    (made.relief, {"case": "JZ-26-7"}, "救助编号“JZ-26-7”写法不对"),
    (made.relief, {"case": "JZ-２０２６-0007"}, "救助编号"),
    (made.relief, {"label": "汪小明"}, "救助对象要写成打码的"),
    (made.relief, {"kind": "生活补贴"}, "种类不能是“生活补贴”"),
    (made.rice, {"goods": "大米"}, "实物代号“大米”写法不对"),
    (made.rice, {"goods": "CNY"}, "实物代号“CNY”写法不对"),
    (made.rice, {"quantity": 0, "amount": "1.00"}, "数量要是大于零的整数"),
    (made.rice, {"quantity": Decimal("1.5"), "amount": "90.00"}, "数量要是大于零的整数"),
    (made.rice, {"amount": "1.00"}, "金额1.00元不等于数量10×单价60.00元"),
    (made.resolution, {"kind": "口头同意"}, "种类不能是“口头同意”"),
)  # fmt: skip


@pytest.mark.parametrize(("maker", "fields", "said"), REFUSED)
def test_what_is_refused_is_said_in_chinese(maker: Maker, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        maker(**fields)
    sentences = explain(refused.value)
    assert any(said in s for s in sentences), sentences
    assert all(_chinese(s) and s.isprintable() for s in sentences), sentences


_OPENED = dict(made.case()[0])
_REGISTERED = dict(made.founding("shigang")[1])
_DECIDED = dict(made.case()[2])
_LINE = f"{BANK}:{chart.DONATION_FUND}"
REFUSED_FACTS: tuple[tuple[type[Event], dict[str, Any], str], ...] = (
    (cases.CaseOpened, _OPENED | {"person": "341004199001011234"}, "本人化名应是化名"),
    (cases.CaseOpened, _OPENED | {"household": "汪小明"}, "户化名应是化名"),
    (cases.CaseOpened, _OPENED | {"label": "汪小明"}, "救助对象要写成打码的"),
    (cases.CaseOpened, _OPENED | {"category": "低收入"}, "人员类别不能是“低收入”"),
    (cases.CaseOpened, _OPENED | {"case": "JZ-2026-7"}, "救助编号“JZ-2026-7”写法不对"),
    (cases.Decision, _DECIDED | {"amount": None}, "审核同意要写明金额"),
    (cases.Decision, _DECIDED | {"decision": "不同意"}, "审核不同意不写金额"),
    (cases.Decision, _DECIDED | {"stages": 13}, "分阶段发放要分2到12次"),
    (cases.Decision, _DECIDED | {"stages": "三"}, "发放次数写法不对"),
    (facts.Registration, _REGISTERED | {"uscc": "51341004MJB0000010"}, "统一社会信用代码“51341004MJB0000010”校验位不对"),
    (facts.Registration, _REGISTERED | {"uscc": "52341004MJB000001A"}, "不是社会团体的代码，应以51开头"),
    (facts.Registration, _REGISTERED | {"uscc": "51341004"}, "应是18位"),
    (facts.Registration, _REGISTERED | {"policy_sha256": "0" * 63}, "政策文件的校验码"),
    (facts.FloatCounted, {"date": "2026-07-31", "recorded_by": "a", "counted": "5", "by": "b", "witness": "b"},
     "盘点人和见证人不能是同一个人"),
    (facts.FloatSetUp, {"date": "2026-07-31", "recorded_by": "a", "ceiling": "3e3", "custodian": "b"}, "限额“3e3”"),
    (facts.FundSetUp, {"date": "2026-07-31", "recorded_by": "a", "fund": "06其他", "source": "x",
                       "restriction": "限定性"}, "基金“06其他”不是基金"),
    (facts.FundSetUp, {"date": "2026-07-31", "recorded_by": "a", "fund": "11张氏", "source": "x",
                       "restriction": "限定性", "banks": (chart.CASH,)}, "银行账户“Assets:1001现金”不是银行账户"),
    (facts.FundSetUp, {"date": "2026-07-31", "recorded_by": "a", "fund": "11张氏", "source": "x",
                       "restriction": "限定性", "uses": ("5101 5301",)}, "用途“5101 5301”写法不对"),
    (facts.AccountsOpened, {"date": "2026-01-01", "recorded_by": "a", "accounts": (FULL_WIDTH,)}, "科目“Ａssets"),
    (facts.AccountsOpened, {"date": "2026-01-01", "recorded_by": "a", "accounts": ()}, "科目写法不对"),
    (facts.ComplaintTaken, {"date": "2026-07-31", "recorded_by": "a", "number": "一", "about": "x"}, "编号“一”写法不对"),
    (moves.Reverse, {"date": "2026-07-31", "recorded_by": "a", "amount": "5", "narration": "x", "reverses": "2026-07-001",
                     "lines": ((_LINE, "5"), (chart.DONATIONS, "-4"))}, "冲销的分录要借贷相等"),
    (moves.Reverse, {"date": "2026-07-31", "recorded_by": "a", "amount": "6", "narration": "x", "reverses": "2026-07-001",
                     "lines": ((_LINE, "5"), (chart.DONATIONS, "-5"))}, "冲销的金额6.00元与分录不符"),
    (moves.Reverse, {"date": "2026-07-31", "recorded_by": "a", "amount": "6", "narration": "x", "reverses": "2026-07-001",
                     "lines": ((_LINE, "5.001"), (chart.DONATIONS, "-5.001"))}, "冲销的分录“5.001”不是"),
    (moves.Move, {"date": "2026-07-31", "recorded_by": "a", "amount": "6", "narration": "x", "account": BANK,
                  "to_account": BANK}, "转出和转入是同一个账户"),
    (moves.Move, {"date": "2026-07-31", "recorded_by": "a", "amount": "6", "narration": "x", "account": BANK,
                  "to_account": chart.WECHAT, "fee": "6"}, "手续费要小于划转的金额"),
    (BureauPayment, {"date": "2026-07-31", "recorded_by": "a", "amount": "10000", "narration": "x", "payee": "石岗社",
                     "society": "shigang", "budget_line": "2080101", "document_no": "1", "approved_by": "b",
                     "paid_by": "c"}, "没有预算科目2080101"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "said"), REFUSED_FACTS)
def test_what_is_no_fact_is_said_in_chinese(kind: type[Event], fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        kind(**fields)
    sentences = explain(refused.value)
    assert any(said in s for s in sentences), sentences
    assert all(map(_chinese, sentences)), sentences


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("下周二", "日期写法不对，应像 2026-07-08"),
        ("2026-7-8", "日期写法不对，应像 2026-07-08"),
        ("20260708", "日期写法不对，应像 2026-07-08"),
        ("2026-07-08T09:00:00", "日期写法不对，应像 2026-07-08"),
        ("２０２６-07-08", "日期写法不对，应像 2026-07-08"),
        ("2026-02-30", "日期“2026-02-30”这一天不存在"),
        (1751932800, "日期写法不对，应像 2026-07-08"),
        ("1751932800", "日期写法不对，应像 2026-07-08"),
        ("0026-07-08", "日期“0026-07-08”不对，应在1990年到2099年之间"),
        (None, "日期写法不对，应像 2026-07-08"),
    ],
)
def test_a_day_that_is_none(day: Any, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        receipts.Interest(date=day, recorded_by="wangwu", amount=Decimal(1), narration="利息", account=BANK)
    assert explain(refused.value) == [said]


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ValidationError) as refused:
        receipts.Fee.model_validate({"date": "2026-07-01", "recorded-by": "wangwu"})
    assert explain(refused.value) == ["金额没有写", "摘要没有写", "账户没有写", "付款单位没有写"]


def test_an_id_number_is_not_repeated_in_the_sentence() -> None:
    with pytest.raises(ValidationError) as refused:
        cases.CaseOpened(**_OPENED | {"person": "341004199001011234"})
    assert "341004199001011234" not in "".join(explain(refused.value)) + str(refused.value)


def test_chinese_quotes_brackets_and_blanks_at_the_ends_are_fine() -> None:
    gift = made.donation(donor="  “老王”（石岗村）、〔2026〕12号  ", narration="‘捐款’；#1 ^x {5}")
    assert gift.donor == "“老王”（石岗村）、〔2026〕12号"
    assert receipts.Donation.read(writing.parse(writing.proved(gift.entries({})))) == gift


HAND_MADE = f"""
2026-07-02 * "支取备用金"
  event: "支取备用金"
  recorded-by: "wangwu"
  {chart.CASH}:03社会捐赠  100.00 CNY
  {BANK}:03社会捐赠  -100.00 CNY
"""


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        (moves.Draw, f"{BANK}:03社会捐赠", f"{BANK}:02集体支持", "同一笔只能动一个基金"),
        (moves.Draw, f"{BANK}:03", f"{chart.WECHAT}:03", "不是银行账户"),
        (moves.Draw, f"{chart.CASH}:03", f"{chart.WECHAT}:03", "支取备用金要进现金"),
        (moves.Draw, "-100.00", "-99.00", "一借一贷、金额相等"),
        (moves.Draw, "-100.00 CNY", "-100.00 CNY @ 1.00 CNY", "不能有单价"),
        (moves.Draw, "100.00 CNY", "100.00 USD", "只能记人民币"),
        (moves.Draw, f"  {BANK}:03社会捐赠  -100.00 CNY\n", "", "一借一贷、金额相等"),
        (moves.Return, "", "", "这笔账不是缴回备用金"),
        (goods.GoodsOut, "支取备用金", "发放实物", "这笔账没有实物"),
        (payments.Expense, "支取备用金", "费用支出", "种类不能是"),
    ],
)
def test_postings_of_another_shape_are_no_such_event(kind: Any, old: str, new: str, said: str) -> None:
    entries = writing.parse(HAND_MADE.replace(old, new) if old else HAND_MADE)
    with pytest.raises(ValueError) as refused:
        kind.read(entries)
    sentence = "".join(
        explain(refused.value) if isinstance(refused.value, ValidationError) else [str(refused.value)]
    )
    assert said in sentence and _chinese(sentence)


def test_a_ceiling_in_dollars_is_not_read_as_yuan() -> None:
    text = '2026-07-02 custom "备用金" "设立"\n  recorded-by: "lisi"\n  ceiling: 3000.00 USD\n  custodian: "zhaoliu"\n'
    with pytest.raises(ValidationError) as refused:
        facts.FloatSetUp.read(writing.parse(text))
    assert explain(refused.value) == ["限额只能是人民币（CNY），不能是USD"]


def test_another_fact_is_not_read() -> None:
    with pytest.raises(ValueError, match="这一条不是“备用金设立”"):
        facts.FloatSetUp.read(made.resolution().entries({}))


def test_goods_held_for_the_first_time_are_named() -> None:
    named, given_ = made.rice(goods_name="大米（10公斤）").entries(STAMP.meta())
    assert (named.currency, named.meta["goods-name"], named.meta["seq"]) == ("DAMI", "大米（10公斤）", 7)
    assert "seq" not in given_.meta
