"""Directives as text, and the proof that the text says just what was meant.

Beancount's printer writes accounts, tags, links and keys as they come; here every one of them is checked
first, because a line break in a name would otherwise become a directive of its own.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core import data
from beancount.core.account import is_valid
from beancount.core.amount import Amount
from beancount.parser import parser

from ledger import topfile
from ledger.mistake import Mistake

_NOWHERE = Path("journal")
"""The file of a text that stands in none."""
_KEY = re.compile(r"[a-z][a-z0-9-]+\Z")
_LINK = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\Z")
_CURRENCY = re.compile(r"[A-Z][A-Z0-9]{1,22}[A-Z0-9]\Z")
_PLACE = ("filename", "lineno")
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and marks by Unicode's tables, and nothing on paper: two names could differ by them alone."""


class Unwritable(Mistake, ValueError):
    """Something that cannot be written into books; the sentence says what."""


def unfit(text: str) -> bool:
    """Whether a text holds what must not stand in books: quote, backslash, line break, what cannot be seen."""
    return any(c in '"\\' or c in _BLANKS or not c.isprintable() for c in text)


def quoted(text: str) -> str:
    """A string as Beancount reads it back; Unwritable when it holds what must not stand in books."""
    if unfit(text):
        raise Unwritable(
            f"“{text!a}”里有不能记进账里的字符（引号、反斜杠、换行或看不见的字符），请去掉后再记"
        )
    return f'"{text}"'


def _value(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Amount):
        return f"{_number(value.number)} {_currency(value.currency)}"
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, Decimal | int), value
    return str(value)


def _number(number: Decimal | None) -> str:
    assert isinstance(number, Decimal) and number.is_finite(), number
    return f"{number:f}"


def _currency(currency: str) -> str:
    if not _CURRENCY.match(currency):
        raise Unwritable(f"“{currency!a}”不能作为实物代号，请用大写字母，例如 DAMI")
    return currency


def _account(account: str) -> str:
    if not is_valid(account):
        raise Unwritable(f"“{account!a}”不是科目")
    return account


def _meta(meta: dict[str, Any], indent: str) -> list[str]:
    for key in meta:
        assert key in _PLACE or _KEY.match(key), key
    return [f"{indent}{k}: {_value(v)}" for k, v in meta.items() if k not in _PLACE]


def _transaction(entry: Any) -> str:
    for word in entry.links:
        if not _LINK.match(word):
            raise Unwritable(f"“{word!a}”不能作为编号")
    assert entry.flag in ("*", "!") and not entry.tags, entry
    head = [entry.flag, *(quoted(t) for t in (entry.payee, entry.narration) if t is not None)]
    head += [f"^{link}" for link in sorted(entry.links)]
    return " ".join(head)


def _posting(posting: Any) -> str:
    number, currency = _number(posting.units.number), _currency(posting.units.currency)
    cost = ""
    if posting.cost is not None:
        cost = f" {{{_number(posting.cost.number_per)} {_currency(posting.cost.currency)}}}"
    return f"  {_account(posting.account)}  {number} {currency}{cost}"


def _head(entry: Any) -> str:
    if isinstance(entry, data.Transaction):
        return _transaction(entry)
    if isinstance(entry, data.Custom):
        return " ".join(["custom", quoted(entry.type), *(_value(v.value) for v in entry.values)])
    if isinstance(entry, data.Commodity):
        return f"commodity {_currency(entry.currency)}"
    if isinstance(entry, data.Balance):
        return f"balance {_account(entry.account)}  {_value(entry.amount)}"
    assert isinstance(entry, data.Open), entry
    words = ["open", _account(entry.account), *map(_currency, entry.currencies or ())]
    return " ".join(words + ([f'"{entry.booking.value}"'] if entry.booking else []))


def text(entries: list[Any]) -> str:
    """The directives as text, one after the other; Unwritable when one holds what must not be written."""
    lines = []
    for entry in entries:
        lines.append(f"{entry.date.isoformat()} {_head(entry)}")
        lines += _meta(entry.meta, "  ")
        for posting in getattr(entry, "postings", ()):
            lines += [_posting(posting), *_meta(posting.meta or {}, "    ")]
    if any(len(line.encode()) > topfile.LONGEST_LINE for line in lines):
        raise Unwritable("一项写得太长了，请分几次记")
    return "\n".join(lines) + "\n"


def parse(content: str) -> list[Any]:
    """The directives in a text, in the order in which they stand; Unwritable when Beancount finds a fault."""
    if topfile.may_reckon(content.encode()) and (stray := topfile.strays(_NOWHERE, content.encode())):
        raise Unwritable(f"写不成一笔账：{topfile.said(stray[0])}")
    entries, errors, _ = parser.parse_string(content)
    if errors:
        raise Unwritable(f"写不成一笔账：{errors[0].message}")
    return sorted(entries, key=lambda e: int(e.meta["lineno"]))


def plain(entry: Any) -> tuple[Any, ...]:
    """A directive without the place it stands in, for comparing what was meant with what was written."""
    fields: dict[str, Any] = entry._asdict()
    fields["meta"] = _said(entry.meta)
    if "postings" in fields:
        fields["postings"] = [p._replace(meta=_said(p.meta or {})) for p in entry.postings]
        fields["tags"], fields["links"] = frozenset(entry.tags or ()), frozenset(entry.links or ())
    if "values" in fields:
        fields["values"] = [(v.value, v.dtype) for v in entry.values]
    return (type(entry).__name__, *fields.items())


def _said(meta: dict[str, Any]) -> dict[str, Any]:
    return {
        k: Decimal(v) if type(v) is int else v
        for k, v in meta.items()
        if not k.startswith("__") and k not in _PLACE
    }


def proved(entries: list[Any]) -> str:
    """The text of the directives, read back by Beancount and found to say exactly the same."""
    content = text(entries)
    prove(entries, content)
    return content


def prove(entries: list[Any], content: str) -> None:
    """Unwritable where Beancount does not read exactly these directives, in this order, from their text."""
    if [plain(e) for e in parse(content)] != [plain(e) for e in entries]:
        raise Unwritable("这笔账写出后读回不一样，没有记。请去掉不常用的符号后再试")
