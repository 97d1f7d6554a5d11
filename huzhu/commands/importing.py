"""`huzhu import`: statements into books; every row is booked, skipped with a reason, or left for review."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from huzhu import session
from huzhu.commands.options import channel, dry_run, fund, option, recorded_by, society
from huzhu.discreet import discreet
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from importers.booking import Choices, Proposal
    from ledger.district import Society
    from ledger.findings import Finding

_LINK = re.compile(rb"\^((?:wx|ali|bank)-[A-Za-z0-9._-]+)")
OUTCOMES = {"book": "已记账", "skip": "跳过", "review": "待核"}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@option("--account", "微信零钱记在哪个账户（默认微信）")
@option("--card", "账单里的卡是本社哪个账户，像 农业银行(1234)=银行；可写几次", multiple=True)
@fund
@channel
@recorded_by
@society
@dry_run
@click.pass_obj
def command(books: Path | None, /, files: tuple[Path, ...], **given: Any) -> None:
    """导入微信支付账单（csv 或 xlsx）。收款记作捐赠或会费；付款和退款要人看，留作待核。"""
    place = session.the_society(books, given["society"])
    choices = _choices(place, given)
    waiting = 0
    for path in files:
        waiting += _import(place, path, choices, given["dry_run"])
    if waiting:
        session.say(f"还有{waiting}行待核，没有记账。", fg="yellow")


def _choices(place: Society, given: dict[str, Any]) -> Choices:
    from importers.booking import Choices

    cards = {}
    for said in given["card"]:
        name, _, account = said.rpartition("=")
        if not name:
            raise Mistake(f"--card “{said}”写法不对，应像 农业银行(1234)=银行")
        cards[name] = session.holder(place, account)
    return Choices(
        recorded_by=given["recorded_by"] or session.who(),
        fund=session.fund(place, given["fund"] or "03"),
        channel=given["channel"] or "主动捐赠",
        wallet=session.holder(place, given["account"] or "微信"),
        cards=cards,
    )


def _import(place: Society, path: Path, choices: Choices, dry_run: bool) -> int:
    """Read one file, book what can be booked, show what became of each row; how many rows wait."""
    from importers.booking import propose
    from importers.engine import read

    statement = read(path)
    for warning in statement.warnings:
        session.say(f"提醒：{warning}", fg="yellow")
    known = {
        link.decode() for month in place.months for link in _LINK.findall(place.journal(month).read_bytes())
    }
    proposals = record(place, propose(statement, choices, known), dry_run=dry_run)
    _show(path.name, proposals, dry_run)
    return sum(p.outcome == "review" for p in proposals)


def record(
    place: Society, proposals: list[Proposal], *, dry_run: bool, at: str | None = None
) -> list[Proposal]:
    """Record what is to be booked in one go; a row that breaks a rule goes to review and the rest is tried again."""
    from huzhu.telling import tell
    from ledger import journal
    from ledger.journal import Refused, Request

    changed: dict[int, Proposal] = {p.row: p for p in _of_closed_months(place, proposals)}
    changed |= {p.row: p for p in _of_days_to_come(proposals)}
    kept = [p for p in proposals if p.event and p.row not in changed]
    kept.sort(key=lambda p: p.event.date if p.event else date.min)
    while kept:
        requests = [
            Request(p.event, p.event.link or session.new_key(), at or session.now()) for p in kept if p.event
        ]
        try:
            for each in journal.record(place, requests, dry_run=dry_run).findings:
                tell(each, _row_of(each, kept))
            break
        except Refused as refused:
            bad = set(refused.events) or set(range(len(kept)))
            for number in bad:
                why = refused.events.get(number, refused.findings)[0].text
                changed[kept[number].row] = kept[number]._replace(event=None, outcome="review", reason=why)
            kept = [p for number, p in enumerate(kept) if number not in bad]
    return [changed.get(p.row, p) for p in proposals]


def _row_of(found: Finding, kept: list[Proposal]) -> str:
    """Which row a finding speaks of, and who is on it: in a long bill nobody would find it otherwise."""
    links = getattr(found.entry, "links", None) or ()
    row = next((p.row for p in kept if p.event and p.event.link in links), None)
    return f"第{row}行 {found.entry.payee or ''}" if row else ""


def _of_closed_months(place: Society, proposals: list[Proposal]) -> Iterator[Proposal]:
    """The rows whose month is closed, to be looked at: one of them must not keep the others out."""
    from ledger import load
    from ledger.journal import closed_months

    closed = closed_months(load.contents(place), place)
    for each in proposals:
        if each.event and each.event.file in closed:
            why = f"{each.event.file} 已经月结，不能再记这个月的账"
            yield each._replace(event=None, outcome="review", reason=why)


def _of_days_to_come(proposals: list[Proposal]) -> Iterator[Proposal]:
    """The rows of a day that has not come yet: the bill, or this machine's clock, is wrong."""
    from huzhu.recording import not_yet

    for each in proposals:
        if each.event and (why := not_yet(each.event.date)):
            yield each._replace(event=None, outcome="review", reason=why)


def _show(name: str, proposals: list[Proposal], dry_run: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(name), show_edge=False)
    for title in ("行", "账单", "结果", "说明"):
        table.add_column(title, overflow="fold")
    for each in proposals:
        done = "会记账" if dry_run and each.outcome == "book" else OUTCOMES[each.outcome]
        why = each.reason or (each.event.EVENT if each.event else "")
        table.add_row(str(each.row), *map(escape, (discreet(each.said), done, discreet(why))))
    Console(file=sys.stdout).print(table)
    counts = Counter(p.outcome for p in proposals)
    said = "，".join(f"{OUTCOMES[o]}{counts[o]}" for o in OUTCOMES)
    session.say(f"共{len(proposals)}行：{said}" + ("（试算，没有写）" if dry_run else ""), bold=True)
