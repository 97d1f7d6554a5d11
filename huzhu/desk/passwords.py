"""Passwords: what is accepted, how they are kept, and no more than two computed at once."""

from __future__ import annotations

import secrets
import unicodedata
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ledger.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 10
LONGEST = 200

# 64 MiB and about 0.2 s each; two at once bound the memory that strangers can make us use.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_SLOTS = BoundedSemaphore(2)
_WAIT_SECONDS = 5.0


class WeakPassword(Mistake):
    """A password that is not accepted; the sentence says what is."""


class Crowded(Mistake):
    """Too many people are signing in at this moment; the sentence says to try again."""


@contextmanager
def _slot() -> Iterator[None]:
    if not _SLOTS.acquire(timeout=_WAIT_SECONDS):
        raise Crowded("现在登录的人太多，请过一会儿再试")
    try:
        yield
    finally:
        _SLOTS.release()


def _one_form(password: str) -> str:
    # A phone's keyboard may send full-width digits: the same password, whatever keyboard typed it.
    return unicodedata.normalize("NFKC", password)


def accepted(password: str, user: str) -> str:
    """The password in its one form; WeakPassword when it is too short, too long, too plain or the user's id."""
    text = _one_form(password)
    if len(text) < SHORTEST:
        raise WeakPassword(f"密码至少{SHORTEST}位，现在是{len(text)}位。可以用几个不相干的词连起来")
    if len(text) > LONGEST:
        raise WeakPassword(f"密码最多{LONGEST}位")
    if len(set(text)) < 4 or (len(user) >= 4 and user.lower() in text.lower()):
        raise WeakPassword("密码太容易猜：不要用几个字反复，也不要包含用户名")
    return text


def hashed(password: str, user: str) -> str:
    """What is kept of an accepted password (argon2id); WeakPassword when it is not accepted."""
    text = accepted(password, user)
    with _slot():
        return _HASHER.hash(text)


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept; with nothing kept it takes the same time and is False."""
    with _slot():
        try:
            right = _HASHER.verify(kept or _nobodys(), _one_form(password)[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def proposed() -> str:
    """A password of 64 random bits that can be read out and copied from paper."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


@cache
def _nobodys() -> str:
    return _HASHER.hash("没有这个人")


def warm_up() -> None:
    """Compute the hash that stands in for unknown users, so that the first of them is not told by its delay."""
    _nobodys()
