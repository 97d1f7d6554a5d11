"""`huzhu person`: who the recipients are, in the sealed archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import key_file, option, options, society
from ledger.confidential.masks import AUDIENCES, AUDIT
from ledger.mistake import Mistake


@click.group()
def command() -> None:
    """救助对象的档案：姓名、证件号、电话、住址、病情，加密存放，账里只有化名。"""


_reason = option("--reason", "为什么要看（会记在查看记录里；不要写姓名和号码）", required=True)
_pseudonym = click.argument("pseudonym", metavar="化名")
_FIELDS = (
    option("--agreed-category/--not-agreed-category", "本人单独同意公示人员类别", default=None, is_flag=True),
    option("--agreed-name/--not-agreed-name", "本人单独同意公示全名", default=None, is_flag=True),
    option("--nameless/--not-nameless", "未成年人、受害人等，公示时不写名", default=None, is_flag=True),
    option("--guardian", "监护人"), option("--difficulty", "困难情况"), option("--illness", "病情"),
    option("--bank", "开户行"), option("--card", "银行卡或社保卡号", metavar="号码"),
    option("--member", "家庭成员，可写几次：姓名,关系,年龄,健康状况", multiple=True, metavar="姓名,关系,…"),
    option("--hamlet", "村民组"), option("--registered-at", "户籍（与住址不同时写）"), option("--address", "住址"),
    option("--phone", "电话", metavar="号码"), option("--id-number", "身份证号", metavar="18位"),
    option("--name", "姓名"), key_file, society,
)  # fmt: skip


def _given(said: dict[str, Any]) -> dict[str, Any]:
    """The fields of a person that were given; an empty word takes one back."""
    members = said.pop("member")
    fields = {k: v or None if isinstance(v, str) else v for k, v in said.items() if v is not None}
    return fields | ({"members": tuple(_member(m) for m in members if m)} if members else {})


def _member(said: str) -> dict[str, Any]:
    """One of the household: name, relation and, where they are known, age and health, with commas between."""
    words = [w.strip() for w in said.replace("，", ",").split(",")]
    if not 2 <= len(words) <= 4:
        raise Mistake("家庭成员要写成 姓名,关系,年龄,健康状况；后两样可以不写")
    return {k: w for k, w in zip(("name", "relation", "age", "health"), words, strict=False) if w}


def _asked(fields: dict[str, Any]) -> dict[str, Any]:
    """Name and number, asked for where they were not typed: what is typed on a line stays in the shell's history."""
    for field, question in (("name", "姓名"), ("id_number", "身份证号")):
        if fields.get(field) is None:
            if not sys.stdin.isatty():
                raise Mistake(f"没有写 --{field.replace('_', '-')}（{question}）")
            fields[field] = click.prompt(question, err=True)
    return fields


@command.command()
@options(option("--person", "化名（只在没有区里的密钥时写，由区里给）", metavar="P-…"), *_FIELDS)
@click.pass_obj
def add(
    books: Path | None, /, society: str | None, key_file: Path | None, person: str | None, **said: Any
) -> None:
    """登记一个人，给出化名；不写姓名和号码的会问，问的不留在命令记录里。"""
    from huzhu import archives
    from ledger.confidential.masks import label
    from ledger.confidential.person import written_down

    ledger = session.the_society(books, society)
    known = written_down(**_asked(_given(said)))
    pseudonym = archives.pseudonym_of(ledger, known.id_number, person)
    archives.opened(ledger, key_file).add(pseudonym, known)
    session.say(f"✓ 已存进加密档案：--person {pseudonym} --label {label(known.name)}", fg="green")


@command.command()
@_pseudonym
@options(*_FIELDS)
@click.pass_obj
def correct(
    books: Path | None, /, pseudonym: str, society: str | None, key_file: Path | None, **said: Any
) -> None:
    """更正：只写变了的，存成新的一版，旧的留着；写成空的（--phone ""）是去掉。"""
    from huzhu import archives, keyring
    from ledger.confidential.person import written_down

    ledger = session.the_society(books, society)
    changed = _given(said)
    if not changed:
        raise Mistake("没有写要更正什么，例如 --phone")
    archive = archives.opened(ledger, key_file)
    person = written_down(**archive.person(pseudonym).model_dump() | changed)
    if "id_number" in changed and keyring.pseudonym(ledger, person.id_number) != pseudonym:
        raise Mistake(
            f"这个身份证号不是 {pseudonym} 的。号码当初写错的，请用对的号码重新登记（huzhu person add）"
        )
    archives.note(archive, pseudonym, "更正")
    session.say(f"✓ 已存为第{archive.correct(pseudonym, person)}版", fg="green")


@command.command()
@_pseudonym
@options(
    option("--version", "第几版（默认最新）", type=int, metavar="数字"),
    option("--audience", "给谁看：公示和备案的打码", type=click.Choice(AUDIENCES), default=AUDIT), _reason,
    key_file, society,
)  # fmt: skip
@click.pass_obj
def show(books: Path | None, /, pseudonym: str, audience: str, version: int | None, **given: Any) -> None:
    """查看一个人的档案；谁、什么时候、为什么看，先记下来再打开。"""
    from huzhu import archives
    from huzhu.person_page import lines

    ledger = session.the_society(books, given["society"])
    archive = archives.opened(ledger, given["key_file"])
    person = archives.looked_at(archive, pseudonym, given["reason"], version)
    for line in lines(person, audience, session.today()):
        session.say(line)


@command.command()
@options(
    option("--card", "银行卡号", metavar="号码"), option("--phone", "电话", metavar="号码"), option("--name", "姓名"),
    key_file, society,
)  # fmt: skip
@click.pass_obj
def find(books: Path | None, /, society: str | None, key_file: Path | None, **sought: str | None) -> None:
    """按姓名、电话或卡号找化名；只说化名，不打开档案。"""
    from huzhu import archives

    given = [(field, value) for field, value in sought.items() if value]
    if len(given) != 1:
        raise Mistake("请写 --name、--phone、--card 中的一个")
    found = archives.opened(session.the_society(books, society), key_file).find(*given[0])
    if not found:
        session.say("没有找到")
    for pseudonym in found:
        session.say(pseudonym)


@command.command()
@_pseudonym
@options(
    option("--output", "取出到哪个文件夹", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹"),
    _reason, key_file, society,
)  # fmt: skip
@click.pass_obj
def papers(books: Path | None, /, pseudonym: str, output: Path | None, **given: Any) -> None:
    """列出一个人的材料；写了 --output 的，取出来（取出的不再加密，用完请删）。"""
    from huzhu import archives

    ledger = session.the_society(books, given["society"])
    archive = archives.opened(ledger, given["key_file"])
    archive.card(pseudonym)  # nobody there: no look to write down
    archives.note(archive, pseudonym, given["reason"])
    for paper in archive.papers(pseudonym):
        name = f"{paper.sha256[:12]}.{paper.type}"
        session.say(f"{name}  {len(paper.content) // 1024 + 1} KB  {paper.name}")
        if output:
            output.mkdir(exist_ok=True)
            (output / name).write_bytes(paper.content)
