"""How the pattern rules do: warnings in honest years, and campaigns found, over several seeds.

python -m bench.fundraising [--seeds 20]
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.fundraising_year import CAMPAIGNS, campaigns_found, honest_years

SOCIETIES = 52


def main() -> None:
    """Measure, and print a line for each seed and the sum."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=20)
    seeds = asked.parse_args().seeds
    told: Counter[int] = Counter()
    missed: Counter[str] = Counter()
    for seed in range(1, seeds + 1):
        years = Counter(map(len, honest_years(SOCIETIES, seed)))
        lost = [name for name, found in campaigns_found(seed).items() if not found]
        told += years
        missed.update(lost)
        print(f"seed {seed}: warnings a society and year {dict(sorted(years.items()))}, missed {lost}")
    found = seeds * len(CAMPAIGNS) - missed.total()
    print(
        f"{told.total()} honest years: {sum(n * c for n, c in told.items())} warnings, at most {max(told)} a year"
    )
    print(f"{found} of {seeds * len(CAMPAIGNS)} campaigns found; missed: {dict(missed)}")


if __name__ == "__main__":
    main()
