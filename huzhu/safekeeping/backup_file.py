"""What a backup holds: a tar stream that any tar opens, accepted again only as its own manifests promise it.

First stands `manifest.json` with the ids of the books; then, for each of them, `manifests/<id>.json` with the
place in the chain and every file's size and hash, and those files under `books/`. Whoever reads it knows from
the manifest which bytes must come next, headers and padding too: a link, a device, a second file of one name
or a path that leads elsewhere has no place to stand.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, NamedTuple, Protocol, get_origin, get_type_hints

from ledger.district import RESERVED, SOCIETY_ID
from ledger.mistake import Mistake
from ledger.writing import unfit

FORMAT = 1
"""The format of backups that this version writes and reads."""
LARGEST_MANIFEST_BYTES = 64_000_000
LARGEST_FILE_BYTES = 1 << 40
LONGEST_TEXT = 2000
"""No name, title or sentence in a manifest is longer."""
CHUNK_BYTES = 1 << 20
MODES = (0o444, 0o600, 0o644)
"""A file's rights are kept as one of these: closed, secret, or plain."""

_BLOCK = 512
_END = bytes(2 * _BLOCK)
_HEX = re.compile(r"[0-9a-f]{64}")


class BadBackup(Mistake):
    """A backup that is cut, changed or none of ours; the sentence says what is wrong."""


class File(NamedTuple):
    """One file of the books, its name relative to their folder."""

    name: str
    size: int
    sha256: str
    mode: int


class Part(NamedTuple):
    """One ledger's books: where its chain stands, and its files."""

    id: str
    title: str
    seq: int
    head: str
    trial_balance: str
    """The SHA-256 of every account's balance, as `huzhu.safekeeping.sound_books` computes it."""
    broken: str
    """Why these books did not verify when they were kept as evidence; empty where they did."""
    folders: tuple[str, ...]
    files: tuple[File, ...]


class Whole(NamedTuple):
    """The backup as a whole: who made it when, and of which books."""

    huzhu: str
    created_at: str
    recorded_by: str
    district: bool
    """A district, the bureau's books first; else one society alone."""
    ids: tuple[str, ...]


class Sink(Protocol):
    """Where the files of a backup go when it is read."""

    def begin(self, whole: Whole) -> None:
        """The backup as a whole."""

    def part(self, whole: Whole, part: Part) -> None:
        """One ledger's books are next."""

    def file(self, name: str, file: File) -> Callable[[bytes], object]:
        """A file is next, under its name in the whole; what is returned takes its bytes, and b"" at its end."""


class Nowhere:
    """A sink that keeps nothing: the backup is only read through, and its manifests remembered."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.whole: Whole | None = None
        self.parts: list[Part] = []

    def begin(self, whole: Whole) -> None:
        """Remember it."""
        self.whole = whole

    def part(self, whole: Whole, part: Part) -> None:
        """Remember it."""
        self.parts.append(part)

    def file(self, name: str, file: File) -> Callable[[bytes], object]:
        """Its bytes go nowhere."""
        return lambda data: None


def home(whole: Whole, id_: str) -> str:
    """Where one ledger's files stand in the whole: at its root, or a district's society under societies/."""
    return "" if id_ == RESERVED or not whole.district else f"societies/{id_}/"


def stream(
    whole: Whole, parts: Iterable[tuple[Part, Callable[[File], Iterator[bytes]]]]
) -> Generator[bytes, None, None]:
    """The bytes of a backup; each part comes with what yields a file's bytes."""
    yield from _document("manifest.json", {"format": FORMAT, **whole._asdict()})
    for part, content in parts:
        fields = part._asdict() | {"files": [f._asdict() for f in part.files]}
        yield from _document(f"manifests/{part.id}.json", fields)
        for file in part.files:
            yield header(f"books/{home(whole, part.id)}{file.name}", file.size, file.mode)
            yield from content(file)
            yield _padding(file.size)
    yield _END


