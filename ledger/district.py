"""Many societies: where a district's and a society's folders are.

books.md §1 fixes the folders; this file is the only one that spells them.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ledger.mistake import Mistake

RESERVED = "district"
"""The id of the bureau's own books."""
READ_AGAIN = 50
"""How often books are read again that somebody writes meanwhile: writes take longer than reads."""
SOCIETY_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
"""A society's id is its folder's name: never reused, never renamed."""

_TITLE = re.compile(r'^option "title" "([^"\n]*)"', re.MULTILINE)


class NoBooks(Mistake):
    """There are no books where the user looked; the sentence says what to do."""


class AsRead(dict[str, bytes]):
    """Files as they were read from the disk, and not as somebody supposes them to be."""


class StrangeFile(NoBooks):
    """Something that is neither a file nor a folder stands in the books; the sentence names it."""


def _strange(path: Path) -> str:
    """What a path is, where it is neither a plain file nor a folder, nor free; else empty."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return ""
    if stat.S_ISLNK(mode):
        return "是一个链接，指到别处"
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "是一个管道或设备"


def title_of(top: Path) -> str:
    """The title that a top file gives its books, or the folder's name where it gives none."""
    found = _TITLE.search(top.read_text(encoding="utf-8-sig", errors="replace"))
    return found[1] if found else top.parent.name


@dataclass(frozen=True)
class Ledger:
    """One folder of books, a society's or the bureau's: where its files are."""

    folder: Path

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def top(self) -> Path:
        """The top file: options, the one plugin, the includes."""
        raise NotImplementedError

    @property
    def accounts(self) -> Path:
        """The open directives."""
        raise NotImplementedError

    @property
    def facts(self) -> Path:
        """The file of dated facts."""
        raise NotImplementedError

    @property
    def months_folder(self) -> Path:
        """The folder of the month files."""
        raise NotImplementedError

    def journal(self, month: str) -> Path:
        """The file of a month's entries, the month given as 2026-07."""
        return self.months_folder / f"{month}.beancount"

    @property
    def policy(self) -> Path:
        """The policy lines, frozen with the books."""
        return self.folder / "policy.beancount"

    @property
    def documents(self) -> Path:
        """Scans and printed sheets."""
        return self.folder / "documents"

    @property
    def archive(self) -> Path:
        """Who the recipients are, encrypted."""
        return self.folder / "archive"

    @property
    def seals(self) -> Path:
        """Month seals, and the head of the hash chain as last acknowledged."""
        return self.folder / "seals"

    @property
    def title(self) -> str:
        """The registered name, read from the top file."""
        return title_of(self.top)

    @property
    def months(self) -> list[str]:
        """The months that have a file, 2026-07 …, in order."""
        return sorted(p.stem for p in self.months_folder.glob("????-??.beancount"))

    @property
    def files(self) -> list[Path]:
        """Every file that these books are made of, whether it is there or not."""
        months = sorted(self.months_folder.glob("????-??.beancount"))
        return [self.top, self.policy, self.accounts, self.facts, *months]

    def contents(self) -> dict[str, bytes]:
        """The bytes of every file of these books, by its name; StrangeFile where one leads out of the folder.

        Nobody is locked out for a reader: what somebody wrote while it was read is read again, so that all files
        are of one instant.
        """
        self.refuse_strange()
        for _ in range(READ_AGAIN):
            before = self.as_written()
            found = AsRead((f.relative_to(self.folder).as_posix(), f.read_bytes()) for f in before)
            if self.as_written() == before:
                break
        return found

    def as_written(self) -> dict[Path, tuple[int, int]]:
        """Which files there are, and which writes made them: every write makes a file anew."""
        found = {}
        for path in self.files:
            with suppress(OSError):
                written = path.stat()
                if stat.S_ISREG(written.st_mode):
                    found[path] = (written.st_ino, written.st_mtime_ns)
        return found

    def refuse_strange(self) -> None:
        """StrangeFile where a link, a pipe or a device stands in the place of a file or folder of the books."""
        for path in self._places():
            if word := _strange(path):
                name = path.relative_to(self.folder.parent).as_posix()
                raise StrangeFile(f"{name} {word}，不是账簿自己的；请删去它，用备份恢复")

    def _places(self) -> Iterator[Path]:
        """Where this program reads and writes; a lone society's folder may itself stand behind a link."""
        if self.folder.parent.name == "societies":
            yield self.folder
        yield from (self.months_folder, self.documents, self.seals, self.seals / "head.json")
        yield from (self.folder / name for name in ("archive", "access.jsonl", ".lock", ".lock.holder"))
        yield from self.files

    def chained(self, contents: dict[str, bytes]) -> list[str]:
        """Which of the files hold events, and so links of the hash chain."""
        return [name for name in contents if name not in (self.top.name, self.policy.name)]


