"""The lines of a case, put together by tests of rules that judge its steps and payments."""

from __future__ import annotations

CASE = "JZ-2026-0007"


def policy(name: str, value: str, day: str = "2024-01-01", may: str = "") -> str:
    """A policy line with a clause that says its name."""
    return f'{day} custom "policy" "{name}" {value}\n  clause: "{name}"\n' + (
        f'  may: "{may}"\n' if may else ""
    )


def opened(number: str = CASE, day: str = "2026-07-08", **more: str) -> str:
    """A case is accepted; `more` changes its words, e.g. matter="教育"."""
    words = {
        "person": "P-1a2b3c4d5e6f", "household": "H-1a2b3c4d5e6f", "label": "汪*",
        "category": "突发严重困难户", "matter": "疾病", "relief": "应急救助",
    }  # fmt: skip
    return step("受理", day, number, **{k: f'"{v}"' for k, v in (words | more).items()})


def step(name: str, day: str, number: str = CASE, kind: str = "救助", **meta: str) -> str:
    """One step of a case; the values of `meta` are written as they stand."""
    lines = [f"  {key.replace('_', '-')}: {value}" for key, value in meta.items()]
    return "\n".join([f'{day} custom "{kind}" "{number}" "{name}"', *lines]) + "\n"


def surveyed(day: str = "2026-07-08", number: str = CASE, **meta: str) -> str:
    """The household is visited."""
    return step("入户调查", day, number, by='"lisi"', **meta)


def decided(
    amount: str = "800.00", day: str = "2026-07-09", number: str = CASE, word: str = "同意", **meta: str
) -> str:
    """The case is decided; without an amount where that is empty."""
    meta |= {"amount": f"{amount} CNY"} if amount else {}
    return step("审核", day, number, by='"lisi"', decision=f'"{word}"', **meta)


def paid(
    amount: str = "800.00",
    day: str = "2026-07-09",
    number: str = CASE,
    kind: str = "02应急救助",
    money: str = "1001现金:03社会捐赠",
    label: str = "汪*",
    **meta: str,
) -> str:
    """Relief is paid, or with a minus comes back."""
    lines = [f'  {key}: "{value}"' for key, value in meta.items()]
    legs = [f"  Expenses:5101业务活动成本:{kind}   {amount} CNY", f"  Assets:{money}"]
    link = f" ^{number}" if number else ""
    return "\n".join([f'{day} * "{label}" "{kind[2:]}"{link}', *lines, *legs]) + "\n"


BANK = "1002银行存款:01农商行基本户:03社会捐赠"
"""The bank leg of a payment that is not in cash."""
