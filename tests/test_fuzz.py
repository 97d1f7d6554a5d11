"""CI's slice of the fuzzing: 10,000 cases, the same each time; the long run is `python -m tests.fuzz`."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.__main__ import shares
from tests.fuzz.targets import TARGETS, Broken, answered, judged, mutated, one
from tests.terminal import Said

CASES = {
    "field": 8800,
    "command-line": 600,
    "page": 180,
    "top-file": 60,
    "policy": 50,
    "statement": 80,
    "paper": 200,
    "archive": 30,
}
CHUNKS = 10


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("part", TARGETS)
def test_a_slice(part: str, chunk: int) -> None:
    size = CASES[part] // CHUNKS
    for number in range(chunk * size, (chunk + 1) * size):
        one(part, 7, number)


def test_the_slice_is_ten_thousand_cases_of_every_part() -> None:
    assert CASES.keys() == TARGETS.keys() and sum(CASES.values()) == 10_000
    assert all(count % CHUNKS == 0 for count in CASES.values())
    assert sum(shares(list(TARGETS), 1_000_000).values()) == 1_000_000


def test_the_oracle_sees_a_traceback_a_silence_and_a_strange_code() -> None:
    for said in (
        Said(2, "", "Traceback (most recent call last)"),
        Said(2, "", ""),
        Said(3, "好了", ""),
        Said(2, "", "huzhu 自己出错了"),
    ):
        with pytest.raises(Broken):
            judged(said, "x")
    assert judged(Said(0, "好了", ""), "x").code == 0
    with answered("x"):
        pass


def test_a_mutation_is_the_same_for_the_same_chance_and_mostly_another_text() -> None:
    texts = {mutated("2026-07-01 开立", random.Random(n)) for n in range(200)}
    assert len(texts) > 150
    assert mutated("一二三", random.Random(1)) == mutated("一二三", random.Random(1))