class Society(Ledger):
    """One society's folder, e.g. societies/shigang."""

    @property
    def top(self) -> Path:
        """The society's top file."""
        return self.folder / "main.beancount"

    @property
    def facts(self) -> Path:
        """Registration, people, funds, float, resolutions, notices, closings."""
        return self.folder / "society.beancount"

    @property
    def accounts(self) -> Path:
        """The open directives."""
        return self.folder / "accounts.beancount"

    @property
    def months_folder(self) -> Path:
        """The folder of the months' money and case events."""
        return self.folder / "journal"


class District(Ledger):
    """A district's folder: the bureau's own books, and its societies."""

    @property
    def id(self) -> str:
        """The bureau's books have the same id in every district; no society may take it."""
        return RESERVED

    @property
    def top(self) -> Path:
        """The bureau's top file."""
        return self.folder / "district.beancount"

    @property
    def accounts(self) -> Path:
        """The bureau's open directives."""
        return self.folder / "bureau" / "accounts.beancount"

    @property
    def facts(self) -> Path:
        """The bureau's dated facts, kept with its accounts."""
        return self.accounts

    @property
    def months_folder(self) -> Path:
        """The folder of the bureau's month files."""
        return self.folder / "bureau"

    @property
    def societies(self) -> list[Society]:
        """The societies, by id."""
        root = self.folder / "societies"
        if not root.is_dir():
            return []
        return [Society(p) for p in sorted(root.iterdir()) if (p / "main.beancount").is_file()]

    @property
    def headless(self) -> list[Society]:
        """Folders where a society's books should be, without a top file: no society vanishes with it."""
        root = self.folder / "societies"
        named = (p for p in sorted(root.iterdir()) if SOCIETY_ID.fullmatch(p.name)) if root.is_dir() else ()
        return [Society(p) for p in named if not (p / "main.beancount").is_file()]

    def society(self, id_: str) -> Society:
        """The society of that id; NoBooks when there is none."""
        found = Society(self.folder / "societies" / id_)
        if not SOCIETY_ID.fullmatch(id_) or not found.top.is_file():
            known = "、".join(s.id for s in self.societies) or "（还没有）"
            raise NoBooks(f"没有编号为“{id_}”的互助社。现有：{known}")
        return found


def nearest(start: Path) -> District | Society:
    """The books whose folder is `start` or the first above it that holds any; NoBooks when none does."""
    start = start.resolve()
    for folder in (start, *start.parents) if start.exists() else ():
        for kind in (Society, District):
            if kind(folder).top.is_file():
                return kind(folder)
    return find(start)


def find(start: Path) -> District | Society:
    """The district or lone society whose folder holds `start`, searched upwards; NoBooks when none does."""
    start = start.resolve()
    if not start.exists():
        raise NoBooks(f"没有这个文件夹：{start}。请检查 --books 后面的路径")
    lone: Society | None = None
    for folder in (start, *start.parents):
        if (folder / "district.beancount").is_file():
            return District(folder)
        if lone is None and (folder / "main.beancount").is_file():
            lone = Society(folder)
    if lone is not None:
        return lone
    raise NoBooks(
        f"{start} 里没有账簿。请先进入账簿所在的文件夹，或用 --books 指出它；新建用 huzhu new district"
    )
