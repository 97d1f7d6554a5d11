"""One engine for every paper: fit one profile, put each row into exactly one bin, check the totals."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from importers import cells, totals
from importers.header import Fit, fit
from importers.movement import Movement, Outcome, Review, Skip, Statement
from importers.paper import RawTable, UnreadablePaper
from importers.profile import Face, Profile, Reading, Row
from importers.sniff import sniff
from importers.text import read_text
from importers.unzip import MAX_BYTES, unzip
from importers.wechat import WECHAT

PROFILES: tuple[Profile, ...] = (WECHAT,)
"""Every paper that can be read; a new one is one file and its name here."""


_RESAVED = "文件被 Excel 另存过，请重新下载原始账单。"


def read(path: Path) -> Statement:
    """Read one paper from disk; raises UnreadablePaper where it cannot be read whole."""
    return read_bytes(_bytes(path), path.name)


def read_bytes(data: bytes, name: str) -> Statement:
    """Read one paper from its bytes; `name` is only remembered. Raises UnreadablePaper."""
    found = fit(_tables(data), PROFILES)
    face = found.profile.face(found.face())
    rows = list(found.rows())
    _refuse_damaged(found, rows)
    readings = _untwin(rows, [found.profile.read(row) for row in rows])
    warnings = (*face.warnings, *totals.check(face.declared, readings), *_outside(face, readings))
    outcomes = [reading.outcome for reading in readings]
    moved = [outcome for outcome in outcomes if isinstance(outcome, Movement)]
    return Statement(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        profile=found.profile.name,
        owner=face.owner,
        period=face.period,
        rows=len(rows),
        declared=face.declared,
        movements=tuple(found.profile.pair(moved)),
        skips=tuple(outcome for outcome in outcomes if isinstance(outcome, Skip)),
        reviews=tuple(outcome for outcome in outcomes if isinstance(outcome, Review)),
        warnings=warnings,
    )


def profile_of(path: Path) -> Profile:
    """The kind of paper that a file is, without reading its rows; raises UnreadablePaper where it is none."""
    return fit(_tables(_bytes(path)), PROFILES).profile


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe would be waited for, a device read without end
            raise UnreadablePaper(f"打不开文件“{path.name}”，请看看它还在不在、是不是文件。")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadablePaper(f"文件超过{MAX_BYTES // 1024 // 1024}MB，请分段下载账单后再导入。")
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePaper(f"打不开文件“{path.name}”，请看看它还在不在、是不是文件。") from error


def _tables(data: bytes) -> list[RawTable]:
    """The tables of a file, or of the one file inside a zip."""
    kind = sniff(data)
    if kind == "zip":
        data = unzip(data)
        kind = sniff(data)
    if kind == "zip":
        raise UnreadablePaper("压缩包里还是压缩包，请解压后再导入里面的账单。")
    if kind == "text":
        return [read_text(data)]
    from importers.xlsx import read_xlsx

    return read_xlsx(data)


def _refuse_damaged(found: Fit, rows: Sequence[Row]) -> None:
    """An identifier that Excel turned into a number can no longer keep a row from being booked twice."""
    for column in found.profile.ids:
        number = next((row for row in rows if cells.is_number(row.by_name[column])), None)
        if number:
            raise UnreadablePaper(f"第{number.number}行的{column}成了数字“{number.said(column)}”：{_RESAVED}")
        if cells.are_rounded([row.said(column) for row in rows]):
            raise UnreadablePaper(f"{column}的末尾几位全成了0：{_RESAVED}")


def _untwin(rows: Sequence[Row], readings: Sequence[Reading]) -> list[Reading]:
    """Of rows that share a link, repeats are skipped; rows that contradict one another go to review."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        link = _link(reading.outcome)
        if link:
            sharing[link].append(place)
    settled = list(readings)
    for places in sharing.values():
        if len(places) > 1:
            for place, outcome in _settle(places, rows, readings):
                settled[place] = settled[place]._replace(outcome=outcome)
    return settled


def _settle(
    places: Sequence[int], rows: Sequence[Row], readings: Sequence[Reading]
) -> Iterator[tuple[int, Outcome]]:
    """The new outcome of each row among those sharing one link."""
    firsts: dict[tuple[object, ...], int] = {}
    for place in places:
        firsts.setdefault((*rows[place].by_name.values(), *rows[place].extra.values()), place)
    for place in places:
        number = rows[place].number
        first = firsts[(*rows[place].by_name.values(), *rows[place].extra.values())]
        if first != place:
            yield place, Skip(number, f"与第{rows[first].number}行完全相同，不重复记账。")
        elif len(firsts) > 1:
            others = "、".join(str(rows[other].number) for other in firsts.values() if other != place)
            movement = _movement(readings[place].outcome)
            yield place, Review(number, f"单号与第{others}行相同，内容却不同，请查清哪一行是真的。", movement)


def _movement(outcome: Outcome) -> Movement | None:
    if isinstance(outcome, Movement):
        return outcome
    return outcome.movement if isinstance(outcome, Review) else None


def _link(outcome: Outcome) -> str:
    movement = _movement(outcome)
    return movement.link if movement else ""


def _outside(face: Face, readings: Sequence[Reading]) -> Iterator[str]:
    """Rows dated outside the days that the paper says it covers."""
    if face.period is None:
        return
    start, end = face.period
    rows = [
        str(movement.row)
        for reading in readings
        if (movement := _movement(reading.outcome)) and not start <= movement.at.date() <= end
    ]
    if rows:
        yield f"第{'、'.join(rows[:10])}行等{len(rows)}行的时间不在账单写明的{start}至{end}之内。"
