"""`huzhu import`: statements into books; every row is booked, skipped with a reason, or waits for a choice."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from huzhu import session
from huzhu.commands.options import (
    approved_by,
    channel,
    dry_run,
    fund,
    option,
    options,
    paid_by,
    recorded_by,
    society,
)
from huzhu.discreet import discreet
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from importers.movement import Statement
    from importers.proposal import Choices, Proposal
    from importers.registers.aid_roll import Roll
    from ledger.district import Society
    from ledger.findings import Finding

_MOST_SHOWN = 200
"""Rows of a paper that are shown one by one; of a longer one only those that wait."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@options(
    dry_run, society, recorded_by, paid_by, approved_by,
    option("--columns", "手工台账的表头对照，像 日期=捐赠日期;捐赠人=姓名;金额=金额"),
    option("--password", "压缩包或 PDF 的密码（不写会问）"),
    option("--paper", "一份文件像几种账单时，写明是哪一种", metavar="账单名称"),
    channel, fund,
    option("--card", "账单里的账户是本社哪个账户，像 农业银行(1234)=银行；可写几次，记住以后不用再写", multiple=True),
    option("--account", "这份账单是本社哪个账户的：微信、支付宝、银行，或开户行名称；记住以后不用再写"),
)  # fmt: skip
@click.pass_obj
def command(books: Path | None, /, files: tuple[Path, ...], **given: Any) -> None:
    """导入账单：微信、支付宝、各家银行的流水，捐赠和救助台账，救助对象名单。

    归类说过的直接记账；没说过的留作待核，用 huzhu review 一行一键地定。
    """
    from huzhu.recording import leave
    from ledger.journal import Refused

    place = session.the_society(books, given["society"])
    waiting = 0
    try:
        for path in files:
            waiting += _import(place, path, given)
        if not given["dry_run"]:
            waiting -= _again(place, given)
    except Refused as refused:
        leave(refused)
    if waiting:
        session.say(f"还有{waiting}行待核，没有记账。请用 huzhu review 一行一行定。", fg="yellow")


def _import(place: Society, path: Path, given: dict[str, Any]) -> int:
    """Read one file, book what can be booked, show what became of each row; how many rows wait."""
    from huzhu.papers import Asked, read
    from huzhu.statements import TOLD_ANYWAY, books, take_in

    asked = Asked(given["password"] or "", given["paper"] or "", given["columns"] or "")
    paper = read(path, asked, books(place))
    if paper.roll:
        return _take_roll(place, path, paper.roll, given)
    statement = paper.statement
    assert statement is not None
    chosen, names = _choices(place, given, statement)
    for warning in statement.warnings:
        session.say(f"提醒：{discreet(warning)}", fg="yellow")
    taken = take_in(place, statement, chosen, names, confirmed=paper.confirmed, dry_run=given["dry_run"])
    for each in taken.findings:
        if each.rule not in TOLD_ANYWAY:
            _tell(each, taken.proposals)
    show(path.name, taken.proposals, given["dry_run"])
    if taken.agreed:
        session.say(taken.agreed, fg="green" if taken.agreed.startswith("✓") else None)
    return sum(p.outcome == "review" for p in taken.proposals)


def _take_roll(place: Society, path: Path, roll: Roll, given: dict[str, Any]) -> int:
    """Record who is on a roll of government aid, under pseudonyms; how many rows somebody must look at."""
    from huzhu.rolls import take

    taken = take(
        place,
        roll,
        day=session.today(),
        recorded_by=given["recorded_by"] or session.who(),
        dry_run=given["dry_run"],
    )
    for row, why in (*taken.reviews, *taken.skips):
        session.say(f"第{row}行  {discreet(why)}", fg="yellow")
    done = "会登记" if given["dry_run"] else "已登记"
    session.say(
        f"{path.name}：{done}{taken.recorded}人，早已登记{taken.known}人，跳过{len(taken.skips)}行，"
        f"待核{len(taken.reviews)}行。名单里的姓名和证件号没有写进任何文件。",
        bold=True,
    )
    return len(taken.reviews)


def _again(place: Society, given: dict[str, Any]) -> int:
    """Book the rows that waited for just these papers, and assert the balances; how many rows they were."""
    from huzhu import deciding

    done, agreed = deciding.follow(place, given["recorded_by"] or session.who())
    for each in done:
        assert each.event
        session.say(f"✓ 等着的一行对上了，已记账  {discreet(each.said)}  {each.event.EVENT}", fg="green")
    for sentence in agreed:
        session.say(sentence, fg="green")
    return len(done)


def _choices(place: Society, given: dict[str, Any], statement: Statement) -> tuple[Choices, dict[str, str]]:
    """What was chosen for the whole file, and what the paper's accounts are."""
    from huzhu.statements import whose
    from importers.proposal import Choices

    names = {}
    for said in given["card"]:
        name, _, account = said.rpartition("=")
        if not name:
            raise Mistake(f"--card “{said}”写法不对，应像 农业银行(1234)=银行")
        names[name] = session.holder(place, account)
    wallet = ""
    if given["account"]:
        told, wallet = whose(statement, session.holder(place, given["account"]))
        names |= told
    return Choices(
        recorded_by=given["recorded_by"] or session.who(),
        fund=session.fund(place, given["fund"] or "03"),
        channel=given["channel"] or "",
        wallet=wallet,
        approved_by=given["approved_by"],
        paid_by=given["paid_by"],
    ), names


def _tell(found: Finding, proposals: Sequence[Proposal]) -> None:
    """A finding, with the row that it speaks of and who is on it: in a long bill nobody would find it otherwise."""
    from huzhu.telling import tell

    links = getattr(found.entry, "links", None) or ()
    row = next((p for p in proposals if p.event and p.event.link in links), None)
    tell(found, f"第{row.row}行 {found.entry.payee or ''}" if row else "")


def show(name: str, proposals: Sequence[Proposal], dry_run: bool) -> None:
    """A table of what became of each row, and how many of each."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from huzhu.statements import OUTCOMES, why

    table = Table(title=escape(name), show_edge=False)
    for title in ("行", "账单", "结果", "说明"):
        table.add_column(title, overflow="fold")
    shown = proposals if len(proposals) <= _MOST_SHOWN else [p for p in proposals if p.outcome == "review"]
    for each in shown[:_MOST_SHOWN]:
        done = "会记账" if dry_run and each.outcome == "book" else OUTCOMES[each.outcome]
        table.add_row(str(each.row), *map(escape, (discreet(each.said), done, discreet(why(each)))))
    if shown:
        Console(file=sys.stdout).print(table)
    counts = Counter(p.outcome for p in proposals)
    said = "，".join(f"{OUTCOMES[o]}{counts[o]}" for o in OUTCOMES)
    session.say(f"共{len(proposals)}行：{said}" + ("（试算，没有写）" if dry_run else ""), bold=True)
