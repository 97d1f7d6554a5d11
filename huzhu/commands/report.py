"""`huzhu report`: the reports by name, each drawn in the format asked for."""

from __future__ import annotations

import sys
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from huzhu import session
from huzhu.commands.options import option, society
from ledger.mistake import Mistake, why

if TYPE_CHECKING:
    from ledger.books import Books
    from ledger.district import Society
    from ledger.findings import Finding
    from plugins.rule import Rule
    from reports.rows import Sheet

FORMATS = ("text", "csv", "xlsx", "pdf", "html", "json")


class Asked(NamedTuple):
    """Which report was asked for: of which books, over which days."""

    ledger: Society
    first: date
    last: date
    period: str
    """How the heading names the days."""
    donor: str
    account: str
    """The one place of money asked for; empty for all."""


def _fund_statement(asked: Asked) -> Sheet:
    from reports.fund_statement import fund_statement

    return fund_statement(_books(asked), asked.first, asked.last, asked.period)


def _subsidy_trace(asked: Asked) -> Sheet:
    from reports.subsidy_trace import subsidy_trace

    return subsidy_trace(_books(asked), asked.last, f"截至{asked.last}")


def _donor_statement(asked: Asked) -> Sheet:
    from reports.donor_statement import donor_statement

    sheet = donor_statement(_books(asked), asked.first, asked.last, asked.period, asked.donor)
    if asked.donor and not sheet.rows:
        raise Mistake(f"{asked.period}没有“{asked.donor}”的捐赠；姓名要和记账时写的一样")
    return sheet


def _services(asked: Asked) -> Sheet:
    from reports.services import services

    return services(_books(asked), asked.first, asked.last, asked.period)


def _reconciliation(asked: Asked) -> Sheet:
    from reports.reconciliation import reconciliation

    return reconciliation(_books(asked), asked.last, f"截至{asked.last}", asked.account)


def _waiting(asked: Asked) -> Sheet:
    from reports.waiting import waiting_list

    return waiting_list(_books(asked), asked.last, session.today())


def _policy_compare(asked: Asked) -> Sheet:
    from ledger.policy import names
    from plugins.table import RULES
    from reports.policy_compare import policy_compare

    found = {name: _found(asked, name) for name in names()}
    titles = {r.name: says(r) for r in RULES}
    return policy_compare(_books(asked).facts.registration_name, asked.period, found, titles)


def _audit_heads(asked: Asked) -> Sheet:
    from plugins.table import named_policy
    from reports.audit_heads import audit_heads, heads

    books = _books(asked)
    lines = heads(books.policy, asked.last) or heads(named_policy("zhoucun"), asked.last)
    return audit_heads(books.facts.registration_name, asked.period, lines, _found(asked))


def _books(asked: Asked) -> Books:
    from huzhu.reading import read

    return read(asked.ledger)[0]


def _found(asked: Asked, policy: str = "") -> list[Finding]:
    """What the rules find in the days asked for, judged as of their end or of today, whichever is earlier."""
    from huzhu.checking import judge

    verdict = judge(asked.ledger, min(asked.last, session.today()), policy)
    if verdict.sentence:
        raise Mistake(verdict.sentence)
    return [f for f in verdict.findings if f.day is None or asked.first <= f.day <= asked.last]


def says(rule: Rule) -> str:
    """What a rule says, in the first sentence of its file."""
    from inspect import getdoc
    from sys import modules

    return (getdoc(modules[rule.__module__]) or "").partition("\n")[0]


REPORTS: dict[str, tuple[str, Callable[[Asked], Sheet]]] = {
    "fund-statement": ("基金收支情况表", _fund_statement),
    "subsidy-trace": ("财政补助去向表：每一元在哪里，或救助了谁", _subsidy_trace),
    "donor-statement": ("捐款去向告知单：一笔捐款用在了哪些救助上", _donor_statement),
    "policy-compare": ("政策对照表：同一套账按五份文件各判一遍", _policy_compare),
    "audit-heads": ("审计重点表：对象认定、资金发放、救助实施", _audit_heads),
    "services": ("帮办登记表", _services),
    "reconciliation": ("余额调节表：对账单和账一行一行对", _reconciliation),
    "waiting": ("待核清单：账单里还没定的行", _waiting),
}
"""The reports by name: what each is, and what makes it."""


@click.command(help="报表。\n\n\b\n" + "\n".join(f"{name}：{said}" for name, (said, _) in REPORTS.items()))
@click.argument("name", type=click.Choice(tuple(REPORTS)), metavar="名称")
@option("--month", "哪个月，像 2026-07", metavar="2026-07")
@option("--year", "哪一年，像 2026", metavar="2026")
@option("--donor", "只出这位捐赠人的告知单", metavar="姓名")
@option("--account", "只出这个账户的余额调节表，像 银行、微信", metavar="账户")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="格式")
@option("-o", "写到文件", metavar="文件")
@society
@click.pass_obj
def command(
    books: Path | None, /, name: str, month: str | None, year: str | None, donor: str | None,
    account: str | None, form: str, o: str | None, society: str | None,
) -> None:  # fmt: skip
    """Make a report and draw it."""
    first, last, period = _period(month, year)
    place = session.the_society(books, society)
    asked = Asked(place, first, last, period, donor or "", session.holder(place, account) if account else "")
    sheet = REPORTS[name][1](asked)
    if form == "text" and o is None:
        from reports import text

        text.show(sheet)
        return
    from reports.draw import draw

    write(draw(sheet, form), o, f"{sheet.title}-{month or year or first.year}.{form}")


def _period(month: str | None, year: str | None) -> tuple[date, date, str]:
    """The days that a month or a year spans; this year where neither is said."""
    if month and year:
        raise Mistake("--month 和 --year 只写一个")
    try:
        if month:
            first = date.fromisoformat(f"{month}-01")
            return (
                first,
                first.replace(day=monthrange(first.year, first.month)[1]),
                f"{first.year}年{first.month}月",
            )
        number = int(year) if year else session.today().year
        return date(number, 1, 1), date(number, 12, 31), f"{number}年"
    except ValueError:
        raise Mistake("月份应像 --month 2026-07，年份应像 --year 2026") from None


def write(content: bytes, o: str | None, name: str) -> None:
    """Put a drawn report where it was asked for: a file, or the terminal's own output where that is text."""
    if o is None and name.endswith((".csv", ".html", ".json", ".text")):
        sys.stdout.buffer.write(content)
        return
    path = Path(o or name)
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise Mistake(f"写不了文件 {path}：{why(fault)}") from None
    session.say(f"✓ 已写到 {path}", fg="green")
