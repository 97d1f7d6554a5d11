"""A git repository for each society on another disk: what the books said when, outside the commit point.

A commit holds the files that the chain and the seals vouch for, and its message where the chain stood. Nothing else
goes in: what is in a history cannot be taken out again, so neither archive nor documents, where a person may
have to be forgotten, and never a key. Objects and refs are synced to the disk, and so are their folders.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from dulwich.errors import ChecksumMismatch, FileFormatException, NotGitRepository
from dulwich.file import FileLocked
from dulwich.index import commit_tree
from dulwich.object_store import iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import Ref
from dulwich.repo import Repo

from huzhu.safekeeping import sound_books, ssh_signature
from huzhu.safekeeping.ssh_signature import Signer
from ledger import seals, storage, trail
from ledger.district import RESERVED, District, Ledger, Society
from ledger.mistake import Mistake, why

_BRANCH = Ref(b"refs/heads/main")
_MESSAGE = re.compile(rb"seq: (\d{1,9})\nhead: ([0-9a-f]{64})\n\Z")
_FILE = 0o100644


_DAMAGE = (
    NotGitRepository,
    FileFormatException,
    ChecksumMismatch,
    zlib.error,
    KeyError,
    ValueError,
    AssertionError,
)
"""What dulwich says, its own assertions among it, of objects and refs that are not what they were."""


class Unlike(Mistake):
    """A mirror and the books do not tell the same history."""


class Kept(NamedTuple):
    """A commit that was made, or would have said nothing new."""

    id: str
    seq: int
    head: str
    new: bool


class History(NamedTuple):
    """What a mirror was found to hold."""

    id: str
    commits: int
    seq: int
    head: str
    signed: int
    keys: frozenset[str]
    """The public keys that signed, in hex."""


def mirrored(ledger: Ledger, root: Path, at: str, signer: Signer | None = None) -> Kept:
    """Add the books as they are to their repository; Mistake where it cannot be, the books are as before."""
    if root.resolve().is_relative_to(_top(ledger).resolve()):
        raise Mistake("副本不要放在账簿的文件夹里，请放到另一个磁盘上")
    with storage.locked(ledger.folder):
        found, chain, _ = sound_books.chained(ledger)
        files = found | _seals(ledger)
    with _trouble(root), _opened(root / f"{ledger.id}.git", make=True) as repo:
        parent = _last(repo)
        if parent is not None:
            _grows(ledger.id, _told(parent), chain)
        commit = _commit(repo, files, parent, f"{ledger.id} 记到第{len(chain.events)}笔", chain)
        if parent is not None and parent.tree == commit.tree:
            return Kept(ledger.id, len(chain.events), chain.head, new=False)
        _stamp(commit, at, signer)
        _show(repo, commit, parent)
    return Kept(ledger.id, len(chain.events), chain.head, new=True)


def _top(ledger: Ledger) -> Path:
    """The folder that everything about these books is in."""
    district = ledger.folder.parent.parent
    return district if District(district).top.is_file() else ledger.folder


def _seals(ledger: Ledger) -> dict[str, bytes]:
    return {f"seals/{p.name}": p.read_bytes() for p in sorted(ledger.seals.glob("*.json"))}


@contextmanager
def _trouble(root: Path) -> Iterator[None]:
    """Whatever befalls the mirror's disk, said in a sentence."""
    try:
        yield
    except FileLocked as busy:
        name = Path(os.fsdecode(busy.lockfilename)).name
        said = f"副本正在被另一个程序写，或上次没有写完。没有程序在写，就删掉 {root} 里的 {name} 再来一次"
        raise Mistake(f"没有写进副本：{said}") from None
    except OSError as fault:
        raise Mistake(f"没有写进副本：{root.name}，{why(fault)}。账簿没有变动") from fault
    except _DAMAGE as fault:
        raise Unlike(
            f"{root} 里的副本坏了，读不出来（{type(fault).__name__}）。请换一个文件夹重新做"
        ) from None