def _document(name: str, fields: dict[str, Any]) -> Iterator[bytes]:
    content = (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()
    yield header(name, len(content), 0o644) + content + _padding(len(content))


def header(name: str, size: int, mode: int) -> bytes:
    """A tar member's header as we write it, in GNU form; a long name is a member of its own before it."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, mode
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


class Reading:
    """Takes a backup's bytes as they come and hands its files to a sink; BadBackup at the first wrong byte."""

    def __init__(self, sink: Sink) -> None:
        """Nothing read yet."""
        self._steps = _steps(sink)
        self._wanted = next(self._steps)
        self._held = bytearray()
        self._done = False

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        self._held += data
        while not self._done and len(self._held) >= self._wanted:
            given = bytes(self._held[: self._wanted])
            del self._held[: self._wanted]
            try:
                self._wanted = self._steps.send(given)
            except StopIteration:
                self._done = True
        if self._done and self._held:
            raise BadBackup("备份文件的末尾多了内容")
        return len(data)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def close(self) -> None:
        """BadBackup where the end has not come yet."""
        self._steps.close()
        if not self._done:
            raise BadBackup("备份文件不完整，末尾被截去了")


Steps = Generator[int, bytes, None]


def _steps(sink: Sink) -> Steps:
    """Ask for the bytes that must come next, one piece after the other."""
    whole = _whole((yield from _read_document("manifest.json")))
    sink.begin(whole)
    for id_ in whole.ids:
        part = _part((yield from _read_document(f"manifests/{id_}.json")), whole, id_)
        sink.part(whole, part)
        for file in part.files:
            name = home(whole, id_) + file.name
            yield from _must_be(header(f"books/{name}", file.size, file.mode))
            yield from _read_file(file, sink.file(name, file))
            yield from _must_be(_padding(file.size))
    yield from _must_be(_END)


def _must_be(expected: bytes) -> Steps:
    if expected and (yield len(expected)) != expected:
        raise BadBackup("备份文件的内容和它的清单对不上")


def _read_document(name: str) -> Generator[int, bytes, dict[str, Any]]:
    found = yield _BLOCK
    try:
        size = tarfile.TarInfo.frombuf(found, "utf-8", "strict").size
    except (tarfile.TarError, UnicodeDecodeError):
        size = -1
    if not 0 < size <= LARGEST_MANIFEST_BYTES or found != header(name, size, 0o644):
        raise BadBackup("这不是 huzhu 的备份，或者文件坏了")
    content = yield size
    yield from _must_be(_padding(size))
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise BadBackup("备份里的清单读不出来")
    return fields


def _read_file(file: File, take: Callable[[bytes], object]) -> Steps:
    digest, left = hashlib.sha256(), file.size
    while left:
        data = yield min(left, CHUNK_BYTES)
        digest.update(data)
        take(data)
        left -= len(data)
    if digest.hexdigest() != file.sha256:
        raise BadBackup(f"备份里的 {file.name} 和清单上的校验码不一样")
    take(b"")


def _whole(fields: dict[str, Any]) -> Whole:
    version = fields.pop("format", None)
    if isinstance(version, int) and version > FORMAT:
        raise BadBackup(f"这个备份由更新版本的 huzhu 写成（格式{version}），请先升级 huzhu")
    fields["ids"] = _tuple(fields.get("ids"))
    if type(version) is not int or version != FORMAT or not _typed(Whole, fields):
        raise BadBackup("备份里的清单不对")
    whole = Whole(**fields)
    district = whole.ids[:1] == (RESERVED,)
    fit = whole.ids and all(_is_id(i) for i in whole.ids) and len(set(whole.ids)) == len(whole.ids)
    if not fit or district != whole.district or not (whole.district or len(whole.ids) == 1):
        raise BadBackup("备份里的清单不对：互助社的编号写错了")
    return whole


def _tuple(said: Any) -> Any:
    """A list as we keep it; what is none stays as it is, and is refused."""
    return tuple(said) if isinstance(said, list) else said


def _is_id(word: Any) -> bool:
    return isinstance(word, str) and SOCIETY_ID.fullmatch(word) is not None


def _part(fields: dict[str, Any], whole: Whole, id_: str) -> Part:
    try:
        fields["files"] = tuple(File(**f) for f in _tuple(fields["files"]))
        fields["folders"] = _tuple(fields["folders"])
    except (KeyError, TypeError, AttributeError):
        raise BadBackup("备份里的清单不对") from None
    if not _typed(Part, fields) or fields["id"] != id_ or not _HEX.fullmatch(fields["head"]):
        raise BadBackup("备份里的清单不对")
    part = Part(**fields)
    for file in part.files:
        if (
            not _typed(File, file._asdict())
            or not 0 <= file.size <= LARGEST_FILE_BYTES
            or file.mode not in MODES
        ):
            raise BadBackup("备份里的清单不对")
    _check_names(part, whole)
    return part


def _typed(kind: type[Any], fields: dict[str, Any]) -> bool:
    """Whether the fields are just those of a record, each of its type, and safe to print."""
    wanted = {name: get_origin(said) or said for name, said in get_type_hints(kind).items()}
    return set(fields) == set(wanted) and all(
        type(fields[n]) is t and (t is not str or _printable(fields[n])) for n, t in wanted.items()
    )


def _printable(text: str) -> bool:
    return len(text) <= LONGEST_TEXT and text.isprintable()


def _check_names(part: Part, whole: Whole) -> None:
    """Every name leads to a place of its own inside the part's folder, and to no other part's."""
    names = [f.name for f in part.files]
    for name in (*names, *part.folders):
        elsewhere = whole.district and part.id == RESERVED and re.match(r"societies/[^/]+/", name)
        if not fit_name(name) or elsewhere:
            raise BadBackup(f"备份里有不能用的文件名（{name!a}）")
    above = {n[: at.start()] for n in (*names, *part.folders) for at in re.finditer("/", n)}
    if len(set(names)) != len(names) or (above | set(part.folders)) & set(names):
        raise BadBackup("备份里有重复的文件名")


def fit_name(name: Any) -> bool:
    """Whether a file of the books may have this name, relative to their folder."""
    if not isinstance(name, str) or unfit(name) or ":" in name or len(name.encode("utf-8", "replace")) > 1000:
        return False
    return all(step and not step.startswith(".") and len(step.encode()) <= 255 for step in name.split("/"))
