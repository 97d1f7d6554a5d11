"""Readers: what is in the file comes out cell by cell, in whatever way banks' programs wrote it."""

from __future__ import annotations

import struct
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import cells
from importers.paper import Cell, UnreadablePaper
from importers.readers.html import read_html
from importers.readers.sniff import sniff
from importers.readers.text import read_text
from importers.readers.xls import read_xls
from importers.unfold import unfolded
from tests.biff import Fault, xls

Rows = list[tuple[int, list[Cell]]]


def html(body: str, encoding: str = "utf-8") -> list[Rows]:
    """The tables of a page with that body."""
    return [table.rows for table in read_html(f"<html><body>{body}</body></html>".encode(encoding))]


def only(body: str) -> Rows:
    [rows] = html(f"<table>{body}</table>")
    return rows


# --- web pages that call themselves Excel -------------------------------------------------------------------


@pytest.mark.parametrize("body", [
    "<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>",
    "<tr><td>甲<td>乙<tr><td>丙<td>丁",
    "<TR><TD>甲</TD><TH>乙</TH><TR><TD>丙</TD><TD>丁",
    "<thead><tr><th>甲<th>乙</thead><tbody><tr><td>丙</td><td>丁</tbody>",
    "<td>甲</td><td>乙</td><tr><td>丙</td><td>丁</td></tr>",
    "<tr>\n  <td nowrap x:str>\n   甲\n </td> <td> 乙&nbsp;</td>\n</tr><tr><td>\u3000丙</td><td>\u200b丁</td></tr>",
    "<tr><td><font><b>甲</b></font></td><td><span>乙</span></td></tr><tr><td><a href=x>丙</a><td>丁",
    "<tr><td>&#30002;<td>&#x4e59;<tr><td>丙<!-- 注 --><td>丁<script>x='<td>'</script>",
])  # fmt: skip
def test_cells_are_found_however_carelessly_the_page_is_written(body: str) -> None:
    assert only(body) == [(1, ["甲", "乙"]), (2, ["丙", "丁"])]


def test_entities_are_what_they_stand_for() -> None:
    assert only("<tr><td>A&amp;B&lt;C&gt;&quot;D&quot;<td>1&nbsp;000") == [(1, ['A&B<C>"D"', "1 000"])]


def test_a_line_break_parts_words_and_a_line_of_the_source_does_not() -> None:
    assert only("<tr><td>2026-01-05<br>10:01:34<td>一\n 二<td>上<br/>下") == [
        (1, ["2026-01-05\n10:01:34", "一 二", "上\n下"])
    ]
    assert cells.day("2026-01-05\n10:01:34") == datetime(2026, 1, 5, 10, 1, 34, tzinfo=cells.BEIJING)


def test_cells_that_span_columns_and_rows_leave_the_others_in_their_places() -> None:
    assert only(
        "<tr><td rowspan=2>日期<td colspan='2'>发生额<td rowspan=\"2\">余额"
        "<tr><td>借方<td>贷方<tr><td>一<td>二<td>三<td>四"
    ) == [(1, ["日期", "发生额", "", "余额"]), (2, ["", "借方", "贷方"]), (3, ["一", "二", "三", "四"])]


@pytest.mark.parametrize("span", ["999999999", "-1", "0", "x", "１", ""])
def test_a_span_that_cannot_be_is_taken_for_what_it_can_be(span: str) -> None:
    [(_, row)] = only(f"<tr><td colspan='{span}'>甲<td>乙")
    assert row[0] == "甲" and row[-1] == "乙" and len(row) <= 202


def test_a_table_in_a_table_is_a_table_of_its_own() -> None:
    outer, inner = html("<table><tr><td>页眉<table><tr><td>日期<td>金额</table><td>页脚</table>")
    assert (outer, inner) == ([(1, ["页眉", "页脚"])], [(1, ["日期", "金额"])])


def test_what_stands_around_a_table_is_kept_as_notes() -> None:
    page = (
        "<html><head><title>export</title><style>td{color:red}</style></head><body><h3>交易明细</h3>"
        "<table><tr><td>账号：1234<td>户名：王会计</table><p>单位：元</p><table><tr><td>日期<td>金额</table>完"
    )
    face, data = read_html(page.encode())
    assert data.notes == ("export", "交易明细", "单位：元", "完", "账号：1234", "户名：王会计")
    assert face.notes == ("export", "交易明细", "单位：元", "完", "日期", "金额")


@pytest.mark.parametrize("meta", ["gb2312", "gbk", "gb18030", "utf-8", "iso-8859-1"])
def test_the_bytes_decide_the_encoding_and_not_what_the_page_says_of_itself(meta: str) -> None:
    body = f"<html><meta charset={meta}><table><tr><td>喆镕㐂</table>"
    for encoding in ("gb18030", "utf-8", "utf-8-sig"):
        [table] = read_html(body.encode(encoding))
        assert table.rows == [(1, ["喆镕㐂"])]


