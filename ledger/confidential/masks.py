"""What of a person each audience sees: the village's notice board, the township's file, the auditor.

个人信息保护法 25 (nothing of a person is published without their separate consent), 28 (health, accounts and
minors are sensitive), 6 (no more than the purpose needs). Masks are for what goes out; the books hold
nothing that would have to be masked.
"""

from __future__ import annotations

from ledger.mistake import Mistake

NOTICE, FILING, AUDIT = AUDIENCES = ("公示", "备案", "审计")
FEWEST_HOUSEHOLDS = 5
"""In a smaller hamlet the hamlet itself tells who it is."""
DOUBLE_SURNAMES = (
    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木", "东方", "司徒",
    "宇文", "长孙", "司空", "太史", "申屠", "轩辕", "呼延",
)  # fmt: skip
_TAIL = 4


def label(text: str) -> str:
    """A name as the books show it: the surname, and * for the rest (欧阳* keeps both of its characters)."""
    text = _given(text)
    return (text[:2] if _double(text) else text[0]) + "*"


def name(text: str, audience: str, *, agreed: bool = False, nameless: bool = False) -> str:
    """A name: 张*, 张*三, 欧阳* on the notice, 张某某 where it must not be told at all; whole where they agreed.

    `nameless` is a minor, a victim of violence, somebody with an illness that is nobody's business.
    """
    text = _given(text)
    if audience != NOTICE:
        return text
    if nameless:
        return (text[:2] if _double(text) else text[0]) + "某某"
    if agreed:
        return text
    return label(text) if len(text) < 3 or _double(text) else f"{text[0]}*{text[-1]}"


def id_number(number: str, audience: str) -> str:
    """An ID-card number: nothing on the notice, the last four digits in the file, whole for audit."""
    return {NOTICE: "", FILING: number[-_TAIL:], AUDIT: number}[audience]


def phone(number: str, audience: str) -> str:
    """A phone number: nothing on the notice, whole for those who handle the case, and for audit."""
    return "" if audience == NOTICE else number


def card(number: str, audience: str) -> str:
    """A bank card: nothing on the notice, the last four digits in the file, whole for audit."""
    return {NOTICE: "", FILING: number[-_TAIL:], AUDIT: number}[audience]


def address(text: str, audience: str, *, hamlet: str = "", village: str = "", households: int = 0) -> str:
    """An address: the hamlet on the notice, and only the village where the hamlet has fewer than five households."""
    if audience != NOTICE:
        return text
    return hamlet if hamlet and households >= FEWEST_HOUSEHOLDS else village


def health(text: str, audience: str, *, matter: str = "") -> str:
    """An illness: the class of reason on the notice (疾病, 意外 …), the words elsewhere."""
    return matter if audience == NOTICE else text


def category(text: str, audience: str, *, agreed: bool = False) -> str:
    """A person's category (低保 …): on the notice only where they agreed to it."""
    return text if audience != NOTICE or agreed else ""


def short_id(number: str) -> str:
    """An ID-card number where a form insists on one in public: 341004********0019."""
    return f"{number[:6]}{'*' * 8}{number[-_TAIL:]}"


def short_phone(number: str) -> str:
    """A phone number where a form insists on one in public: 138****1234."""
    return f"{number[:3]}****{number[-_TAIL:]}"


def _given(text: str) -> str:
    text = text.strip()
    if not text:
        raise Mistake("姓名不能是空的")
    return text


def _double(text: str) -> bool:
    """Whether a name begins with a surname of two characters."""
    return text.startswith(DOUBLE_SURNAMES) and len(text) > 2
