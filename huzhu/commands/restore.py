"""`huzhu restore`: books out of a backup, verified before they get their name; or only a drill."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huzhu import session
from huzhu.commands.options import option
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from huzhu.safekeeping.restoring import Restored
    from huzhu.safekeeping.sealing import Opens


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="备份文件")
@option("--to", "恢复成哪个文件夹（不能已经有）", type=click.Path(path_type=Path), metavar="文件夹")
@option("--drill", "只演练：恢复到临时文件夹，核对完就删掉", is_flag=True)
@option(
    "--key-file", "自己的钥匙文件（默认 HUZHU_KEY_FILE；用密码封的备份不用写）", type=click.Path(path_type=Path),
    envvar="HUZHU_KEY_FILE", metavar="文件",
)  # fmt: skip
@option("--sha256", "备份时说的校验码：不是那一个备份就不恢复", metavar="64位")
@option("--even-broken", "备份时就核对不上的账簿也取出来，只作证据", is_flag=True)
def command(
    file: Path, to: Path | None, drill: bool, key_file: Path | None, sha256: str | None, even_broken: bool
) -> None:
    """恢复备份：逐个文件、逐笔账、科目余额都核对过，才放到新的文件夹里；别的文件一个也不碰。"""
    from huzhu.safekeeping import restoring

    if (to is None) != drill:
        raise click.UsageError("请写 --to 文件夹，或者 --drill，两个写一个")
    _is_the_one(file, sha256)
    key = _key(file, key_file)
    if to is None:
        _tell(restoring.drill(file, key, even_broken=even_broken))
        session.say("✓ 恢复演练通过：这个备份恢复得出来。临时文件已经删掉", fg="green")
        return
    _tell(restoring.restore(file, to, key, even_broken=even_broken))
    if sentence := restoring.behind(to):
        session.say(f"! {sentence}。备份以后记的账要照凭证重新记；请告诉区里", fg="yellow", err=True)
    session.say(f"✓ 已恢复到 {to}。请把上面的校验码和最近一次公示上印的对一对", fg="green")


def _is_the_one(file: Path, sha256: str | None) -> None:
    import hashlib

    if sha256 is None:
        return
    with file.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != sha256.strip().lower():
        raise Mistake("没有恢复：这个文件的校验码不是 --sha256 写的那一个，备份被换过或者坏了")


def _key(file: Path, key_file: Path | None) -> Opens:
    """What opens the backup: its passphrase where it was sealed with one, else an officer's key."""
    import os

    from huzhu.safekeeping import restoring, sealing

    lock = restoring.lock(file)
    if not lock:
        from huzhu import unlocking

        if key_file is None:
            raise Mistake("这个备份是为登记的钥匙封的，请用 --key-file 写出自己的钥匙文件")
        return unlocking.key(key_file)
    said = os.environ.get("HUZHU_PIN", "")
    if not said:
        if not sys.stdin.isatty():
            raise Mistake("这个备份是用密码封的。请在键盘前运行，或把密码写在环境变量 HUZHU_PIN 里")
        said = str(click.prompt("备份密码", hide_input=True))
    return sealing.unlocked(lock, said)


def _tell(done: Restored) -> None:
    from huzhu.auditing.telling import code_of

    session.say(f"备份做于 {done.whole.created_at[:16].replace('T', ' ')}，由 {done.whole.recorded_by}")
    for part in done.parts:
        if part.broken:
            session.say(f"! {part.id} 备份时就核对不上，只作证据：{part.broken}", fg="yellow", err=True)
            continue
        months = done.sealed[part.id]
        balance = (
            f"{months[-1]}等{len(months)}个月的科目余额和封存的一样" if months else "科目余额和备份时一样"
        )
        session.say(
            f"  {part.id}  {part.title}  {part.seq}笔，{len(part.files)}个文件，校验码 {code_of(part.head)}，{balance}"
        )
