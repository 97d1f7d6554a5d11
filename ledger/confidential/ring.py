"""The ring of an archive: its data keys, wrapped for those who may open it, in one small file.

`archive/keyring.age` is an age file; in it stand the society, the data keys (newest first; more than one only
while a renewal is under way), who may open it, and a signature by one of the society's registered keys:
public keys are no secret, so that anybody could wrap a ring, and what is sealed under a stranger's ring the
stranger could read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ledger import storage
from ledger.confidential import sealed
from ledger.confidential.sealed import Damaged
from ledger.district import Ledger
from ledger.facts import Facts
from ledger.keys import PrivateKey, PublicKey, wrap
from ledger.mistake import Mistake
from ledger.trail import prefixed

FEWEST_HOLDERS = 2
"""A lost key must not be the last one."""


class Ring(NamedTuple):
    """The data keys of a society's archive, and who may open them."""

    keys: tuple[bytes, ...]
    """The first one seals; the others only open, until a renewal has come to its end."""
    holders: tuple[str, ...]

    def key(self, id_: str) -> bytes | None:
        """The data key of that name, or None."""
        return next((k for k in self.keys if sealed.id_of(k) == id_), None)


def path(society: Ledger) -> Path:
    """Where the ring is."""
    return society.archive / "keyring.age"


def ever_registered(facts: Iterable[Facts]) -> dict[PublicKey, str]:
    """Every key that books ever registered, with its owner: whoever hands over may have left by now."""
    found = [f for each in facts for f in each.of("密钥", "登记")]
    return {PublicKey(f.text("signing"), f.text("recipient")): f.key for f in found}


def write(society: Ledger, keys: tuple[bytes, ...], holders: Mapping[str, PublicKey], by: PrivateKey) -> Ring:
    """Wrap the data keys for these holders, in one whole write; Mistake when they are too few."""
    if len({h.recipient for h in holders.values()}) < FEWEST_HOLDERS:
        raise Mistake(
            f"能打开档案的钥匙太少：至少要登记{FEWEST_HOLDERS}把（例如社长、会计，或区里的恢复钥匙），"
            "丢了一把才打得开。请先 huzhu key register"
        )
    ring = Ring(keys, tuple(sorted(holders)))
    content = {
        "society": society.id, "keys": [k.hex() for k in keys], "holders": list(ring.holders),
        "signature": by.sign(_signed(society, ring)),
    }  # fmt: skip
    storage.replace(
        path(society), wrap(json.dumps(content).encode(), [h.recipient for h in holders.values()])
    )
    return ring


def read(society: Ledger, private: PrivateKey, trusted: Iterable[PublicKey]) -> Ring:
    """The ring, opened; Locked when it was not wrapped for this key, Damaged when no trusted key signed it."""
    if not path(society).is_file():
        raise Mistake(
            f"{society.id} 还没有加密档案。请先登记钥匙（huzhu key register），再 huzhu key rewrap 建立"
        )
    content = private.unwrap(path(society).read_bytes())
    try:
        said = json.loads(content)
        ring = Ring(tuple(bytes.fromhex(k) for k in said["keys"]), tuple(map(str, said["holders"])))
        signature = str(said["signature"])
    except (ValueError, KeyError, TypeError):
        raise _false(society) from None
    message = _signed(society, ring)
    if not ring.keys or not all(map(sealed.is_key, ring.keys)):
        raise _false(society)
    if not any(public.verifies(message, signature) for public in trusted):
        raise _false(society)
    return ring


def _signed(society: Ledger, ring: Ring) -> bytes:
    """What the signature is over."""
    keys, holders = prefixed(*ring.keys), prefixed(*(h.encode() for h in ring.holders))
    return prefixed(b"huzhu ring 1", society.id.encode(), keys, holders)


def _false(society: Ledger) -> Damaged:
    return Damaged(
        f"{path(society).name} 不是 {society.id} 登记过的钥匙封的：可能被调换，或来自别的社。请从备份恢复 archive/"
    )
