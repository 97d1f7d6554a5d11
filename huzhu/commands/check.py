"""`huzhu check`: the rules over one society's books or a whole district's, and the exit code they deserve."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from huzhu import session
from huzhu.checking import Verdict, judge
from huzhu.commands.options import Day, option
from huzhu.discreet import discreet
from huzhu.telling import tell
from ledger.district import District, Ledger, nearest
from ledger.findings import Finding
from ledger.mistake import Mistake


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False, metavar="[文件夹]")
@option("--as-of", "以哪一天为准判断期限（默认今天）", type=Day())
@option("--rule", "只看这条规则", metavar="relief_cap")
@option("--policy", "换一个区的政策来判断", metavar="huizhou")
@option("--json", "每行一个 JSON", is_flag=True)
@click.pass_obj
def command(
    books: Path | None,
    /,
    path: Path | None,
    as_of: date | None,
    rule: str | None,
    policy: str | None,
    json: bool,
) -> None:
    """按规则检查账簿。0：没有错误；1：有错误；2：无法判断。"""
    place = nearest(path or books or Path.cwd())
    ledgers: list[Ledger] = (
        [place, *place.societies, *place.headless] if isinstance(place, District) else [place]
    )
    _known(rule, policy)
    day = as_of or session.today()
    verdicts = list(_judged(ledgers, day, policy or "", quiet=json))
    if isinstance(place, District):
        verdicts = _across(verdicts, day, policy or "")
    verdicts = [v._replace(findings=[f for f in v.findings if rule in (None, f.rule)]) for v in verdicts]
    (_as_json if json else _as_text)(verdicts)
    sys.exit(_code(verdicts))


def _known(rule: str | None, policy: str | None) -> None:
    """Mistake where there is no such rule or policy."""
    if policy is not None:
        from ledger.policy import text_of

        text_of(policy)
    if rule is None:
        return
    from plugins.table import RULES

    if rule not in [r.name for r in RULES]:
        raise Mistake(f"没有规则“{rule}”，可写：{'、'.join(r.name for r in RULES)}")


def _judged(ledgers: list[Ledger], day: date, policy: str, *, quiet: bool) -> Iterator[Verdict]:
    """Judge each by itself: one bad ledger never hides another. A bar shows long work to whoever watches."""
    if quiet or len(ledgers) < 4 or not sys.stderr.isatty():
        yield from (judge(ledger, day, policy) for ledger in ledgers)
        return
    from rich.console import Console
    from rich.progress import track

    for ledger in track(ledgers, description="检查账簿", console=Console(stderr=True), transient=True):
        yield judge(ledger, day, policy)


def _across(verdicts: list[Verdict], day: date, policy: str) -> list[Verdict]:
    """What shows only between the bureau and its societies, each finding with the books that it points at.

    A society whose books could not be loaded is left out, and says so itself; without the bureau's own books
    nothing can be compared.
    """
    from ledger.books import Books, DistrictBooks
    from plugins.table import judge_across

    read = {v.ledger.id: v.loaded for v in verdicts if v.loaded}
    bureau = read.pop(verdicts[0].ledger.id, None)
    if bureau is None:
        return verdicts
    index = {id_: Books(each.entries, each.options, day) for id_, each in read.items()}
    findings, failed = judge_across(DistrictBooks(Books(bureau.entries, bureau.options, day), index), policy)
    homes = {f"{v.ledger.folder.resolve()}/": at for at, v in enumerate(verdicts) if at}
    merged = list(verdicts)
    for each in findings:
        at = next((at for home, at in homes.items() if each.file.startswith(home)), 0)
        merged[at] = merged[at]._replace(findings=[*merged[at].findings, each])
    if failed:
        sentence = f"有规则没有运行完（{'、'.join(failed)}），不能下结论"
        merged[0] = merged[0]._replace(sentence=merged[0].sentence or sentence)
    return merged


def _as_text(verdicts: list[Verdict]) -> None:
    several = len(verdicts) > 1
    for verdict in verdicts:
        for each in verdict.findings:
            tell(each, verdict.ledger.id if several else "")
        if verdict.sentence:
            session.say(f"✗ {discreet(verdict.sentence)}", fg="red", err=True)
    counts = _counts(verdicts)
    names = {name for v in verdicts for name in v.ran}
    session.say(
        f"检查了{len(verdicts)}套账，运行了{len(names)}条规则："
        f"错误{counts['errors']}，逾期{counts['overdue']}，提醒{counts['warnings']}",
        bold=True,
    )


def _as_json(verdicts: list[Verdict]) -> None:
    for verdict in verdicts:
        for each in verdict.findings:
            click.echo(_line(verdict.ledger, each))
        if verdict.sentence:
            trouble = Finding(
                {"filename": str(verdict.ledger.top), "lineno": 0}, verdict.sentence, None, "books"
            )
            click.echo(_line(verdict.ledger, trouble))
    ran = [r for r in verdicts[0].ran if all(r in v.ran for v in verdicts)] if verdicts else []
    summary = {
        "societies": sum(1 for v in verdicts if not isinstance(v.ledger, District)),
        **_counts(verdicts),
    }
    click.echo(json.dumps({"summary": {**summary, "rules_run": ran}}, ensure_ascii=False))


def _line(ledger: Ledger, found: Finding) -> str:
    file = Path(found.file)
    inside = file.is_absolute() and file.is_relative_to(ledger.folder.resolve())
    fields = {
        "rule": found.rule,
        "severity": found.severity,
        "society": ledger.id,
        "date": found.day.isoformat() if found.day else None,
        "file": file.relative_to(ledger.folder.resolve()).as_posix() if inside else found.file,
        "line": found.line,
        "message": discreet(found.text),
        "clause": found.clause,
    }
    return json.dumps(fields, ensure_ascii=False)


def _counts(verdicts: list[Verdict]) -> dict[str, int]:
    severities = [f.severity for v in verdicts for f in v.findings]
    named = {"errors": "error", "overdue": "overdue", "warnings": "warning"}
    return {name: severities.count(severity) for name, severity in named.items()}  # type: ignore[arg-type]


def _code(verdicts: list[Verdict]) -> int:
    if any(v.sentence for v in verdicts):
        return 2
    return int(any(f.severity == "error" for v in verdicts for f in v.findings))
