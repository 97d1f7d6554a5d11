"""docs/reports.md, made from the reports themselves: what each is, of which days, for whom, and the clause it answers.

python -m reports.catalogue > docs/reports.md
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc
from sys import modules, stdout

from reports.report import Audience, DistrictReport, Report
from reports.table import TABLE, report

_HEAD = """# Reports

Made from the files under `reports/` by `python -m reports.catalogue > docs/reports.md`; a test compares the two.

    huzhu report NAME [--month 2026-07 | --quarter 2026Q3 | --year 2026] [--society ID | --district]
                      [--audience board|township|auditor|public] [--format text|csv|xlsx|pdf|html|json] [-o FILE]

A report is a pure function from a society's books to leaves (a table, or a form); one layer (`reports/drawing/`) draws them in
every format and neither adds nor rounds. *Closed* means that it is refused while a month of its days is open; `--draft` prints
it with 草稿 across each page. The first audience is the one meant where nobody says.
"""
_SPANS = {"month": "月", "quarter": "季", "year": "年"}
_AUDIENCES = {
    Audience.AUDITOR: "审计", Audience.TOWNSHIP: "乡镇", Audience.BOARD: "公示栏", Audience.PUBLIC: "公众",
}  # fmt: skip


def text() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_rooms()]) + "\n"


def _rooms() -> Iterator[str]:
    for room in dict.fromkeys(line.room for line in TABLE.values()):
        yield f"## {room}\n"
        yield "| name | 名称 | of | closed | for | what it is |\n|---|---|---|---|---|---|"
        yield from (_row(report(name)) for name, line in TABLE.items() if line.room == room)
        yield ""


def _row(of: Report | DistrictReport) -> str:
    spans = "、".join(said for span, said in _SPANS.items() if span in of.spans) or "当天"
    many = "（多社汇总）" if isinstance(of, DistrictReport) else ""
    options = "".join(
        f" `--{word.rstrip('!')}`{'（必写）' if word.endswith('!') else ''}" for word in of.options
    )
    whom = "、".join(_AUDIENCES[audience] for audience in of.audiences)
    return f"| `{of.name}`{options} | {of.title}{many} | {spans} | {'yes' if of.closed else ''} | {whom} | {_what(of)} |"


def _what(of: Report | DistrictReport) -> str:
    """The first sentence of the file that makes it."""
    module = modules[(of.tell if isinstance(of, DistrictReport) else of.make).__module__]
    return (getdoc(module) or "").partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")


if __name__ == "__main__":
    stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    stdout.write(text())
