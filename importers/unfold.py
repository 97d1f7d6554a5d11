"""Tables turned out of a PDF whose cells hold the lines of many rows, one under the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from importers.paper import Cell, UnreadablePaper


def unfolded(
    rows: Iterable[tuple[int, list[Cell]]], names: Sequence[str], leading: Sequence[str]
) -> Iterator[tuple[int, list[Cell]]]:
    """The rows, each of one line; those that share a cell are numbered on, as they have no number of their own.

    The first of the `leading` columns tells how many rows there are, the others must have as many lines. Lines of
    another column that are not as many belong to nobody for certain: they stand beyond the last column of each row.
    """
    last = 0
    for number, row in rows:
        for single in _single(number, row, names, leading):
            last = max(last + 1, number)
            yield last, single


def _single(
    number: int, row: list[Cell], names: Sequence[str], leading: Sequence[str]
) -> Iterator[list[Cell]]:
    full = row + [""] * (len(names) - len(row))
    lines = [cell.split("\n") if isinstance(cell, str) else [cell] for cell in full]
    count = len(lines[names.index(leading[0])])
    if count == 1:
        yield full
        return
    odd = []
    for at, name in enumerate(names):
        if full[at] == "":
            lines[at] = [""] * count
        if len(lines[at]) != count:
            _refuse_leading(number, name, leading, len(lines[at]), count)
            odd.append(f"{name}：{' '.join(map(str, lines[at]))}")
            lines[at] = [""] * count
    for line in zip(*lines[: len(names)], strict=True):
        yield [*(cell.strip() if isinstance(cell, str) else cell for cell in line), *odd]


def _refuse_leading(number: int, name: str, leading: Sequence[str], lines: int, count: int) -> None:
    if name in leading:
        raise UnreadablePaper(
            f"第{number}行的格子里叠着好几笔：{leading[0]}有{count}行字，{name}有{lines}行字，"
            "分不清哪一笔对哪一笔。请从银行重新下载原始的 Excel 或 PDF 账单，不要用转换过的文件。"
        )
