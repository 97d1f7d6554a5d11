"""`huzhu report`: the reports by name, of a month, a quarter or a year, each drawn in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from huzhu import session
from huzhu.commands.options import key_file, option, society
from ledger.mistake import Mistake
from reports.table import TABLE

if TYPE_CHECKING:
    from ledger.district import Society
    from reports.forms import Paper
    from reports.period import Period
    from reports.report import Audience, DistrictReport, Report

FORMATS = ("text", "csv", "xlsx", "pdf", "html", "json")
AUDIENCES = {
    "auditor": "审计，和本社自己人", "township": "乡镇和区", "board": "村里的公示栏，姓名隐去", "public": "公众，不出现救助对象",
}  # fmt: skip


class Name(click.ParamType[str]):
    """A report's name; the shell completes it."""

    name = "名称"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it was typed, where there is such a report."""
        if value not in TABLE:
            self.fail(self._unknown(str(value)), param, ctx)
        return str(value)

    @staticmethod
    def _unknown(value: str) -> str:
        near = get_close_matches(value, TABLE, 3, 0.5) or [
            n for n, line in TABLE.items() if value in line.title
        ]
        like = f"，是不是 {'、'.join(near)}？" if near else "。"
        return f"没有名为“{value}”的报表{like}全部报表看 huzhu report --help"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The names that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(n, help=line.title) for n, line in TABLE.items() if n.startswith(incomplete)]


def _help() -> str:
    """The reports under their headings, as a table of contents."""
    rooms: dict[str, list[str]] = {}
    for name, line in TABLE.items():
        rooms.setdefault(line.room, []).append(f"{name}：{line.title}")
    said = [f"\b\n【{room}】\n" + "\n".join(names) for room, names in rooms.items()]
    audiences = "\b\n--audience 给谁看：\n" + "\n".join(f"{word}：{whom}" for word, whom in AUDIENCES.items())
    return "\n\n".join(
        ["报表。只出已经月结的月份；没有月结的加 --draft，印出来写着“草稿”。", *said, audiences]
    )


@click.command(help=_help())
@click.argument("name", type=Name(), metavar="名称")
@option("--month", "哪个月，像 2026-07", metavar="2026-07")
@option("--quarter", "哪个季度，像 2026Q3", metavar="2026Q3")
@option("--year", "哪一年，像 2026", metavar="2026")
@option(
    "--audience",
    "给谁看，写法见上面",
    type=click.Choice(tuple(AUDIENCES)),
)
@option("--draft", "没有月结也出，印上“草稿”", is_flag=True)
@option("--district", "全区每个社各出一份，或汇总成一份", is_flag=True)
@option("--donor", "捐赠人", metavar="姓名")
@option("--account", "账户，像 银行、微信", metavar="账户")
@option("--case", "救助编号", metavar="JZ-2026-0007")
@option("--voucher", "凭证号", metavar="2026-07-003")
@option("--figure", "报表上的哪个数，写它的编号", metavar="数")
@option("--above", "捐了多少元以上才列入", metavar="元")
@option("--township", "只要这个乡镇的社", metavar="岩寺镇")
@option("--text", "写好的文字（季度情况用）", metavar="文件")
@option("--template", "上级给的 Excel 表样", metavar="文件")
@option("--names", "打开加密档案，印真实姓名（要自己的钥匙）", is_flag=True)
@key_file
@click.option("--format", "form", type=click.Choice(FORMATS), help="格式（默认看 -o 的后缀，没有就是 text）")
@option("-o", "写到文件；--district 各出一份时是文件夹", metavar="文件")
@society
@click.pass_obj
def command(
    books: Path | None, /, name: str, month: str | None, quarter: str | None, year: str | None,
    audience: str | None, draft: bool, district: bool, names: bool, key_file: Path | None,
    form: str | None, o: str | None, society: str | None, **said: str | None,
) -> None:  # fmt: skip
    """Make a report and draw it."""
    from huzhu.reporting.said import given as given_of
    from huzhu.reporting.said import meant
    from reports.report import DistrictReport
    from reports.table import report

    found = report(name)
    _refuse_idle(found, district, society, names, said)
    period = _period(found, month, quarter, year)
    given = given_of(found, {word: value for word, value in said.items() if value is not None})
    reader = _audience(found, audience)
    each = district and not isinstance(found, DistrictReport)
    kind = form or "text" if each else _form(form, o)
    if isinstance(found, DistrictReport):
        _one_of_many(books, found, period, reader, given, kind, o)
    elif each:
        _one_each(books, found, period, reader, draft, given, kind, o)
    else:
        place = session.the_society(books, society)
        whole = meant(place, found, given)
        _one(place, found, period, reader, draft, whole, kind, o, key_file if names else None, names)


def _refuse_idle(
    found: Report | DistrictReport, district: bool, society: str | None, names: bool, said: Mapping[str, str | None]
) -> None:  # fmt: skip
    """Mistake where a word would do nothing: whoever wrote it believes that it did."""
    from reports.report import DistrictReport

    many = isinstance(found, DistrictReport)
    if many and society:
        raise Mistake(f"“{found.title}”是全区的，用不上 --society")
    if district and society:
        raise Mistake("--society 和 --district 只写一个")
    if (many or district) and names:
        raise Mistake("--names 一次只打开一个社的档案，请用 --society 一个社一个社地出")
    if district and not many and said.get("template"):
        raise Mistake("填表样一次只填一个社的，请用 --society 一个社一个社地出")


def _one(
    place: Society, found: Report, period: Period, reader: Audience, draft: bool, given: Mapping[str, str],
    form: str, o: str | None, key: Path | None, names: bool,
) -> None:  # fmt: skip
    """The report of one society."""
    from huzhu.reporting.asking import Wanted, file_name, paper
    from huzhu.reporting.people import people

    known = people(place, key, f"出报表：{found.title}") if names else None
    made = paper(place, Wanted(found, period, reader, draft, given, known))
    _deliver(made, form, o, file_name(found.title, period, form), given.get("template"))


def _one_each(
    books: Path | None, found: Report, period: Period, reader: Audience, draft: bool, given: Mapping[str, str],
    form: str, o: str | None,
) -> None:  # fmt: skip
    """The report of every society of the district, each in its folder."""
    from huzhu.progress import progress
    from huzhu.reporting.many import Order, write_each

    district = session.the_district(books)
    order = Order(found.name, period, reader, draft, dict(given), form, o or found.title)
    with progress(f"{found.title}", "正在出") as watch:
        answers = write_each(district.societies, order, watch)
    for answer in answers:
        if answer.sentence:
            session.say(f"✗ {answer.society}：{answer.sentence}", fg="red", err=True)
    if done := [a for a in answers if a.path]:
        session.say(f"✓ {len(done)}个社的{found.title}写到了 {order.folder}", fg="green")
    if len(done) < len(answers):
        sys.exit(1)


def _one_of_many(
    books: Path | None, found: DistrictReport, period: Period, reader: Audience, given: Mapping[str, str],
    form: str, o: str | None,
) -> None:  # fmt: skip
    """One report of all societies together."""
    from huzhu.progress import progress
    from huzhu.reporting.asking import file_name
    from huzhu.reporting.many import Order, district_paper
    from huzhu.reporting.said import texts

    district = session.the_district(books)
    with progress(found.title, "正在汇总") as watch:
        order = Order(found.name, period, reader, True, texts(given))
        made = district_paper(district, found, order, watch)
    _deliver(made, form, o, file_name(found.title, period, form), given.get("template"))


def _deliver(paper: Paper, form: str, o: str | None, name: str, template: str | None = None) -> None:
    """Draw a paper where it was asked for: a file, or the terminal where that can show it; or fill an office's form."""
    from huzhu.reporting import out
    from reports.drawing import text
    from reports.drawing.draw import draw

    if template:
        _fill(paper, template, Path(o or Path(name).with_suffix(".xlsx")))
    elif form == "text" and o is None:
        text.show(paper)
    elif o is None and form in out.WORDS:
        out.to_terminal(draw(paper, form))
    else:
        path = Path(o or name)
        out.put(draw(paper, form), path)
        session.say(f"✓ 已写到 {path}", fg="green")


