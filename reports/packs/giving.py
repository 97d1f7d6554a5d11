"""What was given in a year, channel by channel, and what a society says of its fundraising (慈善法 22、29)."""

from __future__ import annotations

from decimal import Decimal

from ledger.entries import text
from ledger.money import show
from ledger.vocabulary import WAIVED
from reports.forms import Form, Part, Signing, Words
from reports.report import Asked
from reports.rows import Column, Row, Sheet

ZERO = Decimal("0.00")
_COLUMNS = (
    Column("channel", "渠道", "text"),
    Column("many", "笔数", "count"),
    Column("amount", "金额", "money"),
    Column("receipts", "已开捐赠票据", "count", "笔"),
    Column("waived", "自愿放弃票据", "count", "笔"),
)
PUBLIC = "公开募捐"
_NO_CHANNEL = "没有写明渠道"


def given_by_channel(asked: Asked) -> Sheet:
    """接受捐赠情况: the year's donations by the channel they came through; what was reversed is taken off."""
    told: dict[str, list[int]] = {}
    yuan: dict[str, Decimal] = {}
    for leg in asked.books.income:
        if leg.account.code == "4101" and asked.period.holds(leg.entry.date):
            channel = text(leg.entry, "channel") or _NO_CHANNEL
            step = 1 if leg.amount < 0 else -1
            receipt = text(leg.entry, "receipt")
            counts = told.setdefault(channel, [0, 0, 0])
            for at, is_so in enumerate((True, bool(receipt) and receipt != WAIVED, receipt == WAIVED)):
                counts[at] += step * is_so
            yuan[channel] = yuan.get(channel, ZERO) - leg.amount
    rows = [Row((c, told[c][0], yuan[c], told[c][1], told[c][2])) for c in sorted(told)]
    sums = [sum(counts[at] for counts in told.values()) for at in range(3)]
    rows.append(Row(("合计", sums[0], sum(yuan.values(), ZERO), sums[1], sums[2]), "total"))
    notes = () if told else ("本年没有接受捐赠。",)
    return Sheet("接受捐赠情况", asked.subtitle, _COLUMNS, tuple(rows), notes)


def fundraising(asked: Asked) -> Form:
    """募捐情况说明: whether the society may appeal to the public, and whether anything came that way."""
    books, of = asked.books, asked.period
    held = [f for f in books.facts.of("公开募捐资格", "取得") if f.day <= of.last]
    may = books.facts.qualified(of.last)
    came = [
        leg
        for leg in books.given
        if text(leg.entry, "channel").startswith(PUBLIC) and of.holds(leg.entry.date)
    ]
    yuan = -sum((leg.amount for leg in came), ZERO)
    said = [_right(held[-1].text("certificate"), str(held[-1].day_of("until"))) if may else _NONE]
    said.append(
        f"本年经公开募捐渠道收到{len(came)}笔、{show(yuan)}元，详见账簿。" + ("" if may else _WRONG)
        if came
        else _NOTHING_PUBLIC
    )
    said.append(_levied(asked))
    parts: tuple[Part, ...] = (
        *(Words(each) for each in said),
        Signing(("法定代表人", "互助社（盖章）"), day=True),
    )
    return Form("募捐情况说明", parts, f"{asked.society}　{of.words}")


def _levied(asked: Asked) -> str:
    """That nobody was made to give, unless the books say otherwise."""
    of = asked.period
    came = [g for g in asked.books.given if text(g.entry, "channel") == "摊派" and of.holds(g.entry.date)]
    if came:
        return f"账上有{len(came)}笔写明是摊派，请另附说明和退还情况。"
    return "本年没有向村民、企业摊派。接受的捐赠都出于捐赠人自愿，按约定的用途使用。"


_NOTHING_PUBLIC = (
    "本年没有在公共场所设置募捐箱，没有举办面向社会公众的义演、义卖等活动，没有通过广播、电视、报刊、互联网等"
    "发布募捐信息。"
)
_NONE = "本社没有公开募捐资格，不是慈善组织，没有开展公开募捐。"
_WRONG = "年末没有有效的公开募捐资格，请另附说明和处理情况。"


def _right(certificate: str, until: str) -> str:
    return f"本社有公开募捐资格，证书编号{certificate}，有效期至{until}。"
