"""What must hold of books after every fault: they parse, they hang together, and they hold what was acknowledged.

Each question answers with a sentence about the first thing that is wrong, or with nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from beancount.parser import parser

from ledger import trail
from ledger.district import Ledger
from ledger.load import load

Books = dict[str, bytes]


def said(ledger: Ledger) -> Books:
    """What the books say: the files that hold events. An empty month says nothing."""
    contents = ledger.contents()
    return {name: contents[name] for name in ledger.chained(contents) if contents[name]}


def unparsed(contents: Mapping[str, bytes]) -> str:
    """A file that Beancount's parser finds a fault in."""
    for name, content in contents.items():
        _, errors, _ = parser.parse_string(content.decode())
        if errors:
            return f"{name} does not parse: {errors[0].message}"
    return ""


def shrunk(before: Books, now: Books) -> str:
    """A file that lost or changed a byte that it had."""
    for name, content in before.items():
        if not now.get(name, b"").startswith(content):
            return f"{name} does not begin with the {len(content)} bytes that it had"
    return ""


def keys(ledger: Ledger, contents: Books | None = None) -> tuple[Counter[str], str]:
    """How often each key is in the books, and where the chain breaks."""
    chain = trail.chain(ledger, contents)
    first = next(iter(chain.breaks), None)
    return Counter(e.key for e in chain.events), f"{first.file}:{first.line} {first.text}" if first else ""


def amiss(ledger: Ledger, before: Books, acknowledged: Collection[str], sent: Collection[str]) -> str:
    """What is wrong with books that were `before`, then were sent some keys, of which some were acknowledged."""
    contents = ledger.contents()
    found, broken = keys(ledger, contents)
    lost = [k for k in acknowledged if found[k] != 1]
    twice = [k for k, n in found.items() if n > 1]
    new = set(found) - set(keys(ledger, {**_empty(contents), **before})[0])
    return (
        unparsed(contents)
        or shrunk(before, contents)
        or (f"the chain breaks: {broken}" if broken else "")
        or (f"acknowledged and not there once: {lost[:5]} of {len(lost)}" if lost else "")
        or (f"there twice: {twice[:5]}" if twice else "")
        or (f"nobody sent {sorted(new - set(sent))[:5]}" if new - set(sent) else "")
    )


def _empty(contents: Books) -> Books:
    return dict.fromkeys(contents, b"")


def unsound(ledger: Ledger) -> str:
    """What the rules find in books that must have no error."""
    loaded = load(ledger)
    if len(loaded.ran) <= 10:
        return f"the rules did not run: {loaded.findings[:1]}"
    return loaded.errors[0].message if loaded.errors else ""


def vouchers(ledger: Ledger) -> str:
    """A month whose vouchers are not 1, 2, 3 … without a gap."""
    import re

    for month in ledger.months:
        content = ledger.journal(month).read_text(encoding="utf-8")
        numbers = [int(n) for n in re.findall(rf'^  voucher: "{month}-(\d+)"$', content, re.MULTILINE)]
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            return f"the vouchers of {month} have a gap or a double"
    return ""
