"""What would become of a paper, row by row, before anything is written; and the write itself."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from huzhu import deciding, rolls, session, statements
from huzhu.desk.entry.sitting import Choice, Sitting
from huzhu.desk.entry.verdict import Said, said
from huzhu.desk.wording import at_the_desk, plain
from huzhu.papers import Paper
from huzhu.statements import OUTCOMES, TOLD_ANYWAY, Taken, known, take_in, unnamed, why
from importers.booking import WALLETS
from importers.movement import Statement
from importers.proposal import Choices, Proposal
from ledger import chart, money
from ledger.district import Society
from ledger.mistake import Mistake
from ledger.vocabulary import CHANNELS

MOST_SHOWN = 200
GIFT_CHANNELS = tuple(c for c in CHANNELS if c not in ("会费", "村集体", "摊派"))


class Asked(NamedTuple):
    """What was chosen for a whole paper, as it was sent."""

    accounts: tuple[str, ...] = ()
    """For each account that the paper names and the books do not know, its place; empty where nothing was chosen."""
    wallet: str = ""
    channel: str = ""
    fund: str = chart.DONATION_FUND


class Line(NamedTuple):
    """One row of a paper as the page shows it."""

    row: int
    said: str
    outcome: str
    why: str


class Look(NamedTuple):
    """What would become of a paper."""

    kind: str
    period: str
    ties: list[str]
    """What the paper says of itself, and that it holds."""
    warnings: list[str]
    counts: list[tuple[str, int]]
    lines: list[Line]
    more: int
    """Rows that are not shown."""
    findings: list[Said]
    accounts: list[str]
    """What the paper calls accounts of which nobody said yet where they are."""
    register: bool
    """It is kept by hand, so that where its money is may be said."""
    columns: str
    """A register's columns as they are read for the first time."""


def look(society: Society, paper: Paper, asked: Asked, who: str) -> Look:
    """What would become of the paper today; raises as `take_in` does."""
    if paper.roll:
        return _look_at_roll(society, paper, who)
    statement = paper.statement
    assert statement is not None
    names = unnamed(statement, known(society))
    taken = _take(society, paper, names, asked, who, dry_run=True)
    first = [p for p in taken.proposals if p.outcome == "review"]
    shown = [*first, *(p for p in taken.proposals if p.outcome != "review")][:MOST_SHOWN]
    return Look(
        statement.profile,
        f"{statement.period.start}到{statement.period.end}" if statement.period else "",
        list(_ties(statement)),
        [at_the_desk(w) for w in statement.warnings],
        _counts(taken.proposals, dry_run=True),
        [_line(p) for p in sorted(shown, key=lambda p: p.row)],
        len(taken.proposals) - len(shown),
        said([f for f in taken.findings if f.rule not in TOLD_ANYWAY]),
        names,
        any(m.link.startswith("reg-") for m in statement.movements),
        paper.confirmed[1] if paper.confirmed else "",
    )


def _take(
    society: Society, paper: Paper, names: list[str], asked: Asked, who: str, *, dry_run: bool
) -> Taken:
    statement = paper.statement
    assert statement is not None
    given = {name: place for name, place in zip(names, asked.accounts, strict=False) if place}
    for place in () if _of_wallet(statement) else given.values():
        statements.whose(statement, place)  # a bank's paper is no wallet's
    chosen = Choices(who, asked.fund, asked.channel, asked.wallet)
    return take_in(society, statement, chosen, given, confirmed=paper.confirmed, dry_run=dry_run)


def _of_wallet(statement: Statement) -> bool:
    """Whether it is a wallet's paper, on which a bank's card has a name of its own."""
    return any(m.account in WALLETS or m.other_account in WALLETS for m in statement.movements)


def _line(proposal: Proposal) -> Line:
    outcome = "会记账" if proposal.outcome == "book" else OUTCOMES[proposal.outcome]
    return Line(proposal.row, at_the_desk(proposal.said), outcome, plain(why(proposal)))


def _counts(proposals: list[Proposal], *, dry_run: bool) -> list[tuple[str, int]]:
    counts = Counter(p.outcome for p in proposals)
    return [
        ("会记账" if dry_run and o == "book" else word, counts[o])
        for o, word in OUTCOMES.items()
    ]  # fmt: skip


def _ties(statement: Statement) -> list[str]:
    """What was read, and what of it the paper's own figures confirm."""
    sums = {"in": Decimal("0.00"), "out": Decimal("0.00")}
    for movement in statement.movements:
        if movement.way in sums:
            sums[movement.way] += movement.amount
    found = [
        f"共{statement.rows}行，收{money.show(sums['in'])}元，付{money.show(sums['out'])}元（要人看的行没有算在里面）"
    ]
    if statement.declared.totals or statement.declared.rows is not None:
        found.append("账单上自己写的笔数和合计，和每一行加起来的对得上")
    if statement.balances:
        opening, closing = (money.show(b) for b in statement.balances)
        found.append(f"每一行的余额都接得上：开始{opening}元，最后{closing}元")
    return found


def _look_at_roll(society: Society, paper: Paper, who: str) -> Look:
    assert paper.roll is not None
    taken = rolls.take(society, paper.roll, day=session.today(), recorded_by=who, dry_run=True)
    lines = [
        Line(row, "", word, at_the_desk(reason))
        for word, rows in (("待核", taken.reviews), ("跳过", taken.skips))
        for row, reason in rows
    ]
    counts = [("会登记", taken.recorded), ("早已登记", taken.known)]
    counts += [("跳过", len(taken.skips)), ("待核", len(taken.reviews))]
    told = ["名单里的姓名和证件号不会写进任何文件，只记化名"]
    shown = sorted(lines)[:MOST_SHOWN]
    return Look(
        "救助对象名单",
        "",
        told,
        [],
        counts,
        shown,
        len(lines) - len(shown),
        said(taken.findings),
        [],
        False,
        "",
    )


def write(society: Society, paper: Paper, asked: Asked, who: str) -> tuple[list[str], int]:
    """Take the paper in; what came of it in sentences, and how many of its rows wait. Raises as `take_in` does."""
    if paper.roll:
        done = rolls.take(society, paper.roll, day=session.today(), recorded_by=who)
        return [
            f"已登记{done.recorded}人，早已登记{done.known}人，跳过{len(done.skips)}行，要人看{len(done.reviews)}行"
        ], 0
    statement = paper.statement
    assert statement is not None
    names = unnamed(statement, known(society))
    if len([a for a in asked.accounts if a]) < len(names):
        raise Mistake("请先选好账单里的账户是本社的哪个账户")
    taken = _take(society, paper, names, asked, who, dry_run=False)
    booked, agreed = deciding.follow(society, who)
    told = ["，".join(f"{word}{count}行" for word, count in _counts(taken.proposals, dry_run=False))]
    told += [f"等着的一行对上了，已记账：{each.said}" for each in booked]
    told += [sentence for sentence in (taken.agreed, *agreed) if sentence]
    waits = sum(p.outcome == "review" for p in taken.proposals) - len(booked)
    return [at_the_desk(sentence).removeprefix("✓ ") for sentence in told], max(waits, 0)


def places(sitting: Sitting) -> list[Choice]:
    """Where the society keeps money, to say which of them a paper is of."""
    return sitting.holders
