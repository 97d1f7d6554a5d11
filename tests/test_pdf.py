"""PDFs as people bring them: read whole however they are drawn, or sent back with what to do."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from importers import engine
from importers.engine import Transcript, read_bytes
from importers.paper import NeedsPassword, UnreadablePaper
from importers.readers import pdf
from importers.readers.radicals import plain
from tests.drawn_pdf import Column, Drawn, Table, Text, by_hand

NAMES = (
    "交易日期",
    "交易时间",
    "交易摘要",
    "交易金额",
    "本次余额",
    "对手信息",
    "日志号",
    "交易渠道",
    "交易附言",
)
ABOVE = ("中国农业银行账户活期交易明细清单", "户名：王会计    账户：6228480000000009876")
COLUMNS = tuple(Column(name, 60) for name in NAMES)


def card(rows: int = 5) -> Table:
    """A card's paper on which each row adds one yuan, with a long name in every third."""
    cells = [
        (f"202603{at:02d}", "101500", "转账", "+1.00", f"{at}.00",
         "石桥镇粮食加工有限责任公司" if at % 3 == 0 else "王大伯", f"{at:010d}", "超级网银", "互助金")
        for at in range(1, rows + 1)
    ]  # fmt: skip
    return Table(ABOVE, COLUMNS, cells, label="第{n}页，共{of}页", rows_a_page=2)


def drawn(pages: Sequence[Drawn]) -> Transcript:
    return engine.transcribe(by_hand(pages))


def cells(found: Transcript) -> list[tuple[str, ...]]:
    return [tuple(str(cell) for cell in row.by_name.values()) for row in found.rows]


def refused(data: bytes, password: str = "") -> str:
    with pytest.raises(UnreadablePaper) as caught:
        read_bytes(data, "x.pdf", password)
    return str(caught.value)


# However it is drawn


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_turned_on_its_side_reads_the_same(turned: int) -> None:
    assert cells(engine.transcribe(by_hand(card().pages(), turned=turned))) == card().rows


def test_rows_are_numbered_by_their_lines_through_all_pages() -> None:
    numbers = [row.number for row in drawn(card().pages()).rows]
    assert numbers == sorted(set(numbers)) == [4, 5, 8, 10, 13]


def test_words_keep_their_place_in_whatever_order_they_are_drawn() -> None:
    assert cells(drawn([page[::-1] for page in card().pages()])) == card().rows


def test_words_drawn_twice_to_look_bold_are_read_once() -> None:
    pages = [[t for text in page for t in (text, text._replace(x=text.x + 0.3))] for page in card().pages()]
    assert cells(drawn(pages)) == card().rows


def test_every_sign_may_be_drawn_for_itself() -> None:
    pages = [[sign for text in page for sign in _signs(text)] for page in card().pages()]
    assert cells(drawn(pages)) == card().rows


def _signs(text: Text) -> list[Text]:
    step = [text.size if ord(sign) > 0x2E00 else text.size / 2 for sign in text.said]
    return [
        text._replace(x=text.x + sum(step[:at]), said=sign)
        for at, sign in enumerate(text.said)
        if sign != " "
    ]


def test_a_header_in_white_on_a_coloured_bar_is_a_header() -> None:
    pages = [[t._replace(grey=1) if t.said in NAMES else t for t in page] for page in card().pages()]
    assert cells(drawn(pages)) == card().rows


def test_a_stamp_across_the_rows_is_no_word_of_them() -> None:
    stamp = [
        Text(120, 140, "农行", 40),
        Text(150, 200, "电子专用章", 20, 30),
        Text(90, 150, "仅供参考", 7, 0, 0.7),
    ]
    assert cells(drawn([[*stamp, *page] for page in card().pages()])) == card().rows


def test_a_row_broken_off_by_the_page_goes_on_below_the_next_header() -> None:
    first, second, *rest = card(3).pages()
    first = [*first, Text(340, max(t.y for t in first if t.size == 7) + 8.4, "石桥镇粮食加", 7)]
    head = max(t.y for t in second if t.said in NAMES)
    second = [t._replace(y=t.y + 20) if t.y > head + 1 and t.size == 7 else t for t in second]
    second.append(Text(340, head + 12, "工厂", 7))
    names = [row[5] for row in cells(drawn([first, second, *rest]))]
    assert names == ["王大伯", "王大伯石桥镇粮食加工厂", "石桥镇粮食加工有限责任公司"]


def test_a_blank_stays_within_words_and_a_wrapped_time_stays_apart_from_its_day() -> None:
    table = card(1)
    row = ("20260301 10:15:00", "", "转 账", "+1.00", "1.00", "李 四", "0000000001", "", "a b")
    found = drawn(replace(table, rows=[row]).pages())
    assert cells(found) == [row]


def test_a_line_with_a_second_balance_is_a_row_for_a_person_to_look_at() -> None:
    page = card(1).pages()[0]
    below = max(t.y for t in page if t.size == 7)
    page += [Text(220, below + 8.4, "+5.00", 7), Text(280, below + 8.4, "6.00", 7)]
    statement = read_bytes(by_hand([page]), "x.pdf")
    assert [m.amount for m in statement.movements] == [1]
    assert [review.reason for review in statement.reviews] == ["日期“”读不出来，请对照纸面。"]


