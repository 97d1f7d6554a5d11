"""The sealed form, byte for byte: what is sealed today opens in ten years, and only as what it is."""

from __future__ import annotations

import pytest

from ledger.confidential import sealed
from ledger.confidential.sealed import Damaged, Place

KEY = bytes(range(32))
PLACE = Place("shigang", "P-1a2b3c4d5e6f", "1", "person")
WRITTEN = bytes.fromhex("485a534c31" + "07" * 12 + "6c05c8280a61a355b49579dde5f641633255a278304e41")
"""“content”, sealed by this program in 2026."""


def test_what_was_sealed_in_2026_opens() -> None:
    assert sealed.opened(KEY, PLACE, WRITTEN) == b"content"


def test_keys_and_tokens_come_out_as_in_2026() -> None:
    assert sealed.id_of(KEY) == "d39be272984493ff"
    assert (
        sealed.derived(KEY, "paper").hex()
        == "5ab2e7a94c4a8b2ba8023e716544019c5fd4540e03f0261cf5dfcfa198d01fba"
    )
    assert (
        sealed.token(KEY, b"name", b"x") == "164c07f720032e4c3f8bd8e54b317bb26481d5c9eba7a597d953f1035e6132c7"
    )
    assert sealed.derived(KEY, "paper") != sealed.derived(KEY, "name")


def test_a_file_is_the_mark_a_fresh_nonce_the_content_and_its_tag() -> None:
    made = [sealed.seal(KEY, PLACE, b"content") for _ in range(200)]
    assert {(each[:5], len(each)) for each in made} == {(b"HZSL1", 5 + 12 + 7 + 16)}
    assert len({each[5:17] for each in made}) == 200
    assert sealed.opened(KEY, PLACE, sealed.seal(KEY, PLACE, b"")) == b""


@pytest.mark.parametrize("field", Place._fields)
def test_no_field_of_the_place_can_be_another(field: str) -> None:
    other = PLACE._replace(**{field: {"kind": "paper", "version": "2"}.get(field, "x")})
    with pytest.raises(Damaged):
        sealed.opened(KEY, other, WRITTEN)


def test_fields_do_not_run_into_each_other() -> None:
    assert Place("a", "bc", "1", "key").bound != Place("ab", "c", "1", "key").bound
    assert sealed.prefixed(b"a", b"") != sealed.prefixed(b"", b"a") != sealed.prefixed(b"a")
    assert sealed.prefixed(b"ab") == b"\0\0\0\0\0\0\0\x02ab"
    assert sealed.token(KEY, b"ab", b"c") != sealed.token(KEY, b"a", b"bc")


def test_another_key_or_mark_opens_nothing() -> None:
    for key, content in ((bytes(32), WRITTEN), (KEY, b"HZSL2" + WRITTEN[5:]), (KEY, WRITTEN[1:]), (KEY, b"")):
        with pytest.raises(Damaged, match="P-1a2b3c4d5e6f 的加密档案打不开"):
            sealed.opened(key, PLACE, content)


def test_keys_and_ids_are_random_and_of_their_length() -> None:
    assert len({sealed.new_key() for _ in range(50)}) == 50 and len(sealed.new_key()) == 32
    assert len({sealed.new_id() for _ in range(50)}) == 50 and len(sealed.new_id()) == 16
    assert (
        sealed.is_key(KEY)
        and not sealed.is_key(KEY[1:])
        and not sealed.is_key(KEY + b"\0")
        and not sealed.is_key(b"")
    )
