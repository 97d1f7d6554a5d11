"""Mutation tests: each module is changed in one small place at a time, and its own tests must notice.

    python -m bench.mutate [NAMES…] [--jobs 2] [--afresh] [--sample 100]

The changes are cosmic-ray's: another operator, another comparison, a `not` more, a number one off, a loop
that never runs, a decorator gone. NAMES are rules, `policy`, or of what writes: journal, standing, trail …; without
any, all the rules. A mutant of plugins/X.py is run through tests/test_X.py only, one of what writes through the few
files that `WRITERS` names, in a forked child that holds the changed code in memory: nothing in the source tree
is written. A child that fails, or is not done in time, has killed its mutant.

Left out are changes that change no program: those to annotations (never evaluated here), to docstrings, to
`from __future__` and `__plugins__`, to how much an `lru_cache` keeps, those that give the code that another
mutant already has, and those that are no Python at all. cosmic-ray's two operators that put random numbers
in place of names are not used.

Results are kept in .mutation/, so a run can be broken off and taken up again. A killed mutant is not tried
again while its rule's code stays the same; --afresh forgets the kills, too. Every survivor has to be argued
in docs/mutation.md, which quotes the line that it became; exit 1 when one is not, or too few are killed.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import random
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from itertools import islice
from multiprocessing import connection, get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NamedTuple

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.no_op import NoOp
from cosmic_ray.operators.provider import OperatorProvider

HOUSE = Path(__file__).parent.parent
KEPT = HOUSE / ".mutation"
ARGUED = HOUSE / "docs" / "mutation.md"
MACHINERY = {"__init__", "rule", "rulebook", "table"}
RANDOM = {"VariableReplacer", "VariableInserter"}
GOAL_PERCENT = 95
LIMIT_SECONDS = 20.0
WRITERS = {
    "journal": ("ledger.journal", ("test_journal",)),
    "standing": ("ledger.standing", ("test_standing", "test_journal")),
    "growing": (
        "ledger.growing",
        ("test_standing", "test_relief_cap", "test_donation_receipt", "test_notice_matches"),
    ),
    "storage": ("ledger.storage", ("test_storage", "test_journal")),
    "trail": ("ledger.trail", ("test_trail", "test_trail_verify")),
    "seals": ("ledger.seals", ("test_seals", "test_reopen")),
    "archive": ("ledger.confidential.archive", ("test_archive",)),
    "sealed": ("ledger.confidential.sealed", ("test_sealed", "test_archive")),
    "ring": ("ledger.confidential.ring", ("test_archive",)),
    "keys": ("ledger.keys", ("test_keys",)),
}
"""What puts things on the disk: a name, its module, and the files of tests that have to notice."""
WRITER_SECONDS = 120.0
OUTSIDE = (
    "beancount.loader",
    "beancount.parser.parser",
    "pydantic",
    "pyrage",
    "cryptography.fernet",
    "hypothesis",
)
"""Imported in the parent for what writes: nothing of ours, because half of it holds the module that is mutated."""
LOADED = (
    "beancount.loader", "beancount.parser.parser", "ledger.notices.notice", "ledger.notices.rows",
    "tests.ledgers", "tests.case_lines", "tests.districts",
)  # fmt: skip
"""What tests need besides the module that is mutated; imported once, in the parent."""


class Target(NamedTuple):
    """A module to mutate, and the files of tests that have to notice."""

    name: str
    module: str
    files: tuple[str, ...]
    seconds: float = LIMIT_SECONDS

    @property
    def path(self) -> Path:
        """Where its source is."""
        return HOUSE / f"{self.module.replace('.', '/')}.py"

    @property
    def tests(self) -> list[str]:
        """Its tests."""
        return [str(HOUSE / "tests" / f"{name}.py") for name in self.files]

    @property
    def results(self) -> Path:
        """What came out, one mutant a line."""
        return KEPT / f"{self.name}.jsonl"


class Mutant(NamedTuple):
    """A module's code after one change."""

    target: Target
    operator: str
    code: str
    program: str
    """The code as its meaning is: a hash that changes with neither layout nor annotations."""

    @property
    def change(self) -> tuple[int, str, str]:
        """The number of the changed line, what it was and what it became."""
        before = self.target.path.read_text(encoding="utf-8").split("\n")
        after = self.code.split("\n")
        pairs = enumerate(zip(before, after, strict=False), 1)
        number, (was, became) = next((n, pair) for n, pair in pairs if pair[0] != pair[1])
        return number, " ".join(was.split()), " ".join(became.split())


