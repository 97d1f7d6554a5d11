"""What a paper becomes, as text that lies beside it; `python -m tests.told PATH …` writes it anew, to be read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from importers.engine import read
from importers.movement import Movement, Outcome, Review, Statement

BESIDE = ".expected"


def told(statement: Statement) -> str:
    """A statement as readable text."""
    rows = [said for outcome in statement.outcomes() for said in (row(outcome), *_doubted(outcome))]
    return "\n".join([*_head(statement), "", *rows, ""])


def papers(folder: Path) -> list[Path]:
    """The papers of a folder that have their text beside them."""
    return sorted(path for path in folder.iterdir() if beside(path).exists())


def beside(paper: Path) -> Path:
    """The file with the text that a paper becomes."""
    return paper.with_name(paper.name + BESIDE)


def _head(statement: Statement) -> Iterator[str]:
    start, end = statement.period or ("?", "?")
    words = (statement.profile, statement.owner, statement.account, f"{start} {end} {statement.rows}行")
    yield " ".join(word for word in words if word)
    for total in statement.declared.totals:
        yield f"{total.label} {'' if total.rows is None else f'{total.rows}笔 '}{total.amount}"
    if statement.balances:
        yield f"余额 {statement.balances.opening} → {statement.balances.closing}"
    for account in dict.fromkeys(each.account for each in statement.movements):
        yield f"{account} {statement.change(account):+}"
    yield from (f"! {warning}" for warning in statement.warnings)


def row(outcome: Outcome) -> str:
    """One row's outcome as readable text."""
    if isinstance(outcome, Movement):
        return _movement(outcome)
    return f"{outcome.row} {type(outcome).__name__} {outcome.reason}"


def _doubted(outcome: Outcome) -> Iterator[str]:
    """What is known all the same of a row that is put to a person."""
    if isinstance(outcome, Review) and outcome.movement:
        yield f"  = {_movement(outcome.movement)}"


def _movement(m: Movement) -> str:
    to = f" → {m.other_account}" if m.other_account else ""
    fee = f" 其中服务费{m.fee}" if m.fee else ""
    left = "" if m.balance is None else f" 余{m.balance}"
    back = f" 退 {m.refund_of or '?'}" if m.refund else ""
    extra = " ".join(f"{name}={word}" for name, word in m.extra.items())
    first = f"{m.row} {m.at:%Y-%m-%d %H:%M:%S} {m.way} {m.amount}{fee} {m.account}{to}{left}"
    second = f"    {m.kind} | {m.counterparty} | {m.memo} | {m.status}"
    return "\n".join([first, second.rstrip(), f"    {m.link}{back} {extra}".rstrip()])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        beside(Path(name)).write_text(told(read(Path(name))), "utf-8")
        print(beside(Path(name)))
