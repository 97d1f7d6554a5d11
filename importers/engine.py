"""One engine for every paper: fit one profile, put each row into exactly one bin, check the totals."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from importers import cells, chain, links, totals
from importers.header import Fit, fit
from importers.movement import Balances, Movement, Review, Skip, Statement
from importers.paper import RawTable, UnreadablePaper
from importers.profile import Face, Profile, Reading, Row
from importers.profiles.table import PROFILES
from importers.readers.sniff import sniff
from importers.readers.unzip import MAX_BYTES, unzip

_RESAVED = "文件被 Excel 另存过，请重新下载原始账单。"
_STEP = 1000
Watch = Callable[[int, int], None]
"""Told how many rows of how many are read, for a progress bar."""


class Transcript(NamedTuple):
    """A paper as it is written, row by row, before anything vouches for it."""

    profile: Profile
    face: Face
    rows: list[Row]
    readings: list[Reading]


def read(
    path: Path,
    password: str = "",
    paper: str = "",
    watch: Watch | None = None,
    more: Sequence[Profile] = (),
) -> Statement:
    """Read one paper from disk; raises UnreadablePaper where it cannot be read whole.

    `password` opens a locked zip or PDF (NeedsPassword where it does not); `paper` is a profile's name, for a
    file that more than one fits. `more` are profiles tried besides those that we declare.
    """
    return read_bytes(bytes_of(path), path.name, password, paper, watch, more)


def read_bytes(
    data: bytes,
    name: str,
    password: str = "",
    paper: str = "",
    watch: Watch | None = None,
    more: Sequence[Profile] = (),
) -> Statement:
    """Read one paper from its bytes; `name` is only remembered. Raises UnreadablePaper."""
    found = transcribe(data, password, paper, watch, more)
    warnings, balances = vouch(found)
    outcomes = [reading.outcome for reading in found.readings]
    return Statement(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        profile=found.profile.name,
        owner=found.face.owner,
        account=found.face.account,
        period=found.face.period,
        rows=len(found.rows),
        declared=found.face.declared,
        movements=tuple(outcome for outcome in outcomes if isinstance(outcome, Movement)),
        skips=tuple(outcome for outcome in outcomes if isinstance(outcome, Skip)),
        reviews=tuple(outcome for outcome in outcomes if isinstance(outcome, Review)),
        warnings=tuple(warnings),
        balances=balances,
    )


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Rows are only made while a paper is read: looking for rubbish among them costs a sixth of the time."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


@_nothing_thrown_away()
def transcribe(
    data: bytes,
    password: str = "",
    paper: str = "",
    watch: Watch | None = None,
    more: Sequence[Profile] = (),
) -> Transcript:
    """Every row of a paper read, and nothing checked; raises UnreadablePaper where it is no paper we know."""
    found = _fit(data, password, paper, more)
    profile = found.profile
    rows: list[Row] = []
    foot: list[Row] = []
    for row in found.rows():
        (foot if profile.foot(row) else rows).append(row)
    face = profile.own(profile.face(found.face(foot)), rows, foot)
    _refuse_damaged(found, rows)
    _refuse_above(found, face)
    readings = []
    for place, row in enumerate(rows):
        readings.append(profile.read(row, face))
        if watch and (place % _STEP == 0 or place == len(rows) - 1):
            watch(place + 1, len(rows))
    apart = profile.chained or profile.repeats
    readings = links.numbered(readings) if apart else links.untwinned(rows, readings)
    return Transcript(profile, face, rows, profile.settle(readings))


def vouch(found: Transcript) -> tuple[list[str], Balances | None]:
    """Warnings, and the balances at both ends; raises UnreadablePaper where money or balances do not tie."""
    profile, face, readings = found.profile, found.face, found.readings
    steps = list(_steps(found)) if profile.chained else []
    balances = chain.follow(steps)
    checked = totals.check(
        face.declared,
        readings,
        sums_differ=profile.sums_differ,
        chained=balances is not None,
        mend=profile.mend,
    )
    empty = [] if readings else ["账单里一行明细也没有，请看看下载时日期选对了没有。"]
    return [*empty, *face.warnings, *checked, *_outside(face, readings), *chain.misdated(steps)], balances


def profile_of(path: Path, password: str = "", paper: str = "") -> Profile:
    """The kind of paper that a file is, without reading its rows; raises UnreadablePaper where it is none."""
    return _fit(bytes_of(path), password, paper).profile


def bytes_of(path: Path) -> bytes:
    """A file's bytes; UnreadablePaper where it is none, or larger than any paper."""
    try:
        if not path.is_file():  # a pipe would be waited for, a device read without end
            raise UnreadablePaper(f"打不开文件“{path.name}”，请看看它还在不在、是不是文件。")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadablePaper(f"文件超过{MAX_BYTES // 1024 // 1024}MB，请分段下载账单后再导入。")
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePaper(f"打不开文件“{path.name}”，请看看它还在不在、是不是文件。") from error


