"""A key opens with its PIN and no other, signs what others can check, and unwraps what was wrapped for it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from ledger import keys
from ledger.facts import Facts, read
from ledger.mistake import Mistake
from ledger.writing import parse
from tests.officers import ACCOUNTANT, AUDITOR, PIN, PRESIDENT


def test_a_key_file_opens_with_its_pin_only() -> None:
    content, made = keys.create(PIN)
    assert content.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")
    assert keys.unlocked(content, PIN).public == made.public
    with pytest.raises(keys.Locked, match="密码不对"):
        keys.unlocked(content, PIN + "1")


def test_a_short_pin_is_refused() -> None:
    with pytest.raises(Mistake, match="至少6位"):
        keys.create("12345")


@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN AGE ENCRYPTED FILE-----\n"])
def test_another_file_is_no_key(content: bytes) -> None:
    with pytest.raises(keys.Locked):
        keys.unlocked(content, PIN)


def test_a_signature_holds_for_its_message_and_key_alone() -> None:
    signature = PRESIDENT.sign(b"2026-07")
    assert PRESIDENT.public.verifies(b"2026-07", signature)
    assert not PRESIDENT.public.verifies(b"2026-08", signature)
    assert not ACCOUNTANT.public.verifies(b"2026-07", signature)
    assert not PRESIDENT.public.verifies(b"2026-07", "no signature")


def test_what_is_wrapped_opens_for_each_of_its_recipients_and_nobody_else() -> None:
    wrapped = keys.wrap(b"secret", [PRESIDENT.public.recipient, AUDITOR.public.recipient])
    assert PRESIDENT.unwrap(wrapped) == AUDITOR.unwrap(wrapped) == b"secret"
    with pytest.raises(keys.Locked, match="不是为它封的"):
        ACCOUNTANT.unwrap(wrapped)
    with pytest.raises(ValueError):
        keys.wrap(b"secret", [])


def test_a_key_holds_from_its_registration_until_it_is_retired() -> None:
    public = PRESIDENT.public
    lines = f'''
2026-07-01 custom "密钥" "zhangsan" "登记"
  signing: "{public.signing}"
  recipient: "{public.recipient}"
2026-08-01 custom "密钥" "zhangsan" "停用"
'''
    facts = Facts(read(entry) for entry in parse(lines))
    assert keys.registered(facts, date(2026, 6, 30)) == {}
    assert keys.registered(facts, date(2026, 7, 1)) == {"zhangsan": public}
    assert keys.registered(facts, date(2026, 8, 1)) == {}


def test_a_stream_is_unsealed_by_whom_it_was_sealed_for() -> None:
    sealed, plain = BytesIO(keys.wrap(b"secret" * 9, [AUDITOR.public.recipient])), BytesIO()
    AUDITOR.unseal(sealed, plain)
    assert plain.getvalue() == b"secret" * 9
    sealed.seek(0)
    with pytest.raises(keys.Locked, match="不是为它封的"):
        ACCOUNTANT.unseal(sealed, BytesIO())


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b"\xff", b'{"age": "x", "ed25519": "y"}', b'{"age": 1, "ed25519": "00"}']
)
def test_a_file_locked_with_the_pin_that_holds_no_key_is_none(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys.pyrage.passphrase, "decrypt", lambda _content, _pin: content)
    with pytest.raises(keys.Locked, match="这不是 huzhu 的钥匙文件"):
        keys.unlocked(b"", PIN)


def test_a_signature_that_is_not_hex_or_too_long_is_none() -> None:
    signature = PRESIDENT.sign(b"x")
    for wrong in ("", signature + "00", signature[:-2], "zz" * 64, signature.upper() + " x"):
        assert not PRESIDENT.public.verifies(b"x", wrong)
    assert not keys.PublicKey("00", PRESIDENT.public.recipient).verifies(b"x", signature)


def test_a_public_key_is_whole_when_both_halves_are_keys() -> None:
    signing, recipient = PRESIDENT.public
    assert PRESIDENT.public.whole
    assert not keys.PublicKey(signing[2:], recipient).whole and not keys.PublicKey("zz" * 32, recipient).whole
    assert not keys.PublicKey(signing, "age1" + "q" * 58).whole
