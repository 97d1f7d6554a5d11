"""A slice of the tamper campaign: every random change on a society's folder is found, and named."""

from __future__ import annotations

import random

import pytest

from ledger import trail
from ledger.load import broken
from tests import tamper


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tamper.Base:
    """The campaign's books."""
    return tamper.build(tmp_path_factory.mktemp("tamper"))


@pytest.mark.parametrize("seed", range(4))
def test_a_hundred_changes_are_all_found_and_named(base: tamper.Base, seed: int) -> None:
    done, missed = tamper.campaign(base, 100, seed)
    assert missed == [] and done.total() == 100 and len(done) > 15


def test_the_books_are_as_they_were_after_the_campaign(base: tamper.Base) -> None:
    assert tamper.shown(base.society) == base.files and tamper.found_in(base.society) == []
    assert broken(base.society, trail.chain(base.society)) == ""


def test_a_change_that_nothing_finds_is_told(base: tamper.Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tamper, "found_in", lambda society: [])
    assert len(tamper.campaign(base, 3, 0)[1]) == 3
    said = iter([[], ["x y"]])
    monkeypatch.setattr(tamper, "found_in", lambda society: next(said))
    assert [m.said for m in tamper.campaign(base, 1, 0)[1]] == [["x y"]], "found, but not named"


def test_every_kind_of_change_changes_something(base: tamper.Base) -> None:
    chance = random.Random(3)
    for kind, act in tamper.KINDS.items():
        tried = [act(base, chance).files for _ in range(60)]
        assert any(c != base.files.get(n) for files in tried for n, c in files.items()), kind
