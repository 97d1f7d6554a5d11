"""Rows that wait, as the books keep them (待核), and back again as the movements that they are."""

from __future__ import annotations

from pydantic import ValidationError

from importers.cells import day
from importers.movement import Movement, Way
from importers.proposal import Proposal, whom, words_shown, written
from ledger.events.statements import RowWaiting
from ledger.statements import Waiting

_BACK = ("退款", "退汇", "冲正")
"""With which the kind of a row ends that gives a payment back."""


def hung(proposal: Proposal, recorded_by: str) -> RowWaiting | None:
    """The fact of a row that waits; None where its account is not known, or no books can hold its day or sum."""
    if proposal.movement is None or not proposal.holder:
        return None
    try:
        return _hung(proposal.movement, proposal, recorded_by)
    except ValidationError:  # the person has the row before them all the same
        return None


def _hung(row: Movement, proposal: Proposal, recorded_by: str) -> RowWaiting:
    kind = row.kind
    if row.refund and not row.refund_of and not kind.endswith(_BACK):
        kind = f"{kind} {_BACK[0]}".strip()
    return RowWaiting(
        date=row.at.date(), recorded_by=recorded_by, link=row.link, account=proposal.holder,
        way="收" if row.way == "in" else "付", amount=row.amount, payer=written(whom(row)) or None,
        words=words_shown(row) or None, kind=written(kind) or None, reason=written(proposal.reason), source=proposal.source,
        refund_of=row.refund_of or None, to=proposal.to or None, fee=row.fee or None, doubt=proposal.doubt or None,
    )  # fmt: skip


def movement(row: Waiting) -> Movement:
    """A row that waits as the movement that it is; its account is the books' own."""
    at = day(row.day.isoformat())
    assert at is not None
    way: Way = "move" if row.to else "in" if row.way == "收" else "out"
    return Movement(
        row=int(row.source.rpartition(":")[2] or 0),
        at=at,
        amount=row.amount,
        way=way,
        account=row.account,
        other_account=row.to,
        fee=row.fee,
        link=row.link,
        counterparty=row.payer,
        memo=row.words,
        kind=row.kind,
        refund=bool(row.refund_of) or row.kind.endswith(_BACK),
        refund_of=row.refund_of,
    )
