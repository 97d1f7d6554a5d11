"""What a hand changed in the books, as new entries: reversals of what is no longer there, events of what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from beancount.core import data
from beancount.parser import parser
from pydantic import ValidationError

from huzhu.auditing.edits import Asked, Files, books
from huzhu.recording import build
from ledger import journal, seals, trail, writing
from ledger.district import Society
from ledger.events import cases, facts, statements
from ledger.events.event import STAMP_KEYS, Event
from ledger.events.moves import Reverse
from ledger.events.table import event_of

_NOT_BY_HAND = ("互助社", "密钥", "月结", "反结账", "账外改动")
"""Facts that are never taken over from a hand-edited file: each has a command with checks of its own."""
_PLACE = frozenset((*STAMP_KEYS, "voucher"))


def difference(society: Society, good: Files, edited: Files, asked: Asked) -> tuple[list[Event], list[str]]:
    """The new entries that make the books say what the edited ones say, and what must be left to the auditor."""
    left = [f"{name} 已按原样恢复，其中的改动没有采纳" for name in _others(society, good, edited)]
    theirs: dict[str, list[Any]] = {}
    unread: set[str] = set()
    readable: set[str] = set()
    for name in society.chained(books(good | edited)):
        entries, fault = _parsed(edited.get(name))
        if entries is not None:
            readable.add(name)
        if fault:
            left.append(f"{name} {fault}")
            unread.add(name)
        for entry in entries or ():
            theirs.setdefault(_said(entry), []).append(entry)
    lost, added = _apart(society, good, theirs)
    events: list[Event] = []
    open_ = _Open(society, good, asked.day)
    odd = {e.meta.get("key") for e in added if _event(e) is None}
    stuck: set[str] = set()
    for event, entry in lost:
        if event.file not in readable:
            continue
        garbled = event.file in unread and f"  seq: {event.seq}\n".encode() in edited[event.file]
        if not _undo(events, left, event, entry, asked, open_, garbled=garbled or event.key in odd):
            stuck.add(event.key)
    for entry in added:
        if entry.meta.get("key") not in stuck:  # else the original stands, and it was said so
            _add(events, left, entry, asked, open_)
    return events, left


def _apart(
    society: Society, good: Files, theirs: dict[str, list[Any]]
) -> tuple[list[tuple[trail.Event, Any]], list[Any]]:
    """The original's directives that the edited books have not, each with its event, and theirs that it has not."""
    count = Counter({said: len(entries) for said, entries in theirs.items()})
    lost = [
        (event, entry)
        for event in _events(society, good)
        for entry in writing.parse(event.text.decode())
        if not _taken(count, _said(entry))
    ]
    return lost, [entry for said, entries in theirs.items() for entry in entries[: count[said]]]


def _others(society: Society, good: Files, edited: Files) -> list[str]:
    """The files that differ and hold no events."""
    chained = society.chained(books(good | edited))
    return sorted(n for n in good | edited if n not in chained and good.get(n) != edited.get(n))


def _parsed(content: bytes | None) -> tuple[list[Any] | None, str]:
    """The directives of an edited file, None where it is none, and what hinders reading them all; empty where nothing does."""
    if content is None:
        return None, "不见了，已按原样恢复"
    try:
        entries, errors, _ = parser.parse_string(content.decode())
    except UnicodeDecodeError:
        return None, "读不出来（不是 UTF-8），已按原样恢复，其中的改动没有采纳"
    lines = "、".join(str(e.source["lineno"]) for e in errors[:3])
    return entries, f"第{lines}行读不懂，请审计人员看保留的改动" if errors else ""


def _said(entry: Any) -> str:
    """A directive without its place in the chain and its voucher number: what it says."""
    meta = {k: v for k, v in entry.meta.items() if k not in _PLACE}
    return repr(writing.plain(entry._replace(meta=meta)))


def _taken(directives: Counter[str], said: str) -> bool:
    directives[said] -= 1
    if directives[said] >= 0:
        return True
    directives[said] = 0
    return False


def _events(society: Society, good: Files) -> list[trail.Event]:
    whole = books(good)
    found = [e for name in society.chained(whole) for e in trail.events_in(name, whole[name])[0]]
    return sorted(found, key=lambda e: e.seq)


