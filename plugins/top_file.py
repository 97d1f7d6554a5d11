"""总账文件只由 huzhu 写；插件、选项、包含、界面设置和文件夹外的附件不得写在别的文件里。

`plugin`, `option`, `include` stand only in the top file, as huzhu writes it, and the books bear the
society's registered name.

Clause: no document; without it none of the others could be trusted. Beancount takes plugins and options
from the top file and obeys `include`, `document` and `custom "fava-…"` wherever they stand, so a file
typed by hand could switch a rule off, run code or hide money.

Where huzhu itself loads books, its gate has read the files before Beancount did and told what it found;
here the files are read for plain bean-check and Fava.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ledger import topfile
from ledger.books import Books
from ledger.findings import Finding, finding
from ledger.judging import PRESENT
from ledger.policy import Policy
from plugins.rule import rule

__plugins__ = ("top_file",)


@rule()
def top_file(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield what stands in a file where only huzhu may write it, and a title that is not the registered name."""
    registered = books.facts.registration
    title = str(books.options.get("title", ""))
    if registered and title != registered.name:
        yield finding(registered.fact.entry, f"登记的名称是“{registered.name}”，总账文件却写着“{title}”")
    if PRESENT.get().gated or not books.top.is_file():
        return
    if fault := topfile.fault(books.top):
        yield Finding({"filename": str(books.top), "lineno": 1}, fault, None)
    for name in books.options.get("include", ()):
        path = Path(name)
        for stray in topfile.strays(path, path.read_bytes()) if path != books.top else ():
            yield Finding({"filename": name, "lineno": stray.line}, topfile.said(stray), None)