def test_xml_that_calls_itself_excel_is_read_cell_by_cell() -> None:
    page = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="a"/></Styles>
    <Worksheet ss:Name="明细"><Table><Column ss:Width="80"/>
    <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">账户明细</Data></Cell><Cell/><Cell><Data>末</Data></Cell></Row>
    <Row ss:Index="4"><Cell ss:Index="2"><Data ss:Type="DateTime">2026-01-05T00:00:00.000</Data></Cell>
    <Cell><Data ss:Type="Number">200.5</Data></Cell><Cell><Data>上&#10;下</Data></Cell></Row></Table></Worksheet></Workbook>"""
    [table] = read_html(page.encode())
    assert table.rows == [
        (1, ["账户明细", "", "", "末"]),
        (4, ["", "2026-01-05T00:00:00.000", "200.5", "上\n下"]),
    ]
    assert cells.day(table.rows[1][1][1]) == datetime(2026, 1, 5, tzinfo=cells.BEIJING)


@pytest.mark.parametrize(
    "body", ["<p>请重新登录</p>", "<table></table>", "<table><tr><td>&nbsp;</table>", "<"]
)
def test_a_page_without_a_filled_table_is_sent_back_with_the_way_out(body: str) -> None:
    with pytest.raises(UnreadablePaper, match="请重新登录后下载原始账单"):
        html(body)


@pytest.mark.parametrize(
    "page", [b"<html>", b"\xef\xbb\xbf\r\n <table>", b'<?xml version="1.0"?>', b"\n<!DOCTYPE html>"]
)
def test_a_page_is_known_by_its_first_sign(page: bytes) -> None:
    assert sniff(page) == "html"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(
    ["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th rowspan=3>", "<td colspan=2>", "<br>", "字", "&lt;", "<"]
), max_size=40))  # fmt: skip
def test_no_order_of_tags_loses_a_word_of_an_open_cell(tags: list[str]) -> None:
    body = "".join(tags)
    try:
        tables = read_html(f"<table><tr><td>始{body}".encode())
    except UnreadablePaper as refusal:
        raise AssertionError(body) from refusal
    assert tables[0].rows[0][1][0].startswith("始")  # type: ignore[union-attr]


# --- old Excel ----------------------------------------------------------------------------------------------


def test_cells_keep_their_kinds_and_16_bit_strings_are_read_whatever_the_code_page_says() -> None:
    at = datetime(2026, 1, 5, 10, 1, 34)  # noqa: DTZ001 - a cell has no zone
    [table] = read_xls(xls([["喆𠮷", 1.5, at, date(2026, 1, 5), 20260105, "", "尾"]]))
    assert table.rows == [(1, ["喆𠮷", 1.5, at, datetime(2026, 1, 5), 20260105.0, "", "尾"])]  # noqa: DTZ001
    assert table.sheet == "Sheet0"


def test_a_fault_of_a_formula_is_seen_and_not_taken_for_nothing() -> None:
    [table] = read_xls(xls([[Fault(0x2A), Fault(0x07), Fault(0x99), True, False]]))
    assert table.rows == [(1, ["#N/A", "#DIV/0!", "#ERROR", "TRUE", "FALSE"])]


def test_a_time_cell_alone_is_a_time_of_day_to_the_second() -> None:
    for said in (time(10, 1, 34), time(0, 0, 1), time(23, 59, 59), time(7, 7, 7)):
        [table] = read_xls(xls([[said]]))
        assert str(cells.clock(table.rows[0][1][0])) == f"{said:%H:%M:%S}".removeprefix("0")


def test_a_number_that_is_no_day_stays_a_number() -> None:
    data = xls([[datetime(2026, 1, 5)]])  # noqa: DTZ001
    broken = data.replace(struct.pack("<d", 46027.0), struct.pack("<d", 1e12))
    assert data != broken
    [table] = read_xls(broken)
    assert table.rows == [(1, [1e12])]


def test_merged_cells_hold_their_words_at_the_corner() -> None:
    [table] = read_xls(xls([["标题", "", ""], ["一", "二", "三"]], [(0, 0, 0, 2)]))
    assert table.rows == [(1, ["标题"]), (2, ["一", "二", "三"])]


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    [table] = read_xls(xls([[], ["一"], [], [], ["二"]]))
    assert [number for number, _ in table.rows] == [2, 5]


