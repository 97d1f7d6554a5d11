"""Dated facts: what each must carry, what is said when it does not, and what the small records make of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from beancount.parser import parser

from ledger.facts import SHAPES, BadFact, Fact, Facts, read

WRITTEN = dict.fromkeys(
    ("ceiling", "counted", "amount", "cap-supplementary", "cap-emergency", "closing"), "3000.00 CNY"
) | dict.fromkeys(("from", "until"), "2026-12-31") | {"rows": "3"}  # fmt: skip
"""How a key is written that is no word."""
MEANT = {"3000.00 CNY": "500.00 CNY", "2026-12-31": "2026-12-31", "3": "数字"}
EVERY = [(kind, step) for kind, (_, steps) in SHAPES.items() for step in steps]
REQUIRED = [(k, s, key) for k, s in EVERY for key in SHAPES[k][1][s].required]
CHOSEN = [(k, s, key) for k, s in EVERY for key in SHAPES[k][1][s].allowed]


def facts(text: str) -> Facts:
    """The facts that a text tells of, in order of day."""
    entries, errors, _ = parser.parse_string(text)
    assert not errors
    return Facts(read(e) for e in entries)


def good(kind: str, step: str) -> dict[str, str]:
    """A value for every key that a fact must carry, as it is written."""
    shape = SHAPES[kind][1][step]
    meta = {k: WRITTEN.get(k, '"某"') for k in shape.required}
    return meta | {k: f'"{words[0]}"' for k, words in shape.allowed.items()}


def written(kind: str, step: str, meta: dict[str, str]) -> Fact:
    """One fact, written and read."""
    keyed = SHAPES[kind][0]
    words = [w for w in ("2026-07" if keyed else "", step) if w]
    head = f'2026-06-20 custom "{kind}" ' + " ".join(f'"{w}"' for w in words)
    text = "\n".join([head, *(f"  {k}: {v}" for k, v in meta.items())])
    entries, errors, _ = parser.parse_string(text + "\n")
    assert not errors, text
    return read(entries[0])


@pytest.mark.parametrize(("kind", "step"), EVERY)
def test_a_fact_with_all_it_must_carry_is_read(kind: str, step: str) -> None:
    fact = written(kind, step, good(kind, step))
    assert (fact.kind, fact.step, fact.day) == (kind, step, date(2026, 6, 20))
    assert fact.key == ("2026-07" if SHAPES[kind][0] else "")


@pytest.mark.parametrize(("kind", "step", "key"), REQUIRED)
def test_each_missing_key_is_named(kind: str, step: str, key: str) -> None:
    meta = good(kind, step)
    for nothing in (None, '""', '" "'):
        lacking = {k: v for k, v in meta.items() if k != key} | ({key: nothing} if nothing else {})
        if nothing and key in WRITTEN:
            continue
        with pytest.raises(BadFact, match=f"^“{kind}{step}”缺少 {key}:$"):
            written(kind, step, lacking)


@pytest.mark.parametrize(("kind", "step", "key"), CHOSEN)
def test_each_misspelt_word_is_answered_with_the_words_to_choose_from(kind: str, step: str, key: str) -> None:
    with pytest.raises(BadFact, match=f"^“{kind}{step}”的 {key}: 不能是“别的”，可写："):
        written(kind, step, good(kind, step) | {key: '"别的"'})


@pytest.mark.parametrize(("kind", "step", "key"), REQUIRED)
def test_each_key_written_as_something_else_is_answered_with_how_to_write_it(
    kind: str, step: str, key: str
) -> None:
    wrong = '"3000"' if key in WRITTEN else "5"
    meant = MEANT[WRITTEN[key]] if key in WRITTEN else "引号里的词"
    with pytest.raises(BadFact, match=f"^“{kind}{step}”的 {key}: 要写成 {meant}"):
        written(kind, step, good(kind, step) | {key: wrong})


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("until", '"2026-12-31"'), ("cap-emergency", "1500.00"), ("cap-emergency", "1500.00 USD"),
        ("cap-supplementary", '"700"'), ("matter-no", "2"), ("duties", "TRUE"), ("uses", "5101"),
    ],
)  # fmt: skip
def test_a_key_that_need_not_be_there_is_written_rightly_where_it_is(key: str, wrong: str) -> None:
    with pytest.raises(BadFact, match=f"^“决议”的 {key}: 要写成 "):
        written("决议", "", good("决议", "") | {key: wrong})


def test_an_amount_where_a_word_is_chosen_is_no_word() -> None:
    with pytest.raises(BadFact, match=r"^“救助受理”的 found: "):
        written("救助", "受理", good("救助", "受理") | {"found": "5.00 CNY"})


@pytest.mark.parametrize("kind", ["公示", "备案", "月结", "反结账"])
@pytest.mark.parametrize("month", ["2026-7", "2026-13", "2026年7月", "２０２６-07", "2026-07-01"])
def test_a_month_is_written_as_a_month(kind: str, month: str) -> None:
    step = next(iter(SHAPES[kind][1]))
    words = f'"{month}" "{step}"' if step else f'"{month}"'
    entries, _, _ = parser.parse_string(f'2026-08-05 custom "{kind}" {words}\n')
    with pytest.raises(BadFact, match=f"“{kind}”后面要写月份，例如 2026-07，不能是“{month}”"):
        read(entries[0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('"互助社"', "“互助社”后面要写1个引号里的词"),
        ('"互助社" "shigang" "登记"', "“互助社”后面要写1个引号里的词"),
        ('"人员" "任职"', "“人员”后面要写2个引号里的词"),
        ('"决议"', "“决议”后面要写1个引号里的词"),
        ('"决议" "JY-2026-01" "通过"', "“决议”后面要写1个引号里的词"),
        ('"决议" 20260101', "“决议”后面要写1个引号里的词"),
        ('"人员" "zhangsan" "上任"', "“人员”没有“上任”这一步，可写：任职、离任"),
        ('"救助" "JZ-2026-0001" "受里"', "“救助”没有“受里”这一步，可写：受理、先行救助"),
        ('"互助会" "登记"', "没有“互助会”这种事项，可写：互助社、人员"),
    ],
)
def test_too_many_words_too_few_or_unknown_ones(words: str, said: str) -> None:
    entries, _, _ = parser.parse_string(f"2026-06-20 custom {words}\n")
    with pytest.raises(BadFact, match=f"^{said}"):
        read(entries[0])


def test_values_are_read_as_what_they_are_and_as_nothing_otherwise() -> None:
    fact = written("决议", "", {"kind": '"其他"', "cap-emergency": "1500.00 CNY", "until": "2026-12-31"})
    assert (fact.text("kind"), fact.yuan("cap-emergency")) == ("其他", Decimal("1500.00"))
    assert fact.day_of("until") == date(2026, 12, 31)
    assert (fact.text("until"), fact.yuan("kind"), fact.day_of("kind")) == ("", None, None)
    assert (fact.text("x"), fact.yuan("x"), fact.day_of("x")) == ("", None, None)


def registered(day: str, name: str, more: str = "") -> str:
    """A registration as it is written."""
    return (
        f'{day} custom "互助社" "登记"\n  name: "{name}"\n  uscc: "51"\n  township: "岩寺镇"\n'
        f'  village: "石岗村"\n  kind: "村"\n  policy: "huizhou"\n{more}'
    )


def test_nobody_is_registered_until_it_is_said() -> None:
    assert facts("").registration is None


def test_the_registration_keeps_its_first_day_and_takes_its_last_words() -> None:
    found = facts(
        registered("2026-06-20", "旧名") + registered("2026-09-01", "新名", '  seed-as: "capital"\n')
    ).registration
    assert found and (found.day, found.name, found.seed_as) == (date(2026, 6, 20), "新名", "capital")
    assert (found.township, found.village, found.policy) == ("岩寺镇", "石岗村", "huizhou")
    first = facts(registered("2026-06-20", "旧名")).registration
    assert first and first.seed_as == "income"


PEOPLE = """
2026-01-01 custom "人员" "a" "任职"
  post: "会计"
  name: "甲"
