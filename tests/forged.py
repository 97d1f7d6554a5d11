"""Books typed by somebody who knows the format: the hash chain is made anew over whatever the files now say.

forge(society)   # every `prev`, the head and the policy's hash fit again, so that only rules and gate can tell
"""

from __future__ import annotations

import hashlib
import re

from ledger import trail
from ledger.district import Ledger

_POLICY = re.compile(rb'policy-sha256: "[0-9a-f]{64}"')


def forge(ledger: Ledger) -> None:
    """Make the chain of these books fit what stands in them."""
    files = {name: (ledger.folder / name).read_bytes() for name in _names(ledger)}
    policy = hashlib.sha256(ledger.policy.read_bytes()).hexdigest().encode()
    found = sorted((e for name in files for e in trail.events_in(name, files[name])[0]), key=lambda e: e.seq)
    texts: dict[str, list[tuple[int, bytes]]] = {}
    prev = trail.genesis(ledger.id)
    for event in found:
        text = event.text.replace(b'prev: "' + event.prev.encode(), b'prev: "' + prev.encode(), 1)
        text = _POLICY.sub(b'policy-sha256: "' + policy + b'"', text)
        prev = trail.hash_of(event.file, prev, text)
        texts.setdefault(event.file, []).append((event.line, text))
    for name, parts in texts.items():
        before = files[name][
            : files[name].find(sorted(trail.events_in(name, files[name])[0], key=lambda e: e.line)[0].text)
        ]
        (ledger.folder / name).write_bytes(before + b"".join(text for _, text in sorted(parts)))
    (ledger.seals / "head.json").write_bytes(trail.head_text(len(found), prev))


def _names(ledger: Ledger) -> list[str]:
    months = [ledger.journal(month) for month in ledger.months]
    return [p.relative_to(ledger.folder).as_posix() for p in (ledger.accounts, ledger.facts, *months)]
