"""Who the recipients are, encrypted: one sealed record for each person and version, and the scans of their papers.

    archive/keyring.age                      the society's data key, wrapped for those who may open it (ledger.confidential.ring)
    archive/people/P-1a2b3c4d5e6f/key        the person's own key, sealed under the data key; tokens to look them up by
                                 /1.sealed   who they are, as first written down; a correction is 2.sealed …
                                 /9f…e2.paper  a scan, under a name that only the person's key can tell

A person is there when `key` is; that file says how many versions there are, so that none can be taken away or played
back unseen. Destroying it forgets the person: every record and paper was sealed under the key in it. Each file
is written whole, a record before the key that counts it, so that a crash leaves the person as before or as after.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ledger import storage
from ledger.confidential import archive_folder as files
from ledger.confidential import ring, scans, sealed
from ledger.confidential.person import Person, as_looked_up
from ledger.confidential.sealed import Damaged, Place
from ledger.district import Ledger
from ledger.keys import PrivateKey, PublicKey
from ledger.mistake import Mistake
from ledger.trail import prefixed

_KEY, _RECORD, _PAPER = "key", "person", "paper"
_LOOK_UP = "huzhu look-up"
_LENGTH_BYTES = 8


class Card(NamedTuple):
    """A person's key, opened."""

    life: str
    key: bytes
    versions: int
    tokens: dict[str, str]
    under: bytes
    """The data key that it is sealed under."""


class Filed(NamedTuple):
    """A scan as filed."""

    path: Path
    sha256: str
    """Of the sealed file: in the books it proves the paper to whoever has no key, and tells them nothing."""


class Paper(NamedTuple):
    """A scan, opened."""

    name: str
    """As the file was called."""
    type: str
    content: bytes
    sha256: str
    """Of the sealed file, as in the books."""


def begin(society: Ledger, private: PrivateKey, holders: Mapping[str, PublicKey]) -> Archive:
    """Begin a society's archive under a new data key; Mistake where there is one, or too few could open it."""
    if private.public not in holders.values():
        raise _unknown_key()
    with storage.locked(society.folder):
        if files.exists(society) or files.people(society):
            raise Mistake(f"{society.id} 已经有加密档案了")
        files.make(ring.path(society).parent)
        ring.write(society, (sealed.new_key(),), holders, private)
    return Archive(society, private, {key: owner for owner, key in holders.items()})