def test_lines_around_the_table_are_told_and_no_rows() -> None:
    table = replace(card(2), end=["合计  2笔  2.00", "该交易明细仅供参考"], padding=2)
    found = drawn(table.pages())
    assert cells(found) == table.rows
    assert (found.face.owner, found.face.account) == ("王会计", "农业银行(9876)")


def test_a_title_spaced_out_and_drawn_last_is_still_a_title() -> None:
    spaced = Text(100, 820, "  ".join("中国农业银行账户活期交易明细清单"), 9)
    page = [t for t in card(2).pages()[0] if t.said != ABOVE[0]]
    assert drawn([[*page, spaced]]).profile.name == "农业银行活期交易明细"


def test_radicals_become_characters_and_nothing_else_changes() -> None:
    assert (
        plain("⼾⺠⻔⻋⻅⻚⻛⻓⻘⻩⻢⻥⻉⻜⻝⻄ ⽇⽉⾦⾏⽀⼿⼈⽅⽔")
        == "户民门车见页风长青黄马鱼贝飞食西 日月金行支手人方水"
    )
    assert plain("戶ＡＢ①㎡２") == "户ＡＢ①㎡２"


def test_a_lone_pdf_in_a_zip_is_read() -> None:
    import zipfile
    from io import BytesIO

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("流水.pdf", by_hand(card().pages()))
    assert len(read_bytes(out.getvalue(), "x.zip").movements) == 5


# Locked, cut, scanned


def test_a_locked_pdf_asks_for_its_password_and_opens_with_it() -> None:
    data = by_hand(card().pages(), password="360721")
    with pytest.raises(NeedsPassword, match="PDF 有密码：请写上打开密码（--password"):
        read_bytes(data, "x.pdf")
    with pytest.raises(NeedsPassword, match="PDF 的密码不对"):
        read_bytes(data, "x.pdf", "000000")
    assert cells(engine.transcribe(data, "360721")) == card().rows


def test_a_cut_pdf_is_not_read_as_far_as_it_goes() -> None:
    data = by_hand(card().pages())
    for part in (0.3, 0.7, 0.99):
        assert "PDF 不完整" in refused(data[: int(len(data) * part)])
    assert "PDF 不完整" in refused(data[:-2000] + bytes(2000))


def test_a_page_that_does_not_unpack_to_its_end_is_damage() -> None:
    data = bytearray(by_hand(card().pages()))
    start = [found.end() for found in re.finditer(rb"stream\n", data)][-4]
    data[start + 40 : start + 60] = bytes(20)
    assert "PDF 已损坏" in refused(bytes(data))


def test_a_stream_without_its_check_sum_still_reads() -> None:
    data = by_hand(card().pages())
    packed = [found.end() for found in re.finditer(rb"stream\n", data)][-4]
    whole = zlib.decompressobj()
    whole.decompress(data[packed:])
    end = len(data) - len(whole.unused_data)
    spoilt = data[: end - 4] + bytes(4) + data[end:]
    assert cells(engine.transcribe(spoilt)) == card().rows


def test_a_scan_says_so_and_names_the_way_out() -> None:
    say = refused(by_hand([[], []], picture=True))
    assert "第1页是扫描件" in say and "请在手机银行、网上银行下载电子版账单" in say


def test_one_scanned_page_among_others_is_not_passed_over() -> None:
    pages = card(6).pages()
    pages[2] = []
    assert "第3页是扫描件" in refused(by_hand(pages, picture=True))
    pages[2] = [Text(250, 830, "第3页，共3页", 8)]
    assert "第3页是扫描件" in refused(by_hand(pages, picture=True))


def test_words_that_a_scanner_guessed_are_not_trusted() -> None:
    pages = [[text._replace(unseen=True) for text in page] for page in card().pages()]
    assert "第1页的字靠不住" in refused(by_hand(pages, picture=True))


def test_signs_that_no_one_can_name_are_not_trusted() -> None:
    assert "第1页的字靠不住" in refused(by_hand(card().pages(), named=False))


def test_a_pdf_without_chinese_fonts_is_sent_back_as_words_would_be_lost() -> None:
    assert "没有带中文字体" in refused(by_hand(card().pages(), font=False))


def test_a_logo_beside_the_words_is_no_scan() -> None:
    assert cells(engine.transcribe(by_hand(card().pages(), picture=True))) == card().rows


def test_a_pdf_of_nothing_is_sent_back() -> None:
    assert "头几页是空白的" in refused(by_hand([[]]))
    assert "打不开" in refused(b"%PDF-1.4\n%%EOF\n")
    assert "打不开" in refused(by_hand([]))


def test_more_pages_or_signs_than_a_paper_has_are_sent_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert "PDF 有3页，超过2页，请分段下载" in refused(by_hand(card().pages()))
    monkeypatch.setattr("importers.readers.pdf_words.MAX_CHARS", 100)
    assert "字多得不像账单" in refused(by_hand(card(2).pages()))


