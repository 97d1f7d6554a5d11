"""Ways round the rules, each tried at every door: one by one, in a batch with honest entries, typed by hand, in a copy.

`EVENTS` are what a command could record; `TYPED` is what only a hand can write into a file. By command each is
refused before the write, and the books are byte for byte as before; typed by hand, with the hash chain made
anew so that only the rules can tell, `huzhu check` finds it by the rule that is named here.
"""

# ruff: noqa: E501  (a table of what is typed reads best one line each)
from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from huzhu.statements import take_in
from importers.engine import read_bytes
from importers.proposal import Choices
from ledger import chart, writing
from ledger.chart import CASH, WECHAT
from ledger.district import Society
from ledger.events import cases, claims, facts, moves, payments
from ledger.events.event import Event
from ledger.findings import Finding
from ledger.journal import Refused
from ledger.load import load
from ledger.mistake import Mistake
from tests import societies as made
from tests.busy import DECIDED, OPENED, PAID, SURVEYED, busy
from tests.forged import forge
from tests.terminal import bytes_of, huzhu
from tests.wechat_bill import csv_bill, line

DAY = date(2026, 7, 31)
COMMON: dict[str, Any] = {"recorded_by": "lisi"}
BANK_LEAF = f"{made.BANK}:03社会捐赠"
CASH_LEAF = "Assets:1001现金:03社会捐赠"
ID_NUMBER = "110105194912310011"
MOBILE = "13912345678"
CARD = "6222021001116245702"
PAYER = {"approved_by": "zhangsan", "paid_by": "zhaoliu"}


def on(day: int) -> date:
    """A day of July."""
    return date(2026, 7, day)


def opened(number: str, day: int = 9, person: str = "P-5a2b3c4d5e6f", **more: Any) -> cases.CaseOpened:
    """A case that is accepted."""
    given: dict[str, Any] = {
        "date": on(day), "case": number, "person": person, "household": person, "label": "李*", "category": "突发严重困难户",
        "matter": "疾病", "relief": "应急救助",
    }  # fmt: skip
    return cases.CaseOpened(**COMMON, **(given | more))


def decided(number: str, amount: str = "500.00", day: int = 9, **more: Any) -> list[Event]:
    """A case surveyed and decided."""
    given: dict[str, Any] = {
        "decision": "同意",
        "amount": Decimal(amount),
        "by": "lisi",
        "approved_by": "zhangsan",
    }
    return [
        cases.Survey(date=on(day), **COMMON, case=number, by="lisi"),
        cases.Decision(date=on(day), **COMMON, case=number, **(given | more)),
    ]


def spent(amount: str = "30.00", **more: Any) -> payments.Expense:
    """Paper and ink, on 10 July."""
    return made.expense(amount, 10, **more)


def reverse(voucher: str, account: str, other: str, amount: str, **more: Any) -> moves.Reverse:
    """A reversal that takes `amount` out of one account into another."""
    turned = Decimal(amount)
    lines = ((account, -turned), (other, turned))
    return moves.Reverse(
        date=on(20),
        recorded_by="wangwu",
        amount=amount,
        narration="记错",
        reverses=voucher,
        lines=lines,
        **PAYER,
        **more,
    )


def next_case(person: str, amount: str, *days: int, number: str = "JZ-2026-0005", **more: Any) -> list[Event]:
    """A case of its own for a person, and what is paid on it, in cash, on each of the days."""
    found: list[Event] = [
        opened(number, person=person, household=more.pop("household", person)),
        *decided(number, str(Decimal(amount) * len(days)), **more),
    ]
    return [*found, *(made.relief(amount, day, case=number, label="李*") for day in days)]


