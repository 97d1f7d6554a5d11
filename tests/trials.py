"""How many random cases a property is tried on: the same ones each time, more and other ones when asked.

`HUZHU_TRIALS=20 pytest tests/test_store.py` tries twenty times as many, chosen anew.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("HUZHU_TRIALS", "0"))


def trials(examples: int) -> settings:
    """Hypothesis's settings for a test of so many cases."""
    return settings(
        max_examples=examples * max(TIMES, 1),
        derandomize=not TIMES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
