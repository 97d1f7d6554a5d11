"""Files as they go wrong on their way to the desk: each is one Chinese sentence that says what to do, and no book changes.

The cases that belong to one bank's own tables stand with that bank; here are the files themselves, WeChat, and the command.
"""

from __future__ import annotations

import os
import random
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import engine
from importers.engine import read, read_bytes
from importers.movement import Movement, Review
from importers.paper import NeedsPassword, UnreadablePaper
from importers.profiles.wechat import WECHAT
from ledger.district import Society
from tests.fuzz.targets import LONGEST_REFUSAL, PAPER_S, papers, spoilt
from tests.societies import shigang
from tests.terminal import bytes_of, english, huzhu
from tests.wechat_bill import OLD_CSV, XLSX_2025, csv_bill, face, line, lines, typed, xlsx_bill

CSV, XLSX = OLD_CSV.read_bytes(), XLSX_2025.read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
PASSWORD = "260320"
LOGIN = "<!DOCTYPE html><html><head><title>登录</title></head><body><form>用户名<input></form></body></html>"


def zipped(*, compress: bool = False, **members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(data: bytes, password: str = PASSWORD) -> bytes:
    """A zip with one member under the old cipher, as WeChat sends it: the standard library only opens these."""
    sealed = _sealed(bytes(11) + bytes([zlib.crc32(data) >> 24]) + data, password.encode())
    name = "账单.csv".encode()
    head = struct.pack(
        "<HHHHHLLLHH", 20, 0x801, 0, 0, 33, zlib.crc32(data), len(sealed), len(data), len(name), 0
    )
    local = b"PK\x03\x04" + head + name + sealed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def _sealed(plain: bytes, password: bytes) -> bytes:
    """The traditional cipher of PKWARE's appnote, 6.1."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(old: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), old ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def turn(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password:
        turn(byte)
    out = bytearray()
    for byte in plain:
        mask = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        turn(byte)
    return bytes(out)


def sheet(change: Callable[[str], str]) -> bytes:
    """Our workbook with the text of its sheet changed."""
    with zipfile.ZipFile(BytesIO(XLSX)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(compress=True, **parts | {SHEET: change(parts[SHEET].decode()).encode()})


def bomb(name: str, **others: bytes) -> bytes:
    """A small zip that says of one member that it is larger than any paper, and tells the truth."""
    return zipped(compress=True, **others | {name: bytes(70 << 20)})


def only_sheet(cells: str) -> bytes:
    return sheet(
        lambda xml: re.sub(
            "<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", xml, flags=re.DOTALL
        )
    )


def pdf(*, scanned: bool) -> bytes:
    """A page with nothing but a picture on it, or with nothing at all."""
    from pypdfium2 import PdfBitmap, PdfDocument, PdfImage

    document = PdfDocument.new()
    page = document.new_page(595, 842)
    if scanned:
        image = PdfImage.new(document)
        image.set_bitmap(PdfBitmap.new_native(60, 80, 2))
        page.insert_obj(image)
        page.gen_content()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


FORMATS = ("GB18030", "HTML", "WPS", "7z", "rar", "gz", "xls", "xlsx", "1.00005E+31")
"""Latin words that stand in these sentences: kinds of files and the program that spoils or opens them."""
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "空文件.csv": (lambda: b"", "文件是空的，请重新下载原始账单"),
    "只有空行.csv": (lambda: b"\r\n \r\n\xef\xbb\xbf", "文件是空的"),
    "空表.xlsx": (lambda: only_sheet(""), "工作簿里的表都是空的，请重新下载"),
    "没下完.xlsx": (lambda: XLSX[:3000], "没有下载完"),
    "没下完.zip": (lambda: zipped(**{"账单.csv": CSV})[:-40], "没有下载完"),
    "没下完.csv": (lambda: CSV[: CSV.rindex("春季劳动".encode()) + 3], "引号没有配好，后面的行会读错；请重新下载"),
    "半个字.csv": (lambda: CSV[: CSV.rindex("腾讯".encode()) + 1], "请重新下载原始账单"),
    "少了几行.csv": (lambda: b"".join(CSV.splitlines(keepends=True)[:-3]), "对不上"),
    "坏了.xls": (lambda: OLE + random.Random(1).randbytes(4000), "xls 文件不完整或已损坏，请重新下载"),
    "加密.xlsx": (lambda: OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "去掉密码"),
    "加密.zip": (lambda: locked(CSV), "请写上解压密码"),
    "截图.png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "这是图片"),
    "拍照.jpg": (lambda: b"\xff\xd8\xff\xe1Exif", "这是图片"),
    "苹果拍照.heic": (lambda: b"\x00\x00\x00\x18ftypheic", "这是图片"),
    "扫描件.pdf": (lambda: pdf(scanned=True), "是扫描件（只有图片，没有文字）"),
    "白纸.pdf": (lambda: pdf(scanned=False), "请重新下载原始账单"),
    "没下完.pdf": (lambda: pdf(scanned=True)[:-300], "请重新下载原始账单"),
    "账单.rar": (lambda: b"Rar!\x1a\x07\x01\x00", "请先解压"),
    "登录过期.xls": (lambda: LOGIN.encode(), "请重新登录后下载原始账单"),
    "登录过期_gbk.xlsx": (lambda: LOGIN.encode("gb18030"), "请重新登录后下载原始账单"),
    "乱码.csv": (lambda: "微信支付账单明细".encode("utf-16"), "既不是 UTF-8 也不是 GB18030"),
    "拼起来的.csv": (lambda: CSV + "后来加的一行".encode("gb18030"), "既不是 UTF-8 也不是 GB18030"),
    "别的表.csv": (lambda: "日期,买了什么,多少钱\n2026-03-20,米,20\n".encode(), "认不出这是什么账单"),
    "随手记.txt": (lambda: "三月二十日，买米二十元。".encode(), "认不出这是什么账单"),
    "炸弹.zip": (lambda: bomb("账单.csv"), "请分段下载账单"),
    "炸弹.xlsx": (
        lambda: zipped(compress=True, **{"xl/workbook.xml": b"<x/>"} | {f"xl/{n}.xml": bytes(60 << 20) for n in range(5)}),
        "展开后太大，请分段下载",
    ),
    "百万列.xlsx": (lambda: only_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "不像下载来的账单；请重新下载"),
    "百万行.xlsx": (lambda: only_sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "不像下载来的账单"),
    "一百万个空格子.xlsx": (lambda: only_sheet("<row>" + "<c/>" * 1_000_000 + "</row>"), "工作簿里的表都是空的"),
    "两份.zip": (lambda: zipped(**{"一月.csv": CSV, "二月.csv": CSV}), "请解压后逐份导入"),
    "Excel另存过.csv": (
        lambda: csv_bill([line(id="1.00005E+31"), line(id="2")]), "文件被 Excel 另存过，请重新下载原始账单"
    ),
    "缺了一列.csv": (lambda: CSV.replace("当前状态".encode(), "状态".encode()), "表头缺少：当前状态"),
}  # fmt: skip
"""What somebody brings → a part of what is answered."""


@pytest.fixture(scope="module")
def society(tmp_path_factory: pytest.TempPathFactory) -> Society:
    return shigang(tmp_path_factory.mktemp("bad"))


def refused(society: Society, path: Path, *words: str, say: str) -> None:
    """The command sends the file back with one sentence that says what to do, and touches nothing."""
    before = bytes_of(society.folder)
    said = huzhu("import", path, *words, books=society.folder)
    assert said.code == 2 and said.out == ""
    assert say in said.err and re.search("请|可写", said.err)
    assert english(said.err, [path.name, *words, *FORMATS]) == [], said.err
    assert len(said.err) < LONGEST_REFUSAL
    assert bytes_of(society.folder) == before


@pytest.mark.parametrize("name", FILES)
def test_what_cannot_be_read_is_sent_back_and_the_books_stay_as_they_are(
    name: str, society: Society, tmp_path: Path
) -> None:
    made, say = FILES[name]
    (tmp_path / name).write_bytes(made())
    refused(society, tmp_path / name, say=say)


def test_a_file_larger_than_any_paper_is_sent_back_unread(society: Society, tmp_path: Path) -> None:
    path = tmp_path / "很大.csv"
    with path.open("wb") as out:
        out.truncate(65 << 20)
    refused(society, path, say="文件超过64MB，请分段下载账单")


def test_a_folder_a_device_a_pipe_and_nothing_at_all_are_not_waited_for(
    society: Society, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    (tmp_path / "断了的.csv").symlink_to(tmp_path / "没有")
    for path in (
        tmp_path,
        Path(os.devnull),
        Path("/dev/zero"),
        tmp_path / "管道.csv",
        tmp_path / "断了的.csv",
    ):
        refused(society, path, say="打不开文件")


def test_a_locked_zip_opens_with_its_password_only(society: Society, tmp_path: Path) -> None:
    path = tmp_path / "微信支付账单.zip"
    path.write_bytes(locked(CSV))
    refused(society, path, "--password", "000000", say="解压密码不对")
    with pytest.raises(NeedsPassword, match="请写上解压密码"):
        read(path)
    assert len(read(path, PASSWORD).movements) == 13
    said = huzhu("import", path, "--password", PASSWORD, "--dry-run", books=society.folder)
    assert said.code == 0 and "共13行" in said.out


def test_every_wrong_password_is_a_wrong_password() -> None:
    data = locked(CSV)
    for number in range(600):  # one in 256 passes the cipher's own check and is found out by the content
        with pytest.raises(NeedsPassword, match="解压密码不对"):
            read_bytes(data, "x", f"{number:06}")


SEALED = sorted((OLD_CSV.parent.parent / "locked").iterdir())
"""Zips under AES, made by another program; the password is 234512."""


@pytest.mark.parametrize("path", SEALED, ids=lambda path: path.name)
def test_a_zip_under_aes_as_alipay_sends_it_opens_with_its_password_only(
    path: Path, society: Society, tmp_path: Path
) -> None:
    assert len(read(path, "234512").outcomes()) in (10, 13)
    refused(society, path, "--password", "234513", say="解压密码不对")
    with pytest.raises(NeedsPassword, match="请写上解压密码"):
        read(path)
    said = huzhu("import", path, "--password", "234512", "--dry-run", books=society.folder)
    assert said.code == 0 and "（试算，没有写）" in said.out


@pytest.mark.parametrize("path", SEALED, ids=lambda path: path.name)
def test_no_byte_of_a_sealed_zip_can_be_changed_unseen(path: Path) -> None:
    good = read(path, "234512").outcomes()
    data = path.read_bytes()
    sealed = data.index(b"\x01\x99") + 11  # what lies before are names and days, which nothing vouches for
    for at in range(sealed, data.index(b"PK\x01\x02"), 29):
        spoilt_there = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(NeedsPassword, match="解压密码不对"):
            read_bytes(spoilt_there, "x", "234512")
    for end in range(0, len(data), 7):
        with pytest.raises(UnreadablePaper):
            read_bytes(data[:end], "x", "234512")
    assert read_bytes(data, "x", "234512").outcomes() == good


def test_a_sealed_zip_that_unfolds_without_end_is_stopped_at_what_it_said() -> None:
    data = SEALED[1].read_bytes()
    assert "AES256" in SEALED[1].name
    size = len((OLD_CSV.parent.parent / "alipay" / "支付宝交易明细(20260320-20260329).csv").read_bytes())
    smaller = data.replace(struct.pack("<L", size), struct.pack("<L", 100))
    with pytest.raises(UnreadablePaper, match="压缩包不完整或已损坏"):
        read_bytes(smaller, "x", "234512")


def test_a_password_on_an_open_paper_does_no_harm() -> None:
    for data in (CSV, XLSX, zipped(**{"账单.csv": CSV})):
        assert len(read_bytes(data, "x", PASSWORD).movements) == 13


@pytest.fixture
def twins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    other = replace(WECHAT, name="另一种微信账单")
    monkeypatch.setattr(engine, "PROFILES", (*engine.PROFILES, other))
    yield


@pytest.mark.usefixtures("twins")
def test_a_paper_that_two_profiles_fit_is_not_guessed_at(society: Society, tmp_path: Path) -> None:
    path = tmp_path / "账单.csv"
    path.write_bytes(CSV)
    refused(society, path, say="像是这几种账单：微信支付账单、另一种微信账单。请用 --paper 写明")
    refused(society, path, "--paper", "第三种", say="没有“第三种”这种账单，可写：微信支付账单")
    assert read(path, paper="另一种微信账单").profile == "另一种微信账单"


def test_a_paper_of_another_kind_than_asked_for_is_sent_back(society: Society, tmp_path: Path) -> None:
    (tmp_path / "账单.csv").write_bytes(CSV)
    refused(society, tmp_path / "账单.csv", "--paper", "农业银行对公账户明细", say="认不出这是什么账单")


def test_one_bad_file_among_good_ones_keeps_the_good_ones_that_came_before(
    society: Society, tmp_path: Path
) -> None:
    (tmp_path / "好.csv").write_bytes(CSV)
    (tmp_path / "坏.csv").write_bytes(b"")
    said = huzhu("import", tmp_path / "好.csv", tmp_path / "坏.csv", "--dry-run", books=society.folder)
    assert said.code == 2 and "共13行" in said.out and "文件是空的" in said.err


# --- WeChat, as it was found broken in the world


def test_a_product_that_is_all_digits_stays_text() -> None:
    rows = [typed(line(what="20260101"))]
    rows[0][3] = 20260101
    assert [m.memo for m in read_bytes(xlsx_bill(rows, face([line()])), "x").movements] == ["20260101"]


def test_a_kind_nobody_has_declared_stops_no_other_row() -> None:
    bill = csv_bill(
        [line(), line(id="2", kind="数字礼券"), line(id="3", kind="数字礼券", way="/"), line(id="4")]
    )
    outcomes = read_bytes(bill, "x").outcomes()
    assert [type(outcome) for outcome in outcomes] == [Movement, Movement, Review, Movement]


def test_a_payment_made_with_two_means_is_put_to_a_person() -> None:
    review = read_bytes(csv_bill([line(way="支出", account="零钱&农业银行(1234)")]), "x").reviews[0]
    assert "组合支付" in review.reason and review.movement is not None


def test_signs_and_digits_of_other_keyboards_are_read() -> None:
    words = {"amount": "￥１，０００．００", "who": "\u200b王\u3000五\u00a0"}
    movement = read_bytes(csv_bill([line(**words)], face([line(amount="¥1000.00")])), "x").movements[0]
    assert (str(movement.amount), movement.counterparty) == ("1000.00", "王\u3000五")


def test_an_amount_with_a_minus_is_put_to_a_person() -> None:
    for minus in "-‐‑−－":
        bill = csv_bill([line(amount=f"{minus}5.00")], ["微信支付账单明细"])
        assert "读不出来" in read_bytes(bill, "x").reviews[0].reason


def test_a_filtered_bill_says_so_at_the_desk(society: Society, tmp_path: Path) -> None:
    path = tmp_path / "只有收入.csv"
    path.write_bytes(csv_bill(lines(), face(lines(), export="导出类型：[收入]")))
    said = huzhu("import", path, "--dry-run", books=society.folder)
    assert said.code == 0 and "可能不全，请在微信里按“全部”重新下载" in said.all


def test_a_bill_without_a_row_says_so_at_the_desk(society: Society, tmp_path: Path) -> None:
    path = tmp_path / "没有行.csv"
    path.write_bytes(csv_bill([]))
    before = bytes_of(society.folder)
    said = huzhu("import", path, books=society.folder)
    assert said.code == 0 and "一行明细也没有" in said.all and bytes_of(society.folder) == before


def test_the_name_of_a_file_cannot_spoil_the_answer(society: Society, tmp_path: Path) -> None:
    for name in ("[red]账单[bold].csv", "账\n单.csv", "-账单.csv", "账" * 60 + ".csv"):
        (tmp_path / name).write_bytes(b"")
        said = huzhu("import", "--", tmp_path / name, books=society.folder)
        assert said.code == 2 and "文件是空的" in said.err


# --- any paper, spoilt in any way


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(papers())), st.integers(0, 2**32))
def test_any_paper_spoilt_in_any_way_is_read_whole_or_refused_in_chinese(name: str, chance: int) -> None:
    data = spoilt(papers()[name], random.Random(chance))
    began = time.process_time()
    try:
        statement = read_bytes(data, name)
    except UnreadablePaper as refusal:
        assert re.search("[\u4e00-\u9fff]{2}", str(refusal)) and len(str(refusal)) < LONGEST_REFUSAL
    else:
        assert len(statement.outcomes()) == statement.rows
    assert time.process_time() - began < PAPER_S
