"""docs/papers.md is what the profiles say, and the profiles are fit to be told apart."""

from __future__ import annotations

from pathlib import Path

from importers.profiles.catalogue import text
from importers.profiles.table import PROFILES


def test_the_page_of_papers_is_up_to_date() -> None:
    kept = (Path(__file__).parent.parent / "docs" / "papers.md").read_text("utf-8")
    assert kept == text(), "python -m importers.profiles.catalogue > docs/papers.md"


def test_no_two_papers_have_one_name() -> None:
    assert len({profile.name for profile in PROFILES}) == len(PROFILES)


def test_papers_with_the_same_columns_are_told_apart_by_their_titles() -> None:
    for one in PROFILES:
        for other in PROFILES:
            if (
                one is not other
                and set(one.columns) == set(other.columns)
                and bool(one.pdf) == bool(other.pdf)
            ):
                assert not set(one.titles) & set(other.titles), (one.name, other.name)
                assert one.titled or other.titled or (one.titles and other.titles), (one.name, other.name)


def test_every_paper_says_where_it_is_downloaded() -> None:
    assert all("—" in profile.source or "huzhu template" in profile.source for profile in PROFILES), [
        profile.source for profile in PROFILES if "—" not in profile.source
    ]
