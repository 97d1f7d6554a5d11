"""`huzhu trail`: has anything been changed since it was recorded?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from huzhu import session
from ledger.district import District, Ledger, nearest
from ledger.mistake import Mistake


@click.group()
def command() -> None:
    """核对账簿有没有被改动过。"""


@command.command()
@click.pass_obj
def verify(books: Path | None, /) -> None:
    """沿着每一笔账的校验码核对到底；发现改动就说出是哪一笔。0：没有改动；1：有改动；2：读不了。"""
    place = nearest(books or Path.cwd())
    ledgers: list[Ledger] = [place, *place.societies] if isinstance(place, District) else [place]
    sys.exit(max([_verified(ledger) for ledger in ledgers]))


def _verified(ledger: Ledger) -> int:
    """The exit code that one ledger's books deserve: one that cannot be read hides no other."""
    from ledger import load, trail

    try:
        chain = trail.chain(ledger, load.contents(ledger))
    except Mistake as mistake:
        session.say(f"✗ {ledger.id}：{mistake}", fg="red", err=True)
        return 2
    for each in chain.breaks:
        session.say(f"✗ {ledger.id}/{each.file} 第{each.line}行：{each.text}", fg="red")
    if not chain.breaks:
        session.say(
            f"✓ {ledger.id} 共{len(chain.events)}笔，前后相连，没有改动。校验码 {code(chain.head)}",
            fg="green",
        )
    return int(bool(chain.breaks))


def code(head: str) -> str:
    """A hash as people compare it: its first 16 hex digits in groups of four, as printed on the notice."""
    return "-".join(head[i : i + 4] for i in range(0, 16, 4))
