"""`huzhu review`: the rows of statements that wait, decided one by one with a single key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from huzhu import session
from huzhu.commands.options import (
    Day,
    approved_by,
    channel,
    fund,
    option,
    options,
    paid_by,
    recorded_by,
    society,
)
from huzhu.discreet import discreet
from ledger.chart import EXPENSES, word
from ledger.mistake import Mistake
from ledger.vocabulary import BECOMES

if TYPE_CHECKING:
    from huzhu.deciding import Row
    from importers.allocation import Choice
    from importers.proposal import Choices
    from ledger.district import Society

_KEYS = "123456789"
_NOT_OURS, _STOP = "0", "qQ\x1b\x03\x04"
_LEARN = "yY"


@click.command()
@click.argument("link", required=False, metavar="流水号")
@options(
    society, recorded_by, paid_by, approved_by,
    option("--date", "记在哪一天（默认账单上的那天；那个月已经月结或对过账的，写今天）", type=Day()),
    option("--learn", "以后同样付款人的都这样记", is_flag=True),
    option("--not-ours", "不是本社的账，写明理由", metavar="理由"),
    option("--in", "账里已有这一笔，写凭证号", metavar="2026-07-003"),
    channel, fund,
    option("--as", "记作什么", type=click.Choice(BECOMES)),
)  # fmt: skip
@click.pass_obj
def command(books: Path | None, /, link: str | None, **given: Any) -> None:
    """待核：账单里还没定的行。不写流水号时一行一行问，按一个键定一行；不在终端里时只列出来。

    按键：1 到 9 选一种记法，0 不是本社的账，空格或回车先放着；随时可以退出，定过的都已记下。
    """
    from huzhu.recording import leave
    from huzhu.statements import reconcile_all
    from ledger.journal import Refused

    place = session.the_society(books, given["society"])
    try:
        _review(place, link, given)
        for sentence in reconcile_all(place, given["recorded_by"] or session.who()):
            session.say(sentence, fg="green")
    except Refused as refused:
        leave(refused)


def _review(place: Society, link: str | None, given: dict[str, Any]) -> None:
    """Book what is known by now, then decide the row of that link, or ask about each."""
    from huzhu import deciding
    from importers.proposal import Choices

    chosen = _choices(place, given)
    known = Choices(chosen.recorded_by) if link else chosen  # what is said of one row is said of no other
    for done in deciding.again(place, known):
        assert done.event
        session.say(f"✓ 已记账  {discreet(done.said)}  {done.event.EVENT}", fg="green")
    rows = deciding.rows(place)
    if link:
        _one(place, rows, link, chosen, given)
        return
    if not rows:
        session.say("没有待核的行。")
    for number, row in enumerate(rows, 1):
        _show(row, number, len(rows))
        if sys.stdin.isatty() and not _ask(place, row, chosen):
            return


def _choices(place: Society, given: dict[str, Any]) -> Choices:
    from importers.proposal import Choices

    return Choices(
        given["recorded_by"] or session.who(),
        session.fund(place, given["fund"] or "03"),
        given["channel"] or "",
        "",
        given["approved_by"],
        given["paid_by"],
        given["date"],
    )


def _show(row: Row, number: int, of: int) -> None:
    """A row, why it waits, and what it may be, each under its key."""
    w = row.waiting
    session.say(
        f"\n{number}/{of}  {w.day}  {word(w.account)}  {w.way}{w.amount}元  "
        f"{discreet(' '.join(filter(None, (w.payer, w.kind, w.words))))}",
        bold=True,
    )
    session.say(f"    {discreet(w.reason)}    流水号 {w.link}", dim=True)
    for key, choice in zip(_KEYS, row.offered, strict=False):
        session.say(f"  [{key}] {discreet(choice.said)}")
    session.say(f"  [{_NOT_OURS}] 不是本社的账  [空格] 先放着  [q] 退出")


def _ask(place: Society, row: Row, chosen: Choices) -> bool:
    """Take one key and do as it says; False where the person wants to stop."""
    from huzhu import deciding

    while True:
        key = click.getchar()
        if key in _STOP:
            return False
        if key in (" ", "\r", "\n"):
            return True
        if key == _NOT_OURS:
            reason = str(click.prompt("为什么不是本社的账"))
            deciding.settle(place, row.waiting, reason, chosen.recorded_by)
            session.say("✓ 已了结", fg="green")
            return True
        if key in _KEYS and _KEYS.index(key) < len(row.offered):
            _decide(place, row, row.offered[_KEYS.index(key)], chosen, learn=None)
            return True


def _decide(place: Society, row: Row, choice: Choice, chosen: Choices, *, learn: bool | None) -> bool:
    """Do as chosen and say what came of it; `learn` None asks whether the same holds from now on."""
    from huzhu import deciding
    from huzhu.telling import tell

    if learn and not deciding.learnable(row.waiting):
        raise Mistake(
            "这样的行不能记住：付给个人的钱每一笔都要有人定，没写付款人的认不出是谁的。请去掉 --learn 再定这一行"
        )
    if choice.becomes in EXPENSES and sys.stdin.isatty():
        chosen = chosen._replace(
            approved_by=chosen.approved_by or str(click.prompt("审批人（用户编号）")),
            paid_by=chosen.paid_by or str(click.prompt("付款人（用户编号）")),
        )
    proposal, findings = deciding.decide(place, row.waiting, choice, chosen)
    for each in findings:
        tell(each)
    if proposal.outcome == "review":
        session.say(f"没有记账：{discreet(proposal.reason)}", fg="yellow", err=True)
        return False
    session.say(f"✓ {discreet(choice.said)}", fg="green")
    if choice.voucher or choice.becomes not in BECOMES:
        return True
    if learn is None and not deciding.learnable(row.waiting):
        return True
    if learn is None:
        session.say("以后同样的都这样记吗？[y] 是  [其他键] 不")
        learn = click.getchar() in _LEARN
    if learn:
        rule = deciding.learn(place, row.waiting, choice, chosen.recorded_by)
        session.say(f"✓ 记住了：{rule.number}", fg="green")
    return True


def _one(place: Society, rows: list[Row], link: str, chosen: Choices, given: dict[str, Any]) -> None:
    """Decide the row of that link as the options say; exit with 1 where it still waits."""
    from huzhu import deciding
    from importers.allocation import CHANNELS, FUNDS, Choice

    row = next((r for r in rows if r.waiting.link == link), None)
    if row is None:
        raise Mistake(f"没有流水号为“{link}”的待核行。用 huzhu review 看有哪些")
    asked = [word for word in ("as", "in", "not_ours") if given[word]]
    if len(asked) != 1:
        raise Mistake("请写 --as（记作什么）、--in（账里的凭证号）、--not-ours（理由）中的一个")
    if given["in"]:
        deciding.settle(place, row.waiting, f"账里已有：{given['in']}", chosen.recorded_by, given["in"])
        session.say(f"✓ 已了结：账里已有 {given['in']}", fg="green")
    elif given["not_ours"]:
        deciding.settle(place, row.waiting, given["not_ours"], chosen.recorded_by)
        session.say("✓ 已了结", fg="green")
    else:
        becomes = given["as"]
        fund = session.fund(place, given["fund"]) if given["fund"] else FUNDS[becomes]
        choice = Choice(becomes, fund, given["channel"] or CHANNELS.get(becomes, ""))
        if not _decide(place, row, choice, chosen, learn=given["learn"]):
            sys.exit(1)
