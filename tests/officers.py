"""Keys of officers for tests: made once, because a PIN is slow to turn into a key on purpose.

A key's file holds its owner's name here, and `unlocked` stands in for opening it with the PIN.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import keys
from ledger.district import District
from tests.busy import busy
from tests.terminal import huzhu

PIN = "123456"

PRESIDENT = keys.PrivateKey(
    "AGE-SECRET-KEY-1FKXUQT0SLLLJ7R7GEU0RZ2FTLHKSDDEXVQ2FSV6XYX0EA92MNXCQK7A7NL",
    "3ad097d67502fa948141995ff04c2c2b747e3dcd8c7f050333927403bfc4c6a9",
)
ACCOUNTANT = keys.PrivateKey(
    "AGE-SECRET-KEY-1DK2WPYLNH8EUFAQZDEPPN7WZ4MTFLZNJ4RUDVVAEWDW2VL6HF92QYAQSP4",
    "61607ed944d7673d667874fc6c07be4282bab155e88fbdb8bbf9ec1125c1378e",
)
CASHIER = keys.PrivateKey(
    "AGE-SECRET-KEY-1V4AG3TG4CLDMWE907QFAMERV04P8RQLUX4DWQPU5RV8FS6LY6MFQFZ978T",
    "b92550ea141f319b65d48ee205ec494892f7a11e6a1ea6185522830dbcd800a0",
)
AUDITOR = keys.PrivateKey(
    "AGE-SECRET-KEY-1Y8NRADZLR4LPDUQ9WT33V26GA6T3MEYZHSGLPJXS0U3F66AKMJ2QEDQC8Z",
    "309d3dfc4b549067b960e8afbaa5ce039a1d9ce16d54f845cf942d26c635f8e0",
)
RECOVERY = keys.PrivateKey(
    "AGE-SECRET-KEY-1KGUR3Q79T22Y2SLSCCAJKE9AS5ELCU3RCJ4S8G39742VW4E2VQSQK9PHD0",
    "0a9adb814cef7db5705f32c44f39665fae4b8c8b8810f0fce6eb999b6a40952d",
)

KEYS = {
    b"zhangsan": PRESIDENT, b"wangwu": ACCOUNTANT, b"zhaoliu": CASHIER, b"auditor": AUDITOR, b"recovery": RECOVERY,
}  # fmt: skip
OWNERS = [owner.decode() for owner in KEYS]
_kept = TemporaryDirectory(prefix="huzhu-officers-")  # gone when the session ends


def unlocked(content: bytes, pin: str) -> keys.PrivateKey:
    """What `keys.unlocked` would give, at once."""
    if pin != PIN or content not in KEYS:
        raise keys.Locked("钥匙打不开：密码不对，或者这不是 huzhu 的钥匙文件")
    return KEYS[content]


def files_in(folder: Path) -> None:
    """Everybody's key file."""
    for owner in OWNERS:
        (folder / f"{owner}.key").write_bytes(owner.encode())


def registered(folder: Path) -> District:
    """A busy district in which president, accountant, auditor and bureau have registered their keys."""
    shutil.copytree(_built(), folder / "徽州区")
    return District(folder / "徽州区")


@cache
def _built() -> Path:
    district = busy(Path(_kept.name))
    society = district.society("shigang")
    for owner, books in (
        ("zhangsan", society),
        ("wangwu", society),
        ("auditor", district),
        ("recovery", district),
    ):
        public = KEYS[owner.encode()].public
        file = Path(_kept.name) / f"{owner}.pub"
        file.write_text(json.dumps({"id": owner, "signing": public.signing, "recipient": public.recipient}))
        done = huzhu("key", "register", file, "--id", owner, "--date", "2026-07-15", books=books.folder)
        assert done.code == 0, done
    return district.folder
