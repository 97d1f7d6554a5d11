"""`huzhu mirror`: a copy with its history on another disk, in git."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import option
from ledger.district import District, Ledger, Society
from ledger.mistake import Mistake


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@option("--sign-key", "签名用的钥匙文件", type=click.Path(path_type=Path), metavar="文件")
@option("--verify", "不写，只核对副本：每一次都和账相符，历史只增不减", is_flag=True)
@click.pass_obj
def command(books: Path | None, /, folder: Path, sign_key: Path | None, verify: bool) -> None:
    """副本：把账页连同每次的历史存到另一个磁盘上。存不成，记账照旧。档案、单据不进副本，请用 huzhu backup。"""
    place = session.place(books)
    ledgers: list[Ledger] = [place, *place.societies] if isinstance(place, District) else [place]
    act = _checking(folder, place) if verify else _keeping(folder, sign_key)
    sys.exit(max([_done(act, ledger) for ledger in ledgers]))


def _done(act: Callable[[Ledger], str], ledger: Ledger) -> int:
    """The exit code of one ledger's mirror: trouble with one keeps no other from being mirrored."""
    from huzhu.safekeeping.mirror import Unlike

    try:
        session.say(f"✓ {ledger.id} {act(ledger)}", fg="green")
    except Unlike as unlike:
        session.say(f"✗ {unlike}", fg="red", err=True)
        return 1
    except Mistake as mistake:
        session.say(f"✗ {ledger.id}：{mistake}", fg="red", err=True)
        return 2
    return 0


def _keeping(folder: Path, sign_key: Path | None) -> Callable[[Ledger], str]:
    from huzhu.safekeeping import mirror, ssh_signature

    signer = ssh_signature.signer(sign_key) if sign_key else None

    def keep(ledger: Ledger) -> str:
        kept = mirror.mirrored(ledger, folder, session.now(), signer)
        return f"存到第{kept.seq}笔" if kept.new else f"没有变化，还是第{kept.seq}笔"

    return keep


def _checking(folder: Path, place: District | Society) -> Callable[[Ledger], str]:
    from huzhu.safekeeping import mirror

    owners: dict[str, str] = {}
    for ledger in (place, *(place.societies if isinstance(place, District) else ())):
        owners |= _owners(ledger)

    def check(ledger: Ledger) -> str:
        found = mirror.verified(ledger.id, folder, ledger)
        who = "、".join(sorted(owners.get(k, f"没有登记的钥匙{k[:8]}") for k in found.keys))
        signed = f"，{found.signed}次有签名（{who}）" if found.signed else ""
        return f"副本{found.commits}次，都和账相符，存到第{found.seq}笔{signed}"

    return check


def _owners(ledger: Ledger) -> dict[str, str]:
    """Whose registered key a public key is, as far as the books can be read."""
    from huzhu.safekeeping import backup

    try:
        return {key.signing: owner for owner, key in backup.registered(ledger, session.today()).items()}
    except Mistake:
        return {}
