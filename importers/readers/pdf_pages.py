"""What PDF pages say of their own number, and whether one is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.paper import UnreadablePaper

_N = r"(\d{1,5})"
_LABELS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"第\s*{_N}\s*页\s*[,，、/]?\s*共\s*{_N}\s*页",
        rf"(?:页\s*[数码]|当前页\s*/\s*总页数)\s*[:：]?\s*第?\s*{_N}\s*/\s*共?\s*{_N}",
        rf"当前页\s*[:：]\s*{_N}\s*[,，/]?\s*总页数\s*[:：]\s*{_N}",
        rf"page\s*{_N}\s*(?:of|/)\s*{_N}",
        rf"^[-—\s]*{_N}\s*/\s*{_N}[-—\s]*$",
    )
)
_TOTAL_FIRST = re.compile(rf"共\s*{_N}\s*页\s*[,，、/]?\s*(?:当前)?第\s*{_N}\s*页")
_BARE = len(_LABELS) - 1
_NAMED = 5
"""So many missing pages are named."""

Label = tuple[int, int, bool]
"""A page's number, how many there are, and whether that is all the line says."""


def label_of(said: Sequence[str]) -> Label | None:
    """The number that a page gives itself in one of its lines, or None."""
    for line in said:
        if found := _TOTAL_FIRST.search(line):
            return int(found[2]), int(found[1]), False
        for place, pattern in enumerate(_LABELS):
            if found := pattern.search(line):
                return int(found[1]), int(found[2]), place == _BARE
    return None


def refuse_missing(labels: Sequence[Label | None]) -> None:
    """Raise UnreadablePaper where the pages say that there should be others."""
    told = [label for label in labels if label]
    if any(bare for *_, bare in told) and (len(told) < len(labels) or len({n for _, n, _ in told}) > 1):
        told = [label for label in told if not label[2]]  # a lone 1/2 may as well be something else
    if not told:
        return
    numbers, counts = [number for number, *_ in told], {count for _, count, _ in told}
    if len(counts) > 1 or len(set(numbers)) < len(numbers):
        raise UnreadablePaper(
            "PDF 里有几页的页码重复或总页数不一样，像是几份账单合在了一起：请一份账单一个文件，分开导入。"
        )
    count = counts.pop()
    missing = [str(n) for n in range(1, count + 1) if n not in set(numbers)]
    if len(missing) > len(labels) - len(told):  # a page that says nothing may be any of them
        some = "、".join(missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
        raise UnreadablePaper(
            f"账单写明共{count}页，文件里只有{len(labels)}页，缺第{some}页：请重新下载或重新导出完整的账单。"
        )
