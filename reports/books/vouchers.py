"""The vouchers (记账凭证) to print, sign and bind, two on a page.

Clause (会计基础工作规范 51: 填制凭证的日期、凭证编号、经济业务摘要、会计科目、金额、所附原始凭证张数、有关人员签名或者盖章).
The names are those that the books say recorded, approved and paid; each signs beside their name.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.entries import text
from ledger.mistake import Mistake
from ledger.money import chinese
from reports.books.account_book import vouchers_until
from reports.books.entered import Line, Voucher, called
from reports.books.wording import code, detail, head
from reports.forms import Form, Part, Words
from reports.officers import name_on
from reports.report import Asked, Report
from reports.rows import Column, Row, Sheet

_COLUMNS = (
    Column("summary", "摘要", "text"),
    Column("account", "总账科目", "text"),
    Column("detail", "明细科目", "text"),
    Column("debit", "借方金额", "money"),
    Column("credit", "贷方金额", "money"),
)
ENDED = "年末结转，按账上记录算出，没有单独的原始凭证。"
BLANK = "　　　　"


def vouchers(asked: Asked) -> tuple[Form, ...]:
    """The vouchers of a period, in the order of their numbers; one of them where it is named."""
    wanted = asked.said.get("voucher", "")
    found = [v for v in vouchers_of(asked) if wanted in ("", v.label, v.said)]
    if not found:
        which = f"凭证“{wanted}”；凭证号像 记-3 或 2026-07-003" if wanted else "凭证"
        raise Mistake(f"{asked.period.words}没有{which}")
    return tuple(_form(asked, voucher) for voucher in found)


def vouchers_of(asked: Asked) -> list[Voucher]:
    """The vouchers of a period as they are bound: by month, 记 before 转, by number."""
    found = [v for v in vouchers_until(asked) if v.day >= asked.period.first]
    return sorted(found, key=lambda v: (v.day.year, v.day.month, v.word != "记", not v.number, v.number))


def _form(asked: Asked, voucher: Voucher) -> Form:
    day = voucher.day
    subtitle = f"{asked.society}　{day.year}年{day.month}月{day.day}日　单位：元"
    lines = tuple(_row(voucher, line) for line in voucher.lines)
    total = Row((f"合计　{chinese(voucher.total)}", None, None, voucher.total, voucher.total), "total")
    table = Sheet("记账凭证", subtitle, _COLUMNS, (*lines, total))
    parts: tuple[Part, ...] = (table, *(Words(said, "plain") for said in _foot(asked, voucher)))
    return Form("记账凭证", parts, subtitle, f"{voucher.word}字第{voucher.number or BLANK}号", half=True)


def _row(voucher: Voucher, line: Line) -> Row:
    account = code(line.account, voucher.day) + head(line.account)
    return Row((voucher.summary, account, detail(line.account), line.debit or None, line.credit or None))


def _foot(asked: Asked, voucher: Voucher) -> Iterator[str]:
    """Papers, what it reverses, and the line on which the officers sign."""
    entry = voucher.entry
    if entry is None:
        yield ENDED
    else:
        undoes = text(entry, "reverses")
        yield f"附单据{BLANK}张" + (f"　　冲销：{called(undoes)}" if undoes else "")
    signs = {"会计主管": "", "记账": "", "出纳": "paid-by", "审核": "approved-by", "制单": "recorded-by"}
    facts = asked.books.facts
    named = {
        who: name_on(facts, id_, voucher.day) if entry and key and (id_ := text(entry, key)) else BLANK
        for who, key in signs.items()
    }
    said = [f"{who}：{name + BLANK[len(name) :]}" for who, name in named.items()]
    yield "　".join(said).rstrip()


REPORT = Report("vouchers", "记账凭证", vouchers, options={"voucher": "凭证号"})
