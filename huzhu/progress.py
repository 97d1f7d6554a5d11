"""How far long work is: a bar for who sits at a terminal, nothing for who reads the output later."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Watch = Callable[[int, int], None]
"""Told how many of how many (rows, societies) are done."""


@contextmanager
def progress(name: str, doing: str = "正在读") -> Iterator[Watch]:
    """What to hand to slow work as `watch`: `with progress(path.name) as watch: read(path, watch=watch)`.

    The bar is drawn on stderr where that is a terminal, and wiped at the end, however it ends.
    """
    if not sys.stderr.isatty():
        yield _nobody
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as drawn:
        task = drawn.add_task(f"{doing} {escape(name)}", total=None)
        yield lambda done, total: drawn.update(task, completed=done, total=total)


def _nobody(done: int, total: int) -> None:
    """Nobody watches."""
