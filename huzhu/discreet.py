"""What is printed never repeats a long number, which may be somebody's ID card, nor what moves the cursor."""

from __future__ import annotations

import re

_LONG = re.compile(
    r"(?<![0-9A-Za-z])((?:[PH]-[0-9a-f]{12}|[0-9a-f]{64})(?![0-9A-Za-z]))"  # a pseudonym or a checksum of ours: nobody's
    r"|(\d{2})(?:"
    r"\d{7,}"  # a run of nine and more: budget lines have seven digits, days eight
    r"|\d[ -]\d{4}[ -]\d{4}"  # a mobile number in its usual groups
    r"|\d{4}[ -]\d{8}[ -]\d{3}"  # an ID number
    r"|\d{2}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?"  # a bank card
    r"|\d{1,2}-\d{7,8}"  # a telephone number with its area code
    r")(?![\d])[Xx]?"
)
_MOST = 4000
"""More than this nobody reads, however long the word was that somebody typed."""


def discreet(text: str) -> str:
    """A text as it may be shown on a screen, from which logs are made: of a long number two digits are left."""
    text = text if len(text) <= _MOST else f"{text[:_MOST]}……"
    seen = text if text.isprintable() else "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
    return _LONG.sub(lambda hit: hit[1] or f"{hit[2]}*******", seen)