# Pages that count themselves


@pytest.mark.parametrize("label", [
    "第{n}页，共{of}页", "第 {n} 页/共 {of} 页", "页数: {n} / {of}", "当前页/总页数：{n}/{of}", "当前页：{n} 总页数：{of}",
    "共{of}页 第{n}页", "Page {n} of {of}", "{n}/{of}", "- {n}/{of} -", "页码：{n}/{of}",
])  # fmt: skip
def test_a_missing_page_is_named(label: str) -> None:
    pages = replace(card(8), label=label).pages()
    assert len(drawn(pages).rows) == 8
    say = refused(by_hand(pages[:1] + pages[2:]))
    assert "账单写明共4页，文件里只有3页，缺第2页" in say
    assert "缺第1、4页" in refused(by_hand(pages[1:3]))


def test_pages_of_two_papers_in_one_file_are_not_taken_for_one() -> None:
    pages = card(4).pages()
    assert "像是几份账单合在了一起" in refused(by_hand([*pages, *pages]))
    assert "像是几份账单合在了一起" in refused(by_hand([*pages, *card(6).pages()[2:]]))


def test_a_fraction_on_one_page_only_is_no_page_number() -> None:
    pages = replace(card(4), label="").pages()
    assert len(drawn([[*pages[0], Text(300, 800, "1/3", 8)], pages[1]]).rows) == 4


# Which paper


@pytest.mark.parametrize(("title", "say"), [
    ("微信支付交易明细证明", "用于个人对账”下载账单，再导入那一份"),
    ("支付宝支付科技有限公司交易流水证明", "用于个人对账”下载明细（csv），再导入那一份"),
])  # fmt: skip
def test_a_certificate_is_sent_back_with_the_download_to_use(title: str, say: str) -> None:
    assert say in refused(by_hand(replace(card(), above=(title, "兹证明"), columns=COLUMNS).pages()))


def test_an_unknown_pdf_is_told_by_its_first_words() -> None:
    say = refused(by_hand([[Text(100, 100, "石桥村通知", 12), Text(100, 130, "各位村民", 10)]]))
    assert "认不出这是什么账单：开头是“石桥村通知 各位村民”" in say


def test_a_known_title_over_other_columns_names_what_is_lacking() -> None:
    columns = tuple(replace(c, name="结余") if c.name == "本次余额" else c for c in COLUMNS)
    say = refused(by_hand(replace(card(), columns=columns).pages()))
    assert "这像是农业银行活期交易明细，但" in say and "本次余额" in say


def test_a_broken_balance_in_a_pdf_refuses_it() -> None:
    table = card()
    rows = [list(row) for row in table.rows]
    rows[3][3] = "+2.00"
    assert "余额接不上" in refused(by_hand(replace(table, rows=rows).pages()))


# Lines that look like rows


def test_a_balance_brought_forward_is_no_row() -> None:
    pages = card(4).pages()
    for page in pages:
        top = max(t.y for t in page if t.said in NAMES) + 8.4
        page[:] = [t._replace(y=t.y + 10) if t.y > top and t.size == 7 else t for t in page]
        page += [Text(40, top, "承前页余额", 7), Text(280, top, "0.00", 7)]
    assert cells(drawn(pages)) == card(4).rows


def test_a_sum_between_two_rows_is_no_part_of_them() -> None:
    pages = card(2).pages()
    y = [t.y for t in pages[0] if t.said in ("20260301", "20260302")]
    pages[0] += [Text(40, sum(y) / 2, "本日合计", 7), Text(220, sum(y) / 2, "+1.00", 7)]
    assert cells(drawn(pages)) == card(2).rows


def test_a_row_whose_day_is_lost_is_not_passed_over() -> None:
    for lost in ("20260301", "20260302", "20260303", "20260304"):
        pages = [[t for t in page if t.said != lost] for page in card(4).pages()]
        statement = read_bytes(by_hand(pages), "x.pdf")
        assert [m.amount for m in statement.movements] == [1, 1, 1]
        assert [review.reason for review in statement.reviews] == ["日期“”读不出来，请对照纸面。"]


def test_a_table_without_a_readable_day_has_its_rows_all_the_same() -> None:
    days = {f"202603{at:02d}": f"三月{at}日" for at in range(1, 5)}
    pages = [[t._replace(said=days.get(t.said, t.said)) for t in page] for page in card(4).pages()]
    statement = read_bytes(by_hand(pages), "x.pdf")
    assert [review.reason for review in statement.reviews] == [
        f"日期“三月{at}日”读不出来，请对照纸面。" for at in range(1, 5)
    ]


def test_a_page_that_is_gone_is_named() -> None:
    data = by_hand(card().pages())
    gone = data.replace(b"/Kids [9 0 R 11 0 R", b"/Kids [9 0 R 99 0 R")
    assert "PDF 的第2页已损坏" in refused(gone)


def test_papers_read_at_the_same_time_do_not_disturb_one_another() -> None:
    data = by_hand(card(9).pages())
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(engine.transcribe, [data] * 8))
    assert all(cells(one) == card(9).rows for one in found)
