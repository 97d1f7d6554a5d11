"""Text papers: strict decoding of the whole file, comma or tab separated, quotes that must close."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice

from importers.paper import JUNK, Cell, RawTable, UnreadablePaper, filled, tidy

_LOOK = 100
"""How many lines are looked at to see what separates the columns; the header stands among them."""

_TAB_AFTER_QUOTE = re.compile(r'"\t+(?=[,\r\n]|\Z)')
_TAB_BEFORE_QUOTE = re.compile(r'((?:^|,))\t+(?=")')
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


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
    """The rows of a text file in columns, each numbered by the line on which it begins."""
    said = decode(data)
    return RawTable("csv", filled(_rows(said, _separator(said))))


def _separator(said: str) -> str:
    """Comma or tab: that which parts some line into more words, none of which holds the other within.

    Tabs around words pad them, as banks do in comma separated files; commas within words group thousands. A
    file that either might part is refused.
    """
    lines = [found[0] for found in islice(_LINE.finditer(said), _LOOK)]
    commas, tabs = (max((_parts(line, *two) for line in lines), default=0) for two in (",\t", "\t,"))
    if commas == tabs > 1:
        raise UnreadablePaper(
            "看不出这个文本文件的各列是用逗号还是用制表符隔开的；请重新下载原始账单，不要用别的软件转存。"
        )
    return "\t" if tabs > commas else ","


def _parts(line: str, separator: str, other: str) -> int:
    """How many words the separator makes of a line; none where the other separator stands within one."""
    words = [word for cell in line.split(separator) if (word := cell.strip(JUNK + '"'))]
    return 0 if any(other in word for word in words) else len(words)


def _lines(said: str, separator: str) -> Iterator[str]:
    """The lines with their ends, one at a time: a second copy of a long file would be the largest thing there is.

    Some exports put a tab outside the quotes, where it would break strict quoting, unless it is the separator.
    """
    for found in _LINE.finditer(said):
        line = found[0]
        stray = separator == "," and ('"\t' in line or '\t"' in line)
        yield _TAB_BEFORE_QUOTE.sub(r"\1", _TAB_AFTER_QUOTE.sub('"', line)) if stray else line


def _rows(said: str, separator: str) -> Iterator[tuple[int, list[Cell]]]:
    """Each record with its first line; an unclosed quote would swallow rows, so it refuses the file."""
    reader = csv.reader(_lines(said, separator), delimiter=separator, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, tidy(record)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadablePaper(f"第{line}行的引号没有配好，后面的行会读错；请重新下载原始账单。") from error
