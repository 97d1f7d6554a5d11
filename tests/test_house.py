"""The house: who imports whom, who spells what, how a file looks, and what a rule is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ledger import policy
from plugins.table import RULES

HOUSE = Path(__file__).parent.parent
ROOMS = ("ledger", "plugins", "importers", "reports", "huzhu")
BELOW_THE_ROOF = ROOMS[:-1]
FILES = sorted(p.relative_to(HOUSE).as_posix() for room in ROOMS for p in (HOUSE / room).rglob("*.py"))
BELOW = [f for f in FILES if f.startswith(tuple(f"{room}/" for room in BELOW_THE_ROOF))]
RULE_NAMES = [r.name for r in RULES]

MAY_IMPORT = {room: {room, "ledger"} for room in BELOW_THE_ROOF} | {"huzhu": set(ROOMS)}
WEB = (
    "fava",
    "flask",
    "flask_login",
    "flask_wtf",
    "flask_limiter",
    "wtforms",
    "werkzeug",
    "cheroot",
    "jinja2",
    "argon2",
)
PAPER = ("typst", "xlsxwriter", "openpyxl", "python_calamine", "xlrd", "pypdfium2", "pylopdf_fonts_zh_cn")
AT_HOME = {
    "beangulp": r"importers/",
    **dict.fromkeys(WEB, r"huzhu/desk/"),
    **dict.fromkeys(PAPER, r"(?:reports|importers)/"),
    "click": r"huzhu/(?!desk/)",
    "pydantic": r"ledger/(?:events/|confidential/person\.py)",
}
"""Which files may import a library; what is not listed may be imported anywhere."""
REFUSAL = "pydantic.ValidationError"
"""Whoever builds events may catch what they raise."""

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "time"}
CHANCE_AND_NETWORK = {
    "random", "secrets", "uuid", "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "asyncio",
}  # fmt: skip
FLOATS = {
    "importers/cells.py": "asks of a spreadsheet's number whether it is whole; what goes on is text",
    "ledger/storage.py": "seconds to wait for the lock",
}
"""Files below the roof that may say float, and why."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
LONGEST_FUNCTION_LINES = 40
SENTENCE_ENDS = (".", "。", ":", "：", "?", "？")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(file: str) -> ast.Module:
    """A file's syntax."""
    return ast.parse((HOUSE / file).read_text(encoding="utf-8"))


