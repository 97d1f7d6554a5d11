"""Search patterns that cannot hang the desk: plain text, its ends, any character, alternatives.

Fava and BQL take regular expressions from whoever may read. One written to backtrack holds Python's lock for
minutes, and with it every other user. So what they search with is cut down to what ends quickly.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from fava.core.filters import FilterError

LONGEST_CHARACTERS = 200

# A character as itself, one made literal by a backslash, one of ^ $ . | or of a set; and what may branch: .* ( )
_PIECE = re.compile(r"\.\*|\\[^A-Za-z0-9]|\[\^?[^\\\[\]]{1,40}\]|[^\\\[\]{}?*+]")


class TooClever(FilterError):
    """A search pattern that is more than plain text; the sentence says what may be used."""

    def __init__(self, pattern: str) -> None:
        super().__init__(
            "filter",
            "查找只认普通文字，以及 ^（开头）、$（结尾）、.（任意一字）、|（或）、[…]（其中一字），另外 .*（任意几字）"
            f"或 (…|…) 只能有一处；其他符号前面加 \\，最多{LONGEST_CHARACTERS}字。不能用：{pattern[:40]}",
        )


@lru_cache(maxsize=256)
def plain(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled; TooClever when searching could take longer than the square of the text.

    Two gaps or two groups multiply: twenty of them are how a search of one line takes an hour.
    """
    pieces = _PIECE.findall(pattern)
    branches = pieces.count(".*") + pieces.count("(")
    if len(pattern) > LONGEST_CHARACTERS or "".join(pieces) != pattern or branches > 1:
        raise TooClever(pattern)
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise TooClever(pattern) from error


class PlainMatch:
    """Stands in for fava.core.filters.Match: a search for a plain pattern, in either case."""

    __slots__ = ("_pattern",)

    def __init__(self, search: str) -> None:
        self._pattern = plain(search, re.IGNORECASE)

    def __call__(self, obj: Any) -> bool:
        """Whether the pattern is found in the object's text."""
        return self._pattern.search(str(obj)) is not None


plain_re = SimpleNamespace(
    IGNORECASE=re.IGNORECASE,
    search=lambda pattern, string, flags=0: plain(pattern, flags).search(string),
    match=lambda pattern, string, flags=0: plain(pattern, flags).match(string),
    sub=lambda pattern, repl, string: plain(pattern).sub(repl, string),
    fullmatch=re.fullmatch,  # beanquery calls it with patterns of its own only
)
"""Stands in for the module `re` where beanquery runs patterns that a query brought."""
