"""Every requirement of the five documents is met by a rule, a report or a command, or it is said why not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from huzhu.cli import VERBS, cli
from ledger import policy
from reports.table import TABLE as REPORTS

HOUSE = Path(__file__).parent.parent
TABLE = (HOUSE / "docs" / "requirements.md").read_text(encoding="utf-8")
HEAD = "| 编号 | 原文 | 怎样做到 |"
ROW = re.compile(r"\| (S\d-[\d.]+-\d+) \| (.+?) \| (.+) \|")
NAMED = re.compile(r"(rule|report|command): ([a-z_\- ]+(?:, [a-z_\- ]+)*)")
SAID = re.compile(r"(不入账|还没有)：(.+)")
DOCUMENTS = {
    "S0": "huizhou",
    "S1": "dongtai",
    "S2": "shanxi",
    "S3": "zhoucun",
    "S4": "honghe",
}


class Requirement(NamedTuple):
    """One row: what a document asks, and how it is met."""

    number: str
    clause: str
    answer: str

    @property
    def kind(self) -> str:
        """rule, report, command, 不入账 or 还没有; empty where the answer is none of them."""
        found = NAMED.fullmatch(self.answer) or SAID.fullmatch(self.answer)
        return found[1] if found else ""

    @property
    def names(self) -> list[str]:
        """The rules, reports or commands that are named; none where it is said why not."""
        found = NAMED.fullmatch(self.answer)
        return found[2].split(", ") if found else []


def rows() -> list[Requirement]:
    """The rows of the table; every line that looks like one must be one."""
    found = []
    for line in TABLE.splitlines():
        if line.startswith("|") and line != HEAD and not re.fullmatch(r"[|-]+", line):
            match = ROW.fullmatch(line)
            assert match, line
            found.append(Requirement(*match.groups()))
    return found


REQUIREMENTS = rows()
NAMES = {
    kind: sorted({n for r in REQUIREMENTS if r.kind == kind for n in r.names})
    for kind in ("rule", "report", "command")
}
FINDERS = {
    "top_file", "facts_complete", "one_fund", "fund_overdrawn", "chart", "voucher_numbers", "month_closed",
    "separate_hands", "donation_receipt", "agency_money", "placeholders", "consent",
    "rows_reviewed", "transit_returned",
}  # fmt: skip
"""Rules that rest on law or on the books' own format, and on no line of the five documents."""


def test_numbers_are_unique_and_in_order_of_the_documents() -> None:
    numbers = [r.number for r in REQUIREMENTS]
    assert [n for n, count in Counter(numbers).items() if count > 1] == []
    keys = [[int(part) for part in re.findall(r"\d+", n)] for n in numbers]
    parts: dict[str, list[int]] = {}
    for number, key in zip(numbers, keys, strict=True):
        parts.setdefault(number.rpartition("-")[0], []).append(key[-1])
    assert [part for part, counted in parts.items() if counted != list(range(1, len(counted) + 1))] == []
    assert [k[0] for k in keys] == sorted(k[0] for k in keys)


def test_every_document_is_read() -> None:
    assert sorted(DOCUMENTS.values()) == policy.names()
    read = Counter(r.number[:2] for r in REQUIREMENTS)
    assert set(read) == set(DOCUMENTS)
    assert all(count >= 15 for count in read.values()), read


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda r: r.number)
def test_a_requirement_has_its_clause_and_one_kind_of_answer(requirement: Requirement) -> None:
    assert len(requirement.clause) >= 4
    assert requirement.kind, requirement.answer
    assert len(re.findall("rule:|report:|command:|不入账：|还没有：", requirement.answer)) == 1
    if requirement.names:
        assert len(set(requirement.names)) == len(requirement.names)
    else:
        assert len(requirement.answer.partition("：")[2]) >= 10


@pytest.mark.parametrize("name", NAMES["rule"])
def test_a_named_rule_is_a_file(name: str) -> None:
    assert (HOUSE / "plugins" / f"{name}.py").is_file()


@pytest.mark.parametrize("name", NAMES["report"])
def test_a_named_report_is_drawn(name: str) -> None:
    assert name in REPORTS


@pytest.mark.parametrize("name", NAMES["command"])
def test_a_named_command_can_be_typed(name: str) -> None:
    verb, *rest = name.split(" ")
    assert verb in VERBS
    command = cli.get_command(click.Context(cli), verb)
    if isinstance(command, click.Group):
        (rest_of_it,) = rest
        assert rest_of_it in command.commands
    else:
        assert command and not rest


def test_every_rule_answers_a_requirement_or_is_one_of_the_law_and_the_books() -> None:
    rules = {p.stem for p in (HOUSE / "plugins").glob("*.py") if "\n__plugins__ = (" in p.read_text("utf-8")}
    assert rules - set(NAMES["rule"]) - FINDERS == set()
    assert not FINDERS & set(NAMES["rule"])


def _overlap(one: str, other: str) -> bool:
    """Whether two pieces of a sentence share a stretch of at least eight signs."""
    return any(one[i : i + 8] in other for i in range(len(one) - 7))


@pytest.mark.parametrize("district", DOCUMENTS.values())
def test_what_a_policy_numbers_by_the_document_s_own_words_is_a_requirement(district: str) -> None:
    """A clause that a policy line quotes stands in the table, at least in part."""
    number = next(n for n, name in DOCUMENTS.items() if name == district)
    read = [part for r in REQUIREMENTS if r.number.startswith(number) for part in r.clause.split("……")]
    text = policy.text_of(district)
    title = re.findall(r"source: \"([^\"]+?) [^ \"]+\"", text)[0]
    quoted = re.findall(rf'clause: "([^"]+)"\n  source: "{re.escape(title)}', text)
    quoted = [q for q in quoted if q != policy.BY_DISTRICT]
    assert quoted
    missing = [q for q in quoted if not any(part in q or q in part or _overlap(part, q) for part in read)]
    assert missing == []