def imports(file: str) -> Iterator[tuple[int, str]]:
    """Line and full name of each module that a file imports, wherever in it."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports by dots"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def functions(file: str) -> list[Function]:
    """Every function of a file, methods and inner ones too."""
    return [n for n in ast.walk(tree(file)) if isinstance(n, Function)]


def texts(file: str) -> Iterator[ast.Constant]:
    """Every string of a file that is not a docstring."""
    said = {id(n.value) for n in ast.walk(tree(file)) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


# Who imports whom


@pytest.mark.parametrize("file", FILES)
def test_no_arrow_points_upward_or_sideways(file: str) -> None:
    ours = [(line, name) for line, name in imports(file) if name.split(".")[0] in ROOMS]
    wrong = [
        f"{file}:{line} {name}"
        for line, name in ours
        if name.split(".")[0] not in MAY_IMPORT[file.split("/")[0]]
    ]
    assert wrong == []
    assert not [name for _, name in imports(file) if name.split(".")[0] == "tests"]


@pytest.mark.parametrize("file", FILES)
def test_a_library_is_imported_only_where_it_is_at_home(file: str) -> None:
    wrong = []
    for line, name in imports(file):
        home = AT_HOME.get(name.split(".")[0])
        if home and not re.match(home, file) and name != REFUSAL:
            wrong.append(f"{file}:{line} imports {name}, which is at home in {home}")
    assert wrong == []


def test_judging_books_imports_nothing_heavy() -> None:
    heavy = {"pydantic", "rich", "typst", "fava", "flask", "click", "openpyxl", "xlsxwriter", "beangulp"}
    code = f"import sys, huzhu, plugins.table, ledger.load; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_that_books_name_imports_nothing_until_it_is_called() -> None:
    code = "import sys, huzhu; print(sorted(m for m in sys.modules if m.startswith(('beancount', 'ledger', 'plugins'))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Who spells what


@pytest.mark.parametrize("file", [f for f in FILES if f != "ledger/chart.py"])
def test_only_the_chart_spells_an_account(file: str) -> None:
    account = re.compile(r"(?:Assets|Liabilities|Equity|Income|Expenses):\d")
    assert [f"{file}:{n.lineno} {n.value!r}" for n in texts(file) if account.search(str(n.value))] == []


@pytest.mark.parametrize("file", BELOW)
def test_no_float_touches_money(file: str) -> None:
    wrong = []
    for node in ast.walk(tree(file)):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        if literal or called:
            wrong.append(f"{file}:{getattr(node, 'lineno', 0)} {ast.unparse(node)}")
    assert bool(wrong) == (file in FLOATS), wrong


@pytest.mark.parametrize("file", BELOW)
def test_below_the_roof_there_is_no_clock_no_chance_and_no_network(file: str) -> None:
    wrong = [
        f"{file}:{line} {name}" for line, name in imports(file) if name.split(".")[0] in CHANCE_AND_NETWORK
    ]
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            owner = ast.unparse(node.value).split(".")[-1]
            wrong += [f"{file}:{node.lineno} {owner}.{node.attr}"] if owner in CLOCK_OWNERS else []
    assert wrong == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    hosts = (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("crates", "io"),
        ("golang", "org"), ("anaconda", "org"), ("rubygems", "org"), ("npmmirror", "com"), ("aliyuncs", "com"),
    )  # fmt: skip
    places = ["/" + "work/", "/" + "root/", "/" + r"home/\w", "/" + "Users/", r"[A-Z]:\\" + "Users"]
    wrong = re.compile(
        "|".join([*(rf"\b{name}\.{end}\b" for name, end in hosts), *(rf"(?<![\w.}}]){p}" for p in places)])
    )
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        check=True,
    )
    files = [HOUSE / name for name in listed.stdout.decode().split("\0") if name]
    assert len(files) > len(FILES)
    found = []
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            lines = content.decode("utf-8", "replace").splitlines()
            found += [
                f"{path.relative_to(HOUSE)}:{n} {line[:80]}"
                for n, line in enumerate(lines, 1)
                if wrong.search(line)
            ]
    assert found == []


# How a file looks


@pytest.mark.parametrize("file", FILES)
def test_a_module_opens_with_a_plain_sentence(file: str) -> None:
    opening = (ast.get_docstring(tree(file)) or "").split("\n\n")[0]
    assert len(opening) >= 10, f"{file} has no opening sentence"
    assert opening.rstrip().endswith(SENTENCE_ENDS), f"{file} opens with: {opening}"


@pytest.mark.parametrize("file", FILES)
def test_every_public_name_says_what_it_is(file: str) -> None:
    silent = []
    owners: list[ast.Module | ast.ClassDef] = [tree(file)]
    owners += [n for n in tree(file).body if isinstance(n, ast.ClassDef)]
    for owner in owners:
        for node in owner.body:
            if (
                isinstance(node, Function | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                silent.append(f"{file}:{node.lineno} {node.name}")
    assert silent == []


@pytest.mark.parametrize("file", FILES)
def test_every_function_is_fully_annotated(file: str) -> None:
    bare = []
    for function in functions(file):
        given = function.args
        named = [
            a for a in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg) if a
        ]
        missing = [a.arg for a in named if a.annotation is None and a.arg not in ("self", "cls")]
        missing += [] if function.returns else ["return"]
        bare += [f"{file}:{function.lineno} {function.name}: {', '.join(missing)}"] if missing else []
    assert bare == []


@pytest.mark.parametrize("file", FILES)
def test_no_function_is_longer_than_a_screen(file: str) -> None:
    lengths = {
        f"{file}:{f.lineno} {f.name}": (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions(file)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION_LINES} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    files = [*FILES, *(p.relative_to(HOUSE).as_posix() for p in (HOUSE / "tests").rglob("*.py"))]
    assert [f for f in files if set(re.split(r"[/._]", f)) & VAGUE] == []


# What a rule is


def test_the_table_lists_every_rule_s_file_once() -> None:
    machinery = {"__init__", "rule", "rulebook", "table"}
    assert sorted(RULE_NAMES) == sorted({p.stem for p in (HOUSE / "plugins").glob("*.py")} - machinery)


@pytest.mark.parametrize("name", RULE_NAMES)
def test_a_rule_s_file_holds_one_rule_with_its_clause_under_its_name(name: str) -> None:
    module = tree(f"plugins/{name}.py")
    ruled = [
        f.name
        for f in module.body
        if isinstance(f, Function)
        and any(re.match(r"(district_|near_|money_)?rule\(", ast.unparse(d)) for d in f.decorator_list)
    ]
    assert ruled == [name]
    assert RULES[RULE_NAMES.index(name)].__module__ == f"plugins.{name}"
    declared = [
        n.value
        for n in module.body
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__plugins__"
    ]
    assert [ast.literal_eval(d) for d in declared] == [(name,)]
    assert re.search(r"^Clause", ast.get_docstring(module) or "", re.MULTILINE)


@pytest.mark.parametrize("name", RULE_NAMES)
def test_a_rule_has_at_least_five_tests(name: str) -> None:
    tested = tree(f"tests/test_{name}.py")
    tests = [f.name for f in tested.body if isinstance(f, Function) and f.name.startswith("test_")]
    assert len(tests) >= 5
    rules = [
        ast.unparse(n.value)
        for n in tested.body
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "RULE"
    ]
    assert rules == [name]


def test_every_policy_line_that_code_asks_for_stands_in_some_district_s_policy() -> None:
    known = {m for n in policy.names() for m in re.findall(r'custom "policy" "(\w+)"', policy.text_of(n))}
    asked = set()
    for file in BELOW:
        for call in (n for n in ast.walk(tree(file)) if isinstance(n, ast.Call)):
            if ast.unparse(call.func).endswith("policy.on") and isinstance(
                name := call.args[1], ast.Constant
            ):
                asked.add(str(name.value))
    assert len(asked) > 10
    assert asked - known == set()
