"""The papers of the demonstration: gifts by code as WeChat prints them, the account as the bank does, both imported."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from huzhu import deciding
from huzhu.demo import ACCOUNTANT, CASHIER, PRESIDENT
from huzhu.demo_cases import SURNAMES
from huzhu.statements import Stamps, books, held_on, take_in
from importers.allocation import Choice
from importers.engine import read
from importers.proposal import Choices
from ledger import chart
from ledger.district import Society
from ledger.statements import in_transit

_RULE = "-" * 20
_CARD = "农商银行(5678)"
_NUMBER = "88010000000005678"
_MARCH = (date(2026, 3, 1), date(2026, 3, 31))
_JULY = (date(2026, 7, 1), date(2026, 7, 8))
_Row = tuple[date, Decimal, str, str]
_PRINTED = Decimal("3.00")
_DAYS = (9, 11, 12, 16, 18, 20, 23, 25, 27)


def import_papers(society: Society, chance: random.Random, at: str) -> None:
    """Write the month's bill and bank statement among the society's documents, import both, decide what waits.

    The wallet's withdrawal is met by the bank's row; what was recorded by hand is found on the statement; then the
    books agree with its closing balance.
    """
    stamps = Stamps(at, lambda: f"demo-{chance.getrandbits(64):016x}")
    bank = chart.bank_account(1, "农商行基本户")
    chosen = Choices(ACCOUNTANT, channel="村内互助", approved_by=PRESIDENT, paid_by=CASHIER)
    bill = _written(society, "微信支付账单(20260301-20260331).csv", _bill(society, chance))
    take_in(society, read(bill), chosen, {_CARD: bank}, stamps=stamps)
    statement = read(
        _written(society, "农商行流水202603.csv", _statement(society, bank, _MARCH, _arriving(society)))
    )
    for _ in range(2):
        take_in(society, statement, chosen._replace(channel=""), {statement.account: bank}, stamps=stamps)
        for row in deciding.rows(society):
            office = Choice("办公费", chart.DONATION_FUND)
            known = next((choice for choice in row.offered if choice.voucher), office)
            deciding.decide(society, row.waiting, known, chosen, stamps)


def _written(society: Society, name: str, text: str) -> Path:
    path = society.documents / "statements" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def leave_waiting(society: Society, chance: random.Random, at: str) -> None:
    """Import the first days of July, of which one gift waits for somebody to say what it is."""
    stamps = Stamps(at, lambda: f"demo-{chance.getrandbits(64):016x}")
    bank = chart.bank_account(1, "农商行基本户")
    text = _statement(society, bank, _JULY, [(date(2026, 7, 8), Decimal("200.00"), "石岗村供销社", "捐赠")])
    take_in(
        society, read(_written(society, "农商行流水202607.csv", text)), Choices(ACCOUNTANT), {}, stamps=stamps
    )


def _statement(society: Society, bank: str, days: tuple[date, date], more: Sequence[_Row] = ()) -> str:
    """Some days as the bank tells them: all that the books have on the account, and `more`."""
    there, (first, last) = books(society), days
    legs = [leg for leg in there.legs if leg.account.holder == bank and first <= leg.entry.date <= last]
    rows = [
        *((leg.entry.date, leg.amount, leg.entry.payee or "", leg.entry.narration) for leg in legs),
        *more,
    ]
    left = held_on(there, bank, first - timedelta(days=1))
    lines = [
        "徽州农村商业银行账户明细",
        f"账号,{_NUMBER}",
        f"户名,{society.title}",
        f"起止日期,{first}~{last}",
    ]
    lines.append("交易日期,对方户名,收入金额,支出金额,余额,账号,币种,对方账号,用途,附言,核心流水号")
    for place, (day, change, who, what) in enumerate(sorted(rows), 1):
        left += change
        come, gone = (f"{change}", "") if change > 0 else ("", f"{-change}")
        lines.append(f"{day},{who},{come},{gone},{left},{_NUMBER},人民币,,{what},,HX{first:%m}{place:06d}")
    return "\r\n".join(lines) + "\r\n"


def _arriving(society: Society) -> list[_Row]:
    """What the wallet sent and the bank has not told of yet."""
    under_way = [leg for legs in in_transit(books(society)).values() for leg in legs]
    return [(leg.entry.date, leg.amount, "财付通支付科技有限公司", "微信零钱提现") for leg in under_way]


def _bill(society: Society, chance: random.Random) -> str:
    rows, gifts = [], Decimal(0)
    for number, day in enumerate(_DAYS, 1):
        amount = Decimal(chance.randrange(20, 300, 10))
        gifts += amount
        donor = f"{chance.choice(SURNAMES)}*{chance.choice('民花平英军')}"
        words = chance.choice(("收款方备注:二维码收款付款方留言:帮衬乡邻", "收款方备注:二维码收款"))
        rows.append(
            _row(f"2026-03-{day:02d} 10:{number:02d}:00", "二维码收款", donor, words, "收入", amount, number)
        )
    rows.append(_row("2026-03-28 09:00:00", "零钱提现", _CARD, "/", "/", gifts - _PRINTED, 90))
    rows.append(_row("2026-03-29 15:00:00", "扫二维码付款", "镇打印店", "打印公示", "支出", _PRINTED, 91))
    return "\r\n".join([*_preamble(society, gifts), *reversed(rows)]) + "\r\n"


def _row(time: str, kind: str, other: str, words: str, way: str, amount: Decimal, number: int) -> str:
    status = {"收入": "已收钱", "支出": "已转账", "/": "提现已到账"}[way]
    paid_by = _CARD if way == "/" else "零钱"
    numbers = f'"100004990126030000000000{number:08d}\t","/\t"'
    return f'{time},{kind},{other},"{words}",{way},¥{amount:.2f},{paid_by},{status},{numbers},"/"'


def _preamble(society: Society, gifts: Decimal) -> list[str]:
    count = len(_DAYS)
    lines = [
        "微信支付账单明细", f"微信昵称：[{society.title[-12:]}]",
        "起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59]", "导出类型：[全部]",
        "导出时间：[2026-04-01 08:00:00]", "", f"共{count + 2}笔记录", f"收入：{count}笔 {gifts:.2f}元",
        "支出：1笔 3.00元", f"中性交易：1笔 {gifts - _PRINTED:.2f}元", "注：", "", f"{_RULE}微信支付账单明细列表{_RULE}",
    ]  # fmt: skip
    heads = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
    return [line + ",,,,,,,," for line in lines] + [heads]
