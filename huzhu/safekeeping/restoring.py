"""Restoring a backup: read through first, unpacked beside, verified as books, and only then given its name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from huzhu.posting import span_of
from huzhu.safekeeping import sound_books
from huzhu.safekeeping.backup_file import BadBackup, File, Nowhere, Part, Reading, Whole, home
from huzhu.safekeeping.sealing import Opens, lock_of, opened
from ledger import seals, storage, trail
from ledger.district import District, Ledger, Society, nearest
from ledger.entries import balances
from ledger.mistake import Mistake, why

_MANY = 8
"""From how many ledgers on it pays to verify them in several processes."""
_SPARE_BYTES = 50_000_000
"""What must stay free on the disk beside the restored books."""


class Restored(NamedTuple):
    """What was restored: the backup as a whole and each ledger, with the months whose seals were compared."""

    whole: Whole
    parts: list[Part]
    sealed: dict[str, list[str]]
    """Ledger's id → the sealed months whose trial balance the restored books give again."""


def lock(path: Path) -> bytes:
    """The passphrase lock that a backup begins with; empty where it is for registered keys."""
    with _readable(path), path.open("rb") as file:
        return lock_of(file)


def restore(path: Path, final: Path, key: Opens, *, even_broken: bool = False) -> Restored:
    """Restore a backup as a folder that does not exist yet; Mistake where anything is wrong, and nothing is left."""
    final = final.parent.resolve() / final.name
    if final.exists() or final.is_symlink():
        raise Mistake(f"{final} 已经有了，恢复不覆盖任何文件，请用 --to 写一个新的文件夹")
    if not final.parent.is_dir():
        raise Mistake(f"没有文件夹 {final.parent}，请先建好")
    with scratch(final.parent, f".{final.name}.restoring-") as folder:
        done = unpack(path, folder, key, even_broken=even_broken, named=final.name)
        made = folder / _name(done.whole, final.name)
        with _writable(final):
            made.replace(final)
    try:
        storage.sync_folder(final.parent)
    except OSError as fault:
        raise Mistake(
            f"已恢复到 {final}，但磁盘没有确认（{why(fault)}）。请检查磁盘，再用 huzhu trail verify 核对"
        ) from fault
    return done


def drill(path: Path, key: Opens, *, even_broken: bool = False) -> Restored:
    """Restore into a folder that is removed again."""
    with scratch(None, "huzhu-drill-") as folder:
        return unpack(path, folder, key, even_broken=even_broken, named="")