class Running(NamedTuple):
    """A child at work on a mutant."""

    mutant: Mutant
    child: ForkProcess
    until: float


class Score(NamedTuple):
    """How a module's mutants fared."""

    name: str
    killed: int
    survivors: tuple[Mutant, ...]

    @property
    def row(self) -> str:
        """A line of the table."""
        return (
            f"| {self.name} | {self.killed + len(self.survivors)} | {self.killed} | {len(self.survivors)} |"
        )


def targets() -> dict[str, Target]:
    """Every module that can be mutated, by name."""
    rules = sorted({p.stem for p in (HOUSE / "plugins").glob("*.py")} - MACHINERY)
    found = [Target(name, f"plugins.{name}", (f"test_{name}",)) for name in rules]
    found.append(Target("policy", "ledger.policy", ("test_policy",)))
    found += [Target(name, module, files, WRITER_SECONDS) for name, (module, files) in WRITERS.items()]
    return {t.name: t for t in found}


class _Program(ast.NodeTransformer):
    """Leaves of a module's syntax what runs and matters."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        node.annotation = ast.Constant(None)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        node.decorator_list = [d for d in node.decorator_list if not ast.unparse(d).startswith("lru_cache")]
        self.generic_visit(node)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        return None if isinstance(node.value, ast.Constant) else node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom | None:
        return None if node.module == "__future__" else node

    def visit_Assign(self, node: ast.Assign) -> ast.Assign | None:
        return None if ast.unparse(node.targets[0]) == "__plugins__" else node


def program(code: str) -> str:
    """A hash of what a module does; "" where the code is no Python."""
    try:
        with warnings.catch_warnings(action="ignore"):  # `is "…"` is what some mutants are about
            compile(code, "<mutant>", "exec", dont_inherit=True)
        return hashlib.sha256(ast.dump(_Program().visit(ast.parse(code))).encode()).hexdigest()[:16]
    except SyntaxError:
        return ""


def mutants(target: Target) -> Iterator[Mutant]:
    """Every change of a module that makes another program, each program once."""
    source = target.path.read_text(encoding="utf-8")
    nodes = list(ast_nodes(get_ast(source)))
    seen = {program(source), ""}
    operators = OperatorProvider()
    for name in operators:
        if name in RANDOM:
            continue
        found = sum(len(list(operators[name]().mutation_positions(node))) for node in nodes)
        for occurrence in range(found):
            try:
                code = mutate_code(source, operators[name](), occurrence)
            except AttributeError:
                continue  # an exception named by its module: cosmic-ray cannot replace it
            if (hashed := program(code)) not in seen:
                seen.add(hashed)
                yield Mutant(target, name, code, hashed)


def unmutated(target: Target) -> Mutant:
    """The module as it is: its tests must pass, or no kill means anything."""
    code = mutate_code(target.path.read_text(encoding="utf-8"), NoOp(), 0)
    return Mutant(target, "NoOp", code, program(code))


def start(mutant: Mutant) -> Running:
    """Fork a child that tries a mutant."""
    child = get_context("fork").Process(target=_tried, args=(mutant,))
    child.start()
    return Running(mutant, child, time.monotonic() + mutant.target.seconds)


def _tried(mutant: Mutant) -> None:
    """In the child: put the mutant in the module's place, run its tests, and end with what pytest says."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    spec = find_spec(mutant.target.module)
    assert spec is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    room, _, name = spec.name.rpartition(".")
    setattr(import_module(room), name, module)
    exec(compile(mutant.code, str(mutant.target.path), "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    options = ("-x", "-q", "--tb=no", "--disable-plugin-autoload", "-p", "no:cacheprovider")
    os._exit(pytest.main([*options, f"--rootdir={HOUSE}", *mutant.target.tests]))


def finished(running: list[Running]) -> Iterator[tuple[Mutant, bool]]:
    """Wait for some children; yield their mutants and whether each survived."""
    wait = max(min(r.until for r in running) - time.monotonic(), 0)
    connection.wait([r.child.sentinel for r in running], wait)
    for each in tuple(running):
        if not each.child.is_alive() or time.monotonic() >= each.until:
            running.remove(each)
            each.child.kill()
            each.child.join()
            yield each.mutant, each.child.exitcode == 0


def tried(waiting: Iterator[Mutant], jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Try mutants, so many at a time; yield each and whether it survived."""
    running: list[Running] = []
    while True:
        running += map(start, islice(waiting, jobs - len(running)))
        if not running:
            return
        yield from finished(running)


def kills(target: Target) -> set[str]:
    """The programs that an earlier run killed."""
    if not target.results.exists():
        return set()
    lines = map(json.loads, target.results.read_text(encoding="utf-8").splitlines())
    return {line["program"] for line in lines if line["outcome"] == "killed"}


def score(target: Target, jobs: int, sample: int) -> Score:
    """Try every mutant of a module that is not killed yet, or so many of them chosen by chance; keep what came out."""
    _check(target)
    every = list(mutants(target))
    if 0 < sample < len(every):
        every = random.Random(sample).sample(every, sample)
    dead = kills(target)
    survivors = []
    with target.results.open("a", encoding="utf-8") as results:
        for mutant, survived in tried((m for m in every if m.program not in dead), jobs):
            number, was, became = mutant.change
            survivors += [mutant] if survived else []
            line = {
                "program": mutant.program, "operator": mutant.operator, "line": number, "was": was,
                "became": became, "outcome": "survived" if survived else "killed",
            }  # fmt: skip
            results.write(json.dumps(line, ensure_ascii=False) + "\n")
            results.flush()
    _check(target)
    return Score(target.name, len(every) - len(survivors), tuple(survivors))


def _check(target: Target) -> None:
    """Its tests must pass on the module as it is, before and afterwards, or no kill means anything."""
    for _, passed in tried(iter([unmutated(target)]), 1):
        assert passed, f"{', '.join(target.files)} does not pass as it is"


def argued(mutant: Mutant) -> bool:
    """Whether the document quotes what became of the line, under the module's own heading."""
    text = ARGUED.read_text(encoding="utf-8") if ARGUED.exists() else ""
    section = text.partition(f"### {mutant.target.name}\n")[2].partition("\n#")[0]
    return f"`{mutant.change[2]}`" in section


def report(scores: Sequence[Score]) -> bool:
    """Print the table and the survivors; whether enough were killed and every survivor is argued."""
    killed = sum(s.killed for s in scores)
    survivors = tuple(m for s in scores for m in s.survivors)
    silent = [m for m in survivors if not argued(m)]
    print("| module | mutants | killed | survived |\n|---|---|---|---|")
    print("\n".join(s.row for s in (*scores, Score("together", killed, survivors))))
    for mutant in silent:
        number, was, became = mutant.change
        print(f"\nnot argued: {mutant.target.name} {number} {mutant.operator}\n  - {was}\n  + {became}")
    percent = killed * 100 / max(killed + len(survivors), 1)
    print(f"\n{percent:.2f} % killed, goal {GOAL_PERCENT}; {len(silent)} survivors not argued")
    return percent >= GOAL_PERCENT and not silent


def main() -> None:
    """Mutate what was asked for."""
    every = targets()
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("names", nargs="*", default=[], help="modules by name; all rules where none is named")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument(
        "--sample", type=int, default=0, help="so many mutants of each module; all where not given"
    )
    asked.add_argument("--afresh", action="store_true", help="forget what earlier runs killed")
    options = asked.parse_args()
    if unknown := set(options.names) - set(every):
        asked.error(f"no such module: {', '.join(sorted(unknown))}")
    KEPT.mkdir(exist_ok=True)
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(KEPT / "bytecode")
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(KEPT / "hypothesis")
    chosen = [every[name] for name in options.names or every if options.names or name not in WRITERS]
    for module in OUTSIDE if any(t.name in WRITERS for t in chosen) else LOADED:
        import_module(module)
    scores = []
    for target in chosen:
        if options.afresh:
            target.results.unlink(missing_ok=True)
        scores.append(score(target, options.jobs, options.sample))
        print(scores[-1].row, file=sys.stderr, flush=True)
    sys.exit(not report(scores))


if __name__ == "__main__":
    main()
