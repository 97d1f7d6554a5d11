"""Files as people really bring them: read whole, or sent back with what is wrong and what to do."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import cells, engine
from importers.engine import read, read_bytes
from importers.movement import Statement
from importers.paper import UnreadablePaper, tidy
from tests.wechat_bill import COLUMNS, OLD_CSV, XLSX_2025, csv_bill, face, line, lines, typed, xlsx_bill

CSV = OLD_CSV.read_bytes()
XLSX = XLSX_2025.read_bytes()
SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes) -> str:
    """The sentence with which a file is sent back."""
    with pytest.raises(UnreadablePaper) as caught:
        read_bytes(data, "x")
    return str(caught.value)


def thirteen(data: bytes) -> Statement:
    """The statement of a file that must read exactly as our sample does, whatever its rows' numbers."""
    statement = read_bytes(data, "x")
    sample = [replace(movement, row=0) for movement in read_bytes(CSV, "x").movements]
    assert [replace(movement, row=0) for movement in statement.movements] == sample
    return statement


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def sheet(change: Callable[[str], str]) -> bytes:
    """Our xlsx with the text of its sheet changed."""
    with zipfile.ZipFile(BytesIO(XLSX)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(**parts | {SHEET: change(parts[SHEET].decode()).encode()})


def words(change: Callable[[str], str]) -> bytes:
    """Our csv with its text changed."""
    return change(CSV.decode("utf-8-sig")).encode("utf-8-sig")


# --- what a file is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "say"), [
    (b"", "文件是空的"),
    (b"\xef\xbb\xbf \r\n", "文件是空的"),
    (XLSX[: len(XLSX) // 2], "不完整"),
    (XLSX[:4], "不完整"),
    (b"%PDF-1.7\n...", "PDF 不完整"),
    (b"\x89PNG\r\n\x1a\n", "这是图片"),
    (b"\xff\xd8\xff\xe0JFIF", "这是图片"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "这是图片"),
    (b"RIFF,this,is,text", "认不出这是什么账单"),
    (b"\x00\x00\x00\x18ftypheic", "这是图片"),
    ("\ufeff\n<html><table>微信支付账单明细".encode(), "这是网页（HTML）"),
    (b"Rar!\x1a\x07\x00", "请先解压"),
    (b"7z\xbc\xaf\x27\x1c\x00", "请先解压"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "xls 文件不完整或已损坏"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "去掉密码"),
    (zipped(**{"xl/workbook.bin": b"x"}), "xlsb"),
    (zipped(**{"a.csv": CSV, "b.csv": CSV}), "正好有一份账单（csv、xls、xlsx 或 pdf），现在是：a.csv、b.csv"),
    (zipped(**{"说明.txt": b"x"}), "现在是：一份也没有"),
    (zipped(), "现在是：一份也没有"),
    (zipped(**{"a.csv": zipped(**{"b.csv": CSV})}), "压缩包里还是压缩包"),
    (zipped(**{"a.csv": b"%PDF-1.7"}), "PDF 不完整"),
    ("微信支付账单明细".encode("utf-16"), "既不是 UTF-8 也不是 GB18030"),
    (CSV[:1000] + b"\xff\xff" + CSV[1000:], "既不是 UTF-8 也不是 GB18030"),
    ("微信支付账单明细\0".encode(), "既不是 UTF-8 也不是 GB18030"),
])  # fmt: skip
def test_a_file_that_is_no_paper_is_sent_back_with_the_way_out(data: bytes, say: str) -> None:
    assert say in refused(data)


def test_a_locked_zip_asks_for_the_password_first() -> None:
    data = bytearray(zipped(**{"账单.csv": CSV}))
    entry = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[entry + 8] |= 1
    assert "压缩包有密码：请写上解压密码" in refused(bytes(data))


def test_a_damaged_zip_is_sent_back() -> None:
    data = bytearray(zipped(**{"账单.csv": CSV}))
    data[100] ^= 0xFF
    assert "压缩包不完整或已损坏" in refused(bytes(data))


def test_the_one_paper_in_a_zip_is_read_and_the_given_file_is_its_source() -> None:
    inside = zipped(**{"账单.xlsx": XLSX, "__MACOSX/._账单.xlsx": b"x"})
    statement = thirteen(inside)
    assert statement.sha256 != thirteen(XLSX).sha256
    assert statement.source(18) == f"{statement.sha256}:18"


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    for name, data in (("账单.csv", XLSX), ("账单.xlsx", CSV), ("账单.pdf", CSV)):
        (tmp_path / name).write_bytes(data)
        statement = read(tmp_path / name)
        assert (len(statement.movements), statement.name) == (13, name)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.csv", tmp_path):
        with pytest.raises(UnreadablePaper, match="打不开文件"):
            read(path)


def test_a_file_too_large_is_sent_back_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.csv").write_bytes(CSV)
    monkeypatch.setattr(engine, "MAX_BYTES", 1024)
    with pytest.raises(UnreadablePaper, match="请分段下载"):
        read(tmp_path / "x.csv")


# --- text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [
    lambda said: said.replace("\r\n", "\n"),
    lambda said: said.replace('\t"', '"'),
    lambda said: said.replace('\t"', '"\t'),
    lambda said: said.replace('\t","', '"\t,\t"'),
    lambda said: said.replace(",,,,,,,,", ""),
    lambda said: said.replace(",¥", ",￥").replace("2026-03-27", "2026/3/27"),
    lambda said: said.replace("¥1000.00", '"¥1,000.00"'),
    lambda said: said.replace("¥1000.00", "１０００元"),
    lambda said: said.replace("金额(元)", "金额（元）").replace("当前状态", "\u200b当前 状态\u3000"),
    lambda said: said.replace("零钱,已收钱", "\u00a0零钱\u3000,\u200b已收钱"),
    lambda said: said.replace("注：", "4. 新的一条注\r\n\r\n注：").replace(",收/支,", ",收/支,"),
    lambda said: said + "\r\n,,,,,,,,,,\r\n\r\n",
])  # fmt: skip
def test_a_csv_reads_the_same_however_it_is_dressed(change: Callable[[str], str]) -> None:
    data = words(change)
    assert data != CSV
    thirteen(data)


