"""The slip for a gift (收据凭单): the society's own paper, which says that it is no receipt; two on a page.

Clause (慈善法 38): 捐赠票据由财政部门统一监（印）制；捐赠人匿名或者放弃接受捐赠票据的，应当做好相关记录。 The official receipt is
issued elsewhere; here only its number stands, as it was recorded.
"""

from __future__ import annotations

from typing import Any

from ledger import money
from ledger.books import Books
from ledger.chart import parse, word
from ledger.entries import text
from ledger.mistake import Mistake
from ledger.notices.sentences import long_day
from ledger.vocabulary import WAIVED, as_read
from reports.forms import Field, Form, Grid, Signing
from reports.funds.givers import is_collective
from reports.publicity.donors_roll import Gift, gifts
from reports.report import ANY, INSIDE, Asked, Report

NO_RECEIPT = "本凭单不是票据，不能报销，也不能抵税；只说明本社收到了这笔捐赠。正式的捐赠票据另行开具。"


def receipt_number(books: Books, entry: Any) -> str:
    """The number of the official receipt as recorded with the gift or later, or that it was waived; empty where neither."""
    later = (f.text("number") for f in books.facts.of("捐赠票据", "开具") if f.key == text(entry, "voucher"))
    return as_read(text(entry, "receipt")) or next(later, "")


def slip(asked: Asked, gift: Gift) -> Form:
    """One gift's slip."""
    entry, given = gift.entry, gift.money + gift.worth
    number = receipt_number(asked.books, entry)
    said = f"捐赠人{WAIVED}" if number == WAIVED else number or _no_number(entry)
    worth = "折价（大写）" if gift.goods else "金额（大写）"
    lines = (
        (Field("捐赠人", entry.payee or "", 2), Field("收到日期", long_day(entry.date), 2)),
        (Field("捐赠方式", _how(gift), 2), Field("记入基金", _fund(asked.books, entry), 2)),
        *(((Field("实物", gift.goods),),) if gift.goods else ()),
        (Field(worth, money.chinese(given), 3), Field("小写", f"￥{money.show(given)}", 2)),
        (Field("事由", entry.narration, 2), Field("正式票据号", said, 2)),
        (Field("说明", NO_RECEIPT),),
    )  # fmt: skip
    return Form(
        "收据凭单（本社内部）",
        (Grid(lines), Signing(("经手人", "收款人", "会计"), day=True)),
        asked.society,
        f"凭证{text(entry, 'voucher')}" if text(entry, "voucher") else "",
        half=True,
    )


def _no_number(entry: Any) -> str:
    """Why no number stands there: the village collective pays by its own papers."""
    return "村集体，按决议入账" if is_collective(entry) else "尚未开具"


def _how(gift: Gift) -> str:
    """Goods, or the place that the money came into."""
    if gift.goods:
        return "实物"
    places = [parse(p.account) for p in gift.entry.postings]
    into = next((place for place in places if place.fund), None)
    if into is None:
        return "其他"
    return "现金" if into.is_cash else f"转账（{word(into.holder)}）"


def _fund(books: Books, entry: Any) -> str:
    return "、".join(fund[2:] for fund in sorted(books.funds(entry)))


def _made(asked: Asked) -> tuple[Form, ...]:
    voucher, of = asked.said.get("voucher", ""), asked.period
    found = gifts(asked.books, of.first, of.last)
    chosen = [gift for gift in found if voucher in ("", text(gift.entry, "voucher"))]
    if voucher and not chosen:
        raise Mistake(f"{of.words}没有凭证号是{voucher}的捐赠；已经冲销的不出凭单，请核对凭证号")
    if not chosen:
        raise Mistake(f"{of.words}没有收到捐赠，没有凭单可出")
    return tuple(slip(asked, gift) for gift in chosen)


REPORT = Report(
    "receipt-slip", "收据凭单", _made, spans=ANY, closed=False, audiences=INSIDE, options={"voucher": "凭证号"}
)  # fmt: skip
