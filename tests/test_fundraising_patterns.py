"""The pattern rules, measured: honest years are left in peace, and campaigns that hide in them are found."""

from __future__ import annotations

import pytest

from tests.fundraising_year import CAMPAIGNS, campaigns_found, honest_years


@pytest.mark.parametrize("seed", [1, 2])
def test_an_honest_society_hears_at_most_one_warning_a_year(seed: int) -> None:
    years = honest_years(52, seed)
    assert max(map(len, years)) <= 1
    assert all(f.severity == "warning" for told in years for f in told)


@pytest.mark.parametrize("seed", [1, 2])
def test_of_twenty_campaigns_at_least_nineteen_are_found(seed: int) -> None:
    seen = campaigns_found(seed)
    assert len(CAMPAIGNS) == len(seen) == 20
    assert sum(seen.values()) >= 19, [name for name, found in seen.items() if not found]


def test_the_same_seed_gives_the_same_year() -> None:
    first, again = honest_years(3, 7), honest_years(3, 7)
    assert [[f.text for f in told] for told in first] == [[f.text for f in told] for told in again]