Make = Callable[[], Sequence[Event]]
EVENTS: dict[str, tuple[str, Make]] = {
    # what is tried → the rule that finds it, and what is recorded
    "cash that is not there": ("fund_overdrawn", lambda: [spent("1500.01", account=CASH)]),
    "money of the bank that is not there": ("fund_overdrawn", lambda: [spent("99999.00")]),
    "money of a wallet that is not there": ("fund_overdrawn", lambda: [spent("500.01", account=WECHAT)]),
    "cash below nought for a day only": ("fund_overdrawn", lambda: [spent("1600.00", account=CASH), made.draw("200.00", 11)]),
    "back-dated before the cash came": ("fund_overdrawn", lambda: [made.expense("100.00", 1, account=CASH)]),
    "another fund pays": ("fund_overdrawn", lambda: [spent("1.00", fund=chart.FEE_FUND)]),
    "the same relief twice": ("relief_paid_as_decided", lambda: [made.relief("800.00", 9), made.relief("800.00", 10)]),
    "the same relief in two pieces": ("staged_relief", lambda: [made.relief("400.00", 9), made.relief("400.00", 10)]),
    "a fen more than was decided": ("relief_paid_as_decided", lambda: [made.relief("800.01", 9)]),
    "relief on a case that is only accepted": ("relief_paid_as_decided", lambda: [made.relief("1.00", 9, case=OPENED)]),
    "relief before the decision": ("relief_paid_as_decided", lambda: [made.relief("800.00", 6)]),
    "relief on a case that was refused": (
        "relief_paid_as_decided",
        lambda: [cases.Decision(date=on(9), **COMMON, case=SURVEYED, decision="不同意", by="lisi", approved_by="zhangsan"), made.relief("1.00", 10, case=SURVEYED)]),
    "relief on a case that nobody accepted": ("relief_paid_as_decided", lambda: [made.relief("1.00", 9, case="JZ-2026-0099")]),
    "a fen above the cap": ("relief_cap", lambda: next_case("P-5a2b3c4d5e6f", "1000.01", 10)),
    "as supplementary relief above its own cap": (
        "relief_kind", lambda: [opened("JZ-2026-0005"), *decided("JZ-2026-0005", "900.00"), made.relief("900.00", 10, case="JZ-2026-0005", kind="补充救助", label="李*")]),
    "one matter under two numbers": ("relief_once", lambda: [made.relief("800.00", 9), *next_case(made.PERSON, "200.00", 10)]),
    "one matter shared out in the household": (
        "relief_once", lambda: [made.relief("800.00", 9), *next_case("P-6a2b3c4d5e6f", "200.00", 10, household=made.PERSON)]),
    "just below the cap, twice": ("relief_once", lambda: [*next_case(made.PERSON, "499.99", 10), made.relief("800.00", 9)]),
    "recorder and approver are one": ("separate_hands", lambda: [spent(recorded_by="zhangsan")]),
    "approver and payer are one": ("separate_hands", lambda: [spent(paid_by="zhangsan")]),
    "recorder and payer are one": ("separate_hands", lambda: [spent(recorded_by="zhaoliu")]),
    "the approver in capitals": ("separate_hands", lambda: [spent(approved_by="WANGWU")]),
    "the payer in capitals": ("separate_hands", lambda: [spent(paid_by="ZhangSan")]),
    "an approver whom nobody knows": ("facts_complete", lambda: [spent(approved_by="laowang")]),
    "a case decided by whom it is for": (
        "conflict_of_interest",
        lambda: [facts.Appointment(date=on(5), **COMMON, id="sunqi", post="理事", name="孙七", person="P-5a2b3c4d5e6f"),
                 *next_case("P-5a2b3c4d5e6f", "500.00", 10, by="sunqi")]),
    "a case approved by a relation": (
        "conflict_of_interest",
        lambda: [facts.ConflictDeclared(date=on(5), **COMMON, id="zhangsan", person="P-5a2b3c4d5e6f", relation="叔侄"),
                 *next_case("P-5a2b3c4d5e6f", "500.00", 10)]),
    "decided without a survey": (
        "case_order", lambda: [cases.Decision(date=on(9), **COMMON, case=OPENED, decision="同意", amount="1.00", by="lisi", approved_by="zhangsan")]),
    "a step before the case was accepted": ("case_order", lambda: [cases.Survey(date=on(2), **COMMON, case=OPENED, by="lisi")]),
    "a step after the case was closed": (
        "case_order", lambda: [cases.CaseClosed(date=on(9), **COMMON, case=PAID), cases.Survey(date=on(10), **COMMON, case=PAID, by="lisi")]),
    "decided twice": ("case_order", lambda: [decided(DECIDED, "900.00")[1]]),
    "a whole name with a mask hung on it": ("personal_data", lambda: [opened("JZ-2026-0005", label="汪小明*")]),
    "a whole name behind a mask": ("personal_data", lambda: [opened("JZ-2026-0005", label="*汪小明")]),
    "an ID number in a purpose": ("personal_data", lambda: [spent(narration=f"办公 {ID_NUMBER}")]),
    "an ID number in full-width figures": ("personal_data", lambda: [spent(narration="１１０１０５１９４９１２３１００１１")]),
    "an ID number in pieces": ("personal_data", lambda: [spent(narration="110105-19491231-0011")]),
    "a telephone number as payee": ("personal_data", lambda: [spent(payee=f"老王{MOBILE}")]),
    "a telephone number in an opinion": ("personal_data", lambda: [cases.Survey(date=on(9), **COMMON, case=OPENED, by="lisi", opinion=f"电话{MOBILE}")]),
    "a bank card in a memo": ("personal_data", lambda: [made.donation("1.00", 9, memo=f"卡{CARD}")]),
    "a telephone number where a complaint is": ("personal_data", lambda: [facts.ComplaintTaken(date=on(9), **COMMON, number="TS-2026-01", about=MOBILE)]),
    "an ID number as somebody's user": ("personal_data", lambda: [facts.Appointment(date=on(9), **COMMON, id=ID_NUMBER, post="会员", name="孙七")]),
    "a telephone number where a notice hangs": (
        "personal_data", lambda: [facts.NoticePosted(date=on(9), **COMMON, month="2026-06", sheet="0" * 64, place=MOBILE)]),
    "raised in public": ("public_fundraising", lambda: [made.donation("1.00", 9, channel="公开募捐-募捐箱")]),
    "raised in public, the words apart": ("public_fundraising", lambda: [made.donation("1.00", 9, narration="众 筹 款")]),
    "raised in public, in other letters of the same sound": ("public_fundraising", lambda: [made.donation("1.00", 9, narration="仲愁款")]),
    "raised in public, said in the memo": ("public_fundraising", lambda: [made.donation("1.00", 9, memo="水.滴.筹")]),
    "raised from strangers as members' help": ("targeted_fundraising", lambda: [made.donation("1.00", 9, channel="定向募捐")]),
    "a levy": ("forced_levy", lambda: [made.donation("1.00", 9, channel="摊派")]),
    "a levy as a fee": ("forced_levy", lambda: [made.fee("20.00", 9, narration="按户收取")]),
    "a levy of equal gifts": ("forced_levy", lambda: [made.donation("50.00", 9, donor=f"户主{n}") for n in range(12)]),
    "the subsidy a second time": ("subsidy_once", lambda: [made.subsidy("10000.00", 9, document_no="徽财社〔2026〕99号")]),
    "the subsidy out of the allowance for the poor": ("subsidy_source", lambda: [made.subsidy("10000.00", 9, budget_line="2081901")]),
    "the subsidy from nowhere": ("subsidy_source", lambda: [made.subsidy("10000.00", 9, budget_line=None)]),
    "the subsidy spent on the office": ("subsidy_use", lambda: [spent(fund=chart.SUBSIDY_FUND)]),
    "the subsidy washed by a transfer": (
        "subsidy_use",
        lambda: [made.transfer("10000.00", 9, from_fund=chart.SUBSIDY_FUND, to_fund=chart.FEE_FUND), spent("500.00", fund=chart.FEE_FUND)]),
    "a transfer without its resolution": ("one_fund", lambda: [made.transfer("5.00", 9, resolution="JY-2026-77")]),
    "a transfer by a resolution on something else": ("one_fund", lambda: [made.transfer("5.00", 9, resolution=made.COLLECTIVE)]),
    "a transfer resolved afterwards": (
        "one_fund", lambda: [made.transfer("5.00", 9, resolution="JY-2026-03"), made.resolution("JY-2026-03", day=12)]),
    "collective money without the villagers": ("collective_resolution", lambda: [made.collective("9.00", 9, resolution=None)]),
    "collective money as a gift": ("collective_resolution", lambda: [made.donation("9.00", 9, fund=chart.COLLECTIVE_FUND)]),
    "collective money resolved afterwards": (
        "collective_resolution",
        lambda: [made.collective("9.00", 9, resolution="JY-2026-04"), made.resolution("JY-2026-04", "四议两公开", 20)]),
    "one receipt for two gifts": ("donation_receipt", lambda: [made.donation("1.00", d, receipt="皖财00012345") for d in (9, 10)]),
    "a receipt for nothing": ("donation_receipt", lambda: [facts.ReceiptIssued(date=on(9), **COMMON, voucher="2026-07-099", number="皖财1")]),
    "pay to an officer": ("member_pay", lambda: [spent(payee="张三", narration="误工补贴")]),
    "pay to an officer called a refund": ("member_pay", lambda: [spent(payee="张三（社长）", narration="报销误工津贴")]),
    "a fund that nobody set up": ("facts_complete", lambda: [made.donation("1.00", 9, fund="98小金库")]),
    "more cash than the float may hold": ("float_ceiling", lambda: [made.draw("2000.00", 10)]),
    "cash counted that is not in the books": (
        "float_counted", lambda: [facts.FloatCounted(date=on(10), **COMMON, counted="900.00", by="zhaoliu", witness="wangwu")]),
    "handed on what was not received": ("agency_money", lambda: [claims.AgencyOut(date=on(9), recorded_by="wangwu", amount="9.00", narration="转交", payee="汪*", **PAYER)]),
    "money lent to somebody": ("relief_kind", lambda: [claims.Advance(date=on(9), recorded_by="wangwu", amount="9.00", narration="垫付", label="汪*", case=DECIDED,
                                                                       account=made.BANK, method="转账", advanced_for="临时救助", **PAYER)]),
    "a voucher number left out": ("voucher_numbers", lambda: [made.donation("1.00", 9, voucher="2026-07-009")]),
    "a voucher number used again": ("voucher_numbers", lambda: [made.donation("1.00", 9, voucher="2026-07-001")]),
    "a voucher number of another month": ("voucher_numbers", lambda: [made.donation("1.00", 9, voucher="2026-06-099")]),
    "a reversal of nothing": ("voucher_numbers", lambda: [reverse("2026-07-088", BANK_LEAF, chart.DONATIONS, "5.00")]),
    "a reversal with another amount": ("voucher_numbers", lambda: [reverse("2026-07-001", f"{WECHAT}:03社会捐赠", chart.DONATIONS, "499.00")]),
    "a reversal out of another place": ("voucher_numbers", lambda: [reverse("2026-07-001", BANK_LEAF, chart.DONATIONS, "500.00")]),
    "one entry reversed twice": (
        "voucher_numbers", lambda: [reverse("2026-07-001", f"{WECHAT}:03社会捐赠", chart.DONATIONS, "500.00") for _ in range(2)]),
    "a reversal before what it reverses": (
        "voucher_numbers", lambda: [reverse("2026-07-001", f"{WECHAT}:03社会捐赠", chart.DONATIONS, "500.00").model_copy(update={"date": date(2026, 6, 28)})]),
    "thanked by name without having agreed": ("consent", lambda: [facts.ThanksPosted(date=on(9), **COMMON, month="2026-07", names=("老王",), place="公开栏")]),
    "before the society was registered": ("society_name", lambda: [made.donation("1.00", date(2026, 6, 10))]),
    "help for whom the state already helps": (
        "relief_kind",
        lambda: [facts.GovernmentAid(date=on(1), **COMMON, person="P-5a2b3c4d5e6f", kind="临时救助", matter="疾病"), *next_case("P-5a2b3c4d5e6f", "500.00", 10)]),
    "a resolution for more than it may raise": (
        "relief_cap", lambda: [facts.Resolution(date=on(20), **COMMON, number="JY-2026-06", kind="提高救助标准", cap_emergency="5000.00"),
                               *next_case("P-5a2b3c4d5e6f", "3000.00", 10)]),
    "a float handed to a stranger": ("facts_complete", lambda: [facts.FloatHandedOver(date=on(9), **COMMON, custodian="laowang")]),
    "words to be filled in later": ("placeholders", lambda: [spent(narration="ＦＩＸ ＭＥ")]),
    "a restricted fund on something else": (
        "donor_purpose",
        lambda: [facts.FundSetUp(date=on(5), **COMMON, fund="11张氏助学专项", source="张氏", restriction="限定性", uses=("5101",), banks=(made.BANK,)),
                 made.donation("100.00", 6, fund="11张氏助学专项", donor="张氏"), spent(fund="11张氏助学专项")]),
    "a restricted fund after its time": (
        "donor_purpose",
        lambda: [facts.FundSetUp(date=on(5), **COMMON, fund="11张氏助学专项", source="张氏", restriction="限定性", until=on(8), banks=(made.BANK,)),
                 made.donation("100.00", 6, fund="11张氏助学专项", donor="张氏"), spent(fund="11张氏助学专项")]),
}  # fmt: skip


