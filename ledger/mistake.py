"""A person's mistake, or the machine's trouble, said in one sentence of Chinese with what to do."""

from __future__ import annotations


class Mistake(Exception):
    """What a command prints, as it is, before it exits with 2; nothing was written."""
