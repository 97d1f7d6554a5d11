"""A pack: several reports bound as one paper, behind a cover that says what is in it and what there is none of.

A pack is a list of names of `reports.table` and of functions of its own, in the order in which they are bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from ledger.mistake import Mistake
from reports.forms import Contents, Field, Form, Grid, Leaf, Part, Signing, Words
from reports.period import until
from reports.report import Asked, Audience, Made, Report
from reports.table import report

Own = Callable[[Asked], Made]
Item = str | Own
_MORE_HIDDEN = (Audience.BOARD, Audience.PUBLIC)
"""Whom a report may be made for instead, where it is not made for the pack's reader: they see less."""


class Bound(NamedTuple):
    """One thing of a pack: its leaves, or why there are none."""

    title: str
    leaves: tuple[Leaf, ...]
    why: str = ""


class Cover(NamedTuple):
    """What a pack's cover says besides the list."""

    title: str
    lines: tuple[tuple[Field, ...], ...] = ()
    said: tuple[str, ...] = ()
    signed: tuple[str, ...] = ("单位负责人", "会计", "经办人")


def pack(asked: Asked, cover: Cover, items: Sequence[Item]) -> tuple[Leaf, ...]:
    """The cover, and behind it whatever the items have to show."""
    bound = list(_bound(asked, items))
    return (_front(asked, cover, bound), *(leaf for each in bound for leaf in each.leaves))


def _bound(asked: Asked, items: Sequence[Item]) -> Iterator[Bound]:
    for item in items:
        if isinstance(item, str):
            found = report(item)
            assert isinstance(found, Report), f"{item} is of many societies"
            yield _made(found.title, partial(_leaves_of, asked, found))
        else:
            yield _made("", partial(_own, asked, item))


def _made(title: str, make: Callable[[], tuple[Leaf, ...]]) -> Bound:
    """The leaves, or the sentence that says why there is nothing to show."""
    try:
        leaves = make()
    except Mistake as nothing:
        return Bound(title, (), str(nothing))
    return Bound(title or leaves[0].title, leaves)


def _leaves_of(asked: Asked, member: Report) -> tuple[Leaf, ...]:
    return member.leaves(_asked_of(asked, member))


def _own(asked: Asked, item: Own) -> tuple[Leaf, ...]:
    made = item(asked)
    return tuple(made) if isinstance(made, Sequence) else (made,)


def _asked_of(asked: Asked, member: Report) -> Asked:
    """The question as one member takes it: its own reader, and the last day where it is of a day."""
    hidden = next((a for a in _MORE_HIDDEN if a in member.audiences), asked.audience)
    reader = asked.audience if asked.audience in member.audiences else hidden
    if member.spans:
        return replace(asked, audience=reader, said={})
    last = as_of(asked)
    return replace(asked, audience=reader, said={}, period=until(last), today=last)


def as_of(asked: Asked) -> date:
    """The last day that a pack speaks of."""
    return min(asked.period.last, asked.today)


def _front(asked: Asked, cover: Cover, bound: Sequence[Bound]) -> Form:
    registered = asked.books.facts.registration
    lines = (
        (Field("单位名称", f"{asked.society}（盖章）"),),
        (Field("信用代码", registered.uscc if registered else ""), Field("所属时间", asked.period.words)),
        *cover.lines,
    )
    parts: tuple[Part, ...] = (
        Grid(lines), *(Words(said) for said in cover.said), Signing(cover.signed, day=True),
        Words("目录", "heading"), Contents(), *_nothing(bound),
    )  # fmt: skip
    return Form(cover.title, parts, f"{asked.society}　{asked.period.words}")


def _nothing(bound: Sequence[Bound]) -> Iterator[Words]:
    """What belongs into the pack and there is nothing of, each with why."""
    if empty := [each for each in bound if not each.leaves]:
        yield Words("本期没有的材料", "heading")
        yield from (Words(f"{each.title}：无。{each.why}", "small") for each in empty)