def entry(
    body: str,
    payee: str = '"老王"',
    narration: str = '"捐款"',
    day: str = "2026-07-12",
    number: int = 5,
    more: str = "",
) -> str:
    """A transaction typed by hand, with the voucher number that comes next."""
    return f'{day} * {payee} {narration}\n  event: "接受捐赠"\n  channel: "主动捐赠"\n  receipt: "自愿放弃"\n  publish: FALSE\n  recorded-by: "wangwu"\n  voucher: "2026-07-{number:03d}"\n{more}{body}'  # fmt: skip


HANDS = '  approved-by: "zhangsan"\n  paid-by: "zhaoliu"\n'
GIFT = f"  {BANK_LEAF}  9.00 CNY\n  Income:4101捐赠收入  -9.00 CNY\n"
TYPED: dict[str, tuple[str, str]] = {
    "a tenth of a fen": ("chart", entry(GIFT.replace("9.00", "9.001"))),
    "a fraction that rounds away": ("beancount", entry(GIFT.replace("-9.00", "-8.999"))),
    "no postings": ("chart", entry("")),
    "one posting": ("beancount", entry(f"  {BANK_LEAF}  9.00 CNY\n")),
    "unbalanced": ("beancount", entry(GIFT.replace("-9.00", "-8.00"))),
    "an account that is not open": ("beancount", entry(GIFT.replace(BANK_LEAF, "Assets:1002银行存款:09花旗:03社会捐赠"))),
    "another currency": ("chart", entry(GIFT.replace("CNY", "USD"))),
    "goods as money": ("chart", entry(GIFT.replace("CNY", "DAMI"))),
    "yuan at a price": ("chart", entry(f"  {BANK_LEAF}  9.00 CNY @ 2.00 CNY\n  Income:4101捐赠收入  -18.00 CNY\n")),
    "yuan at a total price": ("chart", entry(f"  {BANK_LEAF}  9.00 CNY @@ 18.00 CNY\n  Income:4101捐赠收入  -18.00 CNY\n")),
    "yuan at a cost": ("chart", entry(f"  {BANK_LEAF}  9.00 CNY {{2.00 CNY}}\n  Income:4101捐赠收入  -18.00 CNY\n")),
    "before the accounts were opened": ("beancount", entry(GIFT, day="2025-07-12")),
    "no voucher on 50,000 yuan": ("voucher_numbers", entry(GIFT.replace("9.00", "50000.00")).replace('  voucher: "2026-07-005"\n', "")),
    "an empty payee and an empty purpose": ("facts_complete", entry(GIFT, '""', '""')),
    "a payee of blanks": ("facts_complete", entry(GIFT, '"\u3000\u3000"', '" "')),
    "a payee that is not seen": ("facts_complete", entry(GIFT, '"\u200b\u200b"', '"\u2060"')),
    "a payee of a letter that is not seen": ("facts_complete", entry(GIFT, '"\u3164"', '"\u3164\u3164"')),
    "nobody recorded it": ("separate_hands|facts_complete", entry(GIFT).replace('  recorded-by: "wangwu"\n', "")),
    "nobody approved what was paid": (
        "separate_hands", entry(f"  Expenses:5301管理费用:01办公费  9.00 CNY\n  {BANK_LEAF}  -9.00 CNY\n")),
    "an approver who is the recorder in wide letters": (
        "separate_hands", entry(f"  Expenses:5301管理费用:01办公费  9.00 CNY\n  {BANK_LEAF}  -9.00 CNY\n", more='  approved-by: "ｗａｎｇｗｕ"\n  paid-by: "zhaoliu"\n')),
    "an approver who is the recorder with a space that is not seen": (
        "separate_hands", entry(f"  Expenses:5301管理费用:01办公费  9.00 CNY\n  {BANK_LEAF}  -9.00 CNY\n", more='  approved-by: "wang\u200bwu"\n  paid-by: "zhaoliu"\n')),
    "a channel that is spelled otherwise": ("public_fundraising", entry(GIFT).replace("主动捐赠", "网上")),
    "a levy that is spelled apart": ("forced_levy|public_fundraising", entry(GIFT).replace("主动捐赠", "摊 派")),
    "no channel": ("public_fundraising", entry(GIFT).replace('  channel: "主动捐赠"\n', "")),
    "relief that is negative": (
        "relief_paid_as_decided|relief_once|fund_overdrawn|relief_kind",
        entry(f"  Expenses:5101业务活动成本:02应急救助  -9.00 CNY\n  {BANK_LEAF}  9.00 CNY\n")),
    "relief under another code": (
        "case_order|relief_kind|relief_paid_as_decided|donor_purpose|member_pay|placeholders|separate_hands",
        entry(f"  Expenses:5101业务活动成本:09其他业务  900.00 CNY\n  {BANK_LEAF}  -900.00 CNY\n", '"汪*"', '"生活困难补助"')),
    "the subsidy spent by way of a claim": (
        "subsidy_use",
        entry(f"  Assets:1122其他应收款  9.00 CNY\n  {made.BANK}:01财政补助  -9.00 CNY\n", more=HANDS)
        + entry("  Expenses:5301管理费用:01办公费  9.00 CNY\n  Assets:1122其他应收款  -9.00 CNY\n", number=6, more=HANDS)),
    "the subsidy spent by way of a debt": (
        "subsidy_use",
        entry("  Expenses:5301管理费用:01办公费  9.00 CNY\n  Liabilities:2209其他应付款  -9.00 CNY\n", more=HANDS)
        + entry(f"  Liabilities:2209其他应付款  9.00 CNY\n  {made.BANK}:01财政补助  -9.00 CNY\n", number=6, more=HANDS)),
    "two funds in one entry": (
        "one_fund", entry(f"  {made.BANK}:03社会捐赠  9.00 CNY\n  {made.BANK}:02集体支持  -9.00 CNY\n")),
    "a gift into the subsidy's fund": ("subsidy_use|subsidy_source|subsidy_once|public_fundraising|donor_purpose", entry(GIFT.replace("03社会捐赠", "01财政补助"))),
    "somebody's money as the society's own": (
        "agency_money", entry("  Assets:1801受托代理资产  9.00 CNY\n  Income:4101捐赠收入  -9.00 CNY\n")),
    "a low-income line in wide figures": (
        "subsidy_source", entry(f"  {made.BANK}:01财政补助  9.00 CNY\n  Income:4401政府补助收入  -9.00 CNY\n", more='  budget-line: "２０８１９０１"\n  document-no: "x"\n')),
    "a voucher number in wide figures": ("voucher_numbers", entry(GIFT).replace("2026-07-005", "２０２６-07-005")),
    "a name that is not masked": (
        "personal_data", entry(f"  Expenses:5101业务活动成本:02应急救助  800.00 CNY\n  {CASH_LEAF}  -800.00 CNY\n", '"汪小明"', f'"应急救助" ^{DECIDED}')),
    "an ID number under a key of one's own": ("personal_data", entry(GIFT, more=f'  beizhu: "{ID_NUMBER}"\n')),
    "an ID number typed as a number": ("personal_data", entry(GIFT, more=f"  beizhu: {ID_NUMBER}\n")),
    "a telephone number on a posting": ("personal_data", entry(GIFT.replace("9.00 CNY\n  Income", f'9.00 CNY\n    beizhu: "{MOBILE}"\n  Income'))),
    "a gift in cash kept in the drawer": ("no_cash_kept", entry(GIFT.replace(BANK_LEAF, CASH_LEAF))),
    "a fact of no kind": ("facts_complete", '2026-07-12 custom "备忘" "x"\n'),
    "a decision that is almost a word": (
        "facts_complete", f'2026-07-12 custom "救助" "{SURVEYED}" "审核"\n  decision: "同 意"\n  by: "lisi"\n  amount: 9.00 CNY\n'),
    "the year 2999": ("beancount|facts_complete|.*", entry(GIFT, day="2999-07-12")),
    "into a month that is closed": (
        "month_closed", '2026-07-20 custom "月结" "2026-06"\n  digest: "' + "0" * 64 + '"\n' + entry(GIFT, day="2026-06-29")),
    "a month reopened by nobody": ("facts_complete", '2026-07-20 custom "反结账" "2026-06"\n'),
    "a balance that is asserted with any tolerance": ("top_file", f"2026-07-12 balance {BANK_LEAF} 5.00 ~ 99999.00 CNY\n"),
}  # fmt: skip


