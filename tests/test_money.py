"""Amounts are read strictly, printed in one way, and their capital figures read back to themselves."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.money import CENT, BadAmount, chinese, nearest_fen, plain, show, yuan

AMOUNTS = st.integers(-(10**14), 10**14).map(lambda fen: Decimal(fen) * CENT)
SMALL = st.integers(0, 10**12 - 1).map(lambda fen: Decimal(fen) * CENT)
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_count(text: str) -> int:
    """A whole number in capital figures, read the way a person does: 亿 and 万 split it, 零 is silent."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if name in text:
            high, low = text.rsplit(name, 1)
            return read_count(high) * size + read_count(low)
    return sum(
        "零壹贰叁肆伍陆柒捌玖".index(digit) * UNITS.get(unit, 1)
        for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", text)
    )


def read_capital(text: str) -> Decimal:
    """An amount in capital figures, read back."""
    form = "人民币(负?)(?:(.+)元)?(?:整|零?(?:(.)角)?零?(?:(.)分)?)"
    found = re.fullmatch(form, text)
    assert found, text
    whole, jiao, fen = (read_count(part or "") for part in found.groups()[1:])
    amount = Decimal(whole * 100 + jiao * 10 + fen) * CENT
    return -amount if found[1] else amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1000", "1000.00"),
        ("1000.5", "1000.50"),
        ("1,000.00", "1000.00"),
        ("￥1,000.00", "1000.00"),
        ("¥20", "20.00"),
        ("￥ 20", "20.00"),
        ("500元", "500.00"),
        ("500 元", "500.00"),
        ("１，０００．５０", "1000.50"),
        ("\u3000 500.01\t", "500.01"),
        ("0", "0.00"),
        ("0.01", "0.01"),
        ("999,999,999,999.99", "999999999999.99"),
        ("-5", "-5.00"),
        ("-￥5.10", "-5.10"),
        ("￥-5.10", "-5.10"),
        (1000, "1000.00"),
        (-3, "-3.00"),
        (Decimal("12.3"), "12.30"),
        (Decimal("-0.00"), "0.00"),
    ],
)
def test_what_people_type_is_read(typed: str | int | Decimal, amount: str) -> None:
    assert str(yuan(typed)) == amount


