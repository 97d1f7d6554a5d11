"""The child that makes papers one after another, so that the desk's own process stays quick: it reads the books itself.

It reads one line of JSON an order, and answers each with one line: what was made, or the sentence that says why not.
It ends when nobody asks any more.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from huzhu import session
from huzhu.discreet import discreet
from huzhu.reporting.asking import Wanted, paper
from huzhu.reporting.many import Order, tell_each
from ledger.district import Society
from ledger.mistake import Mistake
from reports.period import Period
from reports.report import Audience, DistrictReport
from reports.table import report

_BEHIND_PAGES = 5


def as_words(society: Society, order: Order, day: date) -> list[Any]:
    """An order of a day as it is sent to the child."""
    days = [each.isoformat() if isinstance(each, date) else each for each in order.period]
    words = [order.name, days, order.audience, order.draft, dict(order.said)]
    return [str(society.folder), day.isoformat(), *words]


def _order(name: str, days: list[str], audience: str, draft: bool, said: Mapping[str, str]) -> Order:
    span, first, last, words, code = days
    period = Period(span, date.fromisoformat(first), date.fromisoformat(last), words, code)  # type: ignore[arg-type]
    return Order(name, period, Audience(audience), draft, said)


def made(society: Society, order: Order) -> tuple[str, str]:
    """What the order asks of the society, pickled, and else the sentence that says why there is none."""
    try:
        return b64encode(pickle.dumps(_made(society, order))).decode(), ""
    except Mistake as mistake:
        return "", discreet(str(mistake)).replace(str(society.folder), society.id)


def _made(society: Society, order: Order) -> object:
    found = report(order.name)
    if isinstance(found, DistrictReport):
        answer = tell_each([society], order, lambda done, of: None)[0]
        if answer.told is None:
            raise Mistake(answer.sentence)
        return answer.told
    return paper(society, Wanted(found, order.period, order.audience, order.draft, order.said))


def main() -> None:
    """Answer line by line until there are no more."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(_BEHIND_PAGES)
    for line in sys.stdin:
        folder, day, *words = json.loads(line)
        session.today = partial(date.fromisoformat, day)  # the desk's day, also where midnight comes between
        answer = made(Society(Path(folder)), _order(*words))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
