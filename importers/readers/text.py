"""Text papers: strict decoding of the whole file, comma separated, quotes that must close."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from importers.paper import Cell, RawTable, UnreadablePaper, filled, tidy

_TAB_AFTER_QUOTE = re.compile(r'"\t+(?=[,\r\n]|\Z)')
_TAB_BEFORE_QUOTE = re.compile(r'((?:^|,))\t+(?=")', re.MULTILINE)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 or GB18030; a cut or mixed file is refused, never patched."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            said = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in said:
            return said
    raise UnreadablePaper(
        "文件不是能读的文本（既不是 UTF-8 也不是 GB18030），也不是 xlsx："
        "请重新下载原始账单，不要用别的软件转存。"
    )


def read_text(data: bytes) -> RawTable:
    """The rows of a comma separated file, each numbered by the line on which it begins."""
    said = decode(data)
    if "\t" in said:  # some exports put a tab outside the quotes, where it would break strict quoting
        said = _TAB_BEFORE_QUOTE.sub(r"\1", _TAB_AFTER_QUOTE.sub('"', said))
    return RawTable("csv", filled(_rows(said)))


def _rows(said: str) -> Iterator[tuple[int, list[Cell]]]:
    """Each record with its first line; an unclosed quote would swallow rows, so it refuses the file."""
    reader = csv.reader(StringIO(said, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            yield line, tidy(record)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadablePaper(f"第{line}行的引号没有配好，后面的行会读错；请重新下载原始账单。") from error