def test_a_csv_saved_in_gb18030_reads_with_its_rare_names() -> None:
    said = CSV.decode("utf-8-sig").replace("王大伯", "𠮷喆㐂")
    movements = read_bytes(said.encode("gb18030"), "x").movements
    assert [m.counterparty for m in movements if m.amount == 1000] == ["𠮷喆㐂"]


def test_a_cut_gb18030_file_is_never_patched() -> None:
    data = CSV.decode("utf-8-sig").encode("gb18030")
    cut = data[: data.index("王大伯".encode("gb18030")) + 1]
    assert "既不是 UTF-8 也不是 GB18030" in refused(cut)


def test_a_row_is_numbered_by_the_line_on_which_it_begins() -> None:
    said = csv_bill([line(what="第一行\n第二行"), line(id="2")]).decode("utf-8-sig")
    rows = [m.row for m in read_bytes(said.encode(), "x").movements]
    assert [said.split("\n")[row - 1][:19] for row in rows] == ["2026-03-25 10:00:00"] * 2


def test_a_quote_that_never_closes_would_swallow_rows_and_is_refused() -> None:
    assert "第20行的引号没有配好" in refused(
        words(lambda said: said.replace('"转账备注:互助金"', '"转账备注:互助金'))
    )
    assert "第30行的引号没有配好" in refused(words(lambda said: said.rstrip().removesuffix('"')))


def test_a_time_that_lost_its_seconds_is_still_a_time() -> None:
    movements = read_bytes(csv_bill([line(at="2026/3/25 9:05")]), "x").movements
    assert movements[0].at.isoformat() == "2026-03-25T09:05:00+08:00"


@pytest.mark.parametrize("column", ["id", "merchant"])
@pytest.mark.parametrize("number", ["1.00005E+31", "4.2E+27", "2e+27"])
def test_an_id_that_excel_turned_into_a_number_refuses_the_file(column: str, number: str) -> None:
    say = refused(csv_bill([line(), line(**{"id": "2", column: number})]))
    assert "第13行" in say and "文件被 Excel 另存过，请重新下载原始账单" in say


