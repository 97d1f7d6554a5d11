"""`huzhu fact`: the dated facts that rules ask for, beside money and cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import EVERY, Day, option, options
from ledger import chart
from ledger.vocabulary import GOVERNMENT_AID, POSTS, RESOLUTION_KINDS, RESTRICTIONS


@click.group()
def command() -> None:
    """记一件事：决议、任职、基金、备用金、公开募捐资格、回避、政府救助。"""


def submit_fact(books: Path | None, make: str, given: dict[str, Any], **more: Any) -> None:
    """Build the fact of that name and hand it to the journal."""
    from huzhu.recording import enter
    from ledger.events import facts

    enter(
        session.the_society(books, given.pop("society")), getattr(facts, make), given | more, in_words=False
    )


@command.command()
@click.argument("number", metavar="决议编号")
@options(
    *EVERY, option("--document", "会议记录等文件名"), option("--until", "到哪天为止", type=Day()),
    option("--duties", "职责兼任：一人可以兼的两项，如“审批 付款”"),
    option("--cap-emergency", "应急救助提高到（元）", metavar="元"),
    option("--cap-supplementary", "补充救助提高到（元）", metavar="元"),
    option("--kind", "种类", type=click.Choice(RESOLUTION_KINDS), required=True),
)  # fmt: skip
@click.pass_obj
def resolution(books: Path | None, /, **given: Any) -> None:
    """决议，编号像 JY-2026-02。"""
    submit_fact(books, "Resolution", given)


@command.command()
@click.argument("id", metavar="用户")
@options(
    *EVERY,
    option("--name", "姓名", required=True),
    option("--post", "职务", type=click.Choice(POSTS), required=True),
)
@click.pass_obj
def officer(books: Path | None, /, **given: Any) -> None:
    """某人任职。"""
    submit_fact(books, "Appointment", given)


@command.command()
@click.argument("id", metavar="用户")
@options(*EVERY)
@click.pass_obj
def leave(books: Path | None, /, **given: Any) -> None:
    """某人离任。"""
    submit_fact(books, "Departure", given)


@command.command()
@click.argument("fund", metavar="基金")
@options(
    *EVERY, option("--until", "用到哪天为止", type=Day()), option("--donor", "冠名捐赠人"),
    option("--uses", "可用的费用科目编号，可写几次", multiple=True, metavar="5101"),
    option("--restriction", "限定性", type=click.Choice(RESTRICTIONS), required=True),
    option("--source", "资金来源", required=True),
)  # fmt: skip
@click.pass_obj
def fund(books: Path | None, /, **given: Any) -> None:
    """设立基金；冠名基金用11到99编号，例如 11张氏助学专项。"""
    ledger = session.the_society(books, given["society"])
    named = given["fund"][:2].isdigit() and int(given["fund"][:2]) >= 11
    banks = tuple(h for h in session.holders(ledger) if h.startswith(chart.BANK)) if named else ()
    submit_fact(books, "FundSetUp", given, banks=banks)


@command.command("float")
@options(
    *EVERY, option("--custodian", "保管人", metavar="用户"), option("--ceiling", "限额（元）", metavar="元"),
)  # fmt: skip
@click.pass_obj
def float_(books: Path | None, /, **given: Any) -> None:
    """备用金：写限额和保管人是设立，只写限额是调整，只写保管人是交接。"""
    ceiling, custodian = given.pop("ceiling"), given.pop("custodian")
    if ceiling and custodian:
        submit_fact(books, "FloatSetUp", given, ceiling=ceiling, custodian=custodian)
    elif ceiling:
        submit_fact(books, "FloatChanged", given, ceiling=ceiling)
    else:
        submit_fact(books, "FloatHandedOver", given, custodian=custodian)


@command.command()
@options(
    *EVERY,
    option("--until", "有效期到", type=Day(), required=True),
    option("--certificate", "证书号", required=True),
)
@click.pass_obj
def qualification(books: Path | None, /, **given: Any) -> None:
    """取得公开募捐资格。"""
    submit_fact(books, "Qualified", given)


@command.command()
@click.argument("id", metavar="用户")
@options(*EVERY, option("--relation", "关系", required=True), option("--person", "对方的化名", required=True))
@click.pass_obj
def conflict(books: Path | None, /, **given: Any) -> None:
    """申明与救助对象有利害关系（回避）。"""
    submit_fact(books, "ConflictDeclared", given)


@command.command()
@click.argument("person", metavar="化名")
@options(
    *EVERY, option("--until", "到哪天为止", type=Day()),
    option("--kind", "哪一种政府救助", type=click.Choice(GOVERNMENT_AID), required=True),
)  # fmt: skip
@click.pass_obj
def aid(books: Path | None, /, **given: Any) -> None:
    """某人正在享受政府救助。"""
    submit_fact(books, "GovernmentAid", given)
