"""Whether a paper's rows come to what the paper says of itself: money must tie, counts are only remarked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from importers.movement import ZERO, Declared, Skip, Total
from importers.paper import UnreadablePaper
from importers.profile import DOWNLOAD_AGAIN, Reading


def check(
    declared: Declared,
    readings: Sequence[Reading],
    *,
    sums_differ: bool = False,
    chained: bool = False,
    mend: str = DOWNLOAD_AGAIN,
) -> list[str]:
    """Warnings about counts; raises UnreadablePaper with both figures, and the mend, where money does not tie.

    Where the paper itself says that its sums may differ, money that does not tie is a warning as long as every
    count does. `chained`: the balances already vouch for the rows between the first and the last.
    """
    if not declared.totals and declared.rows is None:
        return [] if chained else ["账单上没有写合计，无法核对有没有漏行。"]
    wrong = list(_wrong_money(declared.totals, readings))
    counts = list(_wrong_counts(declared, readings))
    if wrong and sums_differ and not counts:
        said = "；".join(wrong)
        return [f"笔数都对得上，金额合计对不上：{said}。账单自己注明两者可能不一致，请逐笔核对后再用。"]
    if wrong:
        raise UnreadablePaper(
            f"账单上的合计与逐行相加对不上：{'；'.join(wrong)}。{_unreadable(readings)}{mend}"
        )
    return counts if chained else [*counts, *_unnamed(declared.totals, readings)]


def _wrong_money(totals: Sequence[Total], readings: Sequence[Reading]) -> Iterator[str]:
    for total in totals:
        every = _sum(total.label, readings)
        if total.amount not in {every.amount, _sum(total.label, _moved(readings)).amount}:
            gap = abs(total.amount - every.amount)
            yield f"{_say(total)}，逐行相加是{every.rows}笔 {every.amount}元，相差{gap}元"


def _wrong_counts(declared: Declared, readings: Sequence[Reading]) -> Iterator[str]:
    moved = _moved(readings)
    if declared.rows is not None and declared.rows not in {len(readings), len(moved)}:
        yield f"账单上写共{declared.rows}笔，实际读到{len(readings)}行；金额合计对得上。"
    for total in declared.totals:
        count = _sum(total.label, readings).rows
        if total.rows is not None and total.rows not in {count, _sum(total.label, moved).rows}:
            yield f"{_say(total)}，实际读到{count}笔；金额合计对得上。"


def _unnamed(totals: Sequence[Total], readings: Sequence[Reading]) -> Iterator[str]:
    """Labels that have rows and no printed total, so nothing vouches for them."""
    named = {total.label for total in totals}
    for label in sorted({reading.label for reading in readings if reading.label} - named):
        yield f"账单上没有写“{label}”的合计，这一部分无法核对。"


def _moved(readings: Sequence[Reading]) -> list[Reading]:
    """The rows that were not skipped: papers differ on whether a failed or repeated row counts."""
    return [reading for reading in readings if not isinstance(reading.outcome, Skip)]


def _sum(label: str, readings: Sequence[Reading]) -> Total:
    amounts = [reading.amount or ZERO for reading in readings if reading.label == label]
    return Total(label, len(amounts), sum(amounts, Decimal("0.00")))


def _say(total: Total) -> str:
    rows = "" if total.rows is None else f"{total.rows}笔 "
    return f"账单上写{total.label}{rows}{total.amount}元"


def _unreadable(readings: Sequence[Reading]) -> str:
    """Names the rows whose amount could not be read, as they are the likeliest cause."""
    rows = [str(reading.outcome.row) for reading in readings if reading.amount is None]
    return f"第{'、'.join(rows[:10])}行的金额读不出来。" if rows else ""
