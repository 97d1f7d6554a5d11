"""A statement taken into the books: what is known is booked, what is not waits there, and the balance is checked.

All of a paper is one write: its bookings, the rows that wait, the fact that it was read. Then, where the books
agree with its closing balance, that balance is asserted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from huzhu import session
from importers import by_hand
from importers.allocation import Known
from importers.booking import WALLETS, propose
from importers.hanging import hung
from importers.proposal import Choices, Proposal
from ledger import chart, journal, standing, storage
from ledger.district import Society
from ledger.events.event import Event
from ledger.events.facts import AccountsOpened
from ledger.events.statements import (
    AccountNamed,
    ColumnsConfirmed,
    Reconciled,
    RowSettled,
    RowWaiting,
    StatementRead,
)
from ledger.events.transaction import MoneyEvent
from ledger.findings import Finding
from ledger.journal import Refused, Request
from ledger.load import contents
from ledger.mistake import Mistake
from ledger.statements import Waiting, papers, waiting

if TYPE_CHECKING:
    from importers.movement import Statement
    from ledger.books import Books

OUTCOMES = {"book": "已记账", "skip": "跳过", "review": "待核"}
"""What becomes of a row, in words."""
TOLD_ANYWAY = ("rows_reviewed", "transit_returned")
"""Rules that speak of what waits: whoever is shown a paper row by row has seen it."""
_NUMBERS = "（里面有证件号或电话，请看原账单）"


class Stamps(NamedTuple):
    """The time with its zone at which events are recorded, and where their idempotency keys come from."""

    at: str
    new_key: Callable[[], str] = session.new_key


class Taken(NamedTuple):
    """What became of a paper."""

    proposals: list[Proposal]
    findings: list[Finding]
    agreed: str
    """In a sentence whether the books agree with the paper's closing balance; empty where it prints none."""


def why(proposal: Proposal) -> str:
    """What a row was booked as, or why not and what it may be."""
    if proposal.event:
        return proposal.event.EVENT
    told = [choice for choice in proposal.offered if choice.why] or [*proposal.offered[-1:]]
    may = "、".join(choice.said for choice in told[:3] if choice.becomes not in chart.EXPENSES or choice.why)
    return f"{proposal.reason}；可能是：{may}" if may else proposal.reason


def known(society: Society) -> Known:
    """What the society's books know of papers, read from the disk where they changed."""
    return Known.of(books(society))


def books(society: Society) -> Books:
    """The society's books as they stand, without judging them."""
    with storage.locked(society.folder):  # nobody is in the middle of writing them
        return standing.standing(society, contents(society, standing.held(society))).books


def whose(statement: Statement, holder: str) -> tuple[dict[str, str], str]:
    """What it means that a paper is of that place of money: what its words for accounts are, and its wallet.

    Mistake where a bank's paper is said to be a wallet's or the cash box's, or a wallet's a bank's.
    """
    of_wallet = any(m.account in WALLETS for m in statement.movements)
    of_bank = any(m.link.startswith("bank-") for m in statement.movements)
    wallet = holder.startswith(chart.WALLET)
    if (of_bank and (wallet or holder == chart.CASH)) or (of_wallet and not wallet):
        raise Mistake(f"这是{statement.profile}，不是{chart.word(holder)}的账单，请核对 --account")
    if of_wallet or any(m.link.startswith("reg-") for m in statement.movements):
        return {}, holder
    names = [statement.account] if statement.account else [m.account for m in statement.movements]
    return dict.fromkeys(names, holder), ""


def unnamed(statement: Statement, there: Known) -> list[str]:
    """What a paper calls the accounts of which nobody said yet where they are in the books, in its order."""
    found = [
        name
        for each in (*statement.movements, *(r.movement for r in statement.reviews if r.movement))
        if not each.link.startswith("reg-")
        for name in (each.account, each.other_account)
        if name and name not in WALLETS and name not in there.named and chart.parse(name).root != "Assets"
    ]
    return list(dict.fromkeys(found))


