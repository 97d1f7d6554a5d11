"""A slice of the state machine of tests/faults/model.py; the whole is `python -m tests.faults model`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis.stateful import run_state_machine_as_test

from ledger import journal
from tests import societies as made
from tests.faults.model import Store, Whole, limits
from tests.test_store import FIRST
from tests.trials import TIMES


def test_the_store_does_what_the_model_foretells() -> None:
    Store.steps = 0
    Store.answers.clear()
    run_state_machine_as_test(Store, settings=limits(12 * max(TIMES, 1), 40, derandomize=not TIMES))
    assert Store.steps > 200
    assert min(Store.answers[a] for a in ("recorded", "refused", "closed")) > 0


def test_the_machine_finds_a_store_that_does_not_know_a_key_again(monkeypatch: pytest.MonkeyPatch) -> None:
    real = journal.record
    seen: set[tuple[Any, str]] = set()

    def forgetful(society: Any, requests: Any, **more: Any) -> Any:
        fresh = [r._replace(key=f"{r.key}-again") if (society, r.key) in seen else r for r in requests]
        seen.update((society, r.key) for r in requests)
        return real(society, fresh, **more)

    monkeypatch.setattr(journal, "record", forgetful)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Store, settings=limits(20, 30, shrink=False))


def test_the_model_knows_days_closings_and_reversals() -> None:
    model = Whole()
    bank = (made.BANK, "03社会捐赠")
    assert model.takes_all({FIRST: [(bank, Decimal(-10000))]})
    assert not model.takes_all({FIRST: [(bank, Decimal("-10000.01"))]})
    gift = made.donation("5.00", FIRST)
    asked = [made.request(gift)]
    assert model.answer(asked, {FIRST: [(bank, Decimal(5))]}) == "recorded"
    model.closed.add("2026-06")
    assert model.answer(asked, {FIRST: [(bank, Decimal(5))]}) == "closed"
