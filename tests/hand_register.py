"""Builds registers as a village clerk keeps them: sheets of rows, cells of whatever type a hand leaves there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from importers.engine import read_bytes
from importers.movement import Movement, Outcome, Statement
from importers.registers import columns

PAPERS = Path(__file__).parent / "papers" / "registers"
HEAD = ["日期", "捐赠人", "金额", "收款方式", "收据号", "用途", "备注"]
MAP = {name: name for name in HEAD}
TITLE = "石桥村互助会捐赠台账（2026年）"
RELIEF_HEAD = ["编号", "受助人", "身份证号", "救助类型", "核定金额", "发放日期", "发放方式", "状态"]
RELIEF_MAP = {
    "编号": "编号", "受助人": "受助人", "身份证号": "身份证号", "类型": "救助类型", "金额": "核定金额",
    "日期": "发放日期", "发放方式": "发放方式", "状态": "状态",
}  # fmt: skip

Cells = Sequence[object]


def workbook(sheets: Mapping[str, Sequence[Cells]]) -> bytes:
    """A workbook of these sheets; every row as given, empty cells as None."""
    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(out)
    return out.getvalue()


def gift(**words: object) -> list[object]:
    """One row of a donation register: 20 yuan in cash from 王大伯, apart from the cells given."""
    usual: dict[str, object] = dict(
        zip(HEAD, ["2026-01-05", "王大伯", 20, "现金", None, None, None], strict=True)
    )
    assert words.keys() <= usual.keys()
    return list((usual | words).values())


def register(*rows: Cells, title: str = TITLE, sheet: str = "台账", head: Cells = HEAD) -> Statement:
    """A donation register of one sheet, read by a map of its own words."""
    return opened({sheet: [[title], head, *rows]})


def opened(
    sheets: Mapping[str, Sequence[Cells]], kind: str = columns.GIFTS, mapping: Mapping[str, str] | None = None
) -> Statement:
    """Sheets read through a confirmed map."""
    profile = columns.profile_for(kind, mapping or MAP)
    return read_bytes(workbook(sheets), "台账.xlsx", more=[profile])


def relief(**words: object) -> list[object]:
    """One row of a relief register: 500 yuan paid to 汪小明, apart from the cells given."""
    usual: dict[str, object] = dict(
        zip(
            RELIEF_HEAD,
            ["JZ-1", "汪小明", None, "临时救助", 500, "2026-01-12", "转账", "已发放"],
            strict=True,
        )
    )
    assert words.keys() <= usual.keys()
    return list((usual | words).values())


def reliefs(*rows: Cells) -> Statement:
    """A relief register of one sheet."""
    return opened({"台账": [["救助台账（2026年）"], RELIEF_HEAD, *rows]}, columns.RELIEFS, RELIEF_MAP)


def one(statement: Statement) -> Outcome:
    """The only outcome of a register."""
    (outcome,) = statement.outcomes()
    return outcome


def moved(statement: Statement) -> Movement:
    """The only outcome, that must be a movement."""
    outcome = one(statement)
    assert isinstance(outcome, Movement), outcome
    return outcome