@pytest.fixture
def society(tmp_path: Path) -> Society:
    return busy(tmp_path).society("shigang")


def refused(society: Society, events: Sequence[Event]) -> list[Finding]:
    """What is said of events that are recorded one after the other; those before the last may be honest."""
    found: list[Finding] = []
    for each in events:
        try:
            found += made.record(society, each).findings
        except Refused as no:
            return [*found, *no.findings]
    return found


def rules(found: Sequence[Finding]) -> set[str]:
    return {f.rule for f in found}


@pytest.mark.parametrize("what", EVENTS)
def test_one_by_one_and_in_a_batch_with_honest_entries(society: Society, what: str) -> None:
    rule, make = EVENTS[what]
    before = bytes_of(society.folder)
    batch = [made.donation("3.00", 11, donor="孙八"), *make()]
    try:
        told = made.record(society, batch, dry_run=True).findings
    except Refused as no:
        told = no.findings
        with pytest.raises(Refused):
            made.record(society, batch)
        assert bytes_of(society.folder) == before
    assert rule in rules(told), (what, [(f.rule, f.severity, f.text) for f in told])
    assert rule in rules(refused(society, make()))


def _typed(society: Society, events: Sequence[Event]) -> None:
    """The events' directives at the end of their files, as a hand would type them, without a place in the chain."""
    number = 5
    for each in events:
        if "voucher" in type(each).model_fields and getattr(each, "voucher", None) is None:
            each = each.model_copy(
                update={"voucher": f"{each.file}-{number if each.file == '2026-07' else number - 1:03d}"}
            )
            number += 1
        path = each.path(society)
        path.write_text(path.read_text("utf-8") + writing.text(each.entries({})), "utf-8")
    forge(society)