def take_in(
    society: Society,
    statement: Statement,
    chosen: Choices,
    names: Mapping[str, str],
    *,
    confirmed: tuple[str, str] | None = None,
    dry_run: bool = False,
    stamps: Stamps | None = None,
) -> Taken:
    """Take a paper in; `names` are what it calls accounts → the places of money that they are, as just said;
    `confirmed` is a register and the map of its columns, as just said.

    A row that breaks a rule waits, and the rest is tried again. Raises as `journal.record` does.
    """
    there = known(society)
    new = {name: holder for name, holder in names.items() if there.named.get(name) != holder}
    together = by_hand.passed_on(statement.movements, there)
    asked = propose(statement, chosen, there._replace(named={**there.named, **names}, passed_on=together))
    facts = [*_facts(statement, asked, chosen, new, there), *_map(confirmed, there, chosen)]
    facts += _list_booked(together, asked, chosen)
    stamps = stamps or Stamps(session.now())
    proposals, findings = record(society, asked, chosen.recorded_by, facts, dry_run=dry_run, stamps=stamps)
    holder = _account(statement, asked)
    agreed = "" if dry_run else reconcile(society, statement, holder, chosen.recorded_by, stamps)
    return Taken(proposals, findings, agreed)


def record(
    society: Society,
    proposals: Sequence[Proposal],
    recorded_by: str,
    facts: Sequence[Event] = (),
    *,
    dry_run: bool = False,
    stamps: Stamps | None = None,
) -> tuple[list[Proposal], list[Finding]]:
    """Record what is to be booked, and hang what waits; a row that breaks a rule joins those that wait."""
    stamps = stamps or Stamps(session.now())
    changed: dict[str, Proposal] = {_name(p): p for p in _untimely(society, proposals)}
    unfit: set[str] = set()
    while True:
        settled = [changed.get(_name(p), p) for p in proposals]
        kept = sorted((p for p in settled if p.event), key=_day)
        hanging = [p for p in settled if p.movement and p.movement.link not in unfit]
        requests = list(_requests(society, kept, hanging, recorded_by, facts, stamps))
        try:
            found = journal.record(society, requests, dry_run=dry_run).findings if requests else []
            return settled, found
        except Refused as refused:
            blamed = {requests[n].event: found[0].text for n, found in refused.events.items()}
            money = {e.link: why for e, why in blamed.items() if isinstance(e, MoneyEvent)}
            unfit |= {event.link for event in blamed if isinstance(event, RowWaiting)}
            if not blamed and kept:
                money = {e.link: refused.findings[0].text for e in _suspected(society, kept)}
            if not money and not any(isinstance(event, RowWaiting) for event in blamed):
                raise
            for each in kept:
                if each.event and each.event.link in money:
                    why = money[each.event.link]
                    changed[_name(each)] = each._replace(event=None, outcome="review", reason=why)


def _suspected(society: Society, kept: Sequence[Proposal]) -> list[MoneyEvent]:
    """Those of which one broke something that stands elsewhere: what lies before a balance asserted, else all."""
    events = [p.event for p in kept if p.event]
    pinned = {fact.key: fact.day for fact in books(society).facts.of("对账")}
    before = [
        event
        for event in events
        if any(event.date < pinned.get(chart.parse(account).holder, date.min) for account, _ in event.legs())
    ]
    return before or events


def _name(proposal: Proposal) -> str:
    """What tells rows apart, also those of several papers."""
    return f"{proposal.row} {proposal.movement.link if proposal.movement else ''}"


def _day(proposal: Proposal) -> date:
    assert proposal.event
    return proposal.event.date