2026-01-01 custom "人员" "b" "任职"
  post: "出纳"
  name: "乙"
2026-02-01 custom "人员" "a" "任职"
  post: "理事"
  name: "甲"
2026-03-01 custom "人员" "a" "离任"
2026-04-01 custom "人员" "a" "任职"
  post: "社长"
  name: "甲"
"""


def test_who_leaves_leaves_every_post_and_nobody_else_does() -> None:
    terms = facts(PEOPLE).terms
    assert [(t.person, t.post, t.since.month, t.until and t.until.month) for t in terms] == [
        ("a", "会计", 1, 3), ("b", "出纳", 1, None), ("a", "理事", 2, 3), ("a", "社长", 4, None),
    ]  # fmt: skip


def test_who_leaves_twice_left_the_first_posts_the_first_time() -> None:
    twice = facts(PEOPLE + '2026-05-01 custom "人员" "a" "离任"\n').terms
    assert [t.until and t.until.month for t in twice] == [3, None, 3, 5]


def test_a_term_runs_from_its_day_to_the_day_before_the_leaving() -> None:
    accountant, cashier, *_ = facts(PEOPLE).terms
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1))
    assert [accountant.on(d) for d in days] == [False, True, True, False]
    assert cashier.on(date(2030, 1, 1))


def test_the_float_keeps_what_a_change_does_not_name() -> None:
    found = facts("""
