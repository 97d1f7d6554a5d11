"""`huzhu case`: the steps of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import (
    EVERY,
    OUT,
    Between,
    Day,
    approved_by,
    case,
    key_file,
    method,
    option,
    options,
)
from ledger.district import Society
from ledger.mistake import Mistake
from ledger.vocabulary import (
    CATEGORIES,
    DECISIONS,
    FOUND,
    HARDSHIP,
    LEVELS,
    MATTERS,
    PAPERS,
    RELIEF_KINDS,
)


@click.group()
def command() -> None:
    """救助案卷：受理 → 入户调查 → 审核 → 发放 → 公示。真实姓名和证件号不进账簿。"""


def _step(books: Path | None, make: str, given: dict[str, Any], **more: Any) -> None:
    from huzhu.lookup import case as look_up
    from huzhu.recording import enter
    from ledger.events import cases

    ledger = session.the_society(books, given.pop("society"))
    fields = given | more
    if make != "CaseOpened":
        look_up(ledger, fields["case"])  # a step of a case that nobody accepted is a slip of the number
    enter(ledger, getattr(cases, make), fields)


@command.command("open")
@options(
    *EVERY, option("--first-asked", "首问责任人", metavar="用户"),
    option("--found", "怎样得知", type=click.Choice(FOUND), default="本人申请"),
    option("--matter-no", "同一户有两种病时的编号"), option("--hamlet", "村民组"),
    option("--relief", "救助类型", type=click.Choice(RELIEF_KINDS), required=True),
    option("--matter", "事由", type=click.Choice(MATTERS), required=True),
    option("--category", "人员类别", type=click.Choice(CATEGORIES), required=True),
    option("--household-id-number", "户主的身份证号（只用来算化名，不保存；默认与本人相同）", metavar="18位"),
    option("--id-number", "本人的身份证号（算化名；写了 --key-file 的加密存档）", metavar="18位"),
    option("--household", "户的化名（默认与本人相同）", metavar="P-…"), option("--person", "本人的化名", metavar="P-…"),
    key_file, option("--name", "姓名（打码后记账；写了 --key-file 的加密存档）"), option("--label", "打码的姓名，例如 汪*"),
    option("--case", "救助编号（默认接着编）", metavar="JZ-2026-0007"),
)  # fmt: skip
@click.pass_obj
def open_(books: Path | None, /, **given: Any) -> None:
    """受理。"""
    from huzhu.keyring import pseudonym
    from huzhu.lookup import accepted, accepted_under, next_case
    from ledger.confidential.masks import label

    ledger = session.the_society(books, given["society"])
    day = given["date"] or session.today()
    key_file = given.pop("key_file")
    name, number = given.pop("name"), given.pop("id_number")
    head = given.pop("household_id_number")
    person = given.pop("person") or (pseudonym(ledger, number) if number else None)
    if person is None:
        raise Mistake("请写 --person 化名，或写 --id-number 身份证号来算化名")
    before = accepted_under(ledger, given["key"])  # the same request again is no second case
    chosen = given.pop("case") or before or next_case(ledger, day.year)
    if chosen != before and accepted(ledger, chosen):
        raise Mistake(f"编号{chosen}已经用过了，请换一个，或者不写 --case，由程序接着编")
    household = given.pop("household") or (pseudonym(ledger, head) if head else person)
    more = {
        "person": person,
        "household": household,
        "label": given.pop("label") or (label(name) if name else None),
    }
    if (
        key_file and name and number and not given["dry_run"]
    ):  # first the archive: an orphan there does no harm
        _remember(ledger, key_file, person, {"name": name, "id_number": number, "hamlet": given["hamlet"]})
    _step(books, "CaseOpened", given, case=chosen, **more)


def _remember(ledger: Society, key_file: Path, pseudonym: str, fields: dict[str, str | None]) -> None:
    """Seal who asks for help into the archive."""
    from huzhu import archives
    from ledger.confidential.person import written_down

    known = written_down(**{k: v for k, v in fields.items() if v})
    archives.pseudonym_of(ledger, known.id_number, pseudonym)
    if archives.remember(archives.opened(ledger, key_file), pseudonym, known):
        session.say(f"✓ 姓名和证件号已存进加密档案（{pseudonym}）")


@command.command("first-aid")
@options(*OUT, method, option("--reason", "为什么要先救助", required=True), case)
@click.pass_obj
def first_aid(books: Path | None, /, **given: Any) -> None:
    """先行救助：情况紧急，先发放，事后补调查和说明。"""
    from huzhu.commands.record import paid_on

    _step(books, "FirstAid", given, **paid_on(books, given))


@command.command()
@options(
    *EVERY, option("--opinion", "调查意见"), option("--by", "调查人", required=True, metavar="用户"), case
)
@click.pass_obj
def survey(books: Path | None, /, **given: Any) -> None:
    """入户调查。"""
    _step(books, "Survey", given)


@command.command()
@options(
    *EVERY, approved_by, option("--by", "审核人", required=True, metavar="用户"),
    option("--level", "由哪一级审批", type=click.Choice(LEVELS)),
    option("--hardship", "困难程度", type=click.Choice(HARDSHIP)),
    option("--stages", "分几次发放", type=Between(2, 12)), option("--amount", "同意的金额（元）", metavar="元"),
    option("--decision", "结论", type=click.Choice(DECISIONS), default="同意"), case,
)  # fmt: skip
@click.pass_obj
def decide(books: Path | None, /, **given: Any) -> None:
    """审核。"""
    _step(books, "Decision", given)


@command.command()
@options(
    *EVERY, option("--due", "要求答复的日期", type=Day()), option("--letter", "转介函编号"),
    option("--to", "转给谁", required=True), case,
)  # fmt: skip
@click.pass_obj
def refer(books: Path | None, /, **given: Any) -> None:
    """转介给别的部门或组织。"""
    _step(books, "Referral", given)


@command.command()
@options(*EVERY, option("--outcome", "答复的结果", required=True), case)
@click.pass_obj
def reply(books: Path | None, /, **given: Any) -> None:
    """转介有了答复。"""
    _step(books, "ReferralAnswered", given)


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="文件")
@options(
    *EVERY,
    option("--paper", "里面有哪些材料，可写几次", type=click.Choice(PAPERS), multiple=True, required=True),
    key_file,
    case,
)
@click.pass_obj
def file(books: Path | None, /, file: Path, **given: Any) -> None:
    """归档：把申请表、调查表等材料的扫描件放进案卷（一人一档）；有加密档案的社，存进加密档案。"""
    from huzhu import archives, filing_papers
    from huzhu.lookup import case as look_up
    from ledger.confidential import archive_folder

    society, key_file = session.the_society(books, given["society"]), given.pop("key_file")
    opened = look_up(society, given["case"])  # before its number becomes part of a path
    archive = archives.opened(society, key_file) if archive_folder.exists(society) else None
    scan, papers = filing_papers.read(file), tuple(given.pop("paper"))
    put = filing_papers.put(society, given["case"], opened.person, scan, archive, dry_run=given["dry_run"])
    if archive:
        said = f"扫描件已存进加密档案（{opened.person}）。原件 {file} 没有加密，请自己删除或收好"
    else:
        said = f"这个社还没有加密档案（huzhu key rewrap），扫描件按原样存在 documents/{put['filed_as']}"
    more: dict[str, Any] = {"papers": papers, **put}
    _step(books, "PapersFiled", given, **more)
    if not given["dry_run"]:
        session.say(said)


@command.command()
@options(*EVERY, option("--note", "说明"), case)
@click.pass_obj
def close(books: Path | None, /, **given: Any) -> None:
    """结案。"""
    _step(books, "CaseClosed", given)


@command.command()
@options(*EVERY, option("--note", "说明"), case)
@click.pass_obj
def withdraw(books: Path | None, /, **given: Any) -> None:
    """撤回申请。"""
    _step(books, "CaseWithdrawn", given)