def test_ids_whose_tail_became_zeros_refuse_the_file() -> None:
    lost = [line(id="10000499012603" + "1" + "0" * 17), line(id="10000499012603" + "2" + "0" * 17)]
    assert "交易单号的末尾几位全成了0：文件被 Excel 另存过" in refused(csv_bill(lost))
    assert len(read_bytes(csv_bill([lost[0], line()]), "x").movements) == 2


# --- xlsx -------------------------------------------------------------------------------------------------


def test_a_number_for_an_id_refuses_the_workbook() -> None:
    rows = [typed(line()), typed(line(id="2"))]
    rows[1][8] = 10000499012603000000000000000002.0
    say = refused(xlsx_bill(rows, face([line(), line()])))
    assert "交易单号成了数字" in say and "文件被 Excel 另存过" in say


def test_the_header_may_stand_anywhere() -> None:
    rows = lines()
    for extra in ([], ["4. 本账单中所有时间均为UTC+08:00时间"], ["一", "二", "三"]):
        first = thirteen(xlsx_bill(map(typed, rows), [*face(rows), *extra])).movements[0]
        assert first.row == len(face(rows)) + len(extra) + 3


def test_a_row_without_an_element_keeps_the_numbers_of_those_below() -> None:
    assert 'row r="6"' not in XLSX.decode("latin-1")
    dropped = sheet(lambda xml: re.sub(r'<row r="16">.*?</row>', "", xml))
    assert thirteen(dropped).movements[0].row == 18


def test_only_the_sheet_with_the_bill_is_read() -> None:
    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    book.save(out)
    assert "工作簿里的表都是空的" in refused(out.getvalue())
    book.create_sheet("说明").append(["怎样下载"])
    book.create_sheet("账单")
    for said in [*face([line()]), COLUMNS, line()]:
        book["账单"].append([said] if isinstance(said, str) else said)
    book.save(out := BytesIO())
    assert len(read_bytes(out.getvalue(), "x").movements) == 1


def test_two_bills_in_one_workbook_are_not_chosen_between() -> None:
    rows = [typed(line())]
    assert "不止一份账单：微信支付账单（Sheet）、微信支付账单（Sheet1）" in refused(
        xlsx_bill(rows, face([line()]), 2)
    )


@pytest.mark.parametrize("cell", [
    '<c r="XFD1048576"><v>1</v></c>', "<c r='AAA9'><v>1</v></c>", '<c r="A1048576"><v>1</v></c>',
    '<c s="1" r="DA2"><v>1</v></c>', '<c r="a200000"><v>1</v></c>',
    "<c><v>1</v></c>", '<c\nt="n"><v>1</v></c>',
])  # fmt: skip
def test_a_sheet_that_would_unfold_without_end_is_refused_unread(cell: str) -> None:
    say = refused(sheet(lambda xml: xml.replace("</row></sheetData>", f"{cell}</row></sheetData>")))
    assert "远在200000行或一百列以外" in say


def test_a_cell_written_in_an_unusual_order_is_still_read() -> None:
    thirteen(sheet(lambda xml: re.sub(r'<c r="(\w+)" t="inlineStr">', r"<c t='inlineStr' r='\1'>", xml)))


