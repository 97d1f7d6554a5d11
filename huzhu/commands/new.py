"""`huzhu new`: the books of a district, and of a society in it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import Day, option, options, recorded_by
from ledger.mistake import Mistake
from ledger.vocabulary import MODES, POSTS, SEED_AS, SOCIETY_KINDS

_POSTS = {"president": POSTS[0], "secretary": POSTS[1], "accountant": POSTS[2], "cashier": POSTS[3]}


@click.group()
def command() -> None:
    """新建区（县）或互助社的账簿。"""


@command.command()
@click.argument("name", metavar="区名")
@options(recorded_by, option("--policy", "所用的政策", default="huizhou", metavar="huizhou"))
@click.pass_obj
def district(books: Path | None, /, name: str, policy: str, recorded_by: str | None) -> None:
    """新建一个区（县）：财政局自己的账，和它下面的互助社。"""
    from huzhu.founding import found_district
    from ledger.writing import unfit

    if not name.strip() or name.startswith(".") or Path(name).name != name or unfit(name):
        raise Mistake(f"区名“{name}”不能用：请只写名称，例如 徽州区；要建在别的文件夹里，请用 --books 指出")
    made = found_district((books or Path.cwd()) / name, policy, session.today(), recorded_by or session.who())
    session.say(
        f"✓ 已新建 {made.folder}，政策 {policy}。下一步：huzhu --books {name} new society …", fg="green"
    )


@command.command()
@click.argument("society", metavar="编号")
@options(
    recorded_by,
    option("--custodian", "备用金保管人（默认出纳）", metavar="用户"),
    option("--float-ceiling", "备用金限额（元；写了就同时设立备用金）", metavar="元"),
    option("--federation", "所属的联合会"), option("--mode", "运作模式", type=click.Choice(MODES)),
    option("--seed-as", "启动资金记作收入还是注册资金", type=click.Choice(SEED_AS)),
    *(option(f"--{post}", f"{said}（编号，或 编号=姓名）", metavar="zhangsan=张三") for post, said in _POSTS.items()),
    option("--bank", "开户行", metavar="农商行基本户"),
    option("--registered", "登记日期，像 2026-06-20", type=Day()),
    option("--uscc", "统一社会信用代码（18位，51开头）", metavar="51…"),
    option("--kind", "村还是社区", type=click.Choice(SOCIETY_KINDS)),
    option("--village", "村（社区）名，如 石岗村"), option("--township", "乡镇名，如 岩寺镇"),
    option("--name", "登记证书上的全称"),
)  # fmt: skip
@click.pass_obj
def society(books: Path | None, /, society: str, **given: Any) -> None:
    """新建一个互助社的账簿；没写的会问。编号用小写字母、数字和横线，不能重复使用。"""
    from huzhu.founding import check_id, found_society
    from huzhu.recording import leave
    from ledger.journal import Refused

    region = session.the_district(books)
    check_id(region, society)
    _ask(given, region.title.removesuffix("财政局"))
    given["recorded_by"] = given["recorded_by"] or session.who()
    officers = {_POSTS[p]: given.pop(p) for p in _POSTS}
    try:
        made = found_society(region, society, officers=officers, **given)
    except Refused as refused:
        leave(refused)
    session.say(f"✓ 已新建 {made.title}（{made.id}）。可以记账了：huzhu record …", fg="green")


def _ask(given: dict[str, Any], region: str) -> None:
    """Ask for what was not said; without a keyboard, say what is missing."""
    questions = {
        "township": "乡镇（如 岩寺镇）", "village": "村或社区（如 石岗村）", "uscc": "统一社会信用代码",
        "registered": "登记日期（如 2026-06-20）", "president": "社长（编号=姓名）", "secretary": "秘书长（编号=姓名）",
        "accountant": "会计（编号=姓名）", "cashier": "出纳（编号=姓名）",
    }  # fmt: skip
    for field, question in questions.items():
        if given[field] is None:
            if not sys.stdin.isatty():
                raise click.UsageError(f"没有写 --{field.replace('_', '-')}（{question}）")
            given[field] = click.prompt(question, value_proc=_answer(field))
    kind = "社区" if given["village"].endswith("社区") else "村"
    for field, default in {"kind": kind, "bank": "农商行基本户", "seed_as": "income"}.items():
        given[field] = given[field] or default
    given["name"] = given["name"] or f"{region}{given['township']}{given['village']}救急难互助社"
    assert isinstance(given["registered"], date)


def _answer(field: str) -> Callable[[str], Any]:
    """How the answer to one question is read: a slip is put right where it was made, and not after the last one."""
    from huzhu.recording import check_field
    from ledger.events.facts import Appointment, Registration

    def read(said: str) -> Any:
        word, equals, name = said.strip().partition("=")
        try:
            if field in _POSTS:
                check_field(Appointment, "id", word)
                check_field(Appointment, "name", name if equals else word)
            else:
                check_field(Registration, "date" if field == "registered" else field, said)
        except Mistake as mistake:
            raise click.UsageError(str(mistake)) from None
        return date.fromisoformat(said.strip()) if field == "registered" else said.strip()

    return read
