"""The restricted and named funds (限定性基金情况表): what each is for and until when, what it had, got, spent, and has.

Clause (社会团体登记管理条例 26): 必须根据与捐赠人、资助人约定的期限、方式和合法用途使用。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger import chart
from ledger.books import Books
from ledger.chart import SUBSIDY_FUND, parse, word
from ledger.facts import Fact
from ledger.vocabulary import as_read
from reports.funds.fund_statement import ZERO, Figures, figures_of
from reports.funds.givers import ANONYMOUS, agreed
from reports.report import ALL, Asked, Audience, Report
from reports.rows import Cell, Column, Row, Sheet

_MONEY = ("opening", "came", "moved", "used", "left")
_COLUMNS = (
    Column("fund", "基金", "text"),
    Column("source", "来源", "text"),
    Column("donor", "捐赠人", "text"),
    Column("uses", "约定用途", "text"),
    Column("until", "用到哪天", "text"),
    Column("opening", "期初结余", "money"),
    Column("came", "本期收入", "money"),
    Column("moved", "基金间转移", "money"),
    Column("used", "本期使用", "money"),
    Column("left", "期末结余", "money"),
    Column("state", "期限", "text"),
    Column("to_do", "待办", "text"),
)
_HEADS = (chart.PROGRAMME, chart.ADMIN, chart.FUNDRAISING, chart.OTHER_EXPENSE)
_USES = {parse(head).code: word(head) for head in _HEADS}
_CAME = ("subsidy", "collective", "donation", "fee", "other")
_USED = ("supplementary", "emergency", "goods", "cost")
FIRST_NAMED = "11"
"""The number from which on funds are named ones."""
_SOON_DAYS = 90
"""How long before its end a fund is called to mind."""
NOTES = (
    "只列限定性基金和冠名基金；基金设立时没有写明期限的，约定用途以内长期使用。",
    "到期有结余的，按与捐赠人（资助人）的约定办：要延期或改作他用，先征得同意，重新办理设立登记。",
)


class Terms(NamedTuple):
    """What is agreed on a fund on a day: the last word of its facts."""

    agreed: Fact | None
    until: date | None
    ended: date | None

    @property
    def is_restricted(self) -> bool:
        """Whether whoever gave it said what it is for."""
        return self.agreed is not None and self.agreed.text("restriction") == "限定性"


def terms(books: Books, fund: str, day: date) -> Terms:
    """The terms of a fund on a day."""
    found = Terms(None, None, None)
    for fact in books.facts.of("基金"):
        if fact.key == fund and fact.day <= day:
            found = (
                found._replace(ended=fact.day)
                if fact.step == "终止"
                else Terms(fact, fact.day_of("until"), None)
            )
    return found


def restricted_funds(books: Books, first: date, last: date, audience: Audience) -> list[Row]:
    """A line for each fund that is restricted or named, and their total."""
    figures = figures_of(books, first, last)
    known = {f.key for f in books.facts.of("基金") if f.day <= last} | figures.keys()
    shown = [fund for fund in sorted(known) if _belongs(fund, terms(books, fund, last))]
    told = {fund: _sums(figures.get(fund)) for fund in shown}
    rows = [
        Row((*_words(books, fund, last, audience), *told[fund], *_state(books, fund, told[fund][-1], last)))
        for fund in shown
    ]
    total = [sum((sums[at] for sums in told.values()), ZERO) for at in range(len(_MONEY))]
    return [*rows, Row(("合计", *[None] * 4, *total, None, None), "total")]


def _belongs(fund: str, agreed_on: Terms) -> bool:
    return fund == SUBSIDY_FUND or fund[:2] >= FIRST_NAMED or agreed_on.is_restricted


def _sums(figures: Figures | None) -> tuple[Decimal, ...]:
    if figures is None:
        return (ZERO,) * len(_MONEY)
    came, used = (sum((figures[key] for key in keys), ZERO) for keys in (_CAME, _USED))
    return figures["opening"], came, figures["transfer"], used, figures["closing"]


def _words(books: Books, fund: str, last: date, audience: Audience) -> Iterator[Cell]:
    """The fund, where it came from, who gave it where that may be told, what it is for, until when."""
    now = terms(books, fund, last)
    fact = now.agreed
    donor = _donor(books, fund, fact.text("donor"), last, audience) if fact else None
    yield word(fund)
    yield _source(fact, donor, audience) if fact else ("区财政" if fund == SUBSIDY_FUND else None)
    yield donor
    codes = fact.text("uses").split() if fact else []
    if fund == SUBSIDY_FUND and not codes and (line := books.policy.on(last, "subsidy_uses")):
        codes = list(line.words)
    yield "、".join(_USES.get(code, code) for code in codes) or "不限"
    yield str(now.until) if now.until else "长期"


def _source(fact: Fact, donor: str | None, audience: Audience) -> str:
    """Where a fund came from; of a named fund that may tell who gave it, which outsiders hear only with the donor."""
    hidden = not audience.may_name_donors and donor in ("", None, ANONYMOUS)
    return "捐赠" if hidden and fact.key[:2] >= FIRST_NAMED else fact.text("source")


def _donor(books: Books, fund: str, donor: str, last: date, audience: Audience) -> str:
    """Who gave a fund: for outsiders only where the last gift of that name says so."""
    if not donor or audience.may_name_donors:
        return donor
    may = agreed(books, last)
    given = [leg.entry for leg in books.given if as_read(leg.entry.payee or "") == as_read(donor)]
    return donor if any(may(e) and fund in books.funds(e) for e in given) else ANONYMOUS


def _state(books: Books, fund: str, left: Decimal, last: date) -> tuple[str, str]:
    """How long the fund still runs, and what is to be done about it."""
    now = terms(books, fund, last)
    if left < 0:
        return _term(now, left, last), "已透支，用非限定资金补足"
    if now.ended or (now.until and now.until < last):
        return _term(now, left, last), "余款按约定处理" if left else ""
    if now.until and left and (now.until - last).days <= _SOON_DAYS:
        return _term(now, left, last), "到期前用完，或先商量延期"
    return _term(now, left, last), ""


def _term(now: Terms, left: Decimal, last: date) -> str:
    if now.ended:
        return f"{now.ended}已终止"
    if now.until is None:
        return "长期"
    if now.until < last:
        return "已过期未用完" if left else "已到期，已用完"
    return f"还有{(now.until - last).days}天"


def _made(asked: Asked) -> Sheet:
    of = asked.period
    rows = restricted_funds(asked.books, of.first, of.last, asked.audience)
    notes = NOTES if len(rows) > 1 else (f"{of.words}没有限定性基金和冠名基金。",)
    return Sheet(
        "限定性基金情况表", asked.subtitle, _COLUMNS, tuple(rows), notes, ("单位负责人", "会计", "制表")
    )


REPORT = Report("restricted-funds", "限定性基金情况表", _made, audiences=ALL)
