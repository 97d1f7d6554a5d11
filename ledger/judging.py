"""How the books are to be judged: as of which day, and by which policy. Set for one load at a time."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date
from typing import NamedTuple


class Judging(NamedTuple):
    """What a load is asked to judge by; rules never read the clock."""

    day: date | None = None
    """The day on which duties are judged; None: the last dated directive in the books."""
    policy: str = ""
    """A policy of ledger/policies/ to judge by instead of the books' own; empty: their own."""
    gated: bool = False
    """The files were read before Beancount saw them, and what stands where it may not was told then."""


PRESENT: ContextVar[Judging] = ContextVar("judging", default=Judging())  # noqa: B039  (a tuple, never changed)

PROOF = "<huzhu>"
"""The file name on the event that proves the rules ran; no file can bear it, so no file can forge it."""
PROOF_TYPE = "huzhu"