@pytest.mark.parametrize(("data", "say"), [
    (xls([]), "工作簿里的表都是空的"),
    (xls([["一"]])[:2000], "不完整或已损坏"),
    (xls([["一"]]).replace("Workbook".encode("utf-16-le"), "WordDoc.".encode("utf-16-le")), "可能是 Word 文档"),
])  # fmt: skip
def test_what_is_no_whole_workbook_is_sent_back(data: bytes, say: str) -> None:
    assert sniff(data) == "xls"
    with pytest.raises(UnreadablePaper, match=say):
        read_xls(data)


# --- text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [
    "日期,收入,余额\n20260105,10.00,20.00\n",
    "日期\t收入\t余额\n20260105\t10.00\t20.00\n",
    '"日期"\t,"收入"\t,"余额"\t\n"20260105\t","10.00\t","20.00\t"\n',
    '"日期","收入","余额"\r\n"\t20260105","\t10.00","\t20.00"\r\n',
    '"日期"\t"收入"\t"余额"\n"20260105"\t10.00\t20.00\n',
    "日期,收入,余额,\n20260105     \t,10.00    \t,20.00   \t,\n",
])  # fmt: skip
def test_commas_and_tabs_part_columns_as_the_file_itself_shows(said: str) -> None:
    rows = [(number, row[:3]) for number, row in read_text(said.encode()).rows]
    assert rows == [(1, ["日期", "收入", "余额"]), (2, ["20260105", "10.00", "20.00"])]


def test_commas_within_figures_do_not_part_a_file_of_tabs() -> None:
    said = "起始日期：[20260101],终止日期：[20260331]\n日期\t收入\t支出\t余额\n20260105\t1,000,000.00\t\t1,000,000.00\n"
    assert read_text(said.encode()).rows[-1] == (3, ["20260105", "1,000,000.00", "", "1,000,000.00"])


def test_empty_first_cells_of_a_file_of_tabs_are_not_swallowed() -> None:
    assert read_text(b'a\tb\tc\n\t"x"\t\t\n\t\t"y"\n').rows[1:] == [
        (2, ["", "x", "", ""]),
        (3, ["", "", "y"]),
    ]


def test_a_file_that_either_might_part_is_refused() -> None:
    with pytest.raises(UnreadablePaper, match=r"看不出.*用逗号还是用制表符"):
        read_text("日期,收入,余额\n日期\t收入\t余额\n".encode())


def test_lines_of_any_length_stand_above_the_header() -> None:
    said = "标题\n\n账号：1,户名：王,x,y\n日期,收入\n20260105,1.00\n"
    assert [len(row) for _, row in read_text(said.encode()).rows] == [1, 4, 2, 2]


# --- cells that hold the lines of many rows -----------------------------------------------------------------

NAMES = ["日期", "摘要", "借方", "余额"]
LEADING = ("日期", "借方", "余额")


def rows(*given: tuple[int, list[Cell]]) -> Rows:
    return list(unfolded(given, NAMES, LEADING))


def test_the_lines_of_a_cell_become_rows_that_are_numbered_on() -> None:
    page: list[Cell] = ["20260105\n20260106", "转账\n结息", "1.00\n2.00", "9.00\n7.00"]
    assert rows((4, page), (5, ["20260107", "转账", 3.0, "4.00"]), (9, ["20260108", "", "1.00", "3.00"])) == [
        (4, ["20260105", "转账", "1.00", "9.00"]),
        (5, ["20260106", "结息", "2.00", "7.00"]),
        (6, ["20260107", "转账", 3.0, "4.00"]),
        (9, ["20260108", "", "1.00", "3.00"]),
    ]


def test_words_that_wrap_in_a_row_of_its_own_are_left_together() -> None:
    assert rows((4, ["20260105", "修桥\n捐款", "1.00", "9.00"])) == [
        (4, ["20260105", "修桥\n捐款", "1.00", "9.00"])
    ]


def test_words_that_cannot_be_shared_out_stand_beyond_the_last_column() -> None:
    page: list[Cell] = ["20260105\n20260106", "只有一行", "1.00\n2.00", "9.00\n7.00"]
    assert rows((4, page)) == [
        (4, ["20260105", "", "1.00", "9.00", "摘要：只有一行"]),
        (5, ["20260106", "", "2.00", "7.00", "摘要：只有一行"]),
    ]


def test_an_empty_column_is_empty_in_every_row_and_figures_that_do_not_match_are_refused() -> None:
    assert rows((4, ["20260105\n20260106", "", "1.00\n2.00", "9.00\n7.00"]))[1] == (
        5,
        ["20260106", "", "2.00", "7.00"],
    )
    with pytest.raises(UnreadablePaper, match="日期有2行字，借方有1行字"):
        rows((4, ["20260105\n20260106", "", "1.00", "9.00\n7.00"]))