@contextmanager
def scratch(parent: Path | None, prefix: str) -> Iterator[Path]:
    """A folder that its owner alone may enter, removed at the end with all that is in it."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    except OSError as fault:
        raise Mistake(f"没有恢复：{why(fault)}，请检查磁盘") from fault
    try:
        yield folder
    finally:
        with suppress(OSError):
            folder.rmdir()  # what was restored has left it
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        raise Mistake(f"临时文件删不掉，里面有账簿，请手工删去 {folder}")


def unpack(path: Path, folder: Path, key: Opens, *, even_broken: bool, named: str) -> Restored:
    """Read the backup through, unpack it into `folder`, and verify the books that come out.

    `named` is the name that the books are to have; a society's is its id, which its chain is bound to.
    """
    first = Nowhere()
    _read(path, key, first)
    assert first.whole is not None
    if named and not first.whole.district and named != first.whole.ids[0]:
        raise Mistake(
            f"没有恢复：这是互助社“{first.whole.ids[0]}”的备份，--to 的文件夹也要叫 {first.whole.ids[0]}"
        )
    evidence = [p.id for p in first.parts if p.broken]
    if evidence and not even_broken:
        raise Mistake(
            f"没有恢复：备份时 {'、'.join(evidence)} 的账簿就核对不上；只为取证，请加 --even-broken"
        )
    _room(folder, first.parts)
    root = folder / _name(first.whole, named)
    with _Files(root, to_last=bool(named)) as sink:
        _read(path, key, sink)
    return Restored(first.whole, first.parts, _all_verified(root, first.whole, first.parts))


def _name(whole: Whole, named: str) -> str:
    return (named or "books") if whole.district else whole.ids[0]


def _room(folder: Path, parts: list[Part]) -> None:
    """Mistake where the disk has no room for what the manifests name."""
    needed = sum(f.size for p in parts for f in p.files)
    free = shutil.disk_usage(folder).free
    if needed + _SPARE_BYTES > free:
        raise Mistake(f"没有恢复：要{needed // 1_000_000}MB，磁盘只剩{free // 1_000_000}MB，请换一个磁盘")


def _read(path: Path, key: Opens, sink: Nowhere | _Files) -> None:
    reading = Reading(sink)
    with _readable(path), path.open("rb") as file:
        lock_of(file)
        opened(file, reading, key)  # what befalls the sink it says itself
    reading.close()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise Mistake(f"备份文件 {path} 读不出来：{why(fault)}") from fault


@contextmanager
def _writable(final: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise Mistake(f"没有恢复：{final.name} 写不进去，{why(fault)}") from fault


class _Files:
    """A sink that writes each file under its name in a folder, new, and has the disk confirm all of them at the end."""

    def __init__(self, root: Path, *, to_last: bool) -> None:
        self._root, self._to_last = root, to_last
        self._folders: list[Path] = []
        self._files: list[Path] = []
        self._fd = -1

    def __enter__(self) -> _Files:
        self._folder(self._root)
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if self._fd >= 0:
            os.close(self._fd)
        if failed is None and self._to_last:
            with _writable(self._root):
                self._sync()

    def _sync(self) -> None:
        """All at once first, which is quick; then each asked for, because only that tells of a failure."""
        if hasattr(os, "sync"):
            os.sync()
        for path in self._files if os.name != "nt" else ():
            fd = os.open(path, os.O_RDONLY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
        for folder in self._folders:
            storage.sync_folder(folder)

    def begin(self, whole: Whole) -> None:
        """A district has a folder of societies, were it empty."""
        if whole.district:
            self._folder(self._root / "societies")

    def part(self, whole: Whole, part: Part) -> None:
        """Make its folders."""
        base = self._root / home(whole, part.id)
        for folder in (base, *(base / f for f in part.folders)):
            self._folder(folder)

    def _folder(self, folder: Path) -> None:
        with _writable(self._root):
            if not folder.is_dir():
                folder.mkdir(parents=True)
                self._folders.append(folder)

    def file(self, name: str, file: File) -> Callable[[bytes], object]:
        """Make it, where none is of that name."""
        path = self._root / name
        self._folder(path.parent)
        with _writable(self._root):
            self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return lambda data: self._take(path, file, data)

    def _take(self, path: Path, file: File, data: bytes) -> None:
        view = memoryview(data)
        with _writable(self._root):
            while view:
                view = view[os.write(self._fd, view) :]
            if not data:
                if os.name == "nt":  # Windows syncs what may be written only
                    os.fsync(self._fd)
                fd, self._fd = self._fd, -1
                os.close(fd)
                path.chmod(file.mode)
                self._files.append(path)


def _all_verified(root: Path, whole: Whole, parts: list[Part]) -> dict[str, list[str]]:
    """Ledger's id → the sealed months that agree; many ledgers are shared out over the processors."""
    sound = [p for p in parts if not p.broken]
    if len(sound) < _MANY:
        return {p.id: _verified(root, whole, p) for p in sound}
    with ProcessPoolExecutor() as pool:
        found = pool.map(partial(_verified, root, whole), sound, chunksize=4)
        return {p.id: months for p, months in zip(sound, found, strict=True)}


def _verified(root: Path, whole: Whole, part: Part) -> list[str]:
    """The sealed months that agree; BadBackup where the books are not those that the manifest tells of."""
    folder = root / home(whole, part.id)
    ledger: Ledger = District(folder) if whole.district and folder == root else Society(folder)
    try:
        found = sound_books.sound(ledger)
    except Mistake as mistake:
        raise BadBackup(f"没有恢复：{mistake}") from mistake
    if (found.seq, found.head) != (part.seq, part.head):
        raise BadBackup(f"没有恢复：{part.id} 的账记到第{found.seq}笔，清单上是第{part.seq}笔，校验码不一样")
    if found.trial_balance != part.trial_balance:
        raise BadBackup(f"没有恢复：{part.id} 的科目余额和备份时不一样")
    for month in found.sealed:
        _same_balance(ledger, found, month)
    return found.sealed


def _same_balance(ledger: Ledger, found: sound_books.Sound, month: str) -> None:
    """BadBackup where the restored books do not give a sealed month's trial balance again."""
    seal = seals.read((ledger.seals / f"{month}.json").read_bytes())
    if seal is None or seal.trial_balance != balances(found.books.transactions, span_of(month)[1]):
        raise BadBackup(f"没有恢复：{ledger.id} {month} 的科目余额和封存时的不一样")


def behind(folder: Path) -> str:
    """Why restored books do not fit what the district around them remembers; empty where they do."""
    chain = trail.chain(nearest(folder))
    return chain.breaks[0].text if chain.breaks else ""