def _untimely(society: Society, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The rows whose month is closed, or whose day has not come: one of them must not keep the others out."""
    from huzhu.recording import not_yet

    closed = journal.closed_months(contents(society, standing.held(society)), society)
    for each in proposals:
        if each.event and each.event.file in closed:
            why = f"{each.event.file} 已经月结，不能再记这个月的账"
            yield each._replace(event=None, outcome="review", reason=why)
        elif each.event and (why := not_yet(each.event.date)):
            yield each._replace(event=None, outcome="review", reason=why)


def _requests(
    society: Society,
    kept: Sequence[Proposal],
    settled: Sequence[Proposal],
    recorded_by: str,
    facts: Sequence[Event],
    stamps: Stamps,
) -> Iterator[Request]:
    """The accounts that are not open yet, the paper's facts, the rows that wait, the bookings."""
    events = [p.event for p in kept if p.event]
    there = books(society)
    lacking = {a for e in events for a, _ in e.legs() if a not in there.opens}
    if lacking:
        first = min(e.date for e in there.opens.values())  # rows of an earlier paper may come later
        opened = AccountsOpened(date=first, recorded_by=recorded_by, accounts=tuple(sorted(lacking)))
        yield Request(opened, stamps.new_key(), stamps.at)
    yield from (Request(event, _key(event, there) or stamps.new_key(), stamps.at) for event in facts)
    for event in _waiting(settled, waiting(there), recorded_by):
        yield Request(event, stamps.new_key(), stamps.at)
    before = Counter(link for t in there.transactions for link in t.links)
    yield from (Request(e, _row_key(e, before) or stamps.new_key(), stamps.at) for e in events)


def _key(event: Event, there: Books) -> str:
    """The key under which a paper is recorded as read, so that two who import it at once record it once."""
    if not isinstance(event, StatementRead):
        return ""
    times = sum(fact.text("sha256") == event.sha256 for fact in there.facts.of("对账单"))
    return f"read-{event.sha256[:32]}-{times}" if times else f"read-{event.sha256[:32]}"


def _row_key(event: MoneyEvent, before: Counter[str]) -> str:
    """The key under which a row is booked: its link; with a number where its booking was reversed before."""
    times = before[event.link or ""]
    return f"{event.link}-again-{times}" if times and event.link else event.link or ""


def _waiting(
    proposals: Iterable[Proposal], hung_before: Iterable[Waiting], recorded_by: str
) -> Iterator[RowWaiting]:
    """The facts of rows that wait and are not hung yet; a number of somebody's is not repeated in the books."""
    from plugins.personal_data import kinds

    hanging = {row.link: (row.account, row.to) for row in hung_before}
    for each in proposals:
        if each.outcome != "review" or each.movement is None or _hangs(each, hanging):
            continue
        event = hung(each, recorded_by)
        if event is None:
            continue
        hanging[event.link] = (each.holder, each.to)
        telling = {f: _NUMBERS for f in ("payer", "words", "kind") if list(kinds(getattr(event, f) or ""))}
        yield event.model_copy(update=telling)


def _hangs(row: Proposal, hanging: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a row waits already, and where it is known to be; a wallet's waits where it was first said."""
    assert row.movement is not None
    if row.movement.link not in hanging:
        return False
    account, to = hanging[row.movement.link]
    elsewhere = row.holder not in ("", account) and not row.holder.startswith(chart.WALLET)
    return not elsewhere and row.to in ("", to)


def _facts(
    statement: Statement, asked: Sequence[Proposal], chosen: Choices, new: Mapping[str, str], there: Known
) -> Iterator[Event]:
    """Whose the paper's accounts are, where that was just said, and that it was read."""
    first = min((p.movement.at.date() for p in asked if p.movement), default=None)
    if first is None:
        return
    told = there.books.facts.of("归户") if there.books else []
    for name, holder in sorted(new.items()):
        since = max([first, *(f.day for f in told if f.key == name)])  # of two, the later holds
        yield AccountNamed(date=since, recorded_by=chosen.recorded_by, named=name, account=holder)
    holder, until = _account(statement, asked), last_day(statement)
    seen = {(f.text("sha256"), f.key) for f in papers(there.books)} if there.books else set()
    if not holder or until is None or (statement.sha256, holder) in seen:
        return
    opening, closing = statement.balances or (None, None)
    with suppress(ValidationError):  # a day that no calendar of ours holds is told of row by row
        yield StatementRead(
            date=until, recorded_by=chosen.recorded_by, account=holder, paper=statement.profile,
            from_=statement.period.start if statement.period else first, until=until, rows=statement.rows,
            opening=opening, closing=closing, sha256=statement.sha256,
        )  # fmt: skip


def _list_booked(together: Waiting | None, asked: Sequence[Proposal], chosen: Choices) -> Iterator[Event]:
    """That a village's one sum is booked giver by giver; the row itself is then no booking of its own."""
    if together is None:
        return
    gifts = [p for p in asked if p.movement and p.movement.kind == by_hand.LIST and p.event]
    yield RowSettled(
        date=session.today(), recorded_by=chosen.recorded_by, link=together.link,
        reason=f"按捐赠名单逐户记账，{len(gifts)}户，合计{together.amount}元",
    )  # fmt: skip


def _map(confirmed: tuple[str, str] | None, there: Known, chosen: Choices) -> Iterator[Event]:
    """A register's map of columns, where the books do not know it yet."""
    kept = {(f.key, f.text("columns")) for f in there.books.facts.of("表头")} if there.books else set()
    if confirmed and confirmed not in kept:
        register, columns = confirmed
        yield ColumnsConfirmed(
            date=session.today(), recorded_by=chosen.recorded_by, book=register, columns=columns
        )


def _account(statement: Statement, asked: Sequence[Proposal]) -> str:
    """The one place of money that a paper is about: its account, else its wallet; empty for a register."""
    holders = [p.holder for p in asked if p.holder and not p.holder.startswith(chart.TRANSIT)]
    if statement.account:
        return holders[0] if holders else ""
    wallets = [h for h in holders if h.startswith(chart.WALLET)]
    return wallets[0] if wallets else ""


def last_day(statement: Statement) -> date | None:
    """The last day of which a paper can have told all: of today, and of days to come, it cannot."""
    last = statement.last_day()
    return min(last, session.today()) if last else None


class Closing(NamedTuple):
    """What a paper says an account held at the end of the last day that it covers."""

    holder: str
    closing: Decimal
    until: date
    sha256: str


def reconcile(society: Society, statement: Statement, holder: str, recorded_by: str, stamps: Stamps) -> str:
    """Assert a paper's closing balance where the books agree with it; a sentence that says whether they do."""
    until = last_day(statement)
    if statement.balances is None or until is None or not holder:
        return ""
    told = Closing(holder, statement.balances.closing, until, statement.sha256)
    there, name = books(society), chart.word(holder)
    held, day = held_on(there, holder, until), until + timedelta(days=1)
    if held != told.closing:
        gap = f"账单{until}余额{told.closing}元，账上{held}元，相差{abs(told.closing - held)}元"
        return f"{name} {gap}。请看 huzhu report reconciliation --month {until:%Y-%m}"
    if day > session.today():
        return f"{name} 与账单一致（{told.closing}元）；今天还没过完，过了今天再导入一次，余额就钉住了。"
    if _asserted(there, told):
        return f"{name} {until}余额{told.closing}元，与账单一致。"
    return _assert(society, there, told, recorded_by, stamps)


def reconcile_all(society: Society, recorded_by: str) -> list[str]:
    """Assert each account's last closing balance with which the books agree by now; a sentence for each."""
    there = books(society)
    last = {f.key: f for f in papers(there) if f.yuan("closing") is not None}
    told = [
        Closing(f.key, closing, until, f.text("sha256"))
        for f in last.values()
        if (closing := f.yuan("closing")) is not None and (until := f.day_of("until"))
    ]
    return [
        _assert(society, there, each, recorded_by, Stamps(session.now()))
        for each in told
        if not _asserted(there, each)
        and each.until < session.today()
        and held_on(there, each.holder, each.until) == each.closing
    ]


def _asserted(there: Books, told: Closing) -> bool:
    day = told.until + timedelta(days=1)
    return any(
        f.key == told.holder and f.day == day and f.yuan("closing") == told.closing
        for f in there.facts.of("对账")
    )


def _assert(society: Society, there: Books, told: Closing, recorded_by: str, stamps: Stamps) -> str:
    """Record the balance, and open the account above the funds' leaves where it is not open yet."""
    events: list[Event] = []
    if told.holder not in there.opens:
        opened = min(e.date for a, e in there.opens.items() if a.startswith(told.holder + ":"))
        events.append(AccountsOpened(date=opened, recorded_by=recorded_by, accounts=(told.holder,)))
    events.append(
        Reconciled(
            date=told.until + timedelta(days=1), recorded_by=recorded_by, account=told.holder,
            closing=told.closing, sha256=told.sha256,
        )
    )  # fmt: skip
    journal.record(society, [Request(e, stamps.new_key(), stamps.at) for e in events])
    return f"✓ {chart.word(told.holder)} {told.until}余额{told.closing}元，与账单一致，已对账。"


def held_on(there: Books, holder: str, day: date) -> Decimal:
    """What a place of money holds at the end of a day, in yuan, over all funds."""
    return sum(
        (leg.amount for leg in there.legs if leg.account.holder == holder and leg.entry.date <= day),
        Decimal("0.00"),
    )
