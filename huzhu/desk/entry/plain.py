"""A rule's sentence as the desk says it: people by name, fields by their label, no codes and no command to type."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ledger.chart import STANDARD_FUNDS
from ledger.events.event import LABELS

_COMMAND = re.compile(r"（(?:huzhu [^）]*|[a-z][a-z-]*:)）|(?<=请先) huzhu [a-z -]+[a-z]")
_KEY = re.compile(r"(?<![\w-])([a-z][a-z-]+):[  ]?(?=(.{0,8}))")
_ACCOUNT = re.compile(r"(?<![\w-])[1-5][0-9]{3}(?=[一-鿿])[^\s，。；、：“”]*")
_FUND = re.compile(rf"(?<![0-9A-Za-z])0[1-5](?={'|'.join(fund[2:] for fund in STANDARD_FUNDS)})")
_LEVEL = re.compile(r":[0-9]{2}(?=[一-鿿])")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NOBODY: Mapping[str, str] = {}


def plain(text: str, people: Mapping[str, str] = _NOBODY) -> str:
    """The sentence without what only the command line understands; `people` are names by id."""
    text = _KEY.sub(_label, _COMMAND.sub("", text))
    text = _FUND.sub("", _ACCOUNT.sub(lambda found: _LEVEL.sub("－", found[0][4:]), text))
    return _ID.sub(lambda found: people.get(found[0], found[0]), text) if people else text


def _label(found: re.Match[str]) -> str:
    """A key by its field's label; nothing where the words that follow say it themselves."""
    label = LABELS.get(found[1].replace("-", "_"))
    if label is None:
        return found[0]
    return "" if found[2].startswith(label) else label
