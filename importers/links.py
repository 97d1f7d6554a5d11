"""Rows that look the same: repeats of one movement, or movements of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers.chain import Step, newest_first
from importers.movement import Movement, Outcome, Review, Skip
from importers.profile import Reading, Row


def movement_of(outcome: Outcome) -> Movement | None:
    """The movement that an outcome speaks of, where it is known."""
    if isinstance(outcome, Movement):
        return outcome
    return outcome.movement if isinstance(outcome, Review) else None


def numbered(readings: Sequence[Reading]) -> list[Reading]:
    """Links of rows that day, sum and balance do not tell apart, numbered from the second on, the oldest first.

    They are movements of their own: between two of them something moved the other way. Counted from the oldest,
    a row has the same number in a paper that prints it newest first, and in one that ends in the middle of the day.
    """
    seen: dict[str, int] = defaultdict(int)
    settled = list(readings)
    places = range(len(readings))
    for place in reversed(places) if _newest_first(readings) else places:
        movement = movement_of(readings[place].outcome)
        if movement:
            seen[movement.link] += 1
            if (again := seen[movement.link]) > 1:
                movement = replace(movement, link=f"{movement.link}-{again}")
                outcome = _with(readings[place].outcome, movement)
                settled[place] = readings[place]._replace(outcome=outcome)
    return settled


def _newest_first(readings: Sequence[Reading]) -> bool:
    """Whether a paper prints its newest row first."""
    moved = [(movement, reading) for reading in readings if (movement := movement_of(reading.outcome))]
    return newest_first([Step(m.row, m.at, reading.change, reading.balance) for m, reading in moved])


def _with(outcome: Outcome, movement: Movement) -> Outcome:
    return outcome._replace(movement=movement) if isinstance(outcome, Review) else movement


def untwinned(rows: Sequence[Row], readings: Sequence[Reading]) -> list[Reading]:
    """Of rows that share a link, repeats are skipped; rows that contradict one another go to review."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        if movement := movement_of(reading.outcome):
            sharing[movement.link].append(place)
    settled = list(readings)
    for places in sharing.values():
        if len(places) > 1:
            for place, outcome in _settle(places, rows, readings):
                settled[place] = settled[place]._replace(outcome=outcome)
    return settled


def _settle(
    places: Sequence[int], rows: Sequence[Row], readings: Sequence[Reading]
) -> Iterator[tuple[int, Outcome]]:
    """The new outcome of each row among those sharing one link."""
    firsts: dict[tuple[object, ...], int] = {}
    for place in places:
        firsts.setdefault(_cells(rows[place]), place)
    for place in places:
        number = rows[place].number
        first = firsts[_cells(rows[place])]
        if first != place:
            yield place, Skip(number, f"与第{rows[first].number}行完全相同，不重复记账。")
        elif len(firsts) > 1:
            others = "、".join(str(rows[other].number) for other in firsts.values() if other != place)
            movement = movement_of(readings[place].outcome)
            yield place, Review(number, f"单号与第{others}行相同，内容却不同，请查清哪一行是真的。", movement)


def _cells(row: Row) -> tuple[object, ...]:
    return *row.by_name.values(), *row.extra.values()
