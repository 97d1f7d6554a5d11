"""One report of every society: made beside each other in as many processes as the machine has, told as they come."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from huzhu import session
from huzhu.reading import read
from huzhu.reporting.asking import Wanted, asked_of, file_name, paper
from huzhu.reporting.out import folder, put
from huzhu.reporting.said import meant
from ledger.district import RESERVED, District, Society
from ledger.mistake import Mistake
from reports import report as kinds
from reports.filings.roster import listed
from reports.forms import Paper
from reports.period import Period
from reports.report import Asked, Audience, DistrictReport, Report, Told

Watch = Callable[[int, int], None]


class Order(NamedTuple):
    """What every society is asked for; it travels to other processes, so the report goes by its name."""

    name: str
    period: Period
    audience: Audience
    draft: bool
    said: Mapping[str, str]
    form: str = ""
    folder: str = ""


class Answer(NamedTuple):
    """What came of one society: the file that was written or what it tells, else the sentence that says why not."""

    society: str
    path: str = ""
    told: Told | None = None
    sentence: str = ""


def write_each(societies: Sequence[Society], order: Order, watch: Watch) -> list[Answer]:
    """Write the report of each society into a folder of its own under `order.folder`, in order of their ids."""
    return _spread(societies, partial(_written, order), watch)


def tell_each(societies: Sequence[Society], order: Order, watch: Watch) -> list[Answer]:
    """What each society tells for a report of many, in order of their ids."""
    return _spread(societies, partial(_told, order), watch)


def district_paper(district: District, report: DistrictReport, order: Order, watch: Watch) -> Paper:
    """The report of a whole district; a society that cannot be read is named on it and hides no other."""
    answers = tell_each(district.societies, order, watch)
    silent = {a.society: a.sentence for a in answers if a.told is None}
    told = [a.told for a in answers if a.told is not None]
    roster, sentence = _roster(district, order.period)
    if sentence:
        silent[RESERVED] = sentence
    of = kinds.District(
        district.title, order.period, session.today(), order.audience, silent, order.said, roster
    )
    return Paper(f"{report.title} {order.period.words}", report.leaves(of, told), district.title)


def _roster(district: District, period: Period) -> tuple[tuple[tuple[str, str], ...], str]:
    """The villages on the bureau's roster at the end of the period, or why its books cannot be read."""
    try:
        return listed(read(district)[0], period.last), ""
    except Mistake as mistake:
        return (), f"区里的账读不了，没有名册：{mistake}"


def _written(order: Order, society: Society) -> Answer:
    from reports.drawing.draw import draw

    report = _named(order.name)
    assert isinstance(report, Report), order.name
    said = meant(society, report, order.said)
    made = paper(society, Wanted(report, order.period, order.audience, order.draft, said))
    path = folder(Path(order.folder) / society.id) / file_name(report.title, order.period, order.form)
    put(draw(made, order.form), path)
    return Answer(society.id, path=str(path))


def _told(order: Order, society: Society) -> Answer:
    report = _named(order.name)
    assert isinstance(report, DistrictReport), order.name
    stand_in = Report(report.name, report.title, _no_leaves)
    asked = asked_of(society, Wanted(stand_in, order.period, order.audience, True, order.said))
    return Answer(society.id, told=report.tell(asked))


def _no_leaves(asked: Asked) -> tuple[()]:
    return ()


def _named(name: str) -> Report | DistrictReport:
    from reports.table import report

    return report(name)


def _spread(societies: Sequence[Society], work: Callable[[Society], Answer], watch: Watch) -> list[Answer]:
    """Do the work for each society, in this process where there are few, and keep their order."""
    answers: dict[str, Answer] = {}
    for done, (society, answer) in enumerate(_worked(societies, partial(_guarded, work)), 1):
        answers[society.id] = answer
        watch(done, len(societies))
    return [answers[s.id] for s in societies]


def _worked(
    societies: Sequence[Society], work: Callable[[Society], Answer]
) -> Iterator[tuple[Society, Answer]]:
    hands = min(os.cpu_count() or 1, len(societies))
    if len(societies) < _FEW or hands < 2:
        yield from ((society, work(society)) for society in societies)
        return
    with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as pool:
        asked: dict[Any, Society] = {pool.submit(work, society): society for society in societies}
        try:
            for done in as_completed(asked):
                yield asked[done], done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _guarded(work: Callable[[Society], Answer], society: Society) -> Answer:
    """The work's answer; a society's own mistake becomes its sentence and stops nobody else."""
    try:
        return work(society)
    except Mistake as mistake:
        return Answer(society.id, sentence=str(mistake))


_FEW = 4
