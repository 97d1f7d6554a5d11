"""The audit pack: one zip with a society's books, papers, trail, statements and a manifest, that opens anywhere.

The society's folder lies in it as it is, under its id, so that `huzhu trail verify` and Fava read it there; beside it stand
pages without scripts or servers, whose every link leads to a file in the pack. The same books give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from huzhu.auditing import audit_pages, verifying
from huzhu.auditing.audit_pages import Link
from huzhu.auditing.verifying import Verified
from ledger import load
from ledger.books import Books
from ledger.district import Society
from ledger.findings import SEVERITY_NAMES, Finding
from ledger.load import BadBooks
from ledger.mistake import Mistake, why
from reports.rows import Column, Row, Sheet

MANIFEST, INDEX = "manifest.json", "index.html"
_REPORTS, _PAGES = "报表", "账页"
_THE_SAME_TIME = (1980, 1, 1, 0, 0, 0)
_LARGEST_MANIFEST = 100_000_000
_CHUNK = 1 << 20
_ZIP64 = 1 << 31

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a file raises that is no zip, or a broken one, or none of ours."""

Content = bytes | Path


class Made(NamedTuple):
    """A pack that was written: where, how many files, and whether the trail holds."""

    path: Path
    files: int
    breaks: int


def make(society: Society, path: Path, day: date, who: str) -> Made:
    """Write a society's pack; Mistake where the books cannot be read or the file not be written."""
    if path.suffix.lower() != ".zip":
        raise Mistake(f"审计包要写成 zip 文件，文件名应像 审计包.zip，不能是“{path.name}”")
    if path.resolve().is_relative_to(society.folder.resolve()):
        raise Mistake("审计包不能写在账簿的文件夹里，请写到别处")
    found = verifying.verify(society, deep=True)
    if found.chain is None:
        raise BadBooks(found.sentence)
    parts = dict(_parts(society, found, day, who))
    temp = path.with_name(f".{path.name}.tmp")
    try:
        _write(temp, parts)
        temp.replace(path)
    except OSError as fault:
        temp.unlink(missing_ok=True)
        raise Mistake(f"审计包写不了：{path}（{why(fault)}）") from None
    return Made(path, len(parts), len(found.breaks))


def _parts(society: Society, found: Verified, day: date, who: str) -> Iterator[tuple[str, Content]]:
    """Every file of the pack; the manifest, which names all the others, comes last."""
    parts: dict[str, Content] = dict(_folder(society))
    sheets = dict(_sheets(society, day))
    for name, sheet in sheets.items():
        parts |= dict(_drawn(f"{_REPORTS}/{name}", sheet))
    parts["核对结果.json"] = _as_json(_verdict(found))
    pages = audit_pages.Pages(society, found, set(parts), _PAGES)
    parts |= pages.entries()
    parts[INDEX] = pages.index(sheets, _REPORTS, Link("核对结果.json", "核对结果.json"), day, who)
    yield from sorted(parts.items())
    yield MANIFEST, _manifest(society, found, parts, day, who)


def _folder(society: Society) -> Iterator[tuple[str, Path]]:
    """The society's folder as it is, without links, locks, temp files and keys."""
    for root, folders, names in os.walk(society.folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not Path(root, f).is_symlink())
        for name in sorted(names):
            path = Path(root, name)
            if (
                path.is_file()
                and not path.is_symlink()
                and not name.startswith(".")
                and path.suffix != ".key"
            ):
                yield f"{society.id}/{path.relative_to(society.folder).as_posix()}", path


# --- statements


def _sheets(society: Society, day: date) -> Iterator[tuple[str, Sheet]]:
    """The statements of every year, and what the rules find."""
    from reports.filings.services import services
    from reports.funds.donor_statement import donor_statement
    from reports.funds.fund_statement import fund_statement
    from reports.funds.subsidy_trace import subsidy_trace

    loaded = load.load(society, day=day)
    if stops := [f for f in loaded.findings if f.source.get("stops")]:
        raise BadBooks(stops[0].text)
    books = Books(loaded.entries, loaded.options, day)
    for year in _years(books):
        first, last, period = date(year, 1, 1), date(year, 12, 31), f"{year}年"
        for sheet in (f(books, first, last, period) for f in (fund_statement, donor_statement, services)):
            if sheet.rows:
                yield f"{sheet.title}-{period}", sheet
    yield "财政补助去向表", subsidy_trace(books, day, f"截至{day}")
    yield "检查结果", findings(books.facts.registration_name, loaded.findings, day)


