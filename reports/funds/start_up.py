"""The start-up money (启动资金情况表): each receipt of it, and whether it reaches what the policy asks for.

Clause (徽州 二（二）): 对登记成立时所需不少于3万元的启动资金，由区财政一次性补助1万元，村级集体经济支持、社会捐赠等
渠道统筹保障不少于2万元。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from ledger.books import Books
from ledger.entries import text
from ledger.facts import Registration
from ledger.mistake import Mistake
from ledger.policy import Policy
from ledger.seed import Seed, received
from reports.forms import Form, Signing, Words
from reports.funds.givers import ANONYMOUS, agreed
from reports.funds.seed_receipts import SOURCES, Receipt, booked_as, receipts
from reports.report import ALL, NONE, Asked, Report
from reports.rows import Column, Row, Sheet, total_of

_FLOORS = (
    ("seed_total", "启动资金合计"),
    ("seed_subsidy", "其中：区财政补助"),
    ("seed_other", "其中：村集体支持和社会捐赠"),
    ("seed_collective", "其中：村集体支持"),
)
_ASKED = (
    Column("what", "项目", "text"),
    Column("floor", "应有", "money"),
    Column("came", "实到", "money"),
    Column("gap", "差额", "money"),
    Column("verdict", "结论", "text"),
)
_CAME = (
    Column("from", "来自", "text"),
    Column("day", "日期", "day"),
    Column("voucher", "凭证号", "text"),
    Column("paper", "文号、决议或票据号", "text"),
    Column("as", "记作", "text"),
    Column("amount", "金额", "money"),
)
NO_FLOOR = "本区政策没有规定启动资金数额，这里只列实到。"


def complete_by(books: Books, registered: Registration, last: date) -> date:
    """Until when receipts count: the end of the days of grace; until `last` where it was not complete by then."""
    grace = books.policy.on(registered.day, "seed_grace_days")
    due = registered.day + timedelta(days=grace.number) if grace else last
    return min(due, last) if _enough(books.policy, registered, received(books, min(due, last))) else last


def _enough(policy: Policy, registered: Registration, seed: Seed) -> bool:
    lines = ((policy.on(registered.day, name), got) for name, got in _got(seed))
    return all(got >= line.yuan for line, got in lines if line)


def _got(seed: Seed) -> tuple[tuple[str, Decimal], ...]:
    got = (seed.total, seed.subsidy, seed.other, seed.collective)
    return tuple((name, amount) for (name, _), amount in zip(_FLOORS, got, strict=True))


def compared(books: Books, registered: Registration, by: date) -> list[Row]:
    """What the policy asks for beside what came; sums that the district does not ask for are told alone."""
    rows = []
    for (name, got), (_, what) in zip(_got(received(books, by)), _FLOORS, strict=True):
        line = books.policy.on(registered.day, name)
        if line is None:
            rows.append(Row((what, None, got, None, None)))
            continue
        said = "已到位" if got >= line.yuan else "未到位"
        rows.append(Row((what, line.yuan, got, got - line.yuan, said)))
    return rows


def clauses_of(policy: Policy, registered: Registration) -> tuple[str, ...]:
    """The clauses that ask for these sums, each once."""
    lines = (policy.on(registered.day, name) for name, _ in _FLOORS)
    return tuple(dict.fromkeys(line.cited for line in lines if line))


def listed(books: Books, by: date, *, named: bool) -> list[Row]:
    """The receipts under their sources, with sums; givers who may not be told are one line, unless `named`."""
    may, all_of = agreed(books, by), list(receipts(books, by))
    rows: list[Row] = []
    for source in SOURCES:
        told: list[Receipt] = []
        silent: list[Receipt] = []
        for each in all_of:
            if each.source == source:
                (told if named or source == SOURCES[0] or may(each.entry) else silent).append(each)
        lines = [*map(_line, told), *_silent(silent)]
        rows += [Row((source, *[None] * 5), "heading"), *lines]
        rows.append(Row(("小计", *[None] * 4, total_of(lines)), "subtotal"))
    total = sum((each.amount for each in all_of), Decimal("0.00"))
    return [*rows, Row(("合计", *[None] * 4, total), "total")]


def _line(each: Receipt) -> Row:
    entry = each.entry
    papers = (text(entry, key) for key in ("document-no", "resolution", "receipt"))
    said = "、".join(filter(None, papers))
    who = entry.payee or "（未写明）"
    return Row((who, entry.date, text(entry, "voucher"), said, booked_as(entry), each.amount))


def _silent(several: list[Receipt]) -> Iterator[Row]:
    """Those who did not agree in one line: a day and a sum may be as good as a name."""
    if several:
        total = sum((each.amount for each in several), Decimal("0.00"))
        yield Row((f"{ANONYMOUS}（{len(several)}笔）", None, None, None, None, total))


def _made(asked: Asked) -> Form:
    books, registered = asked.books, asked.books.facts.registration
    if registered is None:
        raise Mistake("互助社还没有登记，没有启动资金情况表；请先登记（huzhu new society）")
    by = complete_by(books, registered, asked.period.last)
    rows = compared(books, registered, by)
    clauses = clauses_of(books.policy, registered)
    subtitle = f"{asked.society}　{registered.day}登记　收到日期截至{by}　单位：元"
    several = listed(books, by, named=asked.audience.may_name_donors)
    return Form(
        "启动资金情况表",
        (
            Words("一、应有和实到", "heading"),
            Sheet("应有和实到", "", _ASKED, tuple(rows), clauses or (NO_FLOOR,)),
            Words("二、逐笔来源", "heading"),
            Sheet("逐笔来源", "", _CAME, tuple(several), _notes(by, asked.period.last)),
            Signing(("单位负责人", "会计", "出纳"), day=True),
        ),
        subtitle,
    )


def _notes(by: date, last: date) -> tuple[str, ...]:
    """Which days are counted."""
    if by < last:
        return (f"到{by}宽限期满时已经到齐；以后收到的捐赠不再算作启动资金。",)
    return (f"截至{by}收到的补助、村集体支持和捐赠都算在内；口头承诺没有到账的不算。",)


REPORT = Report("start-up", "启动资金情况表", _made, spans=NONE, closed=False, audiences=ALL)
