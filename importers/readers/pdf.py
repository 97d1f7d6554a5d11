"""PDF papers through pypdfium2: words by position, and columns for who knows their names.

A row's number is that of its first line, counted from the first page on through all of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from importers.paper import Cell, NeedsPassword, RawTable, UnreadablePaper
from importers.profile import Profile
from importers.readers.pdf_header import find_header
from importers.readers.pdf_pages import Label, label_of, refuse_missing
from importers.readers.pdf_table import PdfTable
from importers.readers.pdf_whole import refuse_broken
from importers.readers.pdf_words import Fault, Line, page_of

MAX_PAGES = 2000
"""The most pages that are read; a year of a busy account is some ninety."""

_PEEKED = 3
"""A header stands on one of so many first pages, or the paper is another."""
_AT_ONCE = 10
"""Pages between two openings of the document."""
_SHOWN = 60
_WRONG_PASSWORD = 4
_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for two threads at once."""

_ELSEWHERE = (
    (
        "微信支付交易明细证明",
        "这是微信的《交易明细证明》，没有商品、状态和完整的单号，不能导入：请在微信里用"
        "“我—服务—钱包—账单—常见问题—下载账单—用于个人对账”下载账单，再导入那一份。",
    ),
    (
        "交易流水证明",
        "这是支付宝的《交易流水证明》PDF，没有交易状态，不能导入：请在支付宝里用"
        "“我的—账单—…—开具交易流水证明—用于个人对账”下载明细（csv），再导入那一份。",
    ),
)
"""Titles of papers that prove a movement to others and are no account of it, each with the way to the right one."""


_FAULTS: dict[Fault, str] = {
    "picture": "是扫描件（只有图片，没有文字），这里不认图片上的字："
    "请在手机银行、网上银行下载电子版账单（PDF、Excel 或 csv），或照着纸面录入。",
    "guessed": "的字靠不住（扫描后认出来的，或字体没有编码），容易读错："
    "请在手机银行、网上银行下载电子版账单（Excel 或 csv）再导入。",
    "fontless": "没有带中文字体，这台电脑上也没有，字会读漏："
    "请装上中文字体（如 fonts-noto-cjk）再导入，或在网上银行下载 Excel、csv 账单。",
}


def read_pdf(data: bytes, password: str = "") -> Callable[[Profile], list[RawTable]]:
    """What the PDF's words are as a table of a profile; raises UnreadablePaper, NeedsPassword where locked."""
    refuse_broken(data)
    first = list(islice(_pages(data, password), _PEEKED))
    if not any(first):
        raise UnreadablePaper("PDF 的头几页是空白的，不像账单，请重新下载原始账单。")
    _refuse_certificates([line.said() for line in first[0]])
    shown = [_shown(first)]
    seen: dict[object, list[RawTable]] = {}

    def tables(profile: Profile) -> list[RawTable]:
        if profile.pdf is None:
            return []
        if not any(find_header(lines, profile.columns, profile.optional) for lines in first):
            return shown
        key = frozenset(profile.columns), frozenset(profile.optional), profile.pdf
        if key not in seen:  # papers of two banks may have the same columns
            seen[key] = [_whole(data, password, profile)]
        return seen[key]

    return tables


def _whole(data: bytes, password: str, profile: Profile) -> RawTable:
    """All pages as the one table that the profile knows the columns of; no page is kept in memory."""
    assert profile.pdf is not None
    table = PdfTable(profile, profile.pdf)
    labels: list[Label | None] = []
    for lines in _pages(data, password):
        labels.append(label_of([line.said() for line in lines]))
        table.add(lines)
    refuse_missing(labels)
    return table.table()


def _pages(data: bytes, password: str) -> Iterator[list[Line]]:
    """Every page's lines; the document is opened anew every few pages, as PDFium keeps all fonts until it is closed."""
    start, count = 0, 1
    while start < count:
        with _opened(data, password) as pdf:
            count = len(pdf)
            lines = [_page(pdf, at) for at in range(start, min(start + _AT_ONCE, count))]
        yield from lines
        start += _AT_ONCE


def _shown(pages: list[list[Line]]) -> RawTable:
    """The first lines as they are, for a paper whose columns are not found: its title may still tell what it is."""
    lines = [line.said() for lines in pages for line in lines][:_SHOWN]
    rows: list[tuple[int, list[Cell]]] = [(number, [said]) for number, said in enumerate(lines, 1)]
    return RawTable("pdf", rows)


@contextmanager
def _opened(data: bytes, password: str) -> Iterator[Any]:
    """The document while its pages are read; refused where it cannot be opened or has too many."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            pdf = pypdfium2.PdfDocument(data, password=password or None)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", 0) == _WRONG_PASSWORD:
                raise _locked(password) from error
            raise UnreadablePaper("PDF 不完整或已损坏，打不开，请重新下载原始账单。") from error
        try:
            if len(pdf) > MAX_PAGES:
                raise UnreadablePaper(f"PDF 有{len(pdf)}页，超过{MAX_PAGES}页，请分段下载账单后再导入。")
            yield pdf
        finally:
            pdf.close()


def _locked(password: str) -> NeedsPassword:
    if password:
        return NeedsPassword("PDF 的密码不对，请再看一遍（银行的密码多在短信、邮件或申请流水的页面里）。")
    return NeedsPassword(
        "PDF 有密码：请写上打开密码（--password；银行的密码多在短信、邮件或申请流水的页面里）。"
    )


def _page(pdf: Any, at: int) -> list[Line]:
    """One page's lines; refused where it is a picture or its words cannot be relied on."""
    import pypdfium2

    try:
        page = pdf[at]
    except pypdfium2.PdfiumError as error:
        raise UnreadablePaper(f"PDF 的第{at + 1}页已损坏，读不出来，请重新下载原始账单。") from error
    try:
        lines, fault = page_of(page)
    finally:
        page.close()
    if fault:
        raise UnreadablePaper(f"PDF 的第{at + 1}页{_FAULTS[fault]}")
    return lines


def _refuse_certificates(said: list[str]) -> None:
    """Send back WeChat's and Alipay's certificates, which lack what a row needs."""
    text = "".join(said).replace(" ", "")
    for title, way in _ELSEWHERE:
        if title in text:
            raise UnreadablePaper(way)