class Archive:
    """A society's archive, open in memory."""

    def __init__(self, society: Ledger, private: PrivateKey, trusted: Mapping[PublicKey, str]) -> None:
        """Open it with somebody's key, believing the signatures of the trusted; Locked or Damaged when it does not."""
        self.society, self.opener = society, trusted.get(private.public, "")
        self._private, self._trusted = private, trusted
        self._ring = ring.read(society, private, trusted)

    @property
    def holders(self) -> tuple[str, ...]:
        """The ids of those whose keys open it."""
        return self._ring.holders

    # A person's key

    def card(self, pseudonym: str) -> Card:
        """The person's key; Mistake where there is none, Damaged where it does not open."""
        kept = files.kept(self.society, pseudonym)
        under = self._ring.key(kept.under)
        if under is None:  # it may have been renewed since we opened the ring
            self._ring = ring.read(self.society, self._private, self._trusted)
            kept = files.kept(self.society, pseudonym)
            under = self._ring.key(kept.under)
        if under is None:
            raise Damaged(
                f"{pseudonym} 的档案钥匙不是这套档案的：可能是旧的，或来自别的社。请从备份恢复整个 archive/"
            )
        said = json.loads(sealed.opened(under, self._place(pseudonym, kept.life, _KEY), kept.content))
        if said["tokens"] != kept.tokens:
            raise Damaged(f"{pseudonym} 的检索码被改动过，请从备份恢复")
        return Card(kept.life, bytes.fromhex(said["key"]), said["versions"], kept.tokens, under)

    def _card_or_new(self, pseudonym: str) -> Card:
        """The person's key, made and written where there is none."""
        where = files.key(self.society, pseudonym)
        if where.is_file():
            return self.card(pseudonym)
        files.refuse_left_over(self.society, pseudonym)
        files.make(where.parent)
        card = Card(sealed.new_id(), sealed.new_key(), 0, {}, self._ring.keys[0])
        storage.replace(where, self._written(pseudonym, card))
        return card

    def _written(self, pseudonym: str, card: Card) -> bytes:
        """A person's key as it lies on the disk."""
        said = {"key": card.key.hex(), "versions": card.versions, "tokens": card.tokens}
        place = self._place(pseudonym, card.life, _KEY)
        content = sealed.seal(card.under, place, json.dumps(said).encode())
        return files.Kept(card.life, sealed.id_of(card.under), card.tokens, content).written()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Under the society's lock, with the ring as it is now: what is sealed under an old one may be lost."""
        with storage.locked(self.society.folder):
            files.sweep(self.society)
            self._ring = ring.read(self.society, self._private, self._trusted)
            there = files.people(self.society)
            if there and not any(self._ring.key(files.kept(self.society, p).under) for p in there):
                raise Damaged(
                    "keyring.age 打不开档案里的任何人：它是旧的，或被调换过。请从备份恢复整个 archive/"
                )
            yield

    # Who it is

    def person(self, pseudonym: str, version: int | None = None) -> Person:
        """Who it is, as last written down or in an earlier version."""
        card = self.card(pseudonym)
        if not card.versions:
            raise Mistake(f"{pseudonym} 还没有登记姓名，只有材料。请用 huzhu person add")
        number = card.versions if version is None else version
        if not 0 < number <= card.versions:
            raise Mistake(f"{pseudonym} 没有第{number}版，共{card.versions}版")
        return self._record(pseudonym, card, number)

    def _record(self, pseudonym: str, card: Card, version: int) -> Person:
        place, what = self._place(pseudonym, str(version), _RECORD), f"{pseudonym} 的第{version}版档案"
        content = sealed.opened(
            card.key, place, files.read(files.record(self.society, pseudonym, version), what)
        )
        try:
            return Person.read(content)
        except ValueError:
            raise Damaged(f"{what}读不懂：是更新的 huzhu 写的。请升级 huzhu") from None

    def add(self, pseudonym: str, person: Person) -> None:
        """Write down who it is; Mistake where that is known already."""
        with self._writing():
            card = self._card_or_new(pseudonym)
            if card.versions:
                raise Mistake(f"{pseudonym} 已经在档案里了；有变化请用 huzhu person correct")
            self._put(pseudonym, card, person)

    def correct(self, pseudonym: str, person: Person) -> int:
        """Write down who it is now, as a new version; its number. The earlier ones stay."""
        with self._writing():
            return self._put(pseudonym, self.card(pseudonym), person)

    def _put(self, pseudonym: str, card: Card, person: Person) -> int:
        under, version = self._ring.keys[0], card.versions + 1
        record = sealed.seal(card.key, self._place(pseudonym, str(version), _RECORD), person.written())
        card = card._replace(versions=version, tokens=_tokens(under, person), under=under)
        where = files.record(self.society, pseudonym, version)
        storage.replace_all(
            {where: record, files.key(self.society, pseudonym): self._written(pseudonym, card)}
        )
        return version

    def find(self, field: str, value: str) -> list[str]:
        """The pseudonyms of those whose name, phone or card this is now; no record is opened."""
        sought, hits = as_looked_up(field, value), []
        for pseudonym in files.people(self.society):
            card = self.card(pseudonym)
            if hmac.compare_digest(card.tokens.get(field, ""), _token(card.under, field, sought)):
                hits.append(pseudonym)
        return hits

    # Papers

    def file(self, pseudonym: str, content: bytes, name: str) -> Filed:
        """Seal a scan into the person's file; the same scan once more is the same sealed file."""
        head = json.dumps({"name": name, "type": scans.type_of(content)}).encode()
        with self._writing():
            card = self._card_or_new(pseudonym)
            token = _paper_token(card, content)
            path = files.paper(self.society, pseudonym, token)
            if not path.is_file():
                place = self._place(pseudonym, token, _PAPER)
                storage.replace(path, sealed.seal(card.key, place, prefixed(head) + content))
            return Filed(path, self._paper(pseudonym, card, token).sha256)  # read back: it can be opened

    def papers(self, pseudonym: str) -> list[Paper]:
        """The person's scans, each opened and found to be what it was; Damaged where one is not."""
        card = self.card(pseudonym)
        return [self._paper(pseudonym, card, p.stem) for p in files.papers(self.society, pseudonym)]

    def _paper(self, pseudonym: str, card: Card, token: str) -> Paper:
        what = f"{pseudonym} 的材料 {token[:12]}"
        lies = files.read(files.paper(self.society, pseudonym, token), what)
        content = sealed.opened(card.key, self._place(pseudonym, token, _PAPER), lies)
        end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
        head, scan = json.loads(content[_LENGTH_BYTES:end]), content[end:]
        return Paper(head["name"], head["type"], scan, hashlib.sha256(lies).hexdigest())

    # Handing over

    def rewrap(self, holders: Mapping[str, PublicKey]) -> None:
        """Hand over: the data key is wrapped for these holders, and for nobody else any more."""
        with self._writing():
            self._wrap(self._ring.keys, holders)

    def renew(self, holders: Mapping[str, PublicKey]) -> None:
        """Seal every person's key under a new data key; whoever kept the old one opens nothing written from now on.

        The ring holds the new key and the old ones until the last person is done, so that a crash at any point
        leaves everything open to the holders; a second call ends what it left. Whatever does not open
        stops it before anything changed.
        """
        with self._writing():
            cards = {p: self.card(p) for p in files.people(self.society)}
            known = {p: self._record(p, card, card.versions) for p, card in cards.items() if card.versions}
            fresh = sealed.new_key()
            self._wrap((fresh, *self._ring.keys), holders)
            for pseudonym, card in cards.items():
                tokens = _tokens(fresh, known[pseudonym]) if pseudonym in known else {}
                again = self._written(pseudonym, card._replace(tokens=tokens, under=fresh))
                storage.replace(files.key(self.society, pseudonym), again)
            self._wrap((fresh,), holders)

    def _wrap(self, keys: tuple[bytes, ...], holders: Mapping[str, PublicKey]) -> None:
        if self._private.public not in self._trusted:  # nobody would believe its signature
            raise _unknown_key()
        self._ring = ring.write(self.society, keys, holders, self._private)

    # Going through all of it

    def troubles(self) -> Iterator[str]:
        """What of the archive does not open, or is not what it was; each in one sentence."""
        yield from map(files.told_left_over, files.left_over(self.society))
        for pseudonym in files.people(self.society):
            try:
                card = self.card(pseudonym)
            except Mistake as mistake:
                yield str(mistake)
            else:
                yield from self._troubles_of(pseudonym, card)

    def _troubles_of(self, pseudonym: str, card: Card) -> Iterator[str]:
        for version in range(1, card.versions + 1):
            try:
                self._record(pseudonym, card, version)
            except Damaged as damaged:
                yield str(damaged)
        for path in files.papers(self.society, pseudonym):
            try:
                self._paper(pseudonym, card, path.stem)
            except Damaged as damaged:
                yield str(damaged)

    def _place(self, pseudonym: str, version: str, kind: str) -> Place:
        return Place(self.society.id, pseudonym, version, kind)


def _unknown_key() -> Mistake:
    return Mistake("这把钥匙没有登记过，请先 huzhu key register")


def _tokens(under: bytes, person: Person) -> dict[str, str]:
    return {field: _token(under, field, value) for field, value in person.looked_up.items()}


def _token(under: bytes, field: str, value: str) -> str:
    """What a value is looked up by, under a data key."""
    return sealed.token(sealed.derived(under, _LOOK_UP), field.encode(), value.encode())


def _paper_token(card: Card, content: bytes) -> str:
    """The name of a scan's file."""
    return sealed.token(sealed.derived(card.key, _PAPER), content)