def _fill(paper: Paper, template: str, path: Path) -> None:
    """Fill the paper's first table into an office's Excel form, and write that."""
    from huzhu.reporting import out
    from huzhu.reporting.said import content
    from reports.drawing.filling import fill
    from reports.rows import Sheet

    sheet = paper.leaves[0]
    assert isinstance(sheet, Sheet), paper.title
    if path.suffix.lower() != ".xlsx":
        raise Mistake(f"填进表样写出的是 Excel 文件，-o 后面要写 .xlsx，不是 {path.name}")
    out.put(fill(content(template), sheet, paper.across), path)
    session.say(f"✓ 已按表样填好，写到 {path}", fg="green")


def _form(form: str | None, o: str | None) -> str:
    """The format said, else the one that the file's ending says; Mistake where it says none that there is."""
    if o == "":
        raise Mistake("-o 后面要写文件名")
    ending = Path(o).suffix.lstrip(".").lower() if o else ""
    known = {"": "text", "txt": "text", "htm": "html"} | {word: word for word in FORMATS}
    if form is None and ending not in known:
        raise Mistake(f"看不出“.{ending}”是什么格式，请写明 --format {'、'.join(FORMATS)}")
    return form or known[ending]


def _period(
    found: Report | DistrictReport, month: str | None, quarter: str | None, year: str | None
) -> Period:
    """The days asked for; this year where none are, Mistake where the report is not of such days."""
    from reports import period

    asked = {"month": month, "quarter": quarter, "year": year}
    given = {span: said for span, said in asked.items() if said is not None}
    if len(given) > 1:
        raise Mistake("--month、--quarter 和 --year 只写一个")
    if not found.spans:
        return period.until(session.today())
    if not given:
        if "year" not in found.spans:
            raise Mistake(f"“{found.title}”要写明 {_spans(found)}")
        return period.year(str(session.today().year))
    ((span, said),) = given.items()
    if span not in found.spans:
        raise Mistake(f"“{found.title}”要写 {_spans(found)}，不能用 --{span}")
    make = {"month": period.month, "quarter": period.quarter, "year": period.year}[span]
    return make(said)


def _spans(found: Report | DistrictReport) -> str:
    said = {"month": "--month（哪个月）", "quarter": "--quarter（哪个季度）", "year": "--year（哪一年）"}
    return "或 ".join(words for span, words in said.items() if span in found.spans)


def _audience(found: Report | DistrictReport, said: str | None) -> Audience:
    from reports.report import Audience

    return Audience(said) if said else found.audiences[0]