@pytest.mark.parametrize("what", EVENTS)
def test_typed_by_hand_and_in_a_copy_of_the_folder(society: Society, tmp_path: Path, what: str) -> None:
    rule, make = EVENTS[what]
    _typed(society, make())
    assert rule in rules(load(society, day=DAY).findings)
    shutil.copytree(society.folder, tmp_path / "copy" / "shigang")
    said = huzhu("check", "--as-of", DAY, books=tmp_path / "copy" / "shigang")
    assert f"[{rule}]" in said.out, said


@pytest.mark.parametrize("what", TYPED)
def test_what_only_a_hand_can_write(society: Society, what: str) -> None:
    rule, text = TYPED[what]
    path = society.journal("2026-07")
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    forge(society)
    found = load(society, day=DAY).findings
    assert rules(found) & set(rule.split("|")) or (".*" in rule and found), [(f.rule, f.text) for f in found]
    assert huzhu("check", "--as-of", DAY, books=society.folder).code in (1, 2)


@pytest.mark.parametrize("what", [
    "a negative amount", "nought", "a thousandth", "two equal hands", "a blank purpose", "a letter that is not seen", "a wide user",
    "a name without a mask", "a wrong budget line", "a day that is none", "the year 2999", "cash by transfer",
])  # fmt: skip
def test_what_no_event_can_say(what: str) -> None:
    with pytest.raises((ValidationError, Mistake)):
        {
            "a negative amount": lambda: made.relief("-5.00"), "nought": lambda: made.relief("0"), "a thousandth": lambda: spent("0.001"),
            "two equal hands": lambda: facts.FloatCounted(date=on(9), **COMMON, counted="9.00", by="zhaoliu", witness="zhaoliu"),
            "a blank purpose": lambda: spent(narration="\u3000"), "a letter that is not seen": lambda: spent(narration="\u3164"),
            "a wide user": lambda: spent(approved_by="ｗａｎｇｗｕ"), "a name without a mask": lambda: made.relief(label="汪小明"),
            "a wrong budget line": lambda: made.subsidy("9.00", budget_line="２０８０２９９"), "a day that is none": lambda: spent(date="2026-02-30"),
            "the year 2999": lambda: spent(date=date(2999, 1, 1)), "cash by transfer": lambda: made.relief(account=made.BANK),
        }[what]()  # fmt: skip


