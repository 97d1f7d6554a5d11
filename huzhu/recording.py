"""Recording from the command line: build the event, have the journal judge and write it, say what happened."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from pydantic import ValidationError

from huzhu import session
from huzhu.telling import tell
from ledger import journal, money
from ledger.district import Ledger
from ledger.events.event import LABELS, Event, explain
from ledger.events.transaction import MoneyEvent
from ledger.journal import Receipt, Refused, Request
from ledger.mistake import Mistake

_NO_MONEY = Decimal(10) ** 9
"""Yuan that no village has: eleven figures are a telephone number."""


def build(make: Callable[..., Event], **fields: Any) -> Event:
    """An event of the fields that were given; Mistake, with a sentence for each fault, when it cannot be."""
    given = {k: v for k, v in fields.items() if v is not None}
    try:
        return make(**given)
    except ValidationError as error:
        raise Mistake("没有记账：" + "；".join(explain(error))) from None


def check_field(make: Callable[..., Event], field: str, said: str) -> None:
    """Mistake where an event of that kind does not take what was typed for one of its fields."""
    try:
        make(**{field: said})
    except ValidationError as error:
        faults = zip(error.errors(), explain(error), strict=True)
        if mine := [sentence for fault, sentence in faults if fault["loc"] == (field,)]:
            raise Mistake("；".join(mine)) from None


def enter(
    ledger: Ledger, make: Callable[..., Event], given: dict[str, Any], *, in_words: bool = True
) -> None:
    """Record an event of what a command was given: `key` and `dry_run`, and fields of which some may be open.

    An open day is today, an open recorder whoever is at the keyboard. `in_words`: account and fund are named
    as a treasurer names what is there already.
    """
    fields = dict(given)
    key, dry_run = fields.pop("key"), fields.pop("dry_run")
    fields["date"] = fields["date"] or session.today()
    fields["recorded_by"] = fields["recorded_by"] or session.who()
    for name, meant in (("account", session.holder), ("fund", session.fund)):
        if in_words and fields.get(name):
            fields[name] = meant(ledger, fields[name])
    submit(ledger, build(make, **fields), key=key, dry_run=dry_run)


def submit(ledger: Ledger, event: Event, *, key: str | None, dry_run: bool) -> Receipt:
    """Record one event and say so; a refusal tells each finding and exits with 1."""
    _refuse_telling("--key", key or "")
    request = asked(event, key or session.new_key())
    try:
        receipt = journal.record(ledger, [request], dry_run=dry_run)
    except Refused as refused:
        leave(refused)
    _acknowledge(receipt, dry_run)
    return receipt


def asked(event: Event, key: str) -> Request:
    """The request to record an event now; Mistake where what was typed cannot be meant."""
    if why := not_yet(event.date):
        raise Mistake(f"没有记账：{why}")
    said = dict(event)
    if any(isinstance(v, Decimal) and abs(v) >= _NO_MONEY for v in said.values()):
        raise Mistake("没有记账：金额太大，不像互助社的钱；请看看是不是把电话等号码写在了金额里")
    for field in ("goods_name", "fund", "source"):
        _refuse_telling(LABELS[field], said.get(field) or "")
    return Request(event, key, session.now())


def _refuse_telling(label: str, word: str) -> None:
    """Mistake where somebody's number stands in a word that is written as it is, and that no rule looks at."""
    from plugins.personal_data import kinds

    if told := next(kinds(word), "") if len(word) > len("13812345678") - 1 else "":
        raise Mistake(f"没有记账：{label}里有{told}，会写进账里；请换一个写法")


def not_yet(day: date) -> str:
    """Why nothing of that day can be recorded today; empty where the day has come."""
    today = session.today()
    return f"{day}还没有到（今天是{today}），请改正日期，或等到那天再记" if day > today else ""


def leave(refused: Refused) -> NoReturn:
    """Say what the rules refused, and that nothing was written; exit with 1."""
    for each in refused.findings:
        tell(each)
    session.say("没有记账，账簿没有变动。", bold=True, err=True)
    sys.exit(1)


def _acknowledge(receipt: Receipt, dry_run: bool) -> None:
    entry = receipt.entries[0]
    for each in receipt.findings:
        tell(each)
    if entry.again:
        session.say(f"这一笔早已记过（第{entry.stamp.seq}笔），没有重复记。")
    elif dry_run:
        session.say(f"试算：规则都通过。会在 {entry.file} 写下：\n\n{entry.text}")
    else:
        session.say(f"✓ 已记账  {_said(entry.event)}  第{entry.stamp.seq}笔", fg="green")


def _said(event: Event) -> str:
    if isinstance(event, MoneyEvent):
        capital = money.chinese(event.amount)
        return f"凭证{event.voucher}  {event.date} {event.EVENT} {money.show(event.amount)}元（{capital}）"
    kind, step = getattr(event, "FACT", (type(event).__name__, ""))
    return f"{event.date} {kind}{step} {getattr(event, getattr(event, 'KEYED', '') or 'date')}"
