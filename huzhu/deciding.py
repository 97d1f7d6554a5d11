"""Deciding a statement's row that waits: booked as chosen, in the books already, or not the society's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from huzhu import session
from huzhu.statements import Stamps, books, known, reconcile_all, record
from importers.allocation import RETURNED, Choice, choices, otherwise, words_of
from importers.booking import booked, reconsider
from importers.hanging import movement
from importers.proposal import Choices, Proposal, asked
from ledger import chart, journal
from ledger.books import Books
from ledger.district import Society
from ledger.events.statements import AllocationMade, RowSettled
from ledger.findings import Finding
from ledger.journal import Request
from ledger.mistake import Mistake
from ledger.statements import LINK, Waiting, rows_of, settled, waiting
from ledger.vocabulary import MASKS


class Row(NamedTuple):
    """A row that waits, and what it may be, the likeliest first."""

    waiting: Waiting
    offered: tuple[Choice, ...]


def rows(society: Society) -> list[Row]:
    """The rows that wait, in order of day, with what each may be."""
    there = known(society)
    assert there.books is not None
    return [Row(row, tuple(choices(movement(row), row.account, there))) for row in waiting(there.books)]


def again(society: Society, chosen: Choices) -> list[Proposal]:
    """Book those of the rows that wait of which the books know by now what they are; what became of these."""
    there = known(society)
    assert there.books is not None
    found = reconsider(waiting(there.books), chosen._replace(channel="", day=None), there)
    found = [p for p in found if p.outcome == "book"]
    done = record(society, found, chosen.recorded_by)[0] if found else []
    return [p for p in done if p.event]  # what breaks a rule goes on waiting


def follow(society: Society, recorded_by: str) -> tuple[list[Proposal], list[str]]:
    """What follows from what was just decided or read: rows of which the books know by now what they are, and balances.

    The rows that were booked, and a sentence for each balance with which the books agree by now.
    """
    done = again(society, Choices(recorded_by))
    return done, reconcile_all(society, recorded_by)


def decide(
    society: Society,
    row: Waiting,
    choice: Choice,
    chosen: Choices,
    stamps: Stamps | None = None,
    payer: str = "",
) -> tuple[Proposal, list[Finding]]:
    """Book a row as chosen, or note where it stands already; the proposal says `book`, or why it still waits.

    `payer` is who gave, where somebody knows better than the paper.
    """
    waits = _waits(row)
    if choice.becomes == RETURNED:
        _settle_both(society, row, chosen.recorded_by, stamps)
        return waits._replace(outcome="skip", reason=choice.said), []
    if choice.voucher:
        _settle(society, row, f"账里已有：{choice.voucher}", chosen.recorded_by, choice.voucher, stamps)
        return waits._replace(outcome="skip", reason=choice.said), []
    proposal = proposed(row, choice, chosen, payer)
    if not proposal.event:
        return proposal, []
    done, findings = record(society, [proposal], chosen.recorded_by, stamps=stamps)
    return done[0], findings


def _waits(row: Waiting) -> Proposal:
    return asked(movement(row), row.account, row.source, row.reason)._replace(to=row.to)


def proposed(row: Waiting, choice: Choice, chosen: Choices, payer: str = "") -> Proposal:
    """What a row would be booked as; nothing is written. The choice is no entry that is there already."""
    waits = _waits(row)
    if payer and waits.movement:
        waits = waits._replace(movement=replace(waits.movement, counterparty=payer))
    return booked(waits, choice, chosen)


def settle(society: Society, row: Waiting, reason: str, recorded_by: str, voucher: str = "") -> None:
    """Note why a row is no booking of its own; Mistake where the voucher that is named is not there."""
    if voucher:
        _there(books(society), row, voucher)
    _settle(society, row, reason, recorded_by, voucher)


def _there(there: Books, row: Waiting, voucher: str) -> None:
    """Mistake where the voucher does not book this row's sum in this row's account."""
    legs = [leg for leg in there.legs if leg.entry.meta.get("voucher") == voucher]
    if not legs:
        raise Mistake(f"没有凭证号为“{voucher}”的收付款")
    if not any(leg.account.holder == row.account and leg.amount == row.change for leg in legs):
        raise Mistake(
            f"凭证 {voucher} 不是这一行：这一行是{chart.word(row.account)} {row.way}{row.amount}元。请核对凭证号"
        )
    others = [r.link for r in rows_of(there) if r.account == row.account and r.change == row.change]
    done = settled(there)
    if taken := [link for link in others if link in done and done[link].text("voucher") == voucher]:
        raise Mistake(f"凭证 {voucher} 已经对上了另一行（{taken[0]}），一笔账只能对一行")
    if taken := [link for leg in legs for link in leg.entry.links if LINK.fullmatch(link)]:
        raise Mistake(
            f"凭证 {voucher} 是账单上另一行记的（{taken[0]}）；真是同一笔钱的，请用 --not-ours 写明理由"
        )


def _settle_both(society: Society, row: Waiting, recorded_by: str, stamps: Stamps | None) -> None:
    """A payment and its return settled against each other, both or neither."""
    stamps = stamps or Stamps(session.now())
    both = [
        _settled(link, f"一付一退，与 {other} 相抵，没有动账", recorded_by, "", stamps)
        for link, other in ((row.link, row.refund_of), (row.refund_of, row.link))
    ]
    journal.record(society, both)


def _settle(
    society: Society, row: Waiting, reason: str, recorded_by: str, voucher: str, stamps: Stamps | None = None
) -> None:
    stamps = stamps or Stamps(session.now())
    journal.record(society, [_settled(row.link, reason, recorded_by, voucher, stamps)])


def _settled(link: str, reason: str, recorded_by: str, voucher: str, stamps: Stamps) -> Request:
    event = RowSettled(
        date=date.fromisoformat(stamps.at[:10]), recorded_by=recorded_by, link=link, reason=reason,
        voucher=voucher or None,
    )  # fmt: skip
    return Request(event, stamps.new_key(), stamps.at)


def learn(society: Society, row: Waiting, choice: Choice, recorded_by: str) -> AllocationMade:
    """Have rows of this payer, or without one of these words, booked so from this row's day on; what was recorded."""
    assert learnable(row), row.link
    there = books(society)
    numbers = [f.key for f in there.facts.of("归类", "设立")]
    event = AllocationMade(
        date=row.day, recorded_by=recorded_by, number=_next(numbers, row.day.year),
        payer=row.payer or None, words=None if row.payer else words_of(movement(row)).strip(),
        account=row.account, becomes=choice.becomes, fund=choice.fund, channel=choice.channel or None,
    )  # fmt: skip
    journal.record(society, [Request(event, session.new_key(), session.now())])
    return event


def learnable(row: Waiting) -> bool:
    """Whether others like it can be told: by a payer who is not masked, or by words that speak for something."""
    if not row.payer:
        return bool(otherwise(movement(row), row.account))
    return row.way == "收" or not set(MASKS) & set(row.payer)


def _next(numbers: Sequence[str], year: int) -> str:
    used = [int(n.rsplit("-", 1)[1]) for n in numbers if n.startswith(f"GL-{year}-")]
    return f"GL-{year}-{max(used, default=0) + 1:03d}"
