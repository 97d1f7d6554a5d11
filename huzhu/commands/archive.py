"""`huzhu archive`: going through the sealed archive, and forgetting whom it is time to forget."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import Between, Day, key_file, option, options, recorded_by, society


@click.group()
def command() -> None:
    """加密档案：核对、到期、销毁。"""


@command.command()
@click.argument("pseudonym", metavar="化名")
@options(
    recorded_by, option("--date", "日期，像 2026-07-08（默认今天）", type=Day()),
    option("--approved-by", "审批人", required=True, metavar="用户"),
    option("--by", "经办人（和审批人不是同一个人）", required=True, metavar="用户"),
    option("--reason", "为什么销毁（会写进账里；不要写姓名和号码）", required=True), society,
)  # fmt: skip
@click.pass_obj
def forget(books: Path | None, /, pseudonym: str, **given: Any) -> None:
    """销毁一个人的档案和材料，不能恢复；两个人办，账里留下一笔，钱的账不变。"""
    from huzhu import archives
    from huzhu.recording import enter
    from ledger.confidential import archive_folder
    from ledger.events.facts import PersonForgotten

    ledger = session.the_society(books, given.pop("society"))
    still_open = archives.lying_open(ledger, pseudonym)
    if pseudonym not in archive_folder.left_over(ledger):
        key = archives.forget_key(ledger, pseudonym)
        if not archives.told(ledger, key):
            more = {"person": pseudonym, "key": key, "dry_run": False}
            enter(ledger, PersonForgotten, given | more, in_words=False)
    archive_folder.forget(ledger, pseudonym)
    session.say(
        f"✓ {pseudonym} 的档案和材料已销毁。备份里的还在：请按期销毁旧备份，恢复旧备份后再销毁一次",
        fg="green",
    )

    for name in still_open:
        session.say(f"没有加密的扫描件还在，请自己处理：documents/{name}")


@command.command()
@options(
    option("--years", "结案那年过完以后保管几年（默认30年，同会计凭证）", type=Between(1, 99), metavar="年数"),
    option("--as-of", "到哪天为止，像 2026-07-08（默认今天）", type=Day()), society,
)  # fmt: skip
@click.pass_obj
def due(books: Path | None, /, society: str | None, years: int | None, as_of: date | None) -> None:
    """列出保管期满、可以销毁的人（会计档案管理办法：凭证30年，从年度终了后的第一天算起）。"""
    from huzhu import archives

    ledger = session.the_society(books, society)
    day = as_of or session.today()
    found = list(archives.due(ledger, day, archives.RETENTION_YEARS if years is None else years))
    for pseudonym, last in found:
        session.say(f"{pseudonym}  {f'最后一件办结于 {last}' if last else '没有受理过救助'}")
    session.say("用 huzhu archive forget 销毁" if found else "没有到期的")


@command.command()
@options(key_file, society)
@click.pass_obj
def verify(books: Path | None, /, society: str | None, key_file: Path | None) -> None:
    """核对：每份档案、每件材料都打得开，账上归档的都在，销毁的都不在。"""
    from huzhu import archives
    from ledger.confidential import archive_folder

    ledger = session.the_society(books, society)
    found = list(archives.troubles(archives.opened(ledger, key_file), ledger))
    for trouble in found:
        session.say(f"✗ {trouble}", fg="red")
    if found:
        sys.exit(1)
    people = archive_folder.people(ledger)
    papers = sum(len(archive_folder.papers(ledger, p)) for p in people)
    session.say(f"✓ 档案{len(people)}份、材料{papers}件，都打得开", fg="green")