def test_a_broken_sheet_is_sent_back() -> None:
    assert "xlsx 文件不完整或已损坏" in refused(sheet(lambda xml: xml[: len(xml) // 2]))


# --- which paper, which columns ---------------------------------------------------------------------------


def test_an_unknown_paper_is_told_by_what_was_seen_and_what_can_be_read() -> None:
    say = refused("-----------\n京东交易流水\n账号:[a@b.c]\n".encode("gb18030"))
    assert "开头是“京东交易流水 账号:[a@b.c]”" in say and "现在能读的有：微信、支付宝、" in say


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_refuses_the_paper_by_name(column: str) -> None:
    header = ["某列" if name == column else name for name in COLUMNS]
    assert f"表头缺少：{column}。" in refused(csv_bill([line()], header=header))


def test_a_title_without_a_table_and_a_column_twice_are_refused() -> None:
    assert "找不到表头（交易时间、" in refused("微信支付账单明细\n".encode())
    assert "“备注”出现了2次" in refused(csv_bill([line()], header=[*COLUMNS, "备注"]))


def test_a_bare_table_is_read_with_what_it_lacks_said() -> None:
    out = "\n".join(",".join(row) for row in [COLUMNS, *lines()])
    statement = thirteen(out.encode())
    assert (statement.owner, statement.period, statement.movements[0].row) == ("", None, 2)
    assert len(statement.warnings) == 2


def test_columns_are_found_by_name_in_any_order() -> None:
    rows = [list(reversed(row)) for row in lines()]
    thirteen(csv_bill(rows, face(lines()), list(reversed(COLUMNS))))


def test_a_comma_that_shifts_a_row_cannot_slip_through() -> None:
    shifted = [*line()[:3], "米", *line()[3:]]
    assert "第12行的金额读不出来" in refused(csv_bill([shifted], face([line()])))
    trailing = [*line(), "多出来的"]
    assert "比表头多出几格" in read_bytes(csv_bill([trailing]), "x").reviews[0].reason


# --- what the paper says of itself ------------------------------------------------------------------------


def warned(**changed: str) -> tuple[str, ...]:
    return read_bytes(csv_bill(lines(), face(lines(), **changed)), "x").warnings


@pytest.mark.parametrize(("label", "said", "counted"), [
    ("收入", "收入：7笔 3898.87元", "逐行相加是7笔 3898.88元，相差0.01元"),
    ("支出", "支出：5笔 2870.10元", "逐行相加是4笔 2770.10元，相差100.00元"),
    ("中性交易", "中性交易：0笔 0.00元", "逐行相加是2笔 3700.10元，相差3700.10元"),
])  # fmt: skip
def test_money_that_does_not_tie_refuses_the_paper_with_both_figures(
    label: str, said: str, counted: str
) -> None:
    say = refused(csv_bill(lines(), face(lines(), **{label: said})))
    assert said.replace("：", "") in say and counted in say


def test_a_lost_row_refuses_the_paper() -> None:
    for at in range(13):
        kept = lines()[:at] + lines()[at + 1 :]
        assert "对不上" in refused(csv_bill(kept, face(lines())))


def test_a_count_that_does_not_tie_is_only_remarked() -> None:
    assert warned(rows="共14笔记录") == ("账单上写共14笔，实际读到13行；金额合计对得上。",)
    assert warned(收入="收入：8笔 3898.88元") == ("账单上写收入8笔 3898.88元，实际读到7笔；金额合计对得上。",)


def test_a_paper_without_totals_is_read_with_a_warning() -> None:
    assert warned(rows="", 收入="", 支出="", 中性交易="") == ("账单上没有写合计，无法核对有没有漏行。",)
    assert len(warned(收入="", 支出="", 中性交易="")) == 3
    assert warned(支出="") == ("账单上没有写“支出”的合计，这一部分无法核对。",)


def test_a_filtered_export_is_warned_of() -> None:
    assert "导出类型是“收入”，不是“全部”" in warned(export="导出类型：[收入]")[0]
    assert "没有写明导出类型" in warned(export="")[0]


def test_rows_outside_the_stated_days_are_warned_of() -> None:
    said = warned(days="起始时间：[2026-03-21 00:00:00] 终止时间：[2026-03-29 23:59:59]")
    assert said == ("第23、24行等2行的时间不在账单写明的2026-03-21至2026-03-29之内。",)


def test_skipped_rows_may_be_in_the_totals_or_not() -> None:
    failed = line(way="/", kind="零钱提现", account="农业银行(1234)", status="提现失败，已退回零钱", id="2")
    for counted in ([line(), failed], [line()]):
        assert read_bytes(csv_bill([line(), failed], face(counted)), "x").warnings == ()


# --- every row in exactly one bin -------------------------------------------------------------------------

ODD = [
    line(id="31", way="/", kind="理财通赎回"),
    line(id="32", status="等待确认"),
    line(id="33", way="/", kind="零钱提现", account="农业银行(1234)", status="提现失败，已退回零钱"),
    line(id="34", amount="¥0.00"),
    line(id="34", amount="¥9.00"),
    line(id="/"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(lines() + ODD), max_size=30))
def test_no_choice_and_order_of_rows_loses_one(rows: list[list[str]]) -> None:
    statement = read_bytes(csv_bill(rows), "x")
    assert statement.rows == len(rows)
    assert [outcome.row for outcome in statement.outcomes()] == list(range(12, 12 + len(rows)))
    assert len({movement.link for movement in statement.movements}) == len(statement.movements)
    assert sum((m.amount for m in statement.movements), Decimal(0)) <= sum(
        (cells.money(row[5]) or Decimal(0) for row in rows), Decimal(0)
    )


@settings(max_examples=30, deadline=None)
@given(st.permutations(lines()))
def test_the_order_of_rows_changes_nothing_but_their_numbers(rows: list[list[str]]) -> None:
    def key(statement: Statement) -> dict[str, object]:
        return {movement.link: replace(movement, row=0) for movement in statement.movements}

    assert key(read_bytes(csv_bill(rows), "x")) == key(read_bytes(CSV, "x"))


def survives(data: bytes) -> None:
    """The bytes are a statement or are refused in words; nothing else comes out."""
    try:
        statement = read_bytes(data, "x")
    except UnreadablePaper as refusal:
        assert re.search("[一-鿿]", str(refusal))
    else:
        assert len(statement.outcomes()) == statement.rows


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf"]),
    st.binary(max_size=400),
)
def test_any_bytes_are_refused_in_words(start: bytes, rest: bytes) -> None:
    survives(start + rest)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([CSV, XLSX, zipped(**{"a.csv": CSV})]), st.randoms(use_true_random=False))
def test_a_damaged_sample_is_read_or_refused_in_words(good: bytes, dice: random.Random) -> None:
    data = bytearray(good)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data))
        data[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    survives(bytes(data))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_a_damaged_sheet_is_read_or_refused_in_words(dice: random.Random) -> None:
    def damage(xml: str) -> str:
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(xml))
            xml = (
                xml[:at]
                + dice.choice(["", "<", '"', "0", "E+9", "</row>", "&#0;", "t"])
                + xml[at + dice.randint(0, 9) :]
            )
        return xml

    survives(sheet(damage))


