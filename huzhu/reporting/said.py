"""What else is said beside a report's name and days: held against what the report knows, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from huzhu import session
from ledger.district import Society
from ledger.mistake import Mistake, why
from reports.report import PLACE, DistrictReport, Report


def given(found: Report | DistrictReport, said: dict[str, str]) -> dict[str, str]:
    """What else was said; Mistake where the report knows nothing of it, or wants something more."""
    known = {word.rstrip("!") for word in found.options}
    if strange := [word for word in said if word not in known]:
        raise Mistake(f"“{found.title}”用不上 --{strange[0]}")
    if blank := [word for word, value in said.items() if not value.strip()]:
        raise Mistake(f"--{blank[0]} 后面没有写")
    if missing := [w for w in found.options if w.endswith("!") and w.rstrip("!") not in said]:
        raise Mistake(f"“{found.title}”要写明{found.options[missing[0]]}：--{missing[0].rstrip('!')}")
    return said


def meant(place: Society, found: Report, said: Mapping[str, str]) -> dict[str, str]:
    """What was said, with a place of money by its whole name in these books, and a text by what stands in its file."""
    whole = texts(said)
    if "account" in whole and found.options["account"] == PLACE:
        whole["account"] = session.holder(place, whole["account"])
    return whole


def texts(said: Mapping[str, str]) -> dict[str, str]:
    """What was said, with a text by what stands in its file."""
    return {word: _read(value) if word == "text" else value for word, value in said.items()}


def content(path: str) -> bytes:
    """The bytes of a file that was named; Mistake where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise Mistake(f"读不了文件 {path}：{why(fault)}") from None


def _read(path: str) -> str:
    """What a person wrote into a text file, as UTF-8 or GB 18030."""
    found = content(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            words = found.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not words.strip():
            raise Mistake(f"{path} 里没有写字")
        return words
    raise Mistake(f"{path} 不是文字文件，请用记事本另存为 UTF-8 的 .txt")
