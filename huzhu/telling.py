"""A finding on the screen: what is wrong, where, and the clause; light enough for `huzhu check`."""

from __future__ import annotations

from pathlib import Path

import click

from huzhu.discreet import discreet
from ledger.findings import SEVERITY_NAMES, Finding

_COLOURS = {"error": "red", "overdue": "yellow", "warning": "cyan"}


def tell(found: Finding, society: str = "") -> None:
    """Print one finding; `society` is told where several are judged."""
    place = f"{society} " if society else ""
    if found.line and not found.file.startswith("<"):
        place += f"{_short(found.file)}:{found.line} "
    head = click.style(f"{SEVERITY_NAMES[found.severity]} [{found.rule}]", fg=_COLOURS[found.severity])
    click.echo(f"{head} {place}{discreet(found.text)}")
    if found.clause:
        click.echo(click.style(f"    依据：{found.clause}", dim=True))


def _short(file: str) -> str:
    """A file as somebody in the books' folder would name it."""
    parts = Path(file).parts
    return "/".join(parts[-2:]) if parts[-2:-1] in (("journal",), ("bureau",)) else parts[-1]
