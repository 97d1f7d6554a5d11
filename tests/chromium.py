"""The one browser of a module of tests: Debian's chromium, without what it would ask of the network."""

from __future__ import annotations

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
