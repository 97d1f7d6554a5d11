"""`huzhu key`: officers' keys; who has one, and for whom the archive is wrapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import EVERY, key_file, option, options, society
from ledger.district import District, Ledger
from ledger.mistake import Mistake


@click.group()
def command() -> None:
    """钥匙：签名、打开加密档案用的文件，一人一把，放在优盘上。"""


_id = option("--id", "谁的钥匙", required=True, metavar="用户")


def _whose(books: Path | None, id_: str | None) -> Ledger:
    """The society's books, or the bureau's where one stands in the district and names no society."""
    found = session.place(books)
    inside = (books or Path.cwd()).resolve().is_relative_to(found.folder / "societies")
    if isinstance(found, District) and id_ is None and not inside:
        return found
    return session.the_society(books, id_)


@command.command()
@options(
    option("--output", "写到哪个文件（旁边另写一个公钥文件）", type=click.Path(path_type=Path), required=True, metavar="文件"),
    option("--for", "给谁", required=True, metavar="用户"),
)  # fmt: skip
@click.pass_obj
def create(books: Path | None, /, output: Path, **given: Any) -> None:
    """做一把新钥匙，用密码锁住。密码忘了没有办法找回，请另登记一把恢复钥匙。"""
    from huzhu import unlocking
    from ledger import keys

    public = output.with_name(output.name + ".pub")
    if taken := [p for p in (output, public) if p.exists()]:
        raise Mistake(f"{taken[0]} 已经有了，不能覆盖；请换一个文件名")
    content, made = keys.create(unlocking.new_pin())
    unlocking.save(output, content, public, given["for"], made.public)
    session.say(f"✓ 已做好 {output}（请放在优盘上，不要放在账簿的文件夹里）", fg="green")
    session.say(f"下一步：huzhu key register --id {given['for']} {public}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@options(*EVERY, _id)
@click.pass_obj
def register(books: Path | None, /, file: Path, **given: Any) -> None:
    """登记一把钥匙，写公钥文件或钥匙文件本身；在区的文件夹里登记的是区里的（审计、恢复）。"""
    from huzhu import unlocking
    from huzhu.recording import enter
    from ledger.events.facts import KeyRegistered

    ledger = _whose(books, given.pop("society"))
    owner, public = unlocking.public(file)
    if owner not in ("", given["id"]):
        raise Mistake(f"{file} 是“{owner}”的钥匙，不是“{given['id']}”的")
    more = {"signing": public.signing, "recipient": public.recipient}
    enter(ledger, KeyRegistered, given | more, in_words=False)
    session.say("下一步：huzhu key rewrap，它才打得开加密档案")


@command.command()
@options(*EVERY, _id)
@click.pass_obj
def retire(books: Path | None, /, **given: Any) -> None:
    """停用一把钥匙：丢了，或者人离任了。"""
    from huzhu.archives import facts_of
    from huzhu.recording import enter
    from ledger.events.facts import KeyRetired
    from ledger.keys import registered

    ledger = _whose(books, given.pop("society"))
    if given["id"] not in registered(facts_of(ledger), given["date"] or session.today()):
        raise Mistake(f"“{given['id']}”没有登记着的钥匙")
    enter(ledger, KeyRetired, given, in_words=False)
    session.say("下一步：huzhu key rewrap --renew，它才打不开加密档案")


@command.command()
@options(
    option("--renew", "连数据钥匙也换掉：停用的人就是抄走过旧的，以后写的也打不开", is_flag=True),
    key_file, society,
)  # fmt: skip
@click.pass_obj
def rewrap(books: Path | None, /, society: str | None, key_file: Path | None, renew: bool) -> None:
    """交接：把加密档案封给现在登记着的钥匙（社里的和区里的）；还没有档案的，从此建立。"""
    from huzhu import archives, unlocking
    from ledger.confidential import archive, archive_folder

    ledger = session.the_society(books, society)
    if not archive_folder.exists(ledger):
        opened = archive.begin(ledger, unlocking.key(unlocking.named(key_file)), archives.holders(ledger))
        session.say(f"✓ 已建立 {ledger.id} 的加密档案，打得开的有：{'、'.join(opened.holders)}", fg="green")
        return
    opened = archives.opened(ledger, key_file)
    before, today = set(opened.holders), archives.holders(ledger)
    (opened.renew if renew else opened.rewrap)(today)
    session.say(f"✓ 已重新封装，打得开的有：{'、'.join(opened.holders)}", fg="green")
    if gone := before - set(today):
        session.say(f"不再打得开：{'、'.join(sorted(gone))}")
