"""docs/rules.md is what the rules and the policies say, and every rule says enough to stand in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ledger import policy
from ledger.policy import named
from plugins.rulebook import docstring, text
from plugins.table import GROUPS, RULES

HOUSE = Path(__file__).parent.parent
NAMES = [r.name for r in RULES]
FIVE = {"limit", "over", "neighbour", "change", "right"}
KNOWN = {line.name for name in policy.names() for line in named(name).lines}


def test_the_page_in_the_docs_is_what_would_be_made_now() -> None:
    kept = (HOUSE / "docs" / "rules.md").read_text(encoding="utf-8")
    assert kept == text(), "python -m plugins.rulebook > docs/rules.md"


def test_every_policy_has_its_column_and_every_rule_its_place() -> None:
    assert set(policy.PLACES) == set(policy.names())
    assert sorted(r.name for rules in GROUPS.values() for r in rules) == sorted(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_what_it_is_in_both_languages_and_cites_its_clause(name: str) -> None:
    rule = RULES[NAMES.index(name)]
    said, english, *rest = docstring(rule).split("\n\n")
    assert re.match(r"[\u4e00-\u9fff“]", said) and said.endswith(("。", "？"))
    assert english.endswith(".")
    assert any(paragraph.startswith("Clause") for paragraph in rest)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_declares_the_policy_lines_that_it_asks_for_and_each_stands_in_some_policy(name: str) -> None:
    rule = RULES[NAMES.index(name)]
    tree = ast.parse((HOUSE / "plugins" / f"{name}.py").read_text(encoding="utf-8"))
    asked = {
        str(call.args[1].value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("policy.on")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }
    assert asked <= set(rule.lines)
    assert set(rule.lines) <= KNOWN


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_the_five_kinds_of_tests(name: str) -> None:
    tree = ast.parse((HOUSE / "tests" / f"test_{name}.py").read_text(encoding="utf-8"))
    tests = {f.name for f in tree.body if isinstance(f, ast.FunctionDef) and f.name.startswith("test_")}
    tables = [
        n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "KINDS"
    ]
    assert len(tables) == 1 and isinstance(tables[0], ast.Dict)
    kinds = {
        str(key.value): ast.unparse(value)
        for key, value in zip(tables[0].keys, tables[0].values, strict=True)
        if isinstance(key, ast.Constant)
    }
    assert set(kinds) == FIVE
    assert len(set(kinds.values())) == len(FIVE)
    assert set(kinds.values()) <= tests


def test_no_rule_knows_a_district_by_name() -> None:
    named = re.compile("huizhou|dongtai|shanxi|zhoucun|honghe|徽州|东台|山西|周村|红河")
    found = []
    for name in NAMES:
        tree = ast.parse((HOUSE / "plugins" / f"{name}.py").read_text(encoding="utf-8"))
        said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        found += [
            f"{name}: {n.value}"
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant)
            and isinstance(n.value, str)
            and id(n) not in said
            and named.search(n.value)
        ]
    assert found == []