@pytest.mark.parametrize(("said", "yuan"), [
    ("¥1,234.50", "1234.50"), ("￥8.00", "8.00"), ("20", "20.00"), ("20.5元", "20.50"),
    ("１２.３０", "12.30"), ("−5.00", "-5.00"), ("‑5.00", "-5.00"),
    (88.88, "88.88"), (0.1, "0.10"), (3, "3.00"), (1e11, "100000000000.00"),
])  # fmt: skip
def test_money_is_read_to_the_fen(said: cells.Cell, yuan: str) -> None:
    assert str(cells.money(said)) == yuan


@pytest.mark.parametrize(
    "said",
    [
        "",
        "¥",
        "1,00",
        "1.234,50",
        "20.005",
        "1e3",
        "（折价）320",
        "2袋米",
        "--5",
        0.1 + 0.2,
        1e300,
        float("nan"),
    ],
)
def test_what_is_not_plainly_money_is_not_guessed(said: cells.Cell) -> None:
    assert cells.money(said) is None


def test_cells_of_every_type_that_a_workbook_may_hold_are_taken_in() -> None:
    midnight, at_eight = (datetime.fromisoformat(f"2026-03-01 0{hour}:00") for hour in (0, 8))
    given_cells = ["\u200b x\t", True, None, 3, 1.5, date(2026, 3, 1), at_eight, time(8, 30)]
    assert tidy(given_cells) == ["x", "True", "", 3, 1.5, midnight, at_eight, "08:30:00"]


def test_day_numbers_are_taken_for_this_century_only() -> None:
    assert [cells.moment(number) is None for number in (36525.9, 36526, 73050.9, 73051)] == [
        True,
        False,
        False,
        True,
    ]