def sheets(path: Path, password: str = "") -> list[RawTable]:
    """The tables of a file that no profile fits, to propose a column map for; none of a PDF."""
    return sheets_of(bytes_of(path), password)


def sheets_of(data: bytes, password: str = "") -> list[RawTable]:
    """The same of a file's bytes."""
    return [] if sniff(data) == "pdf" else _tables(data, password)(PROFILES[0])


def _fit(data: bytes, password: str = "", paper: str = "", more: Sequence[Profile] = ()) -> Fit:
    """The one profile, of all or of the one asked for, that fits a table of the file."""
    every = {profile.name: profile for profile in (*PROFILES, *more)}
    asked = [profile for name, profile in every.items() if paper in ("", name)]
    if not asked:
        known = "、".join(every)
        raise UnreadablePaper(f"没有“{paper}”这种账单，可写：{known}")
    return fit(_tables(data, password), asked)


def _tables(data: bytes, password: str) -> Callable[[Profile], list[RawTable]]:
    """The tables of a file, or of the one file inside a zip, as a profile would see them."""
    kind = sniff(data)
    if kind == "zip":
        data = unzip(data, password)
        kind = sniff(data)
    match kind:
        case "zip":
            raise UnreadablePaper("压缩包里还是压缩包，请解压后再导入里面的账单。")
        case "pdf":
            from importers.readers.pdf import read_pdf

            return read_pdf(data, password)
        case "text":
            from importers.readers.text import read_text

            tables = [read_text(data)]
        case "html":
            from importers.readers.html import read_html

            tables = read_html(data)
        case "xls":
            from importers.readers.xls import read_xls

            tables = read_xls(data)
        case "xlsx":
            from importers.readers.xlsx import read_xlsx

            tables = read_xlsx(data)
    return lambda profile: tables


def _refuse_damaged(found: Fit, rows: Sequence[Row]) -> None:
    """An identifier that Excel turned into a number can no longer keep a row from being booked twice."""
    for column in found.profile.ids:
        number = next((row for row in rows if cells.is_number(row.by_name[column])), None)
        if number:
            raise UnreadablePaper(f"第{number.number}行的{column}成了数字“{number.said(column)}”：{_RESAVED}")
        if cells.are_rounded(row.said(column) for row in rows):
            raise UnreadablePaper(f"{column}的末尾几位全成了0：{_RESAVED}")


def _refuse_above(found: Fit, face: Face) -> None:
    """A movement that slipped above the header would be lost without a word."""
    if not found.profile.chained:
        return
    for row in found.above():
        if isinstance(found.profile.read(row, face).outcome, Movement):
            raise UnreadablePaper(
                f"第{row.number}行像是一笔明细，却在表头上面；文件可能被排过序或改过，请重新下载原始账单。"
            )


def _steps(found: Transcript) -> Iterator[chain.Step]:
    """The rows as steps from balance to balance; one without a day stands beside the row above it."""
    at = None
    for row, reading in zip(found.rows, found.readings, strict=True):
        movement = links.movement_of(reading.outcome)
        at = movement.at if movement else at
        if at is not None and not reading.apart:
            yield chain.Step(row.number, at, reading.change, reading.balance)


def _outside(face: Face, readings: Sequence[Reading]) -> Iterator[str]:
    """Rows dated outside the days that the paper says it covers."""
    if face.period is None:
        return
    start, end = face.period
    rows = [
        str(movement.row)
        for reading in readings
        if (movement := links.movement_of(reading.outcome)) and not start <= movement.at.date() <= end
    ]
    if rows:
        yield f"第{'、'.join(rows[:10])}行等{len(rows)}行的时间不在账单写明的{start}至{end}之内。"