@contextmanager
def _opened(path: Path, *, make: bool = False) -> Iterator[Repo]:
    """A society's repository, made where it is not there yet: whole, or not at all."""
    if make and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        shutil.rmtree(temp, ignore_errors=True)
        try:
            _init(temp)
            temp.replace(path)
        finally:
            shutil.rmtree(temp, ignore_errors=True)
        storage.sync_folder(path.parent)
    if not path.exists():
        raise Mistake(f"{path.parent} 里还没有 {path.stem} 的副本，请先用 huzhu mirror 存一次")
    repo = Repo(str(path))
    try:
        repo.object_store.fsync_object_files = True  # refs are synced anyway
        yield repo
    finally:
        repo.close()


def _init(path: Path) -> None:
    repo = Repo.init_bare(str(path), mkdir=True, default_branch=b"main")
    config = repo.get_config()
    config.set(
        (b"core",), b"fsync", b"all"
    )  # for whoever packs it with git; dulwich is told when it is opened
    config.set((b"receive",), b"denyNonFastForwards", b"true")
    config.set((b"receive",), b"denyDeletes", b"true")
    config.write_to_path()
    repo.close()
    for folder, _, names in os.walk(path):
        for name in names:
            fd = os.open(Path(folder) / name, os.O_RDONLY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
        storage.sync_folder(Path(folder))


def _last(repo: Repo) -> Commit | None:
    """The newest commit; None where there is none yet."""
    try:
        found = repo[repo.refs[_BRANCH]]
    except KeyError:
        if _BRANCH in repo.refs:
            raise
        return None
    assert isinstance(found, Commit)
    return found


def _told(commit: Commit) -> tuple[int, str]:
    """The place in the chain that a commit's message names."""
    found = _MESSAGE.search(commit.message)
    if found is None:
        raise Unlike(f"副本里的 {commit.id.decode()[:12]} 不是 huzhu 写的")
    return int(found[1]), found[2].decode()


def _grows(id_: str, before: tuple[int, str], chain: trail.Chain) -> None:
    """Unlike where what was mirrored before is not the beginning of this chain."""
    seq, head = before
    if seq > len(chain.events):
        raise Unlike(f"{id_}：副本记到第{seq}笔，账里只有{len(chain.events)}笔，账簿被换成了旧的")
    if seq and chain.events[seq - 1].hash != head:
        raise Unlike(f"{id_}：第{seq}笔和副本里的不一样，账簿被换过")


def _commit(
    repo: Repo, files: dict[str, bytes], parent: Commit | None, said: str, chain: trail.Chain
) -> Commit:
    """A commit of the files, its objects on the disk, itself not yet."""
    named: list[tuple[bytes, ObjectID, int]] = []
    for name, content in files.items():
        blob = Blob.from_string(content)
        repo.object_store.add_object(blob)
        named.append((name.encode(), blob.id, _FILE))
    commit = Commit()
    commit.tree = commit_tree(repo.object_store, named)
    commit.parents = [parent.id] if parent is not None else []
    commit.message = f"{said}\n\nseq: {len(chain.events)}\nhead: {chain.head}\n".encode()
    return commit


def _stamp(commit: Commit, at: str, signer: Signer | None) -> None:
    """Who, when, and the signature over all of it."""
    moment = datetime.fromisoformat(at)
    offset = moment.utcoffset()
    commit.author = commit.committer = b"huzhu <huzhu@localhost>"
    commit.author_time = commit.commit_time = int(moment.timestamp())
    commit.author_timezone = commit.commit_timezone = int(offset.total_seconds()) if offset else 0
    commit.encoding = b"UTF-8"
    if signer is not None:
        commit.gpgsig = signer.signature(commit.as_raw_string())


def _show(repo: Repo, commit: Commit, parent: Commit | None) -> None:
    """The commit and then the branch, each confirmed by the disk; Mistake where somebody else was quicker."""
    repo.object_store.add_object(commit)
    objects = Path(repo.path) / "objects"
    for folder in (*(p for p in objects.iterdir() if len(p.name) == 2), objects):
        storage.sync_folder(folder)
    old = parent.id if parent is not None else ObjectID(b"0" * 40)
    if not repo.refs.set_if_equals(_BRANCH, old, commit.id):
        raise Mistake("没有写进副本：另一个程序刚写过，请再来一次")
    storage.sync_folder(Path(repo.path) / "refs" / "heads")


def verified(id_: str, root: Path, books: Ledger | None = None) -> History:
    """Follow a repository from its newest commit to its first: each fits its chain, and the history only grew.

    With the books they, too, must go on where the newest commit stands. Unlike where something does not fit.
    """
    with _trouble(root), _opened(root / f"{id_}.git") as repo:
        at, count, signed, found = _last(repo), 0, 0, set[str]()
        if at is None:
            raise Unlike(f"{id_} 的副本是空的")
        newest, later = _told(at), None
        while at is not None:
            chain = _fits(repo, id_, at)
            if later is not None:
                _grows(f"{id_} 的 {at.id.decode()[:12]}", _told(at), later)
            if key := _signed(id_, at):
                found.add(key)
                signed += 1
            count, later = count + 1, chain
            at = _before(repo, id_, at)
    if books is not None:
        _grows(id_, newest, sound_books.chained(books)[1])
    return History(id_, count, *newest, signed, frozenset(found))


def _before(repo: Repo, id_: str, commit: Commit) -> Commit | None:
    if len(commit.parents) > 1:
        raise Unlike(f"{id_} 的副本在 {commit.id.decode()[:12]} 有两条历史，不是 huzhu 写的")
    found: Any = repo[commit.parents[0]] if commit.parents else None
    assert found is None or isinstance(found, Commit)
    return found


def _fits(repo: Repo, id_: str, commit: Commit) -> trail.Chain:
    """The chain of a commit's files; Unlike where it breaks, or is not where the message says."""
    assert isinstance(repo[commit.tree], Tree)
    files = {}
    for entry in iter_tree_contents(repo.object_store, commit.tree):
        assert entry.path is not None and entry.sha is not None
        blob = repo[entry.sha]
        assert isinstance(blob, Blob) and Blob.from_string(blob.data).id == entry.sha
        files[entry.path.decode()] = blob.data
    chain, breaks = _followed(id_, files)
    short = commit.id.decode()[:12]
    if breaks:
        raise Unlike(f"{id_} 的副本 {short}：{breaks[0].file} {breaks[0].text}")
    if (len(chain.events), chain.head) != _told(commit):
        raise Unlike(f"{id_} 的副本 {short} 里的账和它写明的位置不符")
    return chain


def _followed(id_: str, files: dict[str, bytes]) -> tuple[trail.Chain, list[trail.Break]]:
    """The chain of such files, and where it or a seal breaks; the seals are looked for on a disk, so they get one."""
    with tempfile.TemporaryDirectory(prefix="huzhu-mirror-") as folder:
        ledger: Ledger = District(Path(folder)) if id_ == RESERVED else Society(Path(folder) / id_)
        ledger.seals.mkdir(parents=True)
        books = {}
        for name, content in files.items():
            if re.fullmatch(r"seals/[^/]+\.json", name):
                (ledger.seals / Path(name).name).write_bytes(content)
            else:
                books[name] = content
        chain = trail.chain(ledger, books)
        return chain, [*chain.breaks, *seals.judged(ledger, books, chain).breaks]


def _signed(id_: str, commit: Commit) -> str:
    """The key that signed a commit; empty where nobody did. Unlike where the signature does not hold."""
    if not commit.gpgsig:
        return ""
    bare = commit.copy()
    assert isinstance(bare, Commit)
    bare.gpgsig = None
    key = ssh_signature.signed_by(commit.gpgsig, bare.as_raw_string())
    if key is None:
        raise Unlike(f"{id_} 的副本 {commit.id.decode()[:12]}：签名不对")
    return key