def _years(books: Books) -> list[int]:
    return sorted({t.date.year for t in books.transactions})


def findings(name: str, found: list[Finding], day: date) -> Sheet:
    """What the rules find, as a sheet."""
    columns = (
        Column("severity", "级别", "text"), Column("rule", "规则", "text"), Column("date", "日期", "day"),
        Column("file", "文件", "text"), Column("line", "行", "count"), Column("message", "内容", "text"),
        Column("clause", "依据", "text"),
    )  # fmt: skip
    rows = tuple(
        Row((SEVERITY_NAMES[f.severity], f.rule, f.day, Path(f.file).name, f.line, f.text, f.clause or ""))
        for f in found
    )
    return Sheet("检查结果", f"{name}　以{day}为准", columns, rows)


def _drawn(name: str, sheet: Sheet) -> Iterator[tuple[str, bytes]]:
    from reports.drawing.draw import draw

    for form in ("html", "xlsx"):
        yield f"{name}.{form}", draw(sheet, form)


# --- the manifest


def _verdict(found: Verified) -> dict[str, Any]:
    """What the trail's verification found."""
    assert found.chain is not None, "books that cannot be read have no pack"
    return {
        "society": found.ledger.id, "events": len(found.chain.events), "head": found.chain.head,
        "sealed": found.sealed, "unsigned": found.unsigned, "breaks": [b._asdict() for b in found.breaks],
    }  # fmt: skip


def _manifest(society: Society, found: Verified, parts: dict[str, Content], day: date, who: str) -> bytes:
    assert found.chain is not None, "books that cannot be read have no pack"
    files = [
        {"path": name, "sha256": sha, "size": size} for name, (sha, size) in sorted(_measured(parts).items())
    ]
    made = {"on": day.isoformat(), "by": who}
    told = {
        "society": society.id,
        "name": society.title,
        "seq": len(found.chain.events),
        "head": found.chain.head,
    }
    return _as_json({**told, "made": made, "files": files})


def _as_json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _measured(parts: dict[str, Content]) -> dict[str, tuple[str, int]]:
    """Hash and size of every file."""
    found = {}
    for name, content in parts.items():
        digest, size = hashlib.sha256(), 0
        for chunk in _chunks(content):
            digest.update(chunk)
            size += len(chunk)
        found[name] = digest.hexdigest(), size
    return found


def _chunks(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _write(path: Path, parts: dict[str, Content]) -> None:
    """The zip: names in UTF-8, one time for all, so that the same files are the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _THE_SAME_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            with pack.open(
                info, "w", force_zip64=not isinstance(content, bytes) and content.stat().st_size >= _ZIP64
            ) as file:
                for chunk in _chunks(content):
                    file.write(chunk)


# --- checking one


def check(path: Path) -> dict[str, Any]:
    """The manifest of a pack whose every file is as it says; Mistake where one is not."""
    try:
        with zipfile.ZipFile(path) as pack:
            names = [i.filename for i in pack.infolist()]
            if len(set(names)) < len(names) or not all(map(_inside, names)):
                raise Mistake(f"{path.name} 不是 huzhu 的审计包：里面的文件名重复或指到外面")
            told: dict[str, Any] = json.loads(_manifest_in(pack))
            expected = {f["path"]: (f["sha256"], f["size"]) for f in told["files"]}
            if missing := sorted(expected.keys() ^ (set(names) - {MANIFEST})):
                raise Mistake(f"审计包里的文件和清单不符：{'、'.join(missing[:3])} 多出来或不见了")
            for name, (sha, size) in expected.items():
                if pack.getinfo(name).file_size != size or _digest(pack, name) != sha:
                    raise Mistake(f"审计包里的 {name} 被改动过，和清单不符")
            return told
    except OSError as fault:
        raise Mistake(f"读不了文件 {path}：{why(fault)}") from None
    except _BROKEN:
        raise Mistake(f"{path.name} 不是 huzhu 的审计包，或者文件坏了") from None


def _manifest_in(pack: zipfile.ZipFile) -> bytes:
    if pack.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError("a manifest is not that large")
    return pack.read(MANIFEST)


def _inside(name: str) -> bool:
    return not (name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name)


def _digest(pack: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with pack.open(name) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