def test_nothing_is_recorded_of_a_day_that_has_not_come(society: Society) -> None:
    before = bytes_of(society.folder)
    for words in (
        ("record", "donation", "--amount", "9", "--donor", "王"),
        ("case", "survey", "--case", OPENED, "--by", "lisi"),
    ):
        said = huzhu(*words, "--date", "2045-01-01", books=society.folder)
        assert said.code == 2 and "还没有到" in said.err, said
    assert bytes_of(society.folder) == before


def test_a_key_that_is_used_for_something_else(society: Society) -> None:
    made.record(society, made.donation("5.00", 9), key="same")
    with pytest.raises(Mistake, match="已经用在"):
        made.record(society, made.donation("6.00", 9), key="same")


BILLS: dict[str, tuple[str, dict[str, str]]] = {
    "raised in public": ("public_fundraising", {"what": "水滴筹"}),
    "raised in public, the words apart": ("public_fundraising", {"what": "众 筹"}),
    "a levy": ("forced_levy", {"what": "按户收取"}),
    "an ID number in the memo": ("personal_data", {"what": ID_NUMBER}),
    "a telephone number as payer": ("personal_data", {"who": f"王{MOBILE}"}),
    "a telephone number in pieces": ("personal_data", {"what": "139 1234 5678"}),
}


@pytest.mark.parametrize("what", BILLS)
def test_in_a_bill(society: Society, what: str) -> None:
    rule, cells = BILLS[what]
    before = society.journal("2026-07").read_bytes()
    paper = csv_bill([line(at="2026-07-12 10:00:00", id="1000099001", **cells)])
    choices = Choices("wangwu", chart.DONATION_FUND, "主动捐赠")
    [proposal] = take_in(society, read_bytes(paper, "x.csv"), choices, {}).proposals
    told = load(society, day=DAY).findings
    if rule == "personal_data":  # the number is cut out of what is written
        written = "".join(p.read_text("utf-8") for p in society.folder.rglob("*.beancount"))
        assert not any(number in written for number in (ID_NUMBER, MOBILE, "139 1234 5678"))
    elif proposal.outcome == "review":
        assert society.journal("2026-07").read_bytes() == before
    else:
        assert rule in rules(told), proposal
        assert all(f.severity == "warning" for f in told if f.rule == rule)


def test_the_evasions_are_as_many_as_was_promised() -> None:
    assert len(EVENTS) + len(TYPED) + len(BILLS) >= 60
