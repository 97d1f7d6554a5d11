"""Where a command stands: which books, which society, who is at the keyboard, what day it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ledger import chart, district
from ledger.district import District, Ledger, NoBooks, Society
from ledger.mistake import Mistake

_OPEN = re.compile(rb"^\d{4}-\d\d-\d\d open (Assets:\S+)", re.MULTILINE)
HOLDERS = {"现金": chart.CASH, "微信": chart.WECHAT, "支付宝": chart.ALIPAY, "实物": chart.GOODS}


def place(books: Path | None) -> District | Society:
    """The books that a command speaks of: the folder given, or the one it stands in, searched upwards."""
    return district.find(books or Path.cwd())


def the_district(books: Path | None) -> District:
    """The district; a lone society's folder is none."""
    found = place(books)
    if isinstance(found, District):
        return found
    raise NoBooks(f"{found.folder} 是一个互助社的账簿，这里要用区（县）的文件夹")


def the_society(books: Path | None, society: str | None) -> Society:
    """The society named, or the one whose folder we stand in, or the only one there is."""
    found = place(books)
    if isinstance(found, Society):
        if society not in (None, found.id):
            raise NoBooks(f"这里只有互助社“{found.id}”的账簿，没有“{society}”")
    else:
        found = found.society(society or _standing_in(found, books) or _only(found))
    found.refuse_strange()  # whatever a command looks up before it loads is the books' own
    return found


def _standing_in(found: District, books: Path | None) -> str | None:
    here = (books or Path.cwd()).resolve()
    root = found.folder / "societies"
    return here.relative_to(root).parts[0] if here != root and here.is_relative_to(root) else None


def _only(found: District) -> str:
    ids = [s.id for s in found.societies]
    if len(ids) != 1:
        raise Mistake(f"请用 --society 写明是哪个互助社。现有：{'、'.join(ids) or '（还没有）'}")
    return ids[0]


def who() -> str:
    """Who is at the keyboard: HUZHU_USER, else the name signed in to the machine."""
    import getpass

    return os.environ.get("HUZHU_USER") or re.sub(r"[^\w.-]", "-", getpass.getuser())


def today() -> date:
    """The day on this machine's clock; nothing below the roof reads it."""
    return date.today()  # noqa: DTZ011  (a village's day is its wall clock's)


def now() -> str:
    """This moment with its zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def new_key() -> str:
    """A fresh idempotency key."""
    import uuid

    return uuid.uuid4().hex


def holders(ledger: Ledger) -> list[str]:
    """Where these books keep money: the accounts without their fund leaves, in order of opening."""
    names = _OPEN.findall(ledger.accounts.read_bytes())
    return list(dict.fromkeys(chart.parse(n.decode()).holder for n in names if chart.parse(n.decode()).fund))


def holder(ledger: Ledger, word: str) -> str:
    """The account that a word names: 现金, 银行, 微信, part of a bank's name, a code, or the account itself."""
    there = holders(ledger)
    if word == "银行" and (banks := [h for h in there if h.startswith(chart.BANK)]):
        return banks[0]
    if word in HOLDERS:
        return HOLDERS[word]
    hits = [h for h in there if word == h or h.split(":", 1)[1].startswith(word) or word in h]
    if len(hits) == 1:
        return hits[0]
    choices = "、".join(h.split(":", 1)[1] for h in there)
    raise Mistake(
        f"账户“{word}”{'不止一个' if hits else '没有'}，可写：现金、银行、微信、支付宝，或 {choices}"
    )


def funds(ledger: Ledger) -> list[str]:
    """The funds whose leaves these books have opened."""
    return sorted(set(_funds(ledger)))


def _funds(ledger: Ledger) -> Iterator[str]:
    for path in (ledger.accounts, ledger.facts):
        for name in _OPEN.findall(path.read_bytes()):
            if fund := chart.parse(name.decode()).fund:
                yield fund


def fund(ledger: Ledger, word: str) -> str:
    """The fund that a word names: its number, its name, or both."""
    there = funds(ledger)
    hits = [f for f in there if word in (f, f[:2], f[2:])]
    if len(hits) == 1:
        return hits[0]
    raise Mistake(f"没有基金“{word}”，可写：{'、'.join(there)}")


def say(text: str, **style: Any) -> None:
    """Print a line, coloured where the terminal can."""
    click.secho(text, **style)