class _Open:
    """Which months may still be dated in: not closed, and no notice on the board."""

    def __init__(self, society: Society, good: Files, day: date) -> None:
        content = good[trail.relative(society, society.facts)]
        self.day = day
        self._shut = journal.closed_months(good, society)
        self._shut |= {f.key for f in seals.facts_in(content).of("公示", "张贴")}

    def day_of(self, wanted: date) -> date:
        """The day wanted, where its month is open; else today."""
        return self.day if f"{wanted:%Y-%m}" in self._shut or wanted > self.day else wanted

    def takes(self, wanted: date) -> bool:
        """Whether the month of a day is open."""
        return self.day_of(wanted) == wanted


def _undo(
    events: list[Event], left: list[str], event: trail.Event, entry: Any, asked: Asked, open_: _Open, *, garbled: bool
) -> bool:  # fmt: skip
    """An entry that the edited books no longer have as it was: reversed, where it can be; whether it could."""
    name = f"第{event.seq}笔（{event.file} 第{event.line}行）"
    if not isinstance(entry, data.Transaction):
        left.append(f"{name}的“{_kind(entry)}”被改动或删去；这种事项不能冲销，已按原样恢复")
    elif garbled:
        left.append(f"{name}被改得读不出来，已按原样恢复")
    elif any(p.cost is not None for p in entry.postings):
        left.append(f"{name}是实物的账，不能这样冲销，已按原样恢复")
    else:
        events.append(_reversal(entry, asked, open_.day_of(entry.date)))
        return True
    return False


def _kind(entry: Any) -> str:
    return str(getattr(entry, "type", type(entry).__name__.lower()))


def _reversal(entry: Any, asked: Asked, day: date) -> Event:
    lines = tuple((p.account, -p.units.number) for p in entry.postings)
    cases_ = sorted(link for link in entry.links if link.startswith("JZ-"))
    return build(
        Reverse, date=day, recorded_by=asked.by, amount=sum(n for _, n in lines if n > 0), lines=lines,
        narration=f"审计冲销：{asked.reason}"[:200], payee=entry.payee, case=cases_[0] if cases_ else None,
        reverses=entry.meta["voucher"],
    )  # fmt: skip


def _add(events: list[Event], left: list[str], entry: Any, asked: Asked, open_: _Open) -> None:
    """A directive that only the edited books have: recorded as its event, where it is one."""
    event = _event(entry)
    if event is None or (event.file != f"{event.date:%Y-%m}" and not isinstance(event, facts.FactEvent)):
        left.append(
            f"{entry.date}的“{_kind(entry)}”（改动里第{entry.meta['lineno']}行）不能作为一笔账读出来，请审计人员另记"
        )
        return
    money = isinstance(entry, data.Transaction)
    if not money and event.file == f"{event.date:%Y-%m}" and not open_.takes(event.date):
        left.append(f"{entry.date}的“{_kind(entry)}”所在的月份已经结了或公示了，请审计人员另记")
        return
    day = open_.day_of(event.date) if money else event.date
    update: dict[str, Any] = {"date": day, "recorded_by": asked.by}
    events.append(event.model_copy(update=update | ({"voucher": None} if money else {})))


def _event(entry: Any) -> Event | None:
    """The event that a directive is; None where it is none of ours, or of a kind that is not taken over by hand."""
    try:
        if isinstance(entry, data.Transaction):
            return event_of(entry)
        if not isinstance(entry, data.Custom) or entry.type in _NOT_BY_HAND:
            return None
        return _fact(entry)
    except (ValidationError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        return None


def _fact(entry: Any) -> Event | None:
    words = [v.value for v in entry.values or ()]
    for kind in (*facts.EVENTS, *cases.EVENTS, *statements.EVENTS):
        fact, step = getattr(kind, "FACT", ("", ""))
        if fact == entry.type and (not step or words[-1:] == [step]):
            return kind.read([entry])
    return None


def said(events: Iterable[Event]) -> list[str]:
    """The new entries in one line each."""
    lines = []
    for event in events:
        if isinstance(event, Reverse):
            lines.append(f"冲销 {event.reverses}  {event.amount}元  {event.date}")
        else:
            word = getattr(event, "EVENT", "") or "".join(getattr(event, "FACT", ("",)))
            lines.append(f"{word} {getattr(event, 'amount', '')}  {event.date}".replace("  ", " "))
    return lines
