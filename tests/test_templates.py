"""Our forms: empty they are read as empty, filled in they are read exactly, and Excel checks what is written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from importers.engine import read, read_bytes
from importers.movement import Review, Skip, Statement
from importers.registers import aid_roll, templates
from importers.registers.forms import FORMS, ROLL
from ledger.mistake import Mistake
from tests.terminal import english, huzhu
from tests.test_aid_roll import ONE

REGISTERS = [name for name in templates.NAMES if name != ROLL]
FIRST = 5
"""The first row to be filled in: title, unit, header and example stand above."""


def filled(name: str, rows: list[list[Any]]) -> bytes:
    """A form with rows written below its example, saved by another program."""
    book = load_workbook(BytesIO(templates.workbook(name)))
    for number, row in enumerate(rows, FIRST):
        for at, cell in enumerate(row, 1):
            book[name].cell(number, at, cell)
    book.save(out := BytesIO())
    return out.getvalue()


def statement(name: str, rows: list[list[Any]]) -> Statement:
    return read_bytes(filled(name, rows), f"{name}.xlsx")


@pytest.mark.parametrize("name", REGISTERS)
def test_an_empty_form_holds_only_its_example_which_is_skipped(name: str) -> None:
    found = read_bytes(templates.workbook(name), "x.xlsx")
    assert (found.profile, found.rows, found.movements, found.reviews) == (name, 1, (), ())
    assert found.skips == (Skip(4, "示例行，不导入。"),)


def test_a_donation_register_goes_round_exactly() -> None:
    found = statement("捐赠台账", [
        [date(2026, 1, 5), "石桥镇企业", 10000, "银行转账", "0001", "不限定", "开门款"],
        [datetime(2026, 1, 12), "张大民", 500.5, "微信", "0002", "敬老", None],  # noqa: DTZ001
        ["2026.1.15", "赵六等12户", "１,２00元", "现金", None, None, None],
        ["合计", None, 11700.5, None, None, None, None],
    ])  # fmt: skip
    assert [(m.row, str(m.at.date()), m.counterparty, m.amount, m.account, m.memo) for m in found.movements] == [
        (5, "2026-01-05", "石桥镇企业", Decimal("10000.00"), "银行转账", "不限定；开门款"),
        (6, "2026-01-12", "张大民", Decimal("500.50"), "微信", "敬老"),
        (7, "2026-01-15", "赵六等12户", Decimal("1200.00"), "现金", ""),
    ]  # fmt: skip
    assert [m.extra for m in found.movements] == [{"收据号": "0001"}, {"收据号": "0002"}, {}]
    assert found.warnings == () and found.reviews == ()


def test_a_list_of_a_village_s_donors_goes_round_exactly() -> None:
    found = statement("村集体捐赠名单", [[date(2026, 3, 1), "李桂花", 66.6, "现金", "0009", "3", "清明"]])
    (movement,) = found.movements
    assert (movement.kind, movement.counterparty, movement.amount) == (
        "村集体捐赠名单",
        "李桂花",
        Decimal("66.60"),
    )
    assert movement.extra == {"收据号": "0009", "人数": "3"}


def test_a_relief_register_goes_round_exactly() -> None:
    found = statement("救助台账", [
        ["JZ-2026-0001", "汪小明", "补充救助", 500, date(2026, 7, 8), "现金", "已发放"],
        ["JZ-2026-0002", "李秀英", "应急救助", 800, None, "转账", "待审批"],
        ["JZ-2026-0001-退", "汪小明", "补充救助", -500, date(2026, 7, 9), "现金", "已退回"],
        ["JZ-2026-0003", "赵六", "应急救助", 300, None, None, "已发放"],
    ])  # fmt: skip
    paid, back = found.movements
    assert (paid.way, paid.amount, paid.counterparty, paid.account) == (
        "out",
        Decimal("500.00"),
        "汪*",
        "现金",
    )
    assert (back.way, back.amount, back.refund_of) == ("in", Decimal("500.00"), paid.link)
    assert [type(each) for each in found.outcomes()][2:] == [Skip, type(back), Review]
    assert "小明" not in repr(found)


def test_a_roll_goes_round_exactly(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(filled(ROLL, [["汪小明", ONE, "特困", date(2026, 12, 31)]]))
    found = aid_roll.read(tmp_path / "x.xlsx")
    assert [(r.row, r.id_number, r.kind, r.until) for r in found.rows] == [
        (5, ONE, "特困", date(2026, 12, 31))
    ]
    assert [(s.row, s.reason) for s in found.skips] == [(4, "示例行，不导入。")] and found.reviews == ()


@pytest.mark.parametrize("name", templates.NAMES)
def test_the_same_form_is_the_same_file(name: str) -> None:
    assert templates.workbook(name) == templates.workbook(name)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_excel_checks_what_is_written_into_a_form(form: Any) -> None:
    sheet = load_workbook(BytesIO(templates.workbook(form.name)))[form.name]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    for at, column in enumerate(form.columns):
        rule = rules.get(f"{chr(65 + at)}{FIRST}")
        kinds = {"day": "date", "money": "custom", "choice": "list", "identity": "textLength"}
        if column.sort in kinds:
            assert rule is not None and rule.type == kinds[column.sort] and rule.error
        if column.choices:
            assert rule is not None and rule.formula1 == f'"{",".join(column.choices)}"'
        if column.sort in ("number", "identity", "words"):
            assert sheet.cell(FIRST, at + 1).number_format == "@"
        if column.sort == "money":
            assert (
                rule is not None
                and "ROUND(" in rule.formula1
                and sheet.cell(FIRST, at + 1).number_format == "#,##0.00"
            )


@pytest.mark.parametrize("name", templates.NAMES)
def test_a_form_prints_on_a4_across_with_its_header_on_every_page(name: str) -> None:
    book = load_workbook(BytesIO(templates.workbook(name)))
    sheet = book[name]
    assert book.sheetnames == [name, "说明"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert "huzhu import" in str(book["说明"].cell(book["说明"].max_row, 1).value)


def test_a_form_is_written_and_never_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = huzhu("template", "捐赠台账")
    assert said.code == 0 and "模板已写到 捐赠台账.xlsx" in said.out and not english(said.all)
    assert read(tmp_path / "捐赠台账.xlsx").profile == "捐赠台账"
    kept = (tmp_path / "捐赠台账.xlsx").read_bytes()
    again = huzhu("template", "捐赠台账")
    assert again.code == 2 and "不能覆盖" in again.err and (tmp_path / "捐赠台账.xlsx").read_bytes() == kept
    assert huzhu("template", "捐赠台账", "-o", tmp_path / "二.xlsx").code == 0
    assert (tmp_path / "二.xlsx").read_bytes() == kept


@pytest.mark.parametrize(("words", "say"), [
    (["捐赠台账", "-o", "甲.xls"], "文件名应像 捐赠台账.xlsx"), (["捐赠台账", "-o", "没有/台账.xlsx"], "写不了"),
])  # fmt: skip
def test_a_form_that_cannot_be_written_says_why(
    words: list[str], say: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = huzhu("template", *words)
    assert said.code == 2 and say in said.err and not english(said.all, words)


def test_an_unknown_form_is_told_what_there_is() -> None:
    assert huzhu("template", "流水账").code == 2
    with pytest.raises(Mistake, match="可写：捐赠台账、村集体捐赠名单、救助台账、救助对象名单"):
        templates.workbook("流水账")


@pytest.mark.parametrize("name", REGISTERS)
def test_a_sum_over_the_whole_column_leaves_the_example_out(name: str) -> None:
    form = next(form for form in FORMS if form.name == name)
    at = next(at for at, column in enumerate(form.columns, 1) if column.sort == "money")
    assert isinstance(load_workbook(BytesIO(templates.workbook(name)))[name].cell(4, at).value, str)