@pytest.mark.parametrize("minus", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d")
def test_a_minus_of_any_make_is_a_minus(minus: str) -> None:
    assert yuan(f"{minus}500") == Decimal("-500.00")


@pytest.mark.parametrize(
    "typed",
    [
        "1.000",
        "0.005",
        "1e3",
        "1E+3",
        "NaN",
        "Infinity",
        "1234567890123",
        "1,234,567,890,123",
        "1,00",
        "10,00.00",
        "1,0000",
        "1000,000",
        ",100",
        "0,100",
        ".5",
        "5.",
        "1 000",
        "1.000,00",
        "--5",
        "-￥-5",
        "￥￥5",
        "+5",
        "5-",
        "(5)",
        "5元整",
        "5万",
        "五百",
        "٣",
        "1_000",
        "500\n600",
        Decimal("1.000"),
        Decimal("1E+3"),
        Decimal("NaN"),
        Decimal("-Infinity"),
        10**12,
        10**5000,
    ],
    ids=lambda typed: str(typed)[:24] if isinstance(typed, str) else f"{type(typed).__name__}",
)
def test_anything_else_is_refused_by_name(typed: str | int | Decimal) -> None:
    with pytest.raises(BadAmount) as refused:
        yuan(typed)
    named = typed if isinstance(typed, str) else str(Decimal(typed))
    assert named[:40] in str(refused.value)
    assert "请写成" in str(refused.value)
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
def test_nothing_is_no_amount(blank: str) -> None:
    with pytest.raises(BadAmount, match="没有写金额"):
        yuan(blank)


@pytest.mark.parametrize("mistake", [1.5, True, None])
def test_a_float_is_our_own_mistake(mistake: object) -> None:
    with pytest.raises(AssertionError):
        yuan(mistake)  # type: ignore[arg-type]


@given(st.text(max_size=12))
def test_any_text_gives_two_places_or_a_sentence(text: str) -> None:
    try:
        assert yuan(text).as_tuple().exponent == -2
    except BadAmount as refused:
        assert "请写成" in str(refused)


@given(SMALL)
def test_what_is_printed_is_read_back(amount: Decimal) -> None:
    for text in (show(amount), plain(amount), f"￥{show(amount)}元"):
        assert str(yuan(text)) == plain(amount)


def test_there_is_one_way_to_print() -> None:
    assert show(Decimal("1000")) == "1,000.00"
    assert show(Decimal("-1234567.8")) == "-1,234,567.80"
    assert plain(Decimal("1000")) == "1000.00"
    assert plain(Decimal("-0.00")) == show(Decimal("-0.00")) == "0.00"


@pytest.mark.parametrize("printer", [show, plain, chinese])
@pytest.mark.parametrize("amount", [Decimal("1.001"), Decimal("1.000"), Decimal("NaN"), 1.5, 3])
def test_a_third_place_is_never_printed_away(printer: object, amount: object) -> None:
    assert callable(printer)
    with pytest.raises(AssertionError):
        printer(amount)


def test_half_a_fen_goes_away_from_zero() -> None:
    assert str(nearest_fen(Decimal("0.125"))) == "0.13"
    assert str(nearest_fen(Decimal("-0.125"))) == "-0.13"
    assert str(nearest_fen(Decimal("0.1249"))) == "0.12"
    assert str(nearest_fen(Decimal("7"))) == "7.00"


@pytest.mark.parametrize(
    ("amount", "capital"),
    [
        # the examples that 支付结算办法 prints
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # amounts that other programs get wrong
        ("0.05", "伍分"),
        ("10.00", "壹拾元整"),
        ("1000.10", "壹仟元零壹角"),
        ("100100.01", "壹拾万零壹佰元零壹分"),
        ("9000005000", "玖拾亿零伍仟元整"),
        # the edges
        ("0", "零元整"),
        ("0.50", "伍角"),
        ("0.53", "伍角叁分"),
        ("500", "伍佰元整"),
        ("10001", "壹万零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000000", "壹亿元整"),
        ("1070000000", "壹拾亿零柒仟万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("1000000000000", "壹万亿元整"),
        ("-500", "负伍佰元整"),
        ("-0.00", "零元整"),
    ],
)
def test_capital_figures_as_the_rules_print_them(amount: str, capital: str) -> None:
    assert chinese(Decimal(amount)) == "人民币" + capital


@given(AMOUNTS)
@example(Decimal("1000000000000.00"))
def test_capital_figures_read_back_to_the_amount(amount: Decimal) -> None:
    assert read_capital(chinese(amount)) == amount


@given(AMOUNTS)
def test_capital_figures_are_well_formed(amount: Decimal) -> None:
    text = chinese(amount)
    assert "零零" not in text
    assert not re.search("零[元万亿角分]", text.replace("零元整", "") if amount == 0 else text)
    assert text.endswith("整") == (amount == amount.to_integral_value())


@given(st.integers(0, 10**8 - 1))
def test_a_gap_between_figures_is_one_nought(whole: int) -> None:
    """Between two figures that are not neighbours stands exactly one 零, save where 万 is the only nought."""
    expected = "零" if whole == 0 else ""
    text = str(whole)
    for place, digit in enumerate(text):
        power = len(text) - 1 - place
        if digit != "0":
            skipped = text[:place].rstrip("0") != text[:place]
            only_ten_thousands = power == 3 and text[:place].endswith("0")
            expected += "零" if skipped and not only_ten_thousands else ""
            expected += "零壹贰叁肆伍陆柒捌玖"[int(digit)] + ("", "拾", "佰", "仟")[power % 4]
        if power == 4 and int(text[: place + 1]):
            expected += "万"
    assert chinese(Decimal(whole)) == f"人民币{expected}元整"


def test_more_than_a_society_can_own_is_our_mistake() -> None:
    with pytest.raises(AssertionError):
        chinese(Decimal("1000000000000.01"))
