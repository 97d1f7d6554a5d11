"""PDF papers through pypdfium2: words by position, and columns for who knows their names."""

from __future__ import annotations

from collections.abc import Callable

from importers.paper import RawTable, UnreadablePaper
from importers.profile import Profile


def read_pdf(data: bytes, password: str = "") -> Callable[[Profile], list[RawTable]]:
    """What the PDF's words are as a table of a profile; raises UnreadablePaper, NeedsPassword where locked."""
    raise UnreadablePaper("这是 PDF。")
