"""Of a long number two digits are shown; what we made ourselves is shown whole."""

from __future__ import annotations

import pytest

from huzhu.discreet import discreet


@pytest.mark.parametrize(
    "word",
    [
        "13855551234",
        "138 5555 1234",
        "341004195003073414",
        "6222021234567890128",
        "0559-2345678",
        "SFZ341004195003073414",
    ],
)
def test_somebody_s_number_is_not_shown(word: str) -> None:
    said = discreet(f"“{word}”写法不对")
    assert word not in said and "*******" in said and said.endswith("写法不对")


@pytest.mark.parametrize(
    "word", ["P-c21540380696", "H-215403806961", "12" * 32, "f129-e5ed-c042-90e6", "2080299", "2026-07-003"]
)
def test_what_is_ours_is_shown(word: str) -> None:
    assert discreet(f"没有 {word}。") == f"没有 {word}。"