2026-01-01 custom "备用金" "交接"
  custodian: "nobody-yet"
2026-02-01 custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "a"
2026-03-01 custom "备用金" "调整"
  ceiling: 2000.00 CNY
2026-04-01 custom "备用金" "盘点"
  counted: 1999.00 CNY
  by: "a"
  witness: "b"
2026-05-01 custom "备用金" "交接"
  custodian: "b"
""").floats
    assert [(f.day.month, int(f.ceiling), f.custodian) for f in found] == [
        (2, 3000, "a"),
        (3, 2000, "a"),
        (5, 2000, "b"),
    ]


def test_a_ceiling_that_nobody_set_up_has_no_custodian() -> None:
    (found,) = facts('2026-03-01 custom "备用金" "调整"\n  ceiling: 2000.00 CNY\n').floats
    assert (found.ceiling, found.custodian) == (Decimal("2000.00"), "")


RESOLUTIONS = """
2026-01-01 custom "决议" "JY-2026-01"
  kind: "资金转移"
2026-02-01 custom "决议" "JY-2026-02"
  kind: "资金转移"
  until: 2026-02-28
2026-03-01 custom "决议" "JY-2026-01"
  kind: "其他"
"""


@pytest.mark.parametrize(
    ("number", "day", "kind", "known"),
    [
        ("JY-2026-01", "2025-12-31", "资金转移", False),
        ("JY-2026-01", "2026-01-01", "资金转移", True),
        ("JY-2026-01", "2026-02-28", "资金转移", True),
        ("JY-2026-01", "2026-03-01", "资金转移", False),
        ("JY-2026-01", "2026-03-01", "", True),
        ("JY-2026-02", "2026-02-28", "", True),
        ("JY-2026-02", "2026-03-01", "", False),
        ("JY-2026-03", "2026-03-01", "", False),
    ],
)
def test_a_resolution_is_found_by_number_day_and_kind(number: str, day: str, kind: str, known: bool) -> None:
    found = facts(RESOLUTIONS).resolution(number, date.fromisoformat(day), kind)
    assert (found is not None) == known


def test_a_qualification_runs_until_its_last_day_or_its_end() -> None:
    found = facts("""
2026-01-01 custom "公开募捐资格" "取得"
  certificate: "一"
  until: 2026-06-30
2026-08-01 custom "公开募捐资格" "取得"
  certificate: "二"
  until: 2027-07-31
2026-09-01 custom "公开募捐资格" "终止"
  until: 2030-12-31
""")
    days = ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2026-08-01", "2026-08-31", "2026-09-01"]
    assert [found.qualified(date.fromisoformat(d)) for d in days] == [
        False,
        True,
        True,
        False,
        True,
        True,
        False,
    ]
    assert not facts("").qualified(date(2026, 1, 1))


def test_facts_are_asked_by_kind_and_step() -> None:
    found = facts(PEOPLE)
    assert (len(found.of("人员")), len(found.of("人员", "离任")), found.of("备用金")) == (5, 1, [])
