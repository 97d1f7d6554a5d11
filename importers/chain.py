"""The balance chain: what was there, what came or went, what is there now, from row to row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from importers.movement import Balances
from importers.paper import UnreadablePaper


class Step(NamedTuple):
    """One row: its number, its time, what it adds to the account, what is there afterwards.

    A change or a balance that cannot be read is None: the chain goes on from the next row that has both.
    """

    row: int
    at: datetime
    change: Decimal | None
    balance: Decimal | None


class Break(NamedTuple):
    """A row after which the printed balance is not what it should be."""

    step: Step
    expected: Decimal


def follow(steps: Sequence[Step]) -> Balances | None:
    """What the account held before and after; None where no balance can be read.

    Papers print rows oldest or newest first, and rows of one moment in any order. Raises UnreadablePaper where
    no order makes every balance follow from the one before, and where it would if money in and out were swapped.
    """
    if all(step.balance is None for step in steps):
        return None
    orders = _orders(steps)
    ends, breaks = min((_walk(order) for order in orders), key=lambda found: len(found[1]))
    if not breaks:
        return ends
    if len(steps) > 1 and any(not _walk([_swapped(s) for s in order])[1] for order in orders):
        raise UnreadablePaper(
            "按这种账单的读法，每一行的余额都对不上；把收和支对调就全对上了："
            "这家银行的借、贷（收、支）与通常相反。没有导入，请把这份账单发给 huzhu 的维护者。"
        )
    raise UnreadablePaper(_broken(breaks))


def _orders(steps: Sequence[Step]) -> list[list[Step]]:
    """The rows by time, those of one moment oldest first and the other way round; and oldest first as printed.

    Where a row's day is that of the purchase and not of the booking, only the print has the order of the booking.
    Where rows of one moment come to nothing together, the first order says which of them is the first.
    """
    printed = list(steps)
    oldest_first = printed[::-1] if newest_first(printed) else printed
    return [*(sorted(order, key=_moment) for order in (oldest_first, oldest_first[::-1])), oldest_first]


def misdated(steps: Sequence[Step]) -> Iterator[str]:
    """A remark on rows whose days go back while the balances follow as printed: a purchase's day, or a forged one."""
    oldest_first = list(reversed(steps)) if newest_first(steps) else steps
    late = [later for earlier, later in pairwise(oldest_first) if later.at < earlier.at]
    if late and all(_walk(order)[1] for order in _orders(steps)[:2]):
        rows = "、".join(str(step.row) for step in late[:10])
        yield f"第{rows}行的日期比它前一笔还早，余额却接得上：可能是消费日早于记账日，请核对这几笔的日期。"


def newest_first(steps: Sequence[Step]) -> bool:
    """Whether the newest row is printed first: by the times of both ends, else by which way the balances follow."""
    if not steps or steps[0].at != steps[-1].at:
        return bool(steps) and steps[0].at > steps[-1].at
    pairs = list(pairwise(steps))
    return sum(_follows(two, one) for one, two in pairs) > sum(_follows(one, two) for one, two in pairs)


def _follows(earlier: Step, later: Step) -> bool:
    """Whether the later row begins with the balance that the earlier one left."""
    if later.balance is None or later.change is None:
        return False
    return later.balance - later.change == earlier.balance


def _moment(step: Step) -> datetime:
    return step.at


def _swapped(step: Step) -> Step:
    return step if step.change is None else step._replace(change=-step.change)


def _walk(steps: Sequence[Step]) -> tuple[Balances | None, list[Break]]:
    """The balances at both ends, and where the chain breaks."""
    opening: Decimal | None = None
    held: Decimal | None = None
    breaks: list[Break] = []
    for _, same in groupby(steps, key=_moment):
        group = list(same)
        for step in _trail(group, held) or group:
            if step.change is None or step.balance is None:
                held = step.balance if step.change is None or held is None else held + step.change
                continue
            before = step.balance - step.change
            if opening is None:
                opening = before
            if held is not None and held != before:
                breaks.append(Break(step, held + step.change))
            held = step.balance
    return (None if opening is None or held is None else Balances(opening, held)), breaks


def _trail(group: Sequence[Step], held: Decimal | None) -> list[Step] | None:
    """The rows of one moment in an order in which each begins where the one before ended, or None.

    Each row leads from the balance before it to the balance after it: a trail that uses every row once
    (Hierholzer), beginning at what is held.
    """
    if len(group) == 1 or any(step.change is None or step.balance is None for step in group):
        return None
    leaving: dict[Decimal, list[Step]] = {}
    for step in reversed(group):
        leaving.setdefault(_before(step), []).append(step)
    path: list[Step] = []
    stack: list[tuple[Decimal, Step | None]] = [(_start(group) if held is None else held, None)]
    while stack:
        place, by = stack[-1]
        if leaving.get(place):
            step = leaving[place].pop()
            stack.append((_after(step), step))
        else:
            stack.pop()
            if by is not None:
                path.append(by)
    path.reverse()
    whole = len(path) == len(group) and all(_after(one) == _before(two) for one, two in pairwise(path))
    return path if whole else None


def _before(step: Step) -> Decimal:
    assert step.balance is not None and step.change is not None
    return step.balance - step.change


def _after(step: Step) -> Decimal:
    assert step.balance is not None
    return step.balance


def _start(group: Sequence[Step]) -> Decimal:
    """Where a trail of these rows must begin: the balance that is left once more often than it is reached."""
    surplus: dict[Decimal, int] = {}
    for step in group:
        surplus[_before(step)] = surplus.get(_before(step), 0) + 1
        surplus[_after(step)] = surplus.get(_after(step), 0) - 1
    return next((place for place, count in surplus.items() if count > 0), _before(group[0]))


def _broken(breaks: Sequence[Break]) -> str:
    step, expected = breaks[0]
    assert step.balance is not None
    more = f"（一共{len(breaks)}处）" if len(breaks) > 1 else ""
    return (
        f"第{step.row}行的余额接不上：上一笔之后加减这一行应是{expected}元，账单上写{step.balance}元，"
        f"相差{abs(step.balance - expected)}元{more}。"
        "文件可能缺了行、少了页或被改过，请重新下载原始账单再导入。"
    )
